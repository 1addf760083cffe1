#include "clausier/domain/position.hpp"

#include <algorithm>
#include <stdexcept>

#include "journal.hpp"
#include "position_steps.hpp"

namespace clausier {
namespace {

struct LineOutcome {
  LineStatus status;
  std::string reason;
};

// What is believed at the recorded cut-off about decisions on lines: the latest of each.
using Decisions = std::map<EntryId, const LineDecision*>;

Decisions decisions_at(const std::vector<LineDecision>& all, Instant recorded_until) {
  Decisions latest;
  for (const auto& decision : all) {
    if (decision.decided_at > recorded_until) continue;
    auto& known = latest[decision.entry];
    if (!known || decision.decided_at >= known->decided_at) known = &decision;  // of two at once, the later given
  }
  return latest;
}

// Internships are no work: they count only under the clause that is made of them (domain.md §2.7, §3.6).
bool kind_counts(WorkKind kind, const Clause& clause) {
  if (kind == WorkKind::work) return true;
  if (kind == WorkKind::training) return clause.training_counts;
  if (clause.terms.internships_count) return true;
  const auto& bases = clause.legal_bases;
  return std::find(bases.begin(), bases.end(), "CLAUSE_FORMATION") != bases.end();
}

template <class T>
bool holds(const std::vector<T>& items, const T& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

// A list of the contract may be open ("notamment") or closed; a reasoned opinion opens a closed one when the
// contract says so (domain.md §1.5, §3.1).
bool group_allowed(const ClauseTerms& terms, const std::string& criterion) {
  if (terms.groups.empty() || terms.list_open || holds(terms.groups, criterion)) return true;
  return criterion == "AVIS_MOTIVE" && terms.opinion_allowed;
}

bool modality_allowed(const ClauseTerms& terms, Modality modality) {
  return terms.modalities.empty() || holds(terms.modalities, modality);
}

// Days before the execution never count; days after it do only for a type of contract that the clause lets run on.
bool inside_execution(const Entry& entry, const Clause& clause) {
  const auto* window = window_for(clause.terms, entry.contract_type);
  if (window && !window->ends_with_contract) return entry.worked.first >= clause.execution.first;
  return clause.execution.contains(entry.worked);
}

// Why an accepted line of an eligible person does not count under the clause; "" when it does.
std::string why_uncountable_under(const Clause& clause, const Entry& entry, const EligibilityDecision& eligibility) {
  if (!inside_execution(entry, clause)) return "status.outside_execution";
  // Past the window people go on working: of a range across its end, no part can be told to be inside.
  if (entry.worked.last > countable_until(eligibility, clause, entry.contract_type)) return "status.after_window";
  if (!kind_counts(entry.kind, clause))
    return entry.kind == WorkKind::training ? "status.training_not_counted" : "status.internship_not_counted";
  if (!group_allowed(clause.terms, eligibility.criterion)) return "status.group_not_listed";
  if (!modality_allowed(clause.terms, entry.modality)) return "status.modality_not_allowed";
  return "";
}

std::string why_uncountable(const Entry& entry, const EligibilityDecision& eligibility, const std::optional<Clause>& clause) {
  // Nobody is eligible before being hired, so a range across the day of effect holds hours after it.
  if (entry.worked.last < eligibility.effective_on) return "status.before_eligibility";
  if (clause) return why_uncountable_under(*clause, entry, eligibility);
  const auto last = eligibility.countable_until;
  return last && entry.worked.last > *last ? "status.after_window" : "";
}

LineOutcome outcome_of(const Entry& entry, const LineDecision* decision, const EligibilityDecision* eligibility,
                           const std::optional<Clause>& clause) {
  if (!decision) return {LineStatus::pending, std::string(awaiting_decision)};
  if (decision->verdict == Verdict::rejected) return {LineStatus::rejected, "reason." + decision->reason};
  if (!eligibility) return {LineStatus::pending, "status.eligibility_undecided"};
  if (eligibility->verdict == EligibilityVerdict::refused) return {LineStatus::uncountable, "status.eligibility_refused"};
  std::string reason = why_uncountable(entry, *eligibility, clause);
  if (reason.empty()) return {LineStatus::counted, ""};
  return {LineStatus::uncountable, std::move(reason)};
}

std::string group_of(const EligibilityDecision* eligibility) {
  return eligibility && eligibility->verdict == EligibilityVerdict::eligible ? eligibility->criterion : "";
}

void add_to(Breakdown& breakdown, const Entry& entry, LineStatus status) {
  breakdown.hours.add(status, entry.declared);
  breakdown.people.insert(entry.participant);
}

void add_line(Position& position, const Entry& entry, LineOutcome outcome, const std::string& group) {
  position.hours.add(outcome.status, entry.declared);
  position.people.insert(entry.participant);
  add_to(position.by_month[entry.worked.last.month_of()], entry, outcome.status);
  add_to(position.by_modality[entry.modality], entry, outcome.status);
  add_to(position.by_group[group], entry, outcome.status);
  add_to(position.by_contract_type[entry.contract_type], entry, outcome.status);
  position.entries.push_back({entry, outcome.status, std::move(outcome.reason)});
}

std::vector<Entry> entries_at(const std::vector<Entry>& all, const Cutoff& cutoff) {
  std::vector<Entry> believed;
  for (const auto& entry : all)
    if (entry.recorded_at <= cutoff.recorded_until && entry.worked.first <= cutoff.worked_until) believed.push_back(entry);
  return believed;
}

}  // namespace

std::string_view line_status_code(LineStatus status) {
  switch (status) {
    case LineStatus::counted: return "counted";
    case LineStatus::pending: return "pending";
    case LineStatus::rejected: return "rejected";
    case LineStatus::uncountable: return "uncountable";
  }
  throw std::logic_error("line status");
}

std::string_view lot_state_code(LotState state) {
  switch (state) {
    case LotState::no_clause: return "no_clause";
    case LotState::not_started: return "not_started";
    case LotState::done: return "done";
    case LotState::ahead: return "ahead";
    case LotState::on_pace: return "on_pace";
    case LotState::to_watch: return "to_watch";
    case LotState::late: return "late";
    case LotState::missed: return "missed";
    case LotState::indeterminate: return "indeterminate";
  }
  throw std::logic_error("lot state");
}

void HoursTotals::add(LineStatus status, WorkTime time) {
  declared += time;
  switch (status) {
    case LineStatus::counted: counted += time; return;
    case LineStatus::pending: pending += time; return;
    case LineStatus::rejected: rejected += time; return;
    case LineStatus::uncountable: uncountable += time; return;
  }
}

HoursTotals& HoursTotals::operator+=(const HoursTotals& other) {
  declared += other.declared;
  counted += other.counted;
  pending += other.pending;
  rejected += other.rejected;
  uncountable += other.uncountable;
  return *this;
}

Position position_of(const LotFacts& facts, const Rulebook& rulebook, const Cutoff& cutoff) {
  Position position;
  position.cutoff = cutoff;
  auto clause = facts.clause;
  std::optional<Obligation> obligation;
  if (clause) {
    obligation = obligation_on(*clause, facts.obligation, cutoff);
    clause->execution = obligation->execution;
  }
  const auto believed = entries_at(facts.entries, cutoff);
  const auto decisions = decisions_at(facts.decisions, cutoff.recorded_until);
  for (const auto& entry : standing_entries(believed)) {
    const auto* eligibility = eligibility_at(facts.eligibility, entry.participant, cutoff.recorded_until);
    const auto decided = decisions.find(entry.id);
    auto outcome = outcome_of(entry, decided == decisions.end() ? nullptr : decided->second, eligibility, clause);
    if (entry.worked.last > cutoff.worked_until) position.straddling.add(outcome.status, entry.declared);
    else add_line(position, entry, std::move(outcome), group_of(eligibility));
  }
  position.journal = journal_of(believed, facts, cutoff.recorded_until);
  if (clause) explain_obligation(position, facts, *clause, std::move(*obligation), rulebook);
  else explain_no_clause(position);
  return position;
}

}  // namespace clausier
