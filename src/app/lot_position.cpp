#include "lot_position.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <set>
#include <stdexcept>

#include "clausier/store/clause_store.hpp"
#include "clausier/store/ledger_store.hpp"
#include "clausier/store/obligation_store.hpp"
#include "clausier/store/participant_store.hpp"
#include "clausier/store/pooling_store.hpp"

namespace clausier::app {

LotFacts facts_of_lot(store::Connection& c, LotId lot, Instant recorded_until) {
  LotFacts facts;
  facts.clause = store::find_clause(c, lot, recorded_until);
  facts.entries = store::entries_of_lot(c, lot);
  facts.decisions = store::decisions_of_lot(c, lot);
  facts.eligibility = store::eligibility_on_lot(c, lot);
  facts.obligation = store::facts_of_lot(c, lot);
  return facts;
}

namespace {

// What another lot says of its own lines at the cut-off.
struct OtherLot {
  LotFacts facts;
  std::map<EntryId, ParticipantId> counted;
};

OtherLot other_lot(store::Connection& c, const Services& services, LotId lot, const Cutoff& cutoff) {
  OtherLot other{facts_of_lot(c, lot, cutoff.recorded_until), {}};
  const auto there = position_of(other.facts, services.reference.rulebook, cutoff);
  for (const auto& decided : there.entries)
    if (decided.status == LineStatus::counted) other.counted.emplace(decided.entry.id, decided.entry.participant);
  return other;
}

// Decisions on people of another lot whom this one does not know. On its own people the office of the lot alone decides.
void add_decisions_on_others(LotFacts& facts, const LotFacts& other) {
  std::set<ParticipantId> known;
  for (const auto& decision : facts.eligibility) known.insert(decision.participant);
  for (const auto& entry : facts.entries) known.insert(entry.participant);
  std::copy_if(other.eligibility.begin(), other.eligibility.end(), std::back_inserter(facts.eligibility),
               [&](const EligibilityDecision& decision) { return !known.contains(decision.participant); });
}

// Allocations from and to the lot. What came from another lot is worth what its line is worth there at the cut-off, and
// counts for the groups of who worked it.
void add_pooled_hours(store::Connection& c, const Services& services, LotId lot, const Cutoff& cutoff, LotFacts& facts) {
  facts.pooled = store::allocations_of_lot(c, lot);
  std::map<LotId, OtherLot> others;
  for (auto& part : facts.pooled) {
    if (part.to != lot) continue;
    if (!others.contains(part.from)) {
      auto other = other_lot(c, services, part.from, cutoff);
      add_decisions_on_others(facts, other.facts);
      others.emplace(part.from, std::move(other));
    }
    const auto& counted = others.at(part.from).counted;
    const auto line = counted.find(part.entry);
    part.line_counts = line != counted.end();
    if (part.line_counts) part.person = line->second;
  }
}

}  // namespace

Position position_in(store::Connection& c, const Services& services, LotId lot, const Cutoff& cutoff) {
  return position_with(c, services, lot, cutoff, {});
}

LotFacts whole_facts(store::Connection& c, const Services& services, LotId lot, const Cutoff& cutoff) {
  auto facts = facts_of_lot(c, lot, cutoff.recorded_until);
  add_pooled_hours(c, services, lot, cutoff, facts);
  return facts;
}

Position position_with(store::Connection& c, const Services& services, LotId lot, const Cutoff& cutoff,
                       const std::vector<LineDecision>& supposed) {
  auto facts = whole_facts(c, services, lot, cutoff);
  facts.decisions.insert(facts.decisions.end(), supposed.begin(), supposed.end());
  return position_of(facts, services.reference.rulebook, cutoff);
}

bool is_computable(const Services& services, const Clause& clause, const std::vector<ObligationFact>& facts) {
  LotFacts supposed;
  supposed.clause = clause;
  supposed.obligation = facts;
  const Cutoff at_the_end{*Date::parse_iso("2099-12-31"), Instant::from_milliseconds(std::numeric_limits<std::int64_t>::max() / 2)};
  try {
    position_of(supposed, services.reference.rulebook, at_the_end);
    return true;
  } catch (const std::overflow_error&) {
    return false;
  }
}

Undecided undecided_in(const Position& position, Month month) {
  Undecided waiting;
  for (const auto& line : position.entries)
    if (line.reason == awaiting_decision && line.entry.worked.last.month_of() == month) {
      ++waiting.lines;
      waiting.hours += line.entry.declared;
    }
  return waiting;
}

std::string journal_sha256(const std::vector<std::string>& journal) {
  std::string text;
  for (const auto& line : journal) text += line + "\n";
  return sha256_hex(text);
}

Cutoff current_cutoff(const Services& services) {
  // Far enough that the monotonic clock of records cannot be ahead of it within one request.
  return {services.today(), Instant::from_milliseconds(services.clock().milliseconds() + 60'000)};
}

}  // namespace clausier::app
