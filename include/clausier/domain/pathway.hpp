#pragma once
// The pathway of a person whom an office follows (domain.md §5.4): entry with who sent them, steps, exit,
// what became of them. Facts are dated and added, never edited; a wrong one is cancelled by another.
//
// An exit to employment or training counts as positive once it was seen to hold for the months of the rule
// "pathway.exit.confirmation_months" of the day of exit; until then it is pending. The rate of positive exits
// divides by exits, never by people followed.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/ids.hpp"
#include "clausier/domain/outcome.hpp"
#include "clausier/domain/rulebook.hpp"

namespace clausier {

enum class PathwayFactKind { entry, step, exit, confirmation, situation, cancellation };
std::string_view pathway_fact_code(PathwayFactKind kind);
std::optional<PathwayFactKind> parse_pathway_fact(std::string_view code);

struct PathwayCode {
  std::string code;
  std::string label;
  bool positive = false;   // of an exit: counts as positive once confirmed
  bool sensitive = false;  // of a prescriber: tells of justice, health or child protection
  std::string source;
};

// What the code of a fact may be, by kind: prescribers of entries, kinds of steps, exits, situations. A
// confirmation says "held" or "broken"; a cancellation says nothing.
using PathwayCodes = std::map<PathwayFactKind, std::vector<PathwayCode>>;
// CSV of src/store/reference/pathway_codes.csv: kind;code;label;positive;sensitive;source. Throws std::invalid_argument.
PathwayCodes parse_pathway_codes(std::string_view csv);
const PathwayCode* find_pathway_code(const PathwayCodes& codes, PathwayFactKind kind, std::string_view code);

struct PathwayFact {
  PathwayFactId id;
  PathwayFactId pathway;  // the fact of entry; of an entry, its own id
  ParticipantId participant;
  PathwayFactKind kind = PathwayFactKind::entry;
  std::string code;
  Date day;                  // of a step its first day
  std::optional<Date> until;  // of a step its last day, when known
  int months = 0;            // of a situation: months after the exit, 6 or 12
  std::optional<PathwayFactId> cancels;
  std::string author;
  Instant recorded_at;
};

struct Pathway {
  PathwayFact entry;
  std::vector<PathwayFact> steps;  // by day
  std::optional<PathwayFact> exit;
  std::optional<PathwayFact> confirmation;
  std::vector<PathwayFact> situations;
  bool is_open() const { return !exit; }
};

// What stands of the facts recorded until an instant, oldest entry first.
std::vector<Pathway> pathways_from(const std::vector<PathwayFact>& facts, Instant recorded_until);

enum class ExitState { none, other, pending, to_confirm, positive, not_held };
std::string_view exit_state_code(ExitState state);

// The first day on which a positive exit may be confirmed.
Date confirmable_on(const PathwayFact& exit, const Rulebook& rules);
ExitState exit_state(const Pathway& pathway, const PathwayCodes& codes, const Rulebook& rules, Date today);

// Months after the exit at which the situation is asked, and those whose day came without an answer.
inline constexpr int situation_months[] = {6, 12};
std::vector<int> situations_due(const Pathway& pathway, Date today);

// May the fact be added to what stands? Codes: pathway.open, pathway.none, pathway.code, pathway.dates.order,
// pathway.future, pathway.exit.other, pathway.confirm.early {date}, pathway.confirmed, pathway.situation.known.
std::optional<Refusal> fault_of_fact(const std::vector<Pathway>& standing, const PathwayFact& fact, const PathwayCodes& codes,
                                     const Rulebook& rules, Date today);
// An entry that something follows, an exit that was confirmed: what rests on it is cancelled first.
bool is_cancellable(const std::vector<Pathway>& standing, PathwayFactId fact);

struct PathwayFigures {
  int followed = 0;  // people, each once
  int entered = 0;   // pathways begun in the period
  int exits = 0;
  int positive = 0;  // confirmed
  int pending = 0;   // may yet be confirmed
  // Tenths of a percent, half up; nothing without an exit.
  std::optional<int> positive_rate() const;
};
PathwayFigures pathway_figures(const std::vector<Pathway>& pathways, const DateRange& period, const PathwayCodes& codes,
                               const Rulebook& rules, Date today);

}  // namespace clausier
