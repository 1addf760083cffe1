#include "journal.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "canonical_line.hpp"
#include "clausier/domain/clause_text.hpp"

namespace clausier {
namespace {

// A line at its place: by instant of recording, then by what it is about, then as it reads.
using Placed = std::tuple<Instant, std::int64_t, int, std::string>;

std::vector<std::string> in_order(std::vector<Placed> placed) {
  std::sort(placed.begin(), placed.end());
  std::vector<std::string> lines;
  for (auto& line : placed) lines.push_back(std::move(std::get<3>(line)));
  return lines;
}

std::optional<std::int64_t> cents_of(const std::optional<Money>& money) {
  return money ? std::optional(money->cents()) : std::nullopt;
}

// The terms without what no figure depends on: the author's reason and the facilitator's name.
std::string line_of(Clause clause) {
  clause.terms.reason.clear();
  clause.terms.facilitator.clear();
  return CanonicalLine("clause").number(clause.id.value()).field(clause.recorded_at.iso()).field(terms_text(terms_of(clause))).take();
}

std::string line_of(const ObligationFact& fact) {
  return CanonicalLine("fact")
      .number(fact.id.value())
      .field(fact.recorded_at.iso())
      .field(fact_kind_code(fact.kind))
      .field(fact.on.iso())
      .field(fact.last ? fact.last->iso() : "")
      .number(cents_of(fact.amount))
      .number(fact.hours ? std::optional(fact.hours->seconds()) : std::nullopt)
      .number(fact.people ? std::optional<std::int64_t>(*fact.people) : std::nullopt)
      .field(fact.reference)
      .field(fact.cancels ? fact.cancels->text() : "")
      .take();
}

std::string line_of(const PooledHours& part) {
  return CanonicalLine("allocation")
      .number(part.id.value())
      .field(part.recorded_at.iso())
      .field(part.agreement.text())
      .number(part.entry.value())
      .field(part.from.text())
      .field(part.to.text())
      .number(part.time.seconds())
      .field(part.line_counts ? "1" : "0")
      .field(part.cancels ? part.cancels->text() : "")
      .take();
}

std::string line_of(const EligibilityDecision& decision) {
  CanonicalLine line("eligibility");
  line.field(decision.participant.text())
      .field(decision.decided_at.iso())
      .field(eligibility_verdict_code(decision.verdict))
      .field(decision.criterion)
      .field(decision.effective_on.iso())
      .field(decision.countable_until ? decision.countable_until->iso() : "");
  if (decision.home) line.field(decision.home->district).number(decision.home->list_year);
  return line.take();
}

std::vector<std::string> lines_of_hours(const std::vector<Entry>& believed, const LotFacts& facts, Instant recorded_until) {
  std::set<EntryId> considered;
  std::vector<Placed> lines;
  for (const auto& entry : believed) {
    considered.insert(entry.id);
    lines.emplace_back(entry.recorded_at, entry.id.value(), 0, canonical_line(entry));
  }
  for (const auto& decision : facts.decisions)
    if (decision.decided_at <= recorded_until && considered.contains(decision.entry))
      lines.emplace_back(decision.decided_at, decision.entry.value(), 1, canonical_line(decision));
  return in_order(std::move(lines));
}

std::vector<std::string> lines_of_rest(const std::vector<Entry>& believed, const LotFacts& facts, Instant recorded_until) {
  std::set<ParticipantId> people;
  for (const auto& entry : believed) people.insert(entry.participant);
  std::vector<Placed> lines;
  if (facts.clause) lines.emplace_back(facts.clause->recorded_at, 0, 0, line_of(*facts.clause));
  for (const auto& fact : facts.obligation)
    if (fact.recorded_at <= recorded_until) lines.emplace_back(fact.recorded_at, 0, 1, line_of(fact));
  for (const auto& part : facts.pooled)
    if (part.recorded_at <= recorded_until) lines.emplace_back(part.recorded_at, 0, 2, line_of(part));
  for (const auto& decision : facts.eligibility)
    if (decision.decided_at <= recorded_until && people.contains(decision.participant))
      lines.emplace_back(decision.decided_at, 0, 3, line_of(decision));
  return in_order(std::move(lines));
}

}  // namespace

std::vector<std::string> journal_of(const std::vector<Entry>& believed, const LotFacts& facts, Instant recorded_until) {
  auto journal = lines_of_hours(believed, facts, recorded_until);
  for (auto& line : lines_of_rest(believed, facts, recorded_until)) journal.push_back(std::move(line));
  return journal;
}

}  // namespace clausier
