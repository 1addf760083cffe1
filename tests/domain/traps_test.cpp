// The 32 rules that a naive program gets wrong, one test each. The number is that of the domain report (§9).
#include <catch2/catch.hpp>

#include <algorithm>

#include "clausier/domain/clause_template.hpp"
#include "clausier/domain/clause_text.hpp"
#include "clausier/domain/consortium.hpp"
#include "clausier/domain/consultation.hpp"
#include "clausier/domain/contract.hpp"
#include "clausier/domain/indicators.hpp"
#include "clausier/domain/pathway.hpp"
#include "clausier/domain/penalty.hpp"
#include "clausier/domain/reporting_periods.hpp"
#include "position_samples.hpp"

using namespace samples;

namespace {

std::string reason_of(const LotFacts& facts, const char* until = "2025-12-31") { return position_at(facts, until).entries.at(0).reason; }

std::vector<Criterion> criteria() { return parse_criteria(project_file("src/store/reference/criteria.csv")); }

const Criterion& criterion(const std::vector<Criterion>& all, const char* code) {
  return *std::find_if(all.begin(), all.end(), [&](const Criterion& c) { return c.code == code; });
}

}  // namespace

TEST_CASE("Trap 1: below the threshold nothing at all is owed, beyond it only the additional tranches", "[domain][trap]") {
  const auto clause = clause_of(beyond_threshold());
  CHECK(in_hours(obliged(clause, {invoice(1, "2025-07-10", 2'699'999)}, "2025-07-31").owed) == 0);
  CHECK(in_hours(obliged(clause, {invoice(1, "2025-07-10", 2'704'000)}, "2025-07-31").owed) == 2);
}

TEST_CASE("Trap 2: the base is what is invoiced, not what is ordered nor the published maximum", "[domain][trap]") {
  const auto found = obliged(clause_of(beyond_threshold()), {order(1, "2025-07-01", "2026-06-30", 50'000'000)}, "2025-12-31");
  CHECK(in_hours(found.due) == 0);
  CHECK(in_hours(found.forecast) == 23'650);
}

TEST_CASE("Trap 3: the signed figure overrides the formula and both are kept", "[domain][trap]") {
  auto target = formula(1'000'000, 5000, 500, 30);
  target.contractual = hours(850);
  const auto owed = owed_by(clause_of(target));
  CHECK(owed.hours == hours(850));
  CHECK(owed.computed == hours(833));
}

TEST_CASE("Trap 4: rounding is a choice of each clause", "[domain][trap]") {
  CHECK(owed_by(clause_of(formula(1'000'000, 5000, 500, 30, Rounding::floor))).hours == hours(833));
  CHECK(owed_by(clause_of(formula(1'000'000, 5000, 500, 30, Rounding::ceil))).hours == hours(834));
}

TEST_CASE("Trap 5: a share of undeclared hours is indeterminate, not zero", "[domain][trap]") {
  const auto position = position_at(counted_facts(clause_of(ShareOfHours{500}), hours(10)), "2025-12-31");
  CHECK(lot_state_code(position.state) == "indeterminate");
  CHECK_FALSE(position.owed);
  CHECK_FALSE(position.missing);
  CHECK(position.hours.counted == hours(10));
}

TEST_CASE("Trap 6: documents wait for the formal notice while hours of the same contract do not", "[domain][trap]") {
  auto clause = clause_of(FixedHours{hours(100)});
  clause.penalty_per_missing_hour = euros(200);
  clause.terms.penalties.documents = DocumentPenalty{euros(75)};
  const DocumentDelay delay{"relevé", day("2026-04-15"), std::nullopt, day("2026-06-11")};
  const auto proposal = propose_penalties(clause, {.missing = hours(1), .documents = {delay}}, legal_values(), day("2026-06-30"));
  CHECK_FALSE(proposal.penalties[0].notice_missing);
  CHECK(proposal.penalties[1].notice_missing);
  CHECK(proposal.total == euros(200));
}

TEST_CASE("Trap 7: calendar days keep weekends and holidays, working days drop them", "[domain][trap]") {
  CHECK(delay_days(day("2026-04-30"), day("2026-05-11"), DayKind::calendar, false) == 11);
  CHECK(delay_days(day("2026-04-30"), day("2026-05-11"), DayKind::working, false) == 5);  // 1 and 8 May, two weekends
}

TEST_CASE("Trap 8: a penalty may be a multiple of an index that changes with the year", "[domain][trap]") {
  auto clause = clause_of(FixedHours{hours(450)});
  clause.terms.penalties.indexed = IndexedPenalty{"index.hourly_ceiling.value_cents", 400};
  const PenaltyFacts facts{.missing = hours(150)};
  CHECK(propose_penalties(clause, facts, legal_values(), day("2025-06-30")).total == euros(17'400));
  CHECK(propose_penalties(clause, facts, legal_values(), day("2026-06-30")).total == euros(18'000));
}

TEST_CASE("Trap 9: a penalty leaves the hours owed as they are", "[domain][trap]") {
  auto facts = counted_facts(clause_of(FixedHours{hours(100)}), hours(40));
  facts.clause->penalty_per_missing_hour = euros(200);
  const auto position = position_at(facts, "2026-06-30");
  const auto proposal = propose_penalties(*facts.clause, {.missing = position.missing}, legal_values(), day("2026-06-30"));
  CHECK(proposal.total == euros(12'000));
  CHECK_FALSE(proposal.liberatory);  // what is recorded as applied is in tests/app/traps_test.cpp
}

TEST_CASE("Trap 10: a consortium owes as one, a member at zero is no breach, penalties go to the lead", "[domain][trap]") {
  const auto a = OrganisationId::from_trusted(1), b = OrganisationId::from_trusted(2);
  const auto shares = internal_shares(hours(100), {{a, 1}, {b, 1}}, {}, {{a, hours(100)}}, instant("2030-01-01T00:00:00Z"));
  CHECK(shares.members[1].balance == hours(-50));
  auto facts = counted_facts(clause_of(FixedHours{hours(100)}), hours(100));  // all of one member
  facts.clause->penalty_per_missing_hour = euros(200);
  const auto position = position_at(facts, "2026-06-30");
  CHECK(position.missing == WorkTime::zero());
  const auto proposed = [&](std::optional<WorkTime> missing) {
    return propose_penalties(*facts.clause, {.missing = missing}, legal_values(), day("2026-06-30"));
  };
  CHECK(proposed(position.missing).total == Money::zero());
  CHECK(proposed(hours(50)).group == GroupPenalty::lead);
  facts.clause->terms.penalties.group = GroupPenalty::split;  // written in the contract: who pays changes, not what is asked
  CHECK(proposed(hours(50)).group == GroupPenalty::split);
  CHECK(proposed(hours(50)).total == euros(10'000));
}

TEST_CASE("Trap 11: hours of another lot count only by agreement, and never twice", "[domain][trap]") {
  const LotId other = LotId::from_trusted(12);
  auto there = LotFacts{clause_of(FixedHours{hours(500)}), {}, {}, {}};
  there.clause->lot = other;
  CHECK(position_at(there, "2025-12-31").credited == WorkTime::zero());
  const PooledHours allocated{.id = AllocationId::from_trusted(1), .entry = EntryId::from_trusted(1), .from = lot, .to = other,
                              .time = hours(30), .worked = days("2025-08-01", "2025-08-31")};
  auto here = counted_facts(clause_of(FixedHours{hours(500)}), hours(100));
  here.pooled = there.pooled = {allocated};
  CHECK(position_at(here, "2025-12-31").credited + position_at(there, "2025-12-31").credited == hours(100));
}

TEST_CASE("Trap 12: hours before notification or after delivery do not count", "[domain][trap]") {
  auto facts = counted_facts(clause_of(FixedHours{hours(100)}), hours(10));
  facts.clause->execution = days("2025-08-02", "2026-06-30");
  CHECK(reason_of(facts) == "status.outside_execution");
  facts.clause->execution = days("2025-07-01", "2025-08-30");
  CHECK(reason_of(facts) == "status.outside_execution");
}

TEST_CASE("Trap 12: a service bought before notification or after delivery stands for no hour", "[domain][trap]") {
  auto facts = counted_facts(clause_of(FixedHours{hours(1'000)}), hours(10));
  facts.clause->terms.services = ServiceCredit{10'000, euros(10)};
  auto service = fact(1, FactKind::bought_service, "2025-06-30");
  service.amount = euros(1'000);
  const auto credited_on = [&](const char* on) {
    service.on = day(on);
    facts.obligation = {service};
    return position_at(facts, "2026-12-31").credits.services;
  };
  CHECK(credited_on("2024-03-01") == WorkTime::zero());
  CHECK(credited_on("2025-06-30") == WorkTime::zero());
  CHECK(credited_on("2025-07-01") == hours(100));
  CHECK(credited_on("2026-06-30") == hours(100));
  CHECK(credited_on("2026-07-01") == WorkTime::zero());
}

TEST_CASE("Trap 13: the window of a permanent contract is capped in months and at the end of the contract", "[domain][trap]") {
  auto clause = clause_of(FixedHours{hours(100)});
  clause.execution = days("2022-02-10", "2026-02-09");
  clause.terms.windows = {{"permanent", 48, true}};
  const auto hired = eligible(person(1), "2022-03-01");
  CHECK(countable_until(hired, clause, "permanent") == day("2026-02-09"));
  clause.terms.windows = {{"permanent", 24, true}};
  CHECK(countable_until(hired, clause, "permanent") == day("2024-02-29"));
  CHECK(countable_until(hired, clause, "fixed_term") == day("2026-02-09"));
}

TEST_CASE("Trap 14: living in a priority district is no criterion by itself", "[domain][trap]") {
  auto clause = clause_of(FixedHours{hours(100)});
  clause.terms.reserved = {{"QPV", 10'000}};
  auto facts = counted_facts(clause, hours(40));
  facts.eligibility[0].home = PriorityHome{"QN05927M", 2024};
  CHECK(position_at(facts, "2026-06-30").reserved.at(0).counted == hours(40));  // far from employment, and lives there
  facts.eligibility[0].verdict = EligibilityVerdict::refused;  // lives there, and is not far from employment
  const auto refused = position_at(facts, "2026-06-30");
  CHECK(refused.reserved.at(0).counted == WorkTime::zero());
  CHECK(refused.hours.counted == WorkTime::zero());
}

TEST_CASE("Trap 15: the geography of priority districts is that of the hiring date", "[domain][trap]") {
  auto clause = clause_of(FixedHours{hours(100)});
  clause.execution = days("2023-01-01", "2026-06-30");
  clause.terms.reserved = {{"QPV", 10'000}};
  const auto counted = [&](const char* hired, int list_year, const char* criterion) {
    auto facts = counted_facts(clause, hours(40));
    facts.eligibility = {eligible(person(1), hired, criterion)};
    facts.eligibility[0].home = PriorityHome{list_year == 2014 ? "QP059001" : "QN05927M", list_year};
    return *position_at(facts, "2026-06-30").reserved.at(0).counted;
  };
  for (const char* criterion : {"DELD", "QPV"}) {
    INFO(criterion);
    CHECK(counted("2023-12-31", 2014, criterion) == hours(40));
    CHECK(counted("2023-12-31", 2024, criterion) == WorkTime::zero());
    CHECK(counted("2024-01-01", 2024, criterion) == hours(40));
    CHECK(counted("2024-01-01", 2014, criterion) == WorkTime::zero());
    CHECK(counted("2014-12-31", 2014, criterion) == WorkTime::zero());  // before any list
  }
}

TEST_CASE("Trap 16: the urban renewal charter is a double target, in hires or in hours by version", "[domain][trap]") {
  auto clause = clause_of(FixedHours{hours(100)});
  clause.terms.reserved = {{"QPV", 10'000}};
  CHECK(position_at(counted_facts(clause, hours(100)), "2026-06-30").reserved.at(0).missing == hours(100));
  const auto fault_of = [](const char* charter, Target target) {
    auto written = clause_of(std::move(target));
    written.terms.charter = charter;
    const auto faults = check_clause(written);
    return faults.empty() ? std::string() : faults[0].code;
  };
  CHECK(fault_of("2005", ShareOfHires{1'000}).empty());  // a tenth of the hires
  CHECK(fault_of("2014", ShareOfHours{1'000}).empty());  // a tenth of the hours
  CHECK(fault_of("2014", ShareOfHires{1'000}) == "clause.charter.unit");
}

TEST_CASE("Trap 17: a school level is named by its diploma, not by a number that changed meaning", "[domain][trap]") {
  std::size_t levels = 0;
  for (const auto& known : criteria()) {
    INFO(known.code << ": " << known.label);
    if (known.label.find("niveau inférieur") == std::string::npos && known.label.find("niveau 3") == std::string::npos) continue;
    ++levels;
    CHECK(known.label.find("CAP") != std::string::npos);
    CHECK(known.label.find("niveau 5") == std::string::npos);
    CHECK(known.label.find("infra") == std::string::npos);
  }
  CHECK(levels == 2);
}

TEST_CASE("Trap 18: one criterion is enough for a clause, whatever its level for a State support", "[domain][trap]") {
  std::size_t second_level = 0;
  for (const auto& known : criteria()) {
    INFO(known.code);
    if (known.source.find("niveau 2") != std::string::npos) ++second_level;
    auto facts = counted_facts(clause_of(FixedHours{hours(100)}), hours(10));
    facts.eligibility = {eligible(person(1), "2025-07-01", known.code.c_str())};
    CHECK(reason_of(facts).empty());
    CHECK(position_at(facts, "2025-12-31").hours.counted == hours(10));
  }
  CHECK(second_level >= 5);  // those that need two or three of them elsewhere
}

TEST_CASE("Trap 19: eligibility is that of the hiring day and hours after it keep counting", "[domain][trap]") {
  auto facts = counted_facts(clause_of(FixedHours{hours(100)}), hours(10));
  auto young = eligible(person(1), "2025-07-01", "JEUNE_SQ");
  young.proof_seen_on = day("2025-06-20");
  REQUIRE(criterion(criteria(), "JEUNE_SQ").proof_months == 3);
  facts.eligibility = {young};
  facts.entries.push_back(entry(2, person(1), "2026-06-01", "2026-06-30", hours(7)));  // the proof is a year old: it was not at hiring
  facts.decisions.push_back(decision(2, Verdict::accepted));
  CHECK(position_at(facts, "2026-06-30").hours.counted == hours(17));
  facts.eligibility = {eligible(person(1), "2025-09-01")};
  CHECK(reason_of(facts) == "status.before_eligibility");
}

TEST_CASE("Trap 20: how old a proof may be depends on the criterion", "[domain][trap]") {
  const auto all = criteria();
  CHECK(criterion(all, "RSA").proof_months == 3);
  CHECK(criterion(all, "QPV").proof_months == 6);
  CHECK(criterion(all, "ASE").proof_months == 12);
  CHECK(criterion(all, "SENIOR").proof_months != criterion(all, "ASE").proof_months);
}

TEST_CASE("Trap 21: an IAE pass lasts 730 days, suspensions extend it, then comes a waiting period", "[domain][trap]") {
  const auto on = day("2024-03-01");
  const auto length = static_cast<int>(legal_values().at("iae_pass.length.days", on).value);
  const auto waiting = static_cast<int>(legal_values().at("iae_pass.waiting.years", on).value);
  const IaePass pass{day("2023-03-01")};
  CHECK(iae_pass_last_day(pass, length) == day("2025-02-27"));  // two calendar years would end on the 28th: 2024 had 366 days
  CHECK(iae_pass_last_day({day("2021-03-01")}, length) == day("2023-02-28"));  // without a leap day both agree
  const IaePass suspended{day("2023-03-01"), {days("2024-01-01", "2024-01-31"), days("2024-06-10", "2024-06-10")}};
  CHECK(iae_pass_last_day(suspended, length) == day("2025-03-31"));  // 31 days, then one more
  CHECK(iae_pass_waiting_until(pass, length, waiting) == day("2027-02-27"));
  CHECK(iae_pass_waiting_until(suspended, length, waiting) == day("2027-03-31"));  // the wait follows what was extended
}

TEST_CASE("Trap 22: people are counted once however many contracts they have", "[domain][trap]") {
  auto facts = counted_facts(clause_of(FixedHours{hours(100)}), hours(10));
  auto second = entry(2, person(1), "2025-08-01", "2025-08-31", hours(5));
  second.contract_type = "permanent";
  facts.entries.push_back(second);
  facts.decisions.push_back(decision(2, Verdict::accepted));
  const auto position = position_at(facts, "2025-12-31");
  CHECK(position.people.size() == 1);
  CHECK(position.by_contract_type.at("fixed_term").people.size() + position.by_contract_type.at("permanent").people.size() == 2);
}

TEST_CASE("Trap 23: the positive-exit rate divides by exits and an exit waits for its confirmation", "[domain][trap]") {
  const auto codes = parse_pathway_codes(project_file("src/store/reference/pathway_codes.csv"));
  std::int64_t last = 0;
  const auto at = [](std::int64_t seconds) { return Instant::from_milliseconds(seconds * 1000); };
  std::vector<PathwayFact> facts;
  const auto add = [&](int who, PathwayFactKind kind, const char* code, const char* on) {
    const auto id = PathwayFactId::from_trusted(++last);
    const auto entry = kind == PathwayFactKind::entry ? id : PathwayFactId::from_trusted(who);
    facts.push_back({id, entry, person(who), kind, code, day(on), {}, 0, {}, "Aline", at(last)});
  };
  const auto figures = [&](const char* today) {
    return pathway_figures(pathways_from(facts, at(last)), days("2025-01-01", "2025-12-31"), codes, rulebook(), day(today));
  };
  for (int who = 1; who <= 8; ++who) add(who, PathwayFactKind::entry, "plie", "2024-03-04");  // eight followed
  for (int who = 1; who <= 4; ++who) add(who, PathwayFactKind::exit, who <= 2 ? "emploi_durable" : "abandon", "2025-01-15");
  CHECK(figures("2025-07-14").positive_rate() == 0);  // two jobs begun, none has lasted six months
  CHECK(figures("2025-07-14").pending == 2);
  add(1, PathwayFactKind::confirmation, "held", "2025-07-15");
  CHECK(figures("2025-07-15").positive_rate() == 250);  // one of four exits, not one of eight people
  CHECK(exit_state(pathways_from(facts, at(last)).at(1), codes, rulebook(), day("2025-07-14")) == ExitState::pending);
  CHECK(exit_state(pathways_from(facts, at(last)).at(1), codes, rulebook(), day("2025-07-15")) == ExitState::to_confirm);
  CHECK_FALSE(PathwayFigures{}.positive_rate());
}

TEST_CASE("Trap 24: a full-time equivalent is 1 820 h here, not 1 607 h", "[domain][trap]") {
  const auto year = WorkTime::from_seconds(rulebook().at("report.fte.year_seconds", day("2025-12-31")).value);
  CHECK(fte_tenths(hours(30'201), year) == 166);
  CHECK(fte_tenths(hours(4'947), year) == 27);
  CHECK(fte_tenths(hours(30'230), year) == 166);
  CHECK(fte_tenths(hours(32'279), year) == 177);
  CHECK(fte_tenths(hours(30'201), hours(1'607)) == 188);
}

TEST_CASE("Trap 25: a published social clause says no hours, and its notification date decides no obligation", "[domain][trap]") {
  ContractRecord record;
  record.social = {SocialConsideration::clause};
  record.notified_on = day("2026-10-01");
  record.amount = euros(9'000'000);
  const auto flagged = position_at({}, "2026-10-01");
  CHECK(lot_state_code(flagged.state) == "no_clause");
  CHECK_FALSE(flagged.owed);
  CHECK(test_obligation({.estimated = euros(9'000'000)}, legal_values()).answer == ObligationAnswer::undecidable);
  // The same contract, notified on the same day: the day its consultation was launched decides alone.
  CHECK(test_obligation({.launched_on = day("2026-08-21"), .estimated = euros(9'000'000)}, legal_values()).answer == ObligationAnswer::not_required);
  CHECK(test_obligation({.launched_on = day("2026-08-22"), .estimated = euros(9'000'000)}, legal_values()).answer == ObligationAnswer::required);
}

TEST_CASE("Trap 26: hours of people without a work contract count", "[domain][trap]") {
  auto facts = counted_facts(clause_of(FixedHours{hours(100)}), hours(10));
  facts.entries[0].contract_type = "no_contract";
  CHECK(reason_of(facts).empty());
}

TEST_CASE("Trap 27: a permanent contract with an agency is no permanent contract of the holder", "[domain][trap]") {
  auto clause = clause_of(FixedHours{hours(100)});
  clause.terms.windows = {{"permanent", 1, true}};
  auto facts = counted_facts(clause, hours(10));
  facts.entries[0].contract_type = "permanent_agency";
  CHECK(reason_of(facts).empty());
  facts.entries[0].contract_type = "permanent";
  CHECK(reason_of(facts) == "status.after_window");
  CHECK(recognise_contract_type("CDI intérimaire") == "permanent_agency");
}

TEST_CASE("Trap 28: people employed by a GEIQ count under the list of the CCAG, even closed", "[domain][trap]") {
  const auto templates = parse_clause_templates(project_file("src/store/reference/clause_templates.csv"));
  const auto ccag = std::find_if(templates.begin(), templates.end(), [](const ClauseTemplate& one) { return one.code == "CCAG_2021"; });
  REQUIRE(ccag != templates.end());
  auto clause = clause_of(FixedHours{hours(100)});
  const auto list = std::find_if(ccag->terms.begin(), ccag->terms.end(), [](const TemplateTerm& known) { return known.term.key == "groups"; });
  REQUIRE(list != ccag->terms.end());
  apply_terms(clause, {list->term});
  clause.terms.list_open = false;
  auto facts = counted_facts(clause, hours(10));
  facts.entries[0].modality = Modality::labour_supply;
  facts.eligibility = {eligible(person(1), "2025-07-01", "GEIQ")};
  CHECK(reason_of(facts).empty());
  facts.eligibility = {eligible(person(1), "2025-07-01", "DELD")};
  CHECK(reason_of(facts) == "status.group_not_listed");
}

TEST_CASE("Trap 29: rounded shares need not sum to the whole, exact parts do", "[domain][trap]") {
  CHECK(3 * *PathwayFigures{.exits = 3, .positive = 1}.positive_rate() == 999);  // three thirds in tenths of a percent
  const auto a = OrganisationId::from_trusted(1), b = OrganisationId::from_trusted(2), c = OrganisationId::from_trusted(3);
  const auto parts = share_out(hours(100), {{a, 1}, {b, 1}, {c, 1}});
  CHECK(parts[0] + parts[1] + parts[2] == hours(100));
}

TEST_CASE("Trap 30: the evidence of hours names nobody", "[domain][trap]") {  // and outlives a name: tests/app/traps_test.cpp
  const auto line = canonical_line(entry(1, person(7), "2025-08-01", "2025-08-31", hours(10)));
  CHECK(line.find(person(7).text()) != std::string::npos);
  CHECK(position_at(counted_facts(clause_of(FixedHours{hours(100)}), hours(10)), "2034-12-31").hours.declared == hours(10));
}

TEST_CASE("Trap 31: quarter ends plus fifteen days, January being that of the next year", "[domain][trap]") {
  const ReportingCalendar quarterly{Reporting::quarterly, 15, DayKind::calendar};
  const auto periods = reporting_periods(quarterly, days("2026-01-05", "2027-02-09"));
  std::vector<std::string> due;
  for (const auto& period : periods) due.push_back(period.due_on.iso());
  CHECK(due == std::vector<std::string>{"2026-04-15", "2026-07-15", "2026-10-15", "2027-01-15", "2027-04-15"});
  CHECK(periods[3].ends_on == day("2026-12-31"));
  CHECK(periodic_documents(quarterly, days("2026-01-05", "2027-02-09"), day("2026-05-01"), day("2027-01-15")).size() == 3);
  CHECK(reporting_periods({Reporting::on_request, 10, DayKind::working}, days("2026-01-05", "2027-02-09")).empty());
  CHECK(reporting_periods({Reporting::monthly, 10, DayKind::calendar}, days("2026-01-05", "2026-12-31")).size() == 12);
  CHECK(documents_due_on(quarterly, day("2026-03-31")) == day("2026-04-15"));
  CHECK(documents_due_on(quarterly, day("2026-09-29")) == day("2026-07-15"));
  CHECK(documents_due_on(quarterly, day("2026-09-30")) == day("2026-10-15"));
  CHECK(documents_due_on(quarterly, day("2026-12-31")) == day("2027-01-15"));
  CHECK(documents_due_on({Reporting::half_yearly, 0, DayKind::calendar}, day("2026-08-01")) == day("2026-06-30"));
  CHECK(documents_due_on({Reporting::monthly, 10, DayKind::calendar}, day("2026-03-05")) == day("2026-03-10"));
  CHECK(documents_due_on({Reporting::on_request, 10, DayKind::working}, day("2026-04-30")) == day("2026-05-19"));
}

TEST_CASE("Trap 32: an amount between two printed brackets falls in the lower one", "[domain][trap]") {
  CHECK(in_hours(obliged(clause_of(training_grid(99'500)), {}, "2026-06-30").owed) == 150);
}
