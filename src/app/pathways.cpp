#include "clausier/app/pathways.hpp"

#include <algorithm>

#include "audit.hpp"
#include "clausier/store/participant_store.hpp"
#include "clausier/store/pathway_store.hpp"
#include "lot_position.hpp"
#include "people_perimeter.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

PathwayLine line_of(const Services& services, Pathway pathway) {
  const auto& reference = services.reference;
  PathwayLine line{.pathway = std::move(pathway), .state = ExitState::none, .confirmable_on = {}, .situations_due = {}};
  line.state = exit_state(line.pathway, reference.pathway_codes, reference.rulebook, services.today());
  line.situations_due = situations_due(line.pathway, services.today());
  if (line.pathway.exit && line.state != ExitState::other) line.confirmable_on = confirmable_on(*line.pathway.exit, reference.rulebook);
  return line;
}

bool says_the_same(const PathwayFact& a, const PathwayFact& b) {
  return a.kind == b.kind && a.code == b.code && a.day == b.day && a.until == b.until && a.months == b.months;
}

bool stands(const std::vector<Pathway>& standing, const PathwayFact& fact) {
  if (standing.empty()) return false;
  const auto& latest = standing.back();
  std::vector<const PathwayFact*> known = {&latest.entry};
  for (const auto* one : {&latest.exit, &latest.confirmation})
    if (*one) known.push_back(&**one);
  for (const auto* facts : {&latest.steps, &latest.situations})
    for (const auto& one : *facts) known.push_back(&one);
  return std::any_of(known.begin(), known.end(), [&](const PathwayFact* one) { return says_the_same(*one, fact); });
}

// A pathway and what is recorded of it, in one transaction.
class Recording {
public:
  Recording(Services& services, store::Connection& connection, const Actor& actor, ParticipantId participant)
      : services_(services), connection_(connection), actor_(actor), participant_(participant),
        facts_(store::pathway_facts_of(connection, actor.organisation->id, participant)),
        now_(store::next_instant(connection, services.clock())), standing_(pathways_from(facts_, now_)) {}

  Outcome<Done> record(const std::string& reference, const PathwayEvent& event) {
    const auto id = PathwayFactId::from_trusted(random_id());
    const bool begins = event.kind == PathwayFactKind::entry || standing_.empty();
    PathwayFact fact{id, begins ? id : standing_.back().entry.id, participant_, event.kind, event.code, event.day, event.until, event.months, {},
                     actor_.display_name, now_};
    if (stands(standing_, fact)) return Done{};
    const auto& known = services_.reference;
    if (const auto fault = fault_of_fact(standing_, fact, known.pathway_codes, known.rulebook, services_.today())) return *fault;
    append(fact, reference, "pathway.record");
    return Done{};
  }

  Outcome<Done> cancel(const std::string& reference, PathwayFactId cancelled) {
    const auto known = std::find_if(facts_.begin(), facts_.end(), [&](const PathwayFact& fact) { return fact.id == cancelled && !fact.cancels; });
    if (known == facts_.end()) return not_found();
    const bool already = std::any_of(facts_.begin(), facts_.end(), [&](const PathwayFact& fact) { return fact.cancels == cancelled; });
    if (already) return Done{};
    if (!is_cancellable(standing_, cancelled)) return Refusal{"pathway.cancel"};
    append({PathwayFactId::from_trusted(random_id()), known->pathway, participant_, PathwayFactKind::cancellation, "", known->day, {}, 0,
            cancelled, actor_.display_name, now_},
           reference, "pathway.cancel");
    return Done{};
  }

private:
  // The journal says what kind of fact, not which: a prescriber can tell of justice or health.
  void append(const PathwayFact& fact, const std::string& reference, const char* action) {
    store::append_pathway_fact(connection_, actor_.organisation->id, fact);
    record_audit(connection_, actor_, now_, action, "person", reference, std::string(pathway_fact_code(fact.kind)));
  }

  Services& services_;
  store::Connection& connection_;
  const Actor& actor_;
  ParticipantId participant_;
  std::vector<PathwayFact> facts_;
  Instant now_;
  std::vector<Pathway> standing_;
};

template <class Act>
Outcome<Done> on_pathway(Services& services, const Actor& actor, const std::string& reference, Act act) {
  if (!is_office(actor)) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    const auto id = person_within(c, actor, reference);
    if (!id) return not_found();
    return act(Recording(services, c, actor, *id));
  });
}

std::vector<PathwayTask> tasks_of(const Services& services, store::Connection& c, const Actor& actor, const std::vector<Pathway>& pathways) {
  const auto people = people_within(c, actor);
  std::vector<PathwayTask> tasks;
  for (const auto& pathway : pathways) {
    const auto who = pathway.entry.participant;
    if (!pathway.exit || std::find(people.begin(), people.end(), who) == people.end()) continue;
    const auto line = line_of(services, pathway);
    const auto reference = store::find_participant(c, who)->reference;
    if (line.state == ExitState::to_confirm) tasks.push_back({reference, 0, *line.confirmable_on});
    for (const int months : line.situations_due) tasks.push_back({reference, months, pathway.exit->day.plus_months(months)});
  }
  std::stable_sort(tasks.begin(), tasks.end(), [](const auto& a, const auto& b) { return a.since < b.since; });
  return tasks;
}

}  // namespace

Outcome<std::vector<PathwayLine>> list_pathways(Services& services, const Actor& actor, const std::string& reference) {
  if (!is_office(actor)) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<std::vector<PathwayLine>> {
    const auto id = person_within(c, actor, reference);
    if (!id) return not_found();
    std::vector<PathwayLine> lines;
    for (auto& pathway : pathways_from(store::pathway_facts_of(c, actor.organisation->id, *id), current_cutoff(services).recorded_until))
      lines.push_back(line_of(services, std::move(pathway)));
    return lines;
  });
}

Outcome<Done> record_pathway_event(Services& services, const Actor& actor, const std::string& reference, const PathwayEvent& event) {
  return on_pathway(services, actor, reference, [&](Recording recording) { return recording.record(reference, event); });
}

Outcome<Done> cancel_pathway_fact(Services& services, const Actor& actor, const std::string& reference, PathwayFactId fact) {
  return on_pathway(services, actor, reference, [&](Recording recording) { return recording.cancel(reference, fact); });
}

Outcome<PathwayBoard> pathway_board(Services& services, const Actor& actor, int year) {
  if (!is_office(actor)) return forbidden();
  const auto first = Date::of(year, 1, 1), last = Date::of(year, 12, 31);
  if (!first || !is_plausible(*first)) return not_found();
  return services.database->read([&](store::Connection& c) -> Outcome<PathwayBoard> {
    const auto pathways = pathways_from(store::pathway_facts_of(c, actor.organisation->id), current_cutoff(services).recorded_until);
    const DateRange period{*first, *last};
    const auto& known = services.reference;
    const auto figures = pathway_figures(pathways, period, known.pathway_codes, known.rulebook, services.today());
    auto tasks = tasks_of(services, c, actor, pathways);
    return PathwayBoard{period, figures, std::move(tasks)};
  });
}

}  // namespace clausier::app
