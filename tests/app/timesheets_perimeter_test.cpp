#include <catch2/catch.hpp>

#include "clausier/app/accounts.hpp"
#include "clausier/app/contracts.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;

namespace {

std::string answer(sample::Base& base, const Actor& actor, LotId lot) {
  const auto view = view_lot(*base, actor, lot);
  return view ? "" : view.refusal().code;
}

}  // namespace

TEST_CASE("Each role reaches its own lots; foreign and unknown ones answer alike", "[app][scope]") {
  sample::Base base;
  const auto unknown = LotId::from_trusted(4242);
  struct Case {
    const Actor& actor;
    bool earthworks, masonry, foreign;
  };
  const std::vector<Case> cases = {{base.facilitator, true, true, false},
                                   {base.other_facilitator, false, false, true},
                                   {base.holder, true, false, false},
                                   {base.agency, true, true, false},
                                   {base.officer, true, true, false}};
  for (const auto& c : cases) {
    CAPTURE(c.actor.display_name);
    const auto expected = [](bool reached) { return std::string(reached ? "" : "not_found"); };
    CHECK(answer(base, c.actor, base.earthworks) == expected(c.earthworks));
    CHECK(answer(base, c.actor, base.masonry) == expected(c.masonry));
    CHECK(answer(base, c.actor, base.foreign_lot) == expected(c.foreign));
    CHECK(answer(base, c.actor, unknown) == "not_found");
  }
  CHECK_FALSE(answer(base, base.administrator, base.earthworks).empty());
  CHECK(answer(base, operator_actor(), base.foreign_lot).empty());
}

TEST_CASE("A contract that nobody follows any more, or a lot removed, is out of every perimeter", "[app][scope]") {
  sample::Base base;
  SECTION("no office follows") {
    base->database->write([](store::Connection& c) { c.execute("DELETE FROM follow_ups"); });
    CHECK(answer(base, base.officer, base.earthworks) == "not_found");
  }
  SECTION("the lot was removed") {
    base->database->write([](store::Connection& c) { c.execute("UPDATE lots SET removed_at = 1"); });
    CHECK(answer(base, base.officer, base.earthworks) == "not_found");
    CHECK(answer(base, base.holder, base.earthworks) == "not_found");
  }
  SECTION("the import was never applied") {
    base->database->write([](store::Connection& c) { c.execute("UPDATE imports SET state = 'staging'"); });
    CHECK(answer(base, base.officer, base.earthworks) == "not_found");
  }
  CHECK(answer(base, base.facilitator, base.earthworks) == "not_found");
}
