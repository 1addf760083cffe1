#include <catch2/catch.hpp>

#include <algorithm>

#include "clausier/app/office_rules.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;
using sample::day;

namespace {

constexpr const char* reason = "accord de branche du terrassement, article 4";
constexpr std::int64_t eight_hours = 8 * 3600;

OfficeRuleWish wish(std::optional<std::int64_t> value = eight_hours, const char* from = "2026-05-01") {
  return {"hours.day.max_seconds", value, day(from), reason};
}

// Whether nine hours of one day are told to be long, by the reading of the firm.
bool nine_hours_are_long(sample::Base& base, const char* month, const char* french_day) {
  const auto draft = receive_timesheet(*base, base.holder, base.subject(base.earthworks, base.holder, month), std::string(month) + ".csv",
                                       "Nom;Prénom;Date;Heures\nLAMPION;Zoé;" + std::string(french_day) + ";9\n");
  const auto findings = view_timesheet(*base, base.holder, draft.value().timesheet).value().findings;
  return std::any_of(findings.begin(), findings.end(), [](const Finding& f) { return f.code == "cell.hours.day.long"; });
}

}  // namespace

TEST_CASE("A limit that an office set holds for the lots it follows, from its day on", "[app][office_rules]") {
  sample::Base base;
  base.make_eligible(base.person(base.holder, base.earthworks, "LAMPION", "Zoé"));
  REQUIRE_FALSE(nine_hours_are_long(base, "2026-05", "04/05/2026"));
  REQUIRE(set_office_rule(*base, base.facilitator, wish()));
  CHECK(nine_hours_are_long(base, "2026-05", "05/05/2026"));
  CHECK_FALSE(nine_hours_are_long(base, "2026-04", "06/04/2026"));
  base.on("2026-07-06T09:00:00Z");
  REQUIRE(set_office_rule(*base, base.facilitator, wish(std::nullopt)));
  CHECK_FALSE(nine_hours_are_long(base, "2026-05", "06/05/2026"));
}

TEST_CASE("A limit that another office set changes nothing", "[app][office_rules]") {
  sample::Base base;
  base.make_eligible(base.person(base.holder, base.earthworks, "LAMPION", "Zoé"));
  REQUIRE(set_office_rule(*base, base.other_facilitator, wish()));
  CHECK_FALSE(nine_hours_are_long(base, "2026-05", "04/05/2026"));
  CHECK(view_checks(*base, &base.facilitator).history.empty());
}

TEST_CASE("The page of the checks shows the limit of everybody beside that of the office", "[app][office_rules]") {
  sample::Base base;
  REQUIRE(set_office_rule(*base, base.facilitator, wish()));
  REQUIRE(set_office_rule(*base, base.facilitator, wish()));  // twice the same: once
  const auto of_day = [](const CheckBoard& board) {
    const auto line = std::find_if(board.checks.begin(), board.checks.end(), [](const auto& check) { return check.name == "day"; });
    const auto limit = std::find_if(line->limits.begin(), line->limits.end(), [](const auto& l) { return l.general.code == "hours.day.max_seconds"; });
    return *limit;
  };
  const auto board = view_checks(*base, &base.facilitator);
  REQUIRE(board.history.size() == 1);
  CHECK(board.history.front().author == "Aline MODÈLE");
  CHECK(of_day(board).own->value == eight_hours);
  CHECK(of_day(board).own->source == reason);
  CHECK(of_day(board).general.value == 36000);
  CHECK_FALSE(of_day(view_checks(*base, nullptr)).own);
  for (const auto* actor : {&base.holder, &base.officer, &base.administrator}) {
    CHECK(view_checks(*base, actor).history.empty());
    CHECK_FALSE(of_day(view_checks(*base, actor)).own);
  }
  CHECK(base.number("count(*) FROM audit_events WHERE action = 'office_rule.set'") == 1);
}

TEST_CASE("Facilitators alone set a limit, and only one that may be set", "[app][office_rules]") {
  sample::Base base;
  for (const auto* actor : {&base.holder, &base.officer, &base.administrator}) CHECK(set_office_rule(*base, *actor, wish()).refusal() == Refusal{"forbidden"});
  auto unknown = wish();
  unknown.code = "hours.minor.day.max_seconds";
  CHECK(set_office_rule(*base, base.facilitator, unknown).refusal().code == "office_rule.unknown");
  CHECK(base.number("count(*) FROM office_rules") == 0);
}
