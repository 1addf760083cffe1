#include <catch2/catch.hpp>

#include "clausier/domain/office_rules.hpp"

using namespace clausier;

namespace {

Date day(const char* iso) { return *Date::parse_iso(iso); }

OfficeRule rule(std::optional<std::int64_t> value, const char* from, const char* recorded, const char* code = "hours.day.max_seconds") {
  return {code, value, day(from), "accord de branche du terrassement", "Aline CERISIER", *Instant::parse_iso(recorded)};
}

std::int64_t value_on(const Rulebook& rules, const char* iso) {
  const auto* found = rules.find("hours.day.max_seconds", day(iso));
  return found ? found->value : 0;
}

}  // namespace

TEST_CASE("What an office set stands from its day on, until the day of the next one", "[domain][office_rules]") {
  const auto rules = rulebook_of_office({rule(32400, "2026-06-01", "2026-05-20T08:00:00Z"), rule(28800, "2026-01-01", "2026-05-21T08:00:00Z")});
  CHECK(value_on(rules, "2025-12-31") == 0);
  CHECK(value_on(rules, "2026-01-01") == 28800);
  CHECK(value_on(rules, "2026-05-31") == 28800);
  CHECK(value_on(rules, "2026-06-01") == 32400);
  CHECK(value_on(rules, "2030-06-01") == 32400);
}

TEST_CASE("Of one day, what was said last stands, in whatever order it is read", "[domain][office_rules]") {
  const auto first = rule(32400, "2026-06-01", "2026-05-20T08:00:00Z"), second = rule(30000, "2026-06-01", "2026-05-20T09:00:00Z");
  CHECK(value_on(rulebook_of_office({first, second}), "2026-07-01") == 30000);
  CHECK(value_on(rulebook_of_office({second, first}), "2026-07-01") == 30000);
}

TEST_CASE("A rule without value gives back the rule of everybody", "[domain][office_rules]") {
  const auto rules = rulebook_of_office({rule(32400, "2026-06-01", "2026-05-20T08:00:00Z"), rule({}, "2026-09-01", "2026-05-20T09:00:00Z")});
  CHECK(value_on(rules, "2026-08-31") == 32400);
  CHECK(value_on(rules, "2026-09-01") == 0);
}

TEST_CASE("An office sets no rule that says what is possible or that protects minors, nor a limit without sense", "[domain][office_rules]") {
  struct Case {
    const char* code;
    std::optional<std::int64_t> value;
    const char* fault;
  };
  const Case cases[] = {{"hours.day.max_seconds", 32400, ""},          {"hours.day.max_seconds", std::nullopt, ""},
                        {"hours.day.possible_seconds", 90000, "office_rule.unknown"}, {"hours.minor.day.max_seconds", 36000, "office_rule.unknown"},
                        {"hours.minor.age_years", 16, "office_rule.unknown"},  {"hours.day.max_seconds", 0, "office_rule.range"},
                        {"hours.day.max_seconds", 86401, "office_rule.range"},  {"hours.day.max_seconds", -3600, "office_rule.range"},
                        {"timesheet.jump.max_factor", 1, "office_rule.range"},  {"timesheet.jump.max_factor", 2, ""}};
  for (const auto& c : cases) {
    CAPTURE(c.code, c.value.value_or(-1));
    const auto fault = fault_of(rule(c.value, "2026-06-01", "2026-05-20T08:00:00Z", c.code));
    CHECK((fault ? fault->code : "") == c.fault);
  }
  auto unexplained = rule(32400, "2026-06-01", "2026-05-20T08:00:00Z");
  unexplained.reason = "parce que";
  CHECK(fault_of(unexplained)->code == "office_rule.reason");
}
