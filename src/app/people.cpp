// Lists and pages of people. Names are read from the identity file at the last moment, for the people
// of the actor's perimeter alone.
#include "clausier/app/people.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "clausier/domain/contract.hpp"
#include "clausier/domain/nir.hpp"
#include "clausier/store/clause_store.hpp"
#include "clausier/store/identity_store.hpp"
#include "clausier/store/participant_store.hpp"
#include "lot_position.hpp"
#include "paging.hpp"
#include "people_perimeter.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

using Clauses = std::map<LotId, std::optional<Clause>>;

const std::optional<Clause>& clause_of(store::Connection& connection, Clauses& known, LotId lot, Instant now) {
  const auto found = known.find(lot);
  if (found != known.end()) return found->second;
  return known.emplace(lot, store::find_clause(connection, lot, now)).first->second;
}

// A lot that the actor's perimeter no longer holds keeps its employment, without its name.
std::string label_of(const store::Row& row, const Wording& wording) {
  return row.integer_or_null("contract_id") ? lot_label(wording, lot_scope_of(row)) : "";
}

// The last of the days, unless one line has no limit.
std::optional<Date> latest(const std::vector<EmploymentLine>& lines) {
  std::optional<Date> last;
  for (const auto& line : lines) {
    if (!line.countable_until) return std::nullopt;
    last = std::max(last.value_or(*line.countable_until), *line.countable_until);
  }
  return last;
}

class PeopleReading {
public:
  PeopleReading(Services& services, const Actor& actor, store::Connection& connection)
      : services_(services), actor_(actor), connection_(connection), now_(current_cutoff(services).recorded_until), today_(services.today()) {}

  PersonLine line(ParticipantId id) {
    const auto decisions = store::eligibility_of(connection_, id);
    const auto* decision = eligibility_at(decisions, id, now_);
    PersonLine person{id, store::find_participant(connection_, id)->reference, {}, "", {}, employments(id, decision)};
    person.countable_until = latest(person.employments);
    person.status = eligibility_status(decision, person.countable_until, today_);
    return person;
  }

private:
  std::vector<EmploymentLine> employments(ParticipantId id, const EligibilityDecision* decision) {
    std::vector<EmploymentLine> lines;
    const auto rows = connection_.query("SELECT e.*, o.name AS firm_name, " + std::string(described_lot_columns()) + " FROM (" +
                                            employments_within(actor_) + ") e JOIN organisations o ON o.id = e.firm_id LEFT JOIN (" +
                                            described_lots_sql() +
                                            ") d ON d.lot_id = e.lot_id WHERE e.participant_id = ?2 ORDER BY e.starts_on DESC, e.id DESC",
                                        {perimeter_key(actor_), store::value_of(id)});
    for (const auto& row : rows) {
      const auto employment = store::employment_of(row);
      lines.push_back({employment, row.text("firm_name"), label_of(row, services_.wording),
                       counted_until(decision, clause_of(connection_, clauses_, employment.lot, now_))});
    }
    return lines;
  }

  Services& services_;
  const Actor& actor_;
  store::Connection& connection_;
  Instant now_;
  Date today_;
  Clauses clauses_;
};

void add_names(Services& services, std::vector<PersonLine>& lines) {
  std::vector<ParticipantId> people;
  for (const auto& line : lines) people.push_back(line.id);
  const auto known = services.identity->read([&](store::Connection& c) { return store::identities_of(c, people); });
  for (auto& line : lines)
    if (const auto found = known.find(line.id); found != known.end())
      line.identity = {found->second.family_name, found->second.given_name, found->second.birth_date};
}

// Who the typed words name: a reference, or everybody of that exact family name.
std::vector<ParticipantId> named(Services& services, const std::string& words) {
  return services.identity->read([&](store::Connection& c) {
    std::vector<ParticipantId> people;
    for (const auto& record : store::find_by_family_name(c, words)) people.push_back(record.participant);
    if (const auto record = store::find_identity(c, words)) people.push_back(record->participant);
    return people;
  });
}

std::vector<PersonLine> matching_lines(Services& services, const Actor& actor, const PeopleQuery& query) {
  const auto wanted = query.words.empty() ? std::vector<ParticipantId>{} : named(services, query.words);
  return services.database->read([&](store::Connection& c) {
    PeopleReading reading(services, actor, c);
    std::vector<PersonLine> lines;
    for (const auto id : people_within(c, actor, query.lot)) {
      if (!query.words.empty() && std::find(wanted.begin(), wanted.end(), id) == wanted.end()) continue;
      auto line = reading.line(id);
      if (query.status.empty() || line.status == query.status) lines.push_back(std::move(line));
    }
    return lines;
  });
}

auto by_name(const PersonLine& line) {
  return std::tuple(folded(line.identity.family_name), folded(line.identity.given_name), line.reference);
}

}  // namespace

bool looks_like_nir(std::string_view text) { return holds_nir(text); }

Outcome<PeoplePage> list_people(Services& services, const Actor& actor, const PeopleQuery& query) {
  if (!has_role(actor, {Role::facilitator, Role::contractor})) return forbidden();
  auto lines = matching_lines(services, actor, query);
  add_names(services, lines);
  std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return by_name(a) < by_name(b); });
  PeoplePage page{{}, static_cast<std::int64_t>(lines.size()), 1, 1};
  const auto cut = page_of(page.total, query.page, query.per_page);
  page.page = cut.page;
  page.pages = cut.pages;
  page.lines.assign(std::make_move_iterator(lines.begin() + cut.first), std::make_move_iterator(lines.begin() + cut.last));
  return page;
}

Outcome<PersonView> view_person(Services& services, const Actor& actor, const std::string& reference) {
  if (!has_role(actor, {Role::facilitator, Role::contractor})) return forbidden();
  auto view = services.database->read([&](store::Connection& c) -> Outcome<PersonView> {
    const auto id = person_within(c, actor, reference);
    if (!id) return not_found();
    PersonView found{PeopleReading(services, actor, c).line(*id), {}};
    if (has_role(actor, {Role::facilitator})) found.decisions = store::eligibility_of(c, *id);
    std::reverse(found.decisions.begin(), found.decisions.end());
    return found;
  });
  if (!view) return view;
  std::vector<PersonLine> one{std::move(view.value().person)};
  add_names(services, one);
  view.value().person = std::move(one.front());
  return view;
}

}  // namespace clausier::app
