#include "clausier/domain/timesheet_checks.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "engine_samples.hpp"

using namespace samples;

namespace {

KnownPerson known(ParticipantId who) {
  Employment employment{.participant = who,
                        .lot = lot,
                        .firm = firm,
                        .modality = Modality::labour_supply,
                        .contract_type = "agency_insertion",
                        .employer_siret = "00000000000000",
                        .starts_on = day("2026-01-01"),
                        .ends_on = std::nullopt,
                        .recorded_at = instant("2026-01-01T00:00:00Z")};
  return {who, "P-0000-000" + std::to_string(who.value()), {eligible(who)}, {employment}};
}

CheckContext context_of_may() {
  return {.subject = {lot, firm, month("2026-05")},
          .today = day("2026-06-03"),
          .execution = days("2025-07-01", "2026-06-30"),
          .closed_months = {month("2026-04")},
          .people = {known(person(1)), known(person(2))},
          .standing = {},
          .elsewhere = {},
          .usual_month = std::nullopt,
          .clause = clause_of(FixedHours{hours(1200)}),
          .rulebook = &rulebook()};
}

// A line of the sheet at the next row from 2.
void add(TimesheetDraft& draft, ParticipantId who, const char* first, const char* last, WorkTime declared) {
  DraftLine line;
  line.place = {"Mai", static_cast<int>(draft.lines.size()) + 2, "F", 0, ""};
  line.participant = who;
  line.worked = days(first, last);
  line.declared = declared;
  draft.lines.push_back(line);
}

void add(TimesheetDraft& draft, ParticipantId who, const char* on, std::int64_t declared_hours) {
  add(draft, who, on, on, hours(declared_hours));
}

TimesheetDraft one_day(std::int64_t declared_hours = 7) {
  TimesheetDraft draft;
  add(draft, person(1), "2026-05-04", declared_hours);
  return draft;
}

std::vector<Finding> findings(TimesheetDraft draft, const CheckContext& context = context_of_may()) {
  complete_lines(draft, context);
  return check_timesheet(draft, context);
}

std::vector<std::string> codes(const std::vector<Finding>& found) {
  std::vector<std::string> out;
  for (const auto& f : found) out.push_back(f.code);
  return out;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("A plain sheet has no finding", "[domain][timesheet_checks]") {
  TimesheetDraft draft;
  for (const auto* on : {"2026-05-04", "2026-05-05", "2026-05-06", "2026-05-07"}) add(draft, person(1), on, 7);
  add(draft, person(2), "2026-05-01", "2026-05-31", WorkTime::from_seconds(546'012));
  CHECK(codes(findings(draft)).empty());
}

TEST_CASE("The month must be open, come and inside the execution", "[domain][timesheet_checks]") {
  auto context = context_of_may();
  SECTION("closed") {
    context.closed_months.push_back(month("2026-05"));
    const auto found = findings(one_day(), context);
    CHECK(codes(found) == Codes{"timesheet.month.closed"});
    CHECK(found[0].parameters.at("month") == "mai 2026");
  }
  SECTION("future") {
    context.today = day("2026-04-30");
    CHECK(codes(findings(one_day(), context)) == Codes{"timesheet.month.future"});
  }
  SECTION("outside, said once and not for each line") {
    context.execution = days("2025-07-01", "2026-04-30");
    const auto found = findings(one_day(), context);
    CHECK(codes(found) == Codes{"timesheet.month.outside"});
    CHECK(found[0].parameters.at("last") == "30/04/2026");
  }
}

TEST_CASE("The days of a line are of the month and inside the execution", "[domain][timesheet_checks]") {
  struct Case {
    const char* first;
    const char* last;
    Codes codes;
  };
  const auto c = GENERATE(Case{"2026-05-20", "2026-05-20", {}}, Case{"2026-04-30", "2026-04-30", {"cell.date.month"}},
                          Case{"2026-06-01", "2026-06-01", {"cell.date.month"}},
                          Case{"2026-04-27", "2026-05-03", {}},  // a week belongs to the month of its last day
                          Case{"2026-05-25", "2026-06-01", {"cell.date.month"}},
                          Case{"2026-04-20", "2026-05-03", {"cell.date.month"}},
                          Case{"2026-05-31", "2026-05-31", {"cell.date.outside"}});
  auto context = context_of_may();
  context.execution->last = day("2026-05-30");
  context.clause->execution.last = day("2026-05-30");
  TimesheetDraft draft;
  add(draft, person(1), c.first, c.last, hours(7));
  INFO(c.first << " " << c.last);
  auto found = codes(findings(draft, context));
  std::erase(found, "cell.person.expired");
  if (c.codes == Codes{"cell.date.month"}) std::erase(found, "cell.date.outside");
  CHECK(found == c.codes);
}

TEST_CASE("A day holds 24 hours, and more than ten call for a tick", "[domain][timesheet_checks][hours]") {
  struct Case {
    WorkTime declared;
    Codes codes;
  };
  const auto c = GENERATE(Case{hours(10), {}}, Case{WorkTime::from_seconds(36'001), {"cell.hours.day.long"}},
                          Case{hours(11), {"cell.hours.day.long"}}, Case{hours(24), {"cell.hours.day.long"}},
                          Case{hours(30), {"cell.hours.day"}}, Case{hours(-1), {"cell.hours.negative"}});
  TimesheetDraft draft;
  add(draft, person(1), "2026-05-04", "2026-05-04", c.declared);
  const auto found = findings(draft);
  INFO(c.declared.seconds());
  CHECK(codes(found) == c.codes);
  if (c.codes == Codes{"cell.hours.day"}) {
    CHECK(found[0].severity == Severity::error);
    CHECK(found[0].place.row == 2);
    CHECK(found[0].parameters.at("hours") == "30,00");
    CHECK(found[0].parameters.at("limit") == "24,00");
    CHECK(found[0].parameters.at("date") == "04/05/2026");
  }
  if (c.codes == Codes{"cell.hours.day.long"}) CHECK(found[0].severity == Severity::warning);
}

TEST_CASE("Lines of the same person and day are added up, on the last of them", "[domain][timesheet_checks][hours]") {
  auto draft = one_day(6);
  add(draft, person(2), "2026-05-04", 6);
  add(draft, person(1), "2026-05-04", 5);
  const auto found = findings(draft);
  CHECK(codes(found) == Codes{"cell.hours.day.long"});
  CHECK(found[0].place.row == 4);
}

TEST_CASE("Weeks and months have their limits", "[domain][timesheet_checks][hours]") {
  struct Case {
    const char* first;
    const char* last;
    std::int64_t declared_hours;
    Codes codes;
  };
  const auto c = GENERATE(Case{"2026-05-04", "2026-05-10", 48, {}}, Case{"2026-05-04", "2026-05-10", 49, {"cell.hours.week"}},
                          Case{"2026-05-04", "2026-05-10", 169, {"cell.hours.day", "cell.hours.week"}},
                          Case{"2026-05-01", "2026-05-31", 217, {}}, Case{"2026-05-01", "2026-05-31", 218, {"cell.hours.month.long"}},
                          Case{"2026-05-01", "2026-05-31", 744, {"cell.hours.month.long"}},
                          Case{"2026-05-01", "2026-05-31", 745, {"cell.hours.month"}});
  TimesheetDraft draft;
  add(draft, person(1), c.first, c.last, hours(c.declared_hours));
  INFO(c.last << " " << c.declared_hours);
  CHECK(codes(findings(draft)) == c.codes);
}

TEST_CASE("Days of one week are added up", "[domain][timesheet_checks][hours]") {
  TimesheetDraft draft;
  for (const auto* on : {"2026-05-04", "2026-05-05", "2026-05-06", "2026-05-07", "2026-05-08"}) add(draft, person(1), on, 10);
  const auto found = findings(draft);
  CHECK(codes(found) == Codes{"cell.hours.week"});
  CHECK(found[0].place.row == 6);
  CHECK(found[0].parameters.at("hours") == "50,00");
}

TEST_CASE("Hours declared elsewhere the same day are told once a person", "[domain][timesheet_checks][hours]") {
  auto context = context_of_may();
  context.elsewhere = {entry(1, person(1), "2026-05-04", "2026-05-04", hours(4)),
                       entry(2, person(1), "2026-05-05", "2026-05-05", hours(4)),
                       entry(3, person(2), "2026-05-04", "2026-05-04", hours(4))};
  auto draft = one_day();
  add(draft, person(1), "2026-05-05", 7);
  add(draft, person(2), "2026-05-04", 6);
  const auto found = findings(draft, context);
  CHECK(codes(found) == Codes{"cell.person.overlap"});
  CHECK(found[0].place.row == 2);
  CHECK(found[0].parameters.at("when") == "04/05/2026");
}

TEST_CASE("Months that are too full only together are told", "[domain][timesheet_checks][hours]") {
  auto context = context_of_may();
  context.elsewhere = {entry(1, person(1), "2026-05-01", "2026-05-31", hours(151))};
  TimesheetDraft draft;
  add(draft, person(1), "2026-05-01", "2026-05-31", hours(100));
  const auto found = findings(draft, context);
  CHECK(codes(found) == Codes{"cell.person.overlap"});
  CHECK(found[0].parameters.at("when") == "mai 2026");
}

TEST_CASE("A person must be employed on the lot by the firm on those days", "[domain][timesheet_checks][people]") {
  auto context = context_of_may();
  auto& employment = context.people[0].employments[0];
  const auto spoil = GENERATE(0, 1, 2, 3);
  if (spoil == 0) employment.lot = LotId::from_trusted(99);
  if (spoil == 1) employment.firm = OrganisationId::from_trusted(99);
  if (spoil == 2) employment.ends_on = day("2026-04-30");
  if (spoil == 3) context.people.clear();
  auto draft = one_day();
  add(draft, person(1), "2026-05-05", 7);
  auto found = codes(findings(draft, context));
  std::erase(found, "cell.person.notyet");  // also said of someone of whom nothing is known
  CHECK(found == Codes{"cell.person.employment"});
}

TEST_CASE("Eligibility is told once a person: none, refused, later, over", "[domain][timesheet_checks][people]") {
  struct Case {
    const char* code;
    void (*spoil)(KnownPerson&);
    const char* date;
  };
  const auto c = GENERATE(
      Case{"cell.person.notyet", [](KnownPerson& p) { p.eligibility.clear(); }, ""},
      Case{"cell.person.refused", [](KnownPerson& p) { p.eligibility[0].verdict = EligibilityVerdict::refused; }, ""},
      Case{"cell.person.notyet", [](KnownPerson& p) { p.eligibility[0].effective_on = day("2026-05-06"); }, "06/05/2026"},
      Case{"cell.person.expired", [](KnownPerson& p) { p.eligibility[0].countable_until = day("2026-05-04"); }, "04/05/2026"});
  auto context = context_of_may();
  c.spoil(context.people[0]);
  auto draft = one_day();
  add(draft, person(1), "2026-05-05", 7);
  add(draft, person(2), "2026-05-05", 7);
  const auto found = findings(draft, context);
  INFO(c.code);
  REQUIRE(codes(found) == Codes{c.code});
  CHECK(found[0].severity == Severity::warning);
  CHECK(found[0].parameters.at("reference") == "P-0000-0001");
  if (*c.date != '\0') CHECK(found[0].parameters.at("date") == c.date);
}

TEST_CASE("The window of the clause ends a person's hours", "[domain][timesheet_checks][people]") {
  auto context = context_of_may();
  context.clause->counting_months = 10;  // hired on 1 July 2025: until 30 April 2026
  const auto found = findings(one_day(), context);
  REQUIRE(codes(found) == Codes{"cell.person.expired"});
  CHECK(found[0].parameters.at("date") == "30/04/2026");
}

TEST_CASE("The window of the type of contract prevails, as it does when hours are counted", "[domain][timesheet_checks][people]") {
  auto context = context_of_may();
  context.clause->counting_months = 10;
  auto draft = one_day();
  for (auto& line : draft.lines) line.contract_type = "permanent";
  context.clause->terms.windows = {{"permanent", 48, true}};
  CHECK(codes(findings(draft, context)).empty());
  context.clause->counting_months = 48;
  context.clause->terms.windows = {{"permanent", 10, true}};
  CHECK(codes(findings(draft, context)) == Codes{"cell.person.expired"});
}

TEST_CASE("People of rows that could not be read are checked too", "[domain][timesheet_checks][people]") {
  TimesheetDraft draft;
  add(draft, person(3), "2026-05-04", 0);
  draft.unread = std::move(draft.lines);
  draft.lines.clear();
  CHECK(codes(findings(draft)) == Codes{"cell.person.employment", "cell.person.notyet"});
}

TEST_CASE("A line written twice is told at the second, with the row of the first", "[domain][timesheet_checks][sheet]") {
  auto draft = one_day(5);
  add(draft, person(1), "2026-05-04", 5);
  const auto found = findings(draft);
  CHECK(codes(found) == Codes{"cell.duplicate"});
  CHECK(found[0].place.row == 3);
  CHECK(found[0].parameters.at("row") == "2");
}

TEST_CASE("A line declared elsewhere word for word is told", "[domain][timesheet_checks][sheet]") {
  auto context = context_of_may();
  context.elsewhere = {entry(1, person(1), "2026-05-04", "2026-05-04", hours(5))};
  CHECK(codes(findings(one_day(5), context)) == Codes{"cell.already"});
  CHECK(codes(findings(one_day(4), context)).empty());
}

TEST_CASE("A stated total that differs by more than a hundredth of an hour is told", "[domain][timesheet_checks][sheet]") {
  auto draft = one_day();
  const auto stated = GENERATE(25'200, 25'236, 25'164, 25'237, 25'163);
  draft.totals = {{{"Mai", 3, "F", 0, ""}, WorkTime::from_seconds(stated), hours(7)}};
  const bool differs = stated == 25'237 || stated == 25'163;
  CHECK(codes(findings(draft)) == (differs ? Codes{"sheet.total.differs"} : Codes{}));
}

TEST_CASE("More than three times the usual month is told", "[domain][timesheet_checks][sheet]") {
  auto context = context_of_may();
  context.usual_month = hours(2);
  CHECK(codes(findings(one_day(6), context)).empty());
  CHECK(codes(findings(one_day(7), context)) == Codes{"timesheet.jump"});
  context.usual_month = WorkTime::zero();
  CHECK(codes(findings(one_day(7), context)).empty());
}

TEST_CASE("What a new sheet changes in the former one is told with counts", "[domain][timesheet_checks][sheet]") {
  auto context = context_of_may();
  TimesheetDraft former = one_day();
  add(former, person(2), "2026-05-04", 7);
  complete_lines(former, context);
  context.standing = plan_posting(former, context.subject, TimesheetId::from_trusted(1), "a", "b", {}, instant("2026-06-01T00:00:00Z")).additions;
  CHECK(codes(findings(former, context)).empty());
  auto corrected = one_day();
  add(corrected, person(2), "2026-05-04", 6);
  add(corrected, person(2), "2026-05-05", 6);
  const auto found = findings(corrected, context);
  REQUIRE(codes(found) == Codes{"timesheet.replaces"});
  CHECK(found[0].parameters == Parameters{{"added", "2"}, {"removed", "1"}, {"unchanged", "1"}});
}

TEST_CASE("A sheet without a line is refused", "[domain][timesheet_checks][sheet]") {
  const auto found = findings({});
  REQUIRE(codes(found) == Codes{"sheet.lines.none"});
  CHECK(found[0].parameters.at("month") == "mai 2026");
}

TEST_CASE("A sheet that could not be read is said to be so, and nothing else", "[domain][timesheet_checks][sheet]") {
  auto context = context_of_may();
  context.standing = {entry(1, person(1), "2026-05-04", "2026-05-04", hours(7))};
  TimesheetDraft unreadable;
  unreadable.findings = {finding("file.headers")};
  CHECK(codes(findings(unreadable, context)) == Codes{"file.headers"});
  TimesheetDraft empty;
  CHECK(codes(findings(empty, context)) == Codes{"sheet.lines.none"});  // nothing is about to be replaced
  TimesheetDraft zero;
  zero.findings = {finding("cell.hours.empty", {"Mai", 2, "F", 0, ""})};
  CHECK(codes(findings(zero)) == Codes{"sheet.lines.none", "cell.hours.empty"});
}

TEST_CASE("Faults of people and dates stand in the cells that name them", "[domain][timesheet_checks]") {
  auto context = context_of_may();
  context.people[0].employments[0].ends_on = day("2026-04-30");
  context.people[1].eligibility.clear();
  context.execution->last = day("2026-05-30");
  TimesheetDraft draft;
  add(draft, person(1), "2026-05-04", 7);
  add(draft, person(2), "2026-05-31", 7);
  add(draft, person(2), "2026-06-02", 7);
  for (auto& line : draft.lines) line.columns = {.person = "A", .days = "C"};
  std::vector<std::string> told;
  for (const auto& f : findings(draft, context)) told.push_back(f.code + " " + f.place.column + std::to_string(f.place.row));
  CHECK(told == std::vector<std::string>{"cell.person.employment A2", "cell.person.notyet A3", "cell.date.outside C3",
                                         "cell.date.month C4", "cell.date.outside C4"});
}

TEST_CASE("Hours that are too many with those declared elsewhere stand at the person", "[domain][timesheet_checks]") {
  auto context = context_of_may();
  context.elsewhere = {entry(1, person(1), "2026-05-04", "2026-05-04", hours(4))};
  auto draft = one_day();
  draft.lines[0].columns.person = "B";
  const auto found = findings(draft, context);
  REQUIRE(codes(found) == Codes{"cell.person.overlap"});
  CHECK(found[0].place.column == "B");
}

TEST_CASE("Lines are completed with the month in the execution and the employment", "[domain][timesheet_checks][complete]") {
  auto context = context_of_may();
  context.execution->first = day("2026-05-11");
  TimesheetDraft draft = one_day();
  draft.lines[0].worked.reset();
  complete_lines(draft, context);
  CHECK(draft.lines[0].worked == days("2026-05-11", "2026-05-31"));
  CHECK(draft.lines[0].modality == Modality::labour_supply);
  CHECK(draft.lines[0].contract_type == "agency_insertion");
  CHECK(draft.lines[0].employer_siret == "00000000000000");
}

TEST_CASE("What the file says is kept over the employment, and the latest employment wins", "[domain][timesheet_checks][complete]") {
  auto context = context_of_may();
  auto second = context.people[0].employments[0];
  second.starts_on = day("2026-05-01");
  second.contract_type = "permanent";
  context.people[0].employments.insert(context.people[0].employments.begin(), second);
  TimesheetDraft draft = one_day();
  draft.lines[0].modality = Modality::direct_hire;
  complete_lines(draft, context);
  CHECK(draft.lines[0].modality == Modality::direct_hire);
  CHECK(draft.lines[0].contract_type == "permanent");
}

TEST_CASE("Findings are sorted by place and a fault already read is not said twice", "[domain][timesheet_checks]") {
  auto draft = one_day(30);
  draft.lines[0].place.row = 9;
  const Place wide{"Mai", 9, "AA", 0, ""};
  draft.findings = {finding("cell.siret", wide), finding("cell.hours.day", draft.lines[0].place, "30h"), finding("cell.formula", {"Mai", 4, "B", 0, ""})};
  const auto found = findings(draft);
  CHECK(codes(found) == Codes{"cell.formula", "cell.hours.day", "cell.siret"});
  CHECK(found[1].value == "30h");
}

TEST_CASE("Every check is in the visible list", "[domain][timesheet_checks]") {
  std::set<std::string_view> names;
  for (const auto& check : timesheet_checks()) {
    CAPTURE(check.name);
    CHECK(names.insert(check.name).second);
    CHECK_NOTHROW(check.run({}, context_of_may()));
    CHECK_FALSE(check.codes.empty());
    for (const auto code : check.codes) CHECK_NOTHROW(finding(std::string(code)));
    for (const auto rule : check.rules) CHECK(rulebook().find(rule, day("2026-05-31")));
  }
  CHECK(names.size() == 21);
}

TEST_CASE("A person under eighteen works eight hours a day, thirty-five a week, and adults more", "[domain][timesheet_checks]") {
  struct Row { const char* birth; const char* first; const char* last; std::int64_t declared; Codes expected; };
  for (const auto& row : std::vector<Row>{{"2008-05-05", "2026-05-04", "2026-05-04", 8, {}},
                                          {"2008-05-05", "2026-05-04", "2026-05-04", 9, {"cell.hours.day.minor"}},
                                          {"2008-05-05", "2026-05-05", "2026-05-05", 9, {}},  // eighteen on that day
                                          {"2009-01-01", "2026-05-04", "2026-05-06", 24, {}},
                                          {"2009-01-01", "2026-05-04", "2026-05-06", 25, {"cell.hours.day.minor"}},
                                          {"2009-01-01", "2026-05-04", "2026-05-10", 35, {}},
                                          {"2009-01-01", "2026-05-04", "2026-05-10", 36, {"cell.hours.week.minor"}},
                                          {"1990-01-01", "2026-05-04", "2026-05-10", 36, {}},
                                          {"2009-01-01", "2026-05-01", "2026-05-31", 155, {}},
                                          {"2009-01-01", "2026-05-01", "2026-05-31", 156, {"cell.hours.month.minor"}}}) {
    CAPTURE(row.birth, row.first, row.last, row.declared);
    auto context = context_of_may();
    context.people[0].birth_date = day(row.birth);
    TimesheetDraft draft;
    add(draft, person(1), row.first, row.last, hours(row.declared));
    CHECK(codes(findings(draft, context)) == row.expected);
  }
}

TEST_CASE("Forty-four hours a week on average over twelve weeks, with what was declared before and elsewhere", "[domain][timesheet_checks]") {
  auto context = context_of_may();
  const auto worked_before = [&](std::int64_t each_week) {
    context.before.clear();
    for (Date monday = day("2026-02-16"); monday < day("2026-05-04"); monday = monday.plus_days(7)) {
      auto known = entry(monday.days_since_1970(), person(1), "2026-02-16", "2026-02-22", hours(each_week));
      known.worked = {monday, monday.plus_days(6)};
      context.before.push_back(known);
    }
  };
  TimesheetDraft draft;
  add(draft, person(1), "2026-05-04", "2026-05-10", hours(44));
  worked_before(44);  // eleven weeks, and this one
  CHECK(codes(findings(draft, context)).empty());
  draft.lines[0].declared = hours(45);
  const auto found = findings(draft, context);
  CHECK(codes(found) == Codes{"cell.hours.average"});
  CHECK(found[0].parameters.at("limit") == "44,00");
  CHECK(found[0].parameters.at("hours") == "44,08");
  CHECK(found[0].parameters.at("date") == "10/05/2026");
  CHECK(found[0].severity == Severity::warning);
  worked_before(43);
  CHECK(codes(findings(draft, context)).empty());
}

TEST_CASE("Weeks declared here and elsewhere are explained, never refused", "[domain][timesheet_checks]") {
  auto context = context_of_may();
  auto other = entry(7, person(1), "2026-05-04", "2026-05-10", hours(14));
  other.subject.firm = OrganisationId::from_trusted(99);
  context.elsewhere = {other};
  TimesheetDraft draft;
  add(draft, person(1), "2026-05-04", "2026-05-10", hours(34));
  CHECK(codes(findings(draft, context)).empty());
  draft.lines[0].declared = hours(35);
  const auto found = findings(draft, context);
  CHECK(codes(found) == Codes{"cell.person.overlap.week"});
  CHECK(found[0].severity == Severity::warning);
}

TEST_CASE("What an office sets prevails over the rulebook, from its day on", "[domain][timesheet_checks]") {
  auto context = context_of_may();
  context.office_rules = Rulebook("own", {{"hours.week.max_seconds", days("2026-05-01", "9999-12-31"), 35 * 3600, "accord local"}});
  TimesheetDraft draft;
  add(draft, person(1), "2026-05-04", "2026-05-10", hours(36));
  CHECK(codes(findings(draft, context)) == Codes{"cell.hours.week"});
  context.office_rules = Rulebook("own", {{"hours.week.max_seconds", days("2026-06-01", "9999-12-31"), 35 * 3600, "accord local"}});
  CHECK(codes(findings(draft, context)).empty());
}
