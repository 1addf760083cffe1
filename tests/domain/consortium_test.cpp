#include <catch2/catch.hpp>

#include "clausier/domain/consortium.hpp"
#include "engine_samples.hpp"

using namespace samples;

namespace {

const OrganisationId lead = OrganisationId::from_trusted(1), second = OrganisationId::from_trusted(2), third = OrganisationId::from_trusted(3);

WorkTime sum(const std::vector<WorkTime>& parts) {
  auto total = WorkTime::zero();
  for (const auto part : parts) total += part;
  return total;
}

}  // namespace

TEST_CASE("The parts of a joint obligation sum to it exactly", "[domain][consortium]") {
  const std::vector<MemberShare> key = {{lead, 1}, {second, 1}, {third, 1}};
  const auto parts = share_out(WorkTime::from_seconds(100), key);
  CHECK(parts[0].seconds() == 34);
  CHECK(parts[1].seconds() == 33);
  CHECK(sum(parts) == WorkTime::from_seconds(100));
  CHECK(sum(share_out(hours(3'650), {{lead, 4'812'345'67}, {second, 1}, {third, 9'999'999'99}})) == hours(3'650));
  CHECK(share_out(hours(10), {{lead, 0}, {second, 0}}) == std::vector{hours(5), hours(5)});
  CHECK(share_out(hours(10), {}).empty());
}

TEST_CASE("A member at zero is no breach: the balance of the others makes up for it", "[domain][consortium]") {
  const std::vector<MemberShare> key = {{lead, 60}, {second, 40}};
  const auto found = internal_shares(hours(1'000), key, {}, {{lead, hours(1'000)}}, instant("2026-01-01T00:00:00Z"));
  CHECK(found.members[0].balance == hours(400));
  CHECK(found.members[1].balance == hours(-400));
  CHECK(found.members[0].balance + found.members[1].balance == WorkTime::zero());
}

TEST_CASE("A firm that left keeps the debts agreed: no hour is left without an owner", "[domain][consortium]") {
  const auto agreed = instant("2025-09-01T00:00:00Z");
  const DebtTransfer taken{.from = lead, .to = third, .time = hours(100), .agreed_by_from = agreed, .agreed_by_to = agreed};
  auto withdrawn = taken;
  withdrawn.withdrawn = agreed;
  for (const auto& key : {std::vector<MemberShare>{{lead, 60}, {second, 40}}, std::vector<MemberShare>{{lead, 0}, {second, 0}}}) {
    const auto found = internal_shares(hours(1'000), key, {taken, withdrawn}, {}, instant("2026-01-01T00:00:00Z"));
    REQUIRE(found.members.size() == 3);
    CHECK(found.members[2].member == third);
    CHECK(found.members[2].share == WorkTime::zero());
    CHECK(found.members[2].balance == hours(-100));
    auto all = WorkTime::zero();
    for (const auto& member : found.members) all += member.balance;
    CHECK(all == hours(-1'000));
  }
}

TEST_CASE("A debt passes from one member to another once both have agreed, and only from then", "[domain][consortium]") {
  const std::vector<MemberShare> key = {{lead, 60}, {second, 40}};
  DebtTransfer transfer{.from = second, .to = lead, .time = hours(100), .agreed_by_from = instant("2025-09-01T00:00:00Z")};
  const auto balance_of_second = [&](const char* at) {
    return internal_shares(hours(1'000), key, {transfer}, {}, instant(at)).members[1].balance;
  };
  CHECK(balance_of_second("2026-01-01T00:00:00Z") == hours(-400));
  transfer.agreed_by_to = instant("2025-10-01T00:00:00Z");
  CHECK(balance_of_second("2025-09-30T00:00:00Z") == hours(-400));
  CHECK(balance_of_second("2025-10-01T00:00:00Z") == hours(-300));
  const auto steps = internal_shares(hours(1'000), key, {transfer}, {}, instant("2026-01-01T00:00:00Z")).explanation;
  CHECK(sentence_of(french(), steps.steps()[0]).find('[') == std::string::npos);
}
