// Lists and pages of people. Names are read from the identity file at the last moment, for the people
// of the actor's perimeter alone.
#include "clausier/app/people.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "clausier/domain/contract.hpp"
#include "clausier/domain/nir.hpp"
#include "clausier/store/clause_store.hpp"
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

// What matters most of several employments comes first.
int rank(const std::string& status) {
  if (status == "eligible") return 0;
  if (status == "undecided") return 1;
  return status == "expired" ? 2 : 3;
}

// The status of the person is the best of the employments', until the last of their days, unless one
// has no limit.
void sum_up(PersonLine& person) {
  const auto& lines = person.employments;
  const auto best = std::min_element(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return rank(a.status) < rank(b.status); });
  person.status = best == lines.end() ? "undecided" : best->status;
  for (const auto& line : lines) {
    if (line.status != person.status) continue;
    if (!line.countable_until) {
      person.countable_until.reset();
      return;
    }
    person.countable_until = std::max(person.countable_until.value_or(*line.countable_until), *line.countable_until);
  }
}

class PeopleReading {
public:
  PeopleReading(Services& services, const Actor& actor, store::Connection& connection)
      : services_(services), actor_(actor), connection_(connection), now_(current_cutoff(services).recorded_until), today_(services.today()) {}

  PersonLine line(ParticipantId id, Identity identity) {
    auto reference = store::find_participant(connection_, id)->reference;
    PersonLine person{id, std::move(reference), std::move(identity), "", {}, employments(id)};
    sum_up(person);
    return person;
  }

private:
  using Decisions = std::vector<EligibilityDecision>;

  std::vector<EmploymentLine> employments(ParticipantId id) {
    std::map<std::optional<OrganisationId>, Decisions> decisions;  // by office
    std::vector<EmploymentLine> lines;
    const auto rows = connection_.query("SELECT e.*, f.office_id, f.acknowledged, o.name AS firm_name, " +
                                            std::string(described_lot_columns()) + " FROM (" + employments_within(actor_) +
                                            ") e JOIN office_employments f ON f.id = e.id JOIN organisations o ON o.id = e.firm_id LEFT JOIN (" +
                                            described_lots_sql() +
                                            ") d ON d.lot_id = e.lot_id WHERE e.participant_id = ?2 ORDER BY e.starts_on DESC, e.id DESC",
                                        {perimeter_key(actor_), store::value_of(id)});
    for (const auto& row : rows) {
      const auto office = row.id_or_null<OrganisationId>("office_id");
      if (!decisions.contains(office)) decisions.emplace(office, store::eligibility_of(connection_, id, office));
      lines.push_back(employment(row, decisions.at(office)));
    }
    return lines;
  }

  EmploymentLine employment(const store::Row& row, const Decisions& decisions) {
    const auto employment = store::employment_of(row);
    const bool acknowledged = row.flag("acknowledged");
    const auto* taken = eligibility_at(decisions, employment.participant, now_);
    const auto* known = reads_decision(actor_, acknowledged) ? taken : nullptr;
    const auto until = counted_until(known, clause_of(connection_, clauses_, employment.lot, now_), employment.contract_type);
    const bool to_acknowledge = actor_.role == Role::facilitator && taken && !acknowledged;
    auto label = label_of(row, services_.wording), firm = row.text("firm_name"), status = eligibility_status(known, until, today_);
    const auto id = row.id<EmploymentId>("id");
    return {id, employment, std::move(firm), std::move(label), std::move(status), until, to_acknowledge};
  }

  Services& services_;
  const Actor& actor_;
  store::Connection& connection_;
  Instant now_;
  Date today_;
  Clauses clauses_;
};

// Do the typed words name the person: by reference, or by exact family name?
bool is_named(const std::string& words, const std::string& reference, const Identity& identity) {
  return words == reference || (!folded(words).empty() && folded(words) == folded(identity.family_name));
}

std::vector<PersonLine> matching_lines(Services& services, const Actor& actor, const PeopleQuery& query) {
  return services.database->read([&](store::Connection& c) {
    PeopleReading reading(services, actor, c);
    const auto people = people_within(c, actor, query.lot);
    auto names = names_within(services, c, actor, people);
    std::vector<PersonLine> lines;
    for (const auto id : people) {
      auto& identity = names[id];
      if (!query.words.empty() && !is_named(query.words, store::find_participant(c, id)->reference, identity)) continue;
      auto line = reading.line(id, std::move(identity));
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
  return services.database->read([&](store::Connection& c) -> Outcome<PersonView> {
    const auto id = person_within(c, actor, reference);
    if (!id) return not_found();
    PersonView found{PeopleReading(services, actor, c).line(*id, names_within(services, c, actor, {*id})[*id]), {}};
    if (actor.role == Role::facilitator) found.decisions = store::eligibility_of(c, *id, actor.organisation->id);
    std::reverse(found.decisions.begin(), found.decisions.end());
    return found;
  });
}

}  // namespace clausier::app
