#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

#include "engine_samples.hpp"

using namespace samples;

namespace {

const TimesheetSubject may{lot, firm, month("2026-05")};
const TimesheetId second_sheet = TimesheetId::from_trusted(32);
const Instant later = instant("2026-06-12T09:00:00Z");

DraftLine line(ParticipantId who, const char* on, std::int64_t declared_hours) {
  DraftLine out;
  out.place = {"Mai", 7, "F", 0, ""};
  out.participant = who;
  out.worked = days(on, on);
  out.declared = hours(declared_hours);
  out.modality = Modality::direct_hire;
  out.contract_type = "fixed_term";
  return out;
}

Posting plan(std::vector<DraftLine> lines, const std::vector<Entry>& standing) {
  TimesheetDraft draft;
  draft.lines = std::move(lines);
  return plan_posting(draft, may, second_sheet, "mai.csv", "ab", standing, later);
}

Entry posted(std::int64_t id, ParticipantId who, const char* on, std::int64_t declared_hours) {
  return entry(id, who, on, on, hours(declared_hours), "2026-06-05T09:00:00Z");
}

WorkTime balance(const std::vector<Entry>& entries) {
  WorkTime sum = WorkTime::zero();
  for (const auto& e : entries) sum += e.declared;
  return sum;
}

}  // namespace

TEST_CASE("A first sheet posts each of its lines with where it comes from", "[domain][ledger]") {
  const auto posting = plan({line(person(1), "2026-05-04", 7), line(person(1), "2026-05-05", 7)}, {});
  REQUIRE(posting.additions.size() == 2);
  CHECK(posting.reversals.empty());
  const auto& first = posting.additions[0];
  CHECK(first.source.file_name == "mai.csv");
  CHECK(first.source.file_sha256 == "ab");
  CHECK(first.source.place.row == 7);
  CHECK(first.timesheet == second_sheet);
  CHECK(first.recorded_at == later);
  CHECK(first.subject == may);
}

TEST_CASE("The same sheet again changes nothing", "[domain][ledger]") {
  const auto posting = plan({line(person(2), "2026-05-04", 7), line(person(1), "2026-05-04", 7)},
                            {posted(1, person(1), "2026-05-04", 7), posted(2, person(2), "2026-05-04", 7)});
  CHECK(posting.additions.empty());
  CHECK(posting.reversals.empty());
  CHECK(posting.unchanged == 2);
}

TEST_CASE("A corrected line is a reversal and an addition", "[domain][ledger]") {
  const auto posting = plan({line(person(1), "2026-05-04", 8), line(person(2), "2026-05-04", 7)},
                            {posted(1, person(1), "2026-05-04", 7), posted(2, person(2), "2026-05-04", 7)});
  REQUIRE(posting.reversals.size() == 1);
  REQUIRE(posting.additions.size() == 1);
  CHECK(posting.unchanged == 1);
  CHECK(posting.reversals[0].reverses == EntryId::from_trusted(1));
  CHECK(posting.reversals[0].declared == hours(-7));
  CHECK(posting.reversals[0].timesheet == second_sheet);
  CHECK(posting.additions[0].declared == hours(8));
}

TEST_CASE("Equal lines are counted, not merged", "[domain][ledger]") {
  const auto twice = plan({line(person(1), "2026-05-04", 4), line(person(1), "2026-05-04", 4)}, {posted(1, person(1), "2026-05-04", 4)});
  CHECK(twice.additions.size() == 1);
  CHECK(twice.unchanged == 1);
  const auto once = plan({line(person(1), "2026-05-04", 4)}, {posted(1, person(1), "2026-05-04", 4), posted(2, person(1), "2026-05-04", 4)});
  REQUIRE(once.reversals.size() == 1);
  CHECK(once.reversals[0].reverses == EntryId::from_trusted(2));  // the oldest keeps its decision
}

TEST_CASE("Any change of days, kind, modality, contract or employer makes another fact", "[domain][ledger]") {
  const auto change = GENERATE(0, 1, 2, 3, 4);
  auto changed = line(person(1), "2026-05-04", 7);
  if (change == 0) changed.worked = days("2026-05-05", "2026-05-05");
  if (change == 1) changed.kind = WorkKind::training;
  if (change == 2) changed.modality = Modality::labour_supply;
  if (change == 3) changed.contract_type = "permanent";
  if (change == 4) changed.employer_siret = "00000000000000";
  const auto posting = plan({changed}, {posted(1, person(1), "2026-05-04", 7)});
  CHECK(posting.additions.size() == 1);
  CHECK(posting.reversals.size() == 1);
}

TEST_CASE("A line of zero hours posts nothing", "[domain][ledger]") {
  CHECK(plan({line(person(1), "2026-05-04", 0)}, {}).additions.empty());
}

TEST_CASE("Posting a line that was not completed is a bug", "[domain][ledger]") {
  auto unknown = line(person(1), "2026-05-04", 7);
  unknown.participant.reset();
  CHECK_THROWS_AS(plan({unknown}, {}), std::logic_error);
}

TEST_CASE("A reversal brings the balance back to zero", "[domain][ledger]") {
  const auto original = posted(1, person(1), "2026-05-04", 7);
  auto reversal = reversal_of(original, second_sheet, later);
  reversal.id = EntryId::from_trusted(2);
  CHECK(balance({original, reversal}) == WorkTime::zero());
  CHECK(standing_entries({original, reversal}).empty());
  CHECK(reversal.worked == original.worked);
  CHECK(reversal.recorded_at == later);
}

TEST_CASE("Whatever is sent, the standing entries end up as the last sheet", "[domain][ledger][property]") {
  std::mt19937 random(20261101);
  const auto below = [&](unsigned limit) { return static_cast<int>(random() % limit); };
  std::vector<Entry> ledger;
  for (int round = 0; round < 200; ++round) {
    std::vector<DraftLine> lines;
    for (int i = below(8); i > 0; --i)
      lines.push_back(line(person(1 + below(3)), below(2) ? "2026-05-04" : "2026-05-05", 1 + below(3)));
    auto posting = plan(lines, standing_entries(ledger));
    for (auto* part : {&posting.reversals, &posting.additions})
      for (auto& e : *part) {
        e.id = EntryId::from_trusted(static_cast<std::int64_t>(ledger.size()) + 1);
        ledger.push_back(e);
      }
    WorkTime declared = WorkTime::zero();
    for (const auto& l : lines) declared += l.declared;
    REQUIRE(balance(ledger) == declared);
    REQUIRE(standing_entries(ledger).size() == lines.size());
    const auto again = plan(lines, standing_entries(ledger));
    REQUIRE(again.additions.empty());
    REQUIRE(again.reversals.empty());
  }
}

TEST_CASE("The line of an entry is exact, stable and without names of people or files", "[domain][ledger]") {
  auto e = posted(12, person(1), "2026-05-04", 7);
  e.source = {"releve DUPONT.xlsx", "0f3a", {"Mai", 12, "F", 0, ""}};
  e.contract_type = "fixed\tterm\n\\";
  CHECK(canonical_line(e) ==
        "entry\t12\t2026-06-05T09:00:00Z\t000000000000z\t000000000000b\t000000000000n\t2026-05\t0000000000001\t2026-05-04\t"
        "2026-05-04\twork\tdirect_hire\tfixed\\tterm\\n\\\\\t\t25200\t\t0f3a\t12\tF");
  const auto reversal = canonical_line(reversal_of(e, second_sheet, later));
  CHECK(reversal.find("\t-25200\t12\t") != std::string::npos);
}

TEST_CASE("The line of a decision says what was decided, of which entry and when", "[domain][ledger]") {
  CHECK(canonical_line(decision(12, Verdict::rejected)) == "decision\t12\t2025-08-10T09:00:00Z\trejected\tduplicate");
}

TEST_CASE("Verdicts on lines read back as they are written", "[domain][ledger]") {
  for (const auto verdict : {Verdict::accepted, Verdict::rejected}) CHECK(parse_verdict(verdict_code(verdict)) == verdict);
  CHECK_FALSE(parse_verdict("validated"));
  CHECK(rejection_reason_codes().size() == 11);
}
