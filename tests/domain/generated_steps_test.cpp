// Prints the steps of generated portfolios, one JSON object a line, for tests/cli/recompute_steps.py --steps, which shares
// no code with the engine. Hidden: run with the tag [.steps] and CLAUSIER_STEPS_FILE set.
#include <catch2/catch.hpp>

#include <fstream>

#include "clausier/domain/consortium.hpp"
#include "clausier/domain/consultation.hpp"
#include "clausier/domain/forecast.hpp"
#include "clausier/domain/penalty.hpp"
#include "generated_lots.hpp"

using namespace samples;

namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string json_of(const std::string& about, const Explanation& explanation) {
  std::string steps;
  for (const auto& step : explanation.steps()) {
    std::string inputs;
    for (const auto& input : step.inputs)
      inputs += (inputs.empty() ? "" : ",") + ("{\"name\":" + quoted(input.name)) + ",\"value\":" + quoted(input.value) +
                ",\"unit\":" + quoted(input.unit) + ",\"from\":" + quoted(input.from) + "}";
    steps += (steps.empty() ? "" : ",") + ("{\"id\":" + quoted(step.id)) + ",\"rule\":" + quoted(step.rule) + ",\"inputs\":[" + inputs +
             "],\"result\":" + quoted(step.result) + ",\"unit\":" + quoted(step.unit) + ",\"rounding\":" + quoted(step.rounding) + "}";
  }
  return "{\"about\":" + quoted(about) + ",\"steps\":[" + steps + "]}\n";
}

// The rarer facts, so that every rule of an obligation is met.
void add_rarer_facts(LotFacts& facts, Draw& draw, LotMaker& maker) {
  if (draw.one_in(3)) {
    facts.obligation.push_back(maker.fact_of(60, FactKind::optional_tranche));
    if (draw.one_in(2)) {
      auto affirmation = maker.fact_of(61, FactKind::affirmation);
      affirmation.reference = "R60";
      facts.obligation.push_back(affirmation);
    }
  }
  if (draw.one_in(3)) facts.obligation.push_back(maker.fact_of(62, FactKind::waiver));
  if (draw.one_in(3)) {
    auto amendment = maker.fact_of(63, FactKind::amendment);
    if (draw.one_in(2)) amendment.amount.reset();
    if (draw.one_in(2)) amendment.hours.reset();
    facts.obligation.push_back(amendment);
  }
  if (draw.one_in(4)) {
    facts.clause->terms.services = ServiceCredit{8'000, euros(25), static_cast<int>(draw.between(1, 10'000))};
    facts.obligation.push_back(maker.fact_of(64, FactKind::bought_service));
  }
  if (draw.one_in(8)) facts.clause->target = ShareOfHires{static_cast<int>(draw.between(1, 10'000))};
  const bool by_hires = std::holds_alternative<ShareOfHires>(facts.clause->target);
  if ((by_hires || std::holds_alternative<ShareOfHours>(facts.clause->target)) && !draw.one_in(3)) {
    std::erase_if(facts.obligation, [](const ObligationFact& fact) { return fact.kind == FactKind::all_hours; });
    for (auto month = *Month::of(2025, 7); month <= *Month::of(2026, 6); month = month.next()) {
      auto made = all_hours(100 + month.index(), month.iso().c_str(), draw.between(0, 5'000));
      made.people = static_cast<int>(draw.between(0, 30));
      if (by_hires) made.kind = FactKind::all_hires;
      facts.obligation.push_back(made);
    }
  }
  if (auto* formula = std::get_if<AmountFormula>(&facts.clause->target)) {
    if (draw.one_in(2)) formula->base = draw.one_in(2) ? AmountBase::invoiced : AmountBase::ordered;
    else if (draw.one_in(2)) formula->contractual = hours(draw.between(1, 900));
  }
  if (draw.one_in(5) && !facts.entries.empty()) {
    const auto& line = facts.entries.front();
    facts.pooled.push_back({.id = AllocationId::from_trusted(1), .entry = line.id, .from = lot, .to = LotId::from_trusted(12),
                            .time = WorkTime::from_seconds(1), .worked = line.worked});
    facts.pooled.push_back({.id = AllocationId::from_trusted(2), .entry = EntryId::from_trusted(70), .from = LotId::from_trusted(12), .to = lot,
                            .time = WorkTime::from_seconds(draw.between(1, 90'000)), .worked = line.worked, .person = line.participant});
  }
  if (draw.one_in(6)) facts.clause->terms.weightings = {{"permanent", 15'000}, {"fixed_term", 12'345}};
  if (!facts.clause->penalty_per_missing_hour && draw.one_in(3))
    facts.clause->terms.penalties.indexed = IndexedPenalty{draw.one_in(3) ? "index.of_nowhere.value_cents" : "index.hourly_ceiling.value_cents", 400};
}

PenaltyFacts penalty_facts(const Position& position, Draw& draw) {
  PenaltyFacts facts{.missing = position.missing};
  facts.documents.push_back({"relevé", day("2025-10-15"), draw.one_in(3) ? std::nullopt : std::optional(day("2025-11-03")),
                             draw.one_in(2) ? std::nullopt : std::optional(day("2025-12-24"))});
  facts.absences.push_back({day("2025-09-09"), "réunion"});
  if (draw.one_in(2)) facts.hours_settled = hours(draw.between(0, 400));
  if (draw.one_in(2)) facts.applied = euros(draw.between(1, 4'000));
  if (draw.one_in(2)) facts.documents[0].settled_on = day("2025-12-01");
  return facts;
}

void add_penalty_terms(Clause& clause, Draw& draw) {
  if (!clause.penalty_per_missing_hour && draw.one_in(2))
    clause.terms.penalties.indexed = IndexedPenalty{"index.hourly_ceiling.value_cents", static_cast<int>(draw.between(1, 900))};
  clause.terms.penalties.documents = DocumentPenalty{euros(draw.between(1, 99)), draw.one_in(2) ? DayKind::calendar : DayKind::working,
                                                     draw.one_in(2) ? PenaltyStart::due_date : PenaltyStart::formal_notice, draw.one_in(2)};
  clause.terms.penalties.absence = euros(500);
  if (draw.one_in(3)) clause.terms.penalties.cap = euros(draw.between(1, 5'000));
}

}  // namespace

TEST_CASE("Steps of generated portfolios are printed", "[.steps]") {
  const char* path = std::getenv("CLAUSIER_STEPS_FILE");
  if (!path) return;  // nobody asked for them
  std::ofstream out(path, std::ios::binary);
  for (std::uint64_t seed = 1; seed <= 3'000; ++seed) {
    Draw draw(seed);
    LotMaker maker(draw);
    auto facts = maker.lot_facts();
    add_rarer_facts(facts, draw, maker);
    const auto position = position_of(facts, rulebook(), maker.cutoff());
    const auto about = "seed " + std::to_string(seed);
    out << json_of(about, position.explanation);
    out << json_of(about + " rhythm", rhythm_forecast(position, rulebook()).explanation);
    add_penalty_terms(*facts.clause, draw);
    out << json_of(about + " penalty",
                   propose_penalties(*facts.clause, penalty_facts(position, draw), legal_values(), day("2026-01-31")).explanation);
    const auto a = OrganisationId::from_trusted(1), b = OrganisationId::from_trusted(2);
    out << json_of(about + " consortium",
                   internal_shares(hours(draw.between(0, 999)), {{a, draw.between(0, 9)}, {b, draw.between(0, 9)}},
                                   {{.from = a, .to = b, .time = hours(3), .agreed_by_from = minute(1), .agreed_by_to = minute(2)}},
                                   {{a, hours(draw.between(0, 999))}}, minute(9))
                       .explanation);
    const Consultation asked{.launched_on = draw.one_in(5) ? std::nullopt : std::optional(day("2025-06-01").plus_days(static_cast<int>(draw.between(0, 1'200)))),
                             .estimated = euros(draw.between(1, 600'000)), .defence = draw.one_in(9),
                             .derogation = draw.one_in(4) ? draw.one_in(2) ? Derogation::no_link : Derogation::short_works : Derogation::none};
    out << json_of(about + " consultation", test_obligation(asked, legal_values()).explanation);
  }
}
