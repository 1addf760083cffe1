#include <catch2/catch.hpp>

#include "clausier/domain/penalty.hpp"
#include "engine_samples.hpp"

using namespace samples;

namespace {

// The framework agreement of the fixtures: 200 € an hour, 75 € a calendar day from the formal notice.
Clause agreement() {
  auto clause = clause_of(FixedHours{hours(3'650)});
  clause.penalty_per_missing_hour = euros(200);
  clause.terms.penalties.documents = DocumentPenalty{euros(75)};
  return clause;
}

// The training clause: four times the hourly ceiling, 50 € a working day from the due date, 500 € an absence.
Clause training() {
  auto clause = clause_of(FixedHours{hours(450)});
  clause.terms.penalties.indexed = IndexedPenalty{"index.hourly_ceiling.value_cents", 400};
  clause.terms.penalties.documents = DocumentPenalty{euros(50), DayKind::working, PenaltyStart::due_date};
  clause.terms.penalties.absence = euros(500);
  return clause;
}

Money proposed(const Clause& clause, const PenaltyFacts& facts, const char* on = "2025-12-31") {
  return propose_penalties(clause, facts, legal_values(), day(on)).total;
}

}  // namespace

TEST_CASE("Hours not done cost the fixed penalty each", "[domain][penalty]") {
  CHECK(proposed(agreement(), {.missing = hours(50)}) == euros(10'000));
}

TEST_CASE("Hours not done cost a multiple of the index in force on the day", "[domain][penalty]") {
  CHECK(proposed(training(), {.missing = hours(150)}) == euros(17'400));
  CHECK(proposed(training(), {.missing = hours(150)}, "2026-01-31") == euros(18'000));  // the ceiling went from 29 to 30 €
  const auto unknown = propose_penalties(training(), {.missing = hours(1)}, legal_values(), day("2030-01-31"));
  REQUIRE(unknown.penalties.size() == 1);
  CHECK(unknown.penalties[0].index_missing);  // said, never guessed
  CHECK(unknown.total == Money::zero());
}

TEST_CASE("Late documents cost so much a day from the formal notice, whose day does not count", "[domain][penalty]") {
  const DocumentDelay delay{"relevé du 2e trimestre", day("2026-04-15"), day("2026-06-01"), day("2026-06-11")};
  CHECK(proposed(agreement(), {.documents = {delay}}) == euros(750));
  auto with_first = agreement();
  with_first.terms.penalties.documents->first_day_counts = true;
  CHECK(proposed(with_first, {.documents = {delay}}) == euros(825));
}

TEST_CASE("Without a formal notice nothing can be asked when the contract counts from it", "[domain][penalty]") {
  const DocumentDelay delay{"relevé", day("2026-04-15"), std::nullopt, day("2026-06-11")};
  const auto proposal = propose_penalties(agreement(), {.documents = {delay}}, legal_values(), day("2026-06-30"));
  CHECK(proposal.total == Money::zero());
  REQUIRE(proposal.penalties.size() == 1);
  CHECK(proposal.penalties[0].notice_missing);
}

TEST_CASE("The hours of the same contract need no notice", "[domain][penalty]") {
  const auto proposal = propose_penalties(agreement(), {.missing = hours(50)}, legal_values(), day("2026-06-30"));
  CHECK_FALSE(proposal.penalties[0].notice_missing);
  auto strict = agreement();
  strict.terms.penalties.hours_need_notice = true;
  CHECK(proposed(strict, {.missing = hours(50)}) == Money::zero());
  CHECK(proposed(strict, {.missing = hours(50), .hours_notice_on = day("2025-12-01")}) == euros(10'000));
}

TEST_CASE("Calendar days count weekends and holidays, working days do not", "[domain][penalty]") {
  // From Thursday 30 April 2026: 1 May is a holiday, 2 and 3 a weekend.
  CHECK(delay_days(day("2026-04-30"), day("2026-05-04"), DayKind::calendar, false) == 4);
  CHECK(delay_days(day("2026-04-30"), day("2026-05-04"), DayKind::working, false) == 1);
  CHECK(delay_days(day("2026-04-30"), day("2026-05-04"), DayKind::working, true) == 2);
  CHECK(delay_days(day("2026-05-04"), day("2026-04-30"), DayKind::calendar, true) == 0);
}

TEST_CASE("A document not received yet is late until the day asked", "[domain][penalty]") {
  const DocumentDelay delay{"bilan", day("2026-04-30"), std::nullopt, std::nullopt};
  CHECK(proposed(training(), {.documents = {delay}}, "2026-05-04") == euros(50));
  CHECK(proposed(training(), {.documents = {delay}}, "2026-04-30") == Money::zero());
}

TEST_CASE("Each absence has its fee, and a cap holds the whole", "[domain][penalty]") {
  auto clause = training();
  const PenaltyFacts facts{.missing = hours(150), .absences = {{day("2025-10-02"), "réunion de lancement"}, {day("2025-11-02"), "bilan"}}};
  CHECK(proposed(clause, facts) == euros(18'400));
  clause.terms.penalties.cap = euros(10'000);
  const auto capped = propose_penalties(clause, facts, legal_values(), day("2025-12-31"));
  CHECK(capped.total == euros(10'000));
  CHECK(capped.capped);
}

TEST_CASE("What a decision settled is not proposed again; what came after it is", "[domain][penalty]") {
  CHECK(proposed(agreement(), {.missing = hours(60), .hours_settled = hours(50)}) == euros(2'000));
  CHECK(proposed(agreement(), {.missing = hours(40), .hours_settled = hours(50)}) == Money::zero());
  CHECK(proposed(training(), {.missing = hours(151), .hours_settled = hours(150)}) == euros(116));
  DocumentDelay delay{"relevé", day("2026-04-15"), day("2026-06-01"), day("2026-06-11")};
  delay.settled_on = day("2026-06-05");
  CHECK(proposed(agreement(), {.documents = {delay}}) == euros(6 * 75));
  delay.settled_on = day("2026-06-11");
  CHECK(proposed(agreement(), {.documents = {delay}}) == Money::zero());
  delay.settled_on = day("2026-05-02");  // before the notice: nothing was running yet
  CHECK(proposed(agreement(), {.documents = {delay}}) == euros(750));
}

TEST_CASE("A cap holds what was decided and what is proposed together", "[domain][penalty]") {
  auto clause = agreement();
  clause.terms.penalties.cap = euros(10'000);
  CHECK(proposed(clause, {.missing = hours(50), .applied = euros(7'000)}) == euros(3'000));
  CHECK(proposed(clause, {.missing = hours(50), .applied = euros(12'000)}) == Money::zero());
}

TEST_CASE("A proposal extinguishes no hours unless the contract writes so", "[domain][penalty]") {
  CHECK_FALSE(propose_penalties(agreement(), {.missing = hours(50)}, legal_values(), day("2026-06-30")).liberatory);
  CHECK(propose_penalties(agreement(), {}, legal_values(), day("2026-06-30")).group == GroupPenalty::lead);
}

TEST_CASE("An indeterminate position proposes nothing for hours", "[domain][penalty]") {
  CHECK(propose_penalties(agreement(), {}, legal_values(), day("2026-06-30")).penalties.empty());
}

TEST_CASE("Every step of a proposal reads as a French sentence", "[domain][penalty][explanation]") {
  const DocumentDelay delay{"bilan", day("2026-04-30"), std::nullopt, std::nullopt};
  auto clause = training();
  clause.terms.penalties.cap = euros(10'000);
  const auto proposal = propose_penalties(clause, {.missing = hours(150), .documents = {delay}, .absences = {{day("2026-05-02"), "bilan"}},
                                                   .hours_settled = hours(3), .applied = euros(1)},
                                          legal_values(), day("2026-06-30"));
  const auto wording = french();
  for (const auto& step : proposal.explanation.steps()) {
    const auto sentence = sentence_of(wording, step);
    INFO(step.rule << ": " << sentence);
    CHECK(sentence.find('[') == std::string::npos);
    CHECK(sentence.find('{') == std::string::npos);
    for (const auto& input : step.inputs) CHECK(wording.has("input." + input.name));
  }
}
