// Inside a consortium, through the use cases: one joint obligation, shared out for the members alone.
#include <catch2/catch.hpp>

#include "clausier/app/consortium.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;

namespace {

template <class T>
std::string refused(const Outcome<T>& outcome) { return outcome ? "" : outcome.refusal().code; }

// The masonry, held by the agency with the earthworks firm beside it; a thousand hours owed by both together.
struct Consortium {
  sample::Base base;
  OrganisationId lead = base.agency.organisation->id, partner = base.holder.organisation->id;
  Consortium() {
    auto clause = view_clause(*base, base.facilitator, base.earthworks).value().versions.front();
    clause.lot = base.masonry;
    REQUIRE(define_clause(*base, base.facilitator, clause));
    REQUIRE(grant_firm(*base, base.facilitator, {base.masonry, base.holder.organisation->siret, "", "joint_holder"}));
  }
  std::vector<WorkTime> shares(const Actor& who) {
    std::vector<WorkTime> parts;
    for (const auto& member : view_consortium(*base, who, base.masonry).value().members)
      parts.push_back(member.balance.share + member.balance.taken - member.balance.passed);
    return parts;
  }
  std::string key(const Actor& who, std::int64_t of_lead, std::int64_t of_partner, const char* document = "convention de groupement") {
    return refused(set_sharing_key(*base, who, base.masonry, {{lead, of_lead}, {partner, of_partner}}, document));
  }
  std::string propose(const Actor& who, OrganisationId from, OrganisationId to, int hours) {
    return refused(propose_transfer(*base, who, base.masonry, {.from = from, .to = to, .time = WorkTime::from_hours(hours)}, "procès-verbal"));
  }
};

std::vector<WorkTime> hours(std::initializer_list<int> counts) {
  std::vector<WorkTime> times;
  for (const auto count : counts) times.push_back(WorkTime::from_hours(count));
  return times;
}

}  // namespace

TEST_CASE("Members share the joint obligation by the last key of the lead, equally before", "[app][consortium]") {
  Consortium group;
  auto& base = group.base;
  CHECK(group.shares(base.holder) == hours({500, 500}));
  CHECK(group.key(base.agency, 60, 40) == "");
  CHECK(group.shares(base.holder) == hours({600, 400}));
  CHECK(group.key(base.agency, 70, 30, "avenant à la convention") == "");
  CHECK(group.shares(base.agency) == hours({700, 300}));
  CHECK(view_consortium(*base, base.holder, base.masonry).value().keys.size() == 2);
}

TEST_CASE("A key is the lead's, covers the members and is written somewhere", "[app][consortium]") {
  Consortium group;
  auto& base = group.base;
  CHECK(group.key(base.holder, 50, 50) == "forbidden");
  CHECK(group.key(base.agency, 0, 0) == "consortium.key.weights");
  CHECK(group.key(base.agency, -1, 2) == "consortium.key.weights");
  CHECK(group.key(base.agency, 1, 1, "") == "consortium.document.needed");
  CHECK(refused(set_sharing_key(*base, base.agency, base.masonry, {{group.lead, 1}}, "x")) == "consortium.key.members");
}

TEST_CASE("A debt passes once both members agree, and its history stays", "[app][consortium]") {
  Consortium group;
  auto& base = group.base;
  CHECK(group.propose(base.agency, group.lead, group.partner, 120) == "");
  CHECK(group.shares(base.agency) == hours({500, 500}));
  const auto seen = view_consortium(*base, base.holder, base.masonry).value().transfers.at(0);
  CHECK(seen.awaits_me);
  CHECK(refused(agree_to_transfer(*base, base.agency, base.masonry, seen.transfer.id)) == "consortium.transfer.agreed");
  REQUIRE(agree_to_transfer(*base, base.holder, base.masonry, seen.transfer.id));
  CHECK(group.shares(base.agency) == hours({380, 620}));
  CHECK(view_consortium(*base, base.agency, base.masonry).value().transfers.at(0).history.size() == 2);
  CHECK(view_lot(*base, base.facilitator, base.masonry).value().position.owed == WorkTime::from_hours(1000));
}

TEST_CASE("Hours passed to a firm that leaves the consortium stay in sight, and the parts still sum to the obligation", "[app][consortium]") {
  Consortium group;
  auto& base = group.base;
  REQUIRE(grant_firm(*base, base.facilitator, {base.masonry, base.stranger_firm.siret, "", "joint_holder"}));
  REQUIRE(group.propose(base.agency, group.lead, group.partner, 120) == "");
  const auto id = view_consortium(*base, base.holder, base.masonry).value().transfers.at(0).transfer.id;
  REQUIRE(agree_to_transfer(*base, base.holder, base.masonry, id));
  REQUIRE(revoke_grant(*base, base.facilitator, base.masonry, group.partner));
  const auto found = view_consortium(*base, base.agency, base.masonry).value();
  REQUIRE(found.members.size() == 3);
  CHECK(found.members[2].former);
  CHECK(found.members[2].balance.taken == WorkTime::from_hours(120));
  CHECK(found.transfers.at(0).to_name == found.members[2].firm.name);
  auto sum = WorkTime::zero();
  for (const auto& part : group.shares(base.agency)) sum += part;
  CHECK(sum == WorkTime::from_hours(1000));
}

TEST_CASE("A proposal is taken back or declined until both agree, and sent twice it stands once", "[app][consortium]") {
  Consortium group;
  auto& base = group.base;
  const auto twice = [&](const char* key) {
    for (int i = 0; i < 2; ++i)
      REQUIRE(propose_transfer(*base, base.agency, base.masonry, {.from = group.lead, .to = group.partner, .time = WorkTime::from_hours(7)}, "procès-verbal", key));
    return view_consortium(*base, base.agency, base.masonry).value().transfers;
  };
  const auto first = twice("a").at(0);
  CHECK(first.may_withdraw);
  CHECK(twice("b").size() == 2);  // another form is another proposal
  CHECK(refused(withdraw_transfer(*base, base.facilitator, base.masonry, first.transfer.id)) == "forbidden");
  REQUIRE(withdraw_transfer(*base, base.agency, base.masonry, first.transfer.id));
  REQUIRE(withdraw_transfer(*base, base.agency, base.masonry, first.transfer.id));  // sent twice
  CHECK(refused(agree_to_transfer(*base, base.holder, base.masonry, first.transfer.id)) == "consortium.transfer.withdrawn");
  const auto lines = view_consortium(*base, base.holder, base.masonry).value().transfers;
  CHECK(lines.at(0).withdrawn.find(base.agency.display_name) != std::string::npos);
  CHECK_FALSE(lines.at(0).awaits_me);
  REQUIRE(withdraw_transfer(*base, base.holder, base.masonry, lines.at(1).transfer.id));  // declined
  CHECK(group.shares(base.agency) == hours({500, 500}));
  REQUIRE(group.key(base.agency, 60, 40) == "");
  REQUIRE(group.key(base.agency, 60, 40) == "");
  CHECK(view_consortium(*base, base.agency, base.masonry).value().keys.size() == 1);
  REQUIRE(twice("c").size() == 3);
  const auto third = view_consortium(*base, base.agency, base.masonry).value().transfers.at(2).transfer.id;
  REQUIRE(agree_to_transfer(*base, base.holder, base.masonry, third));
  CHECK(refused(withdraw_transfer(*base, base.agency, base.masonry, third)) == "consortium.transfer.agreed");
}

TEST_CASE("A debt passes between two members, one of whom asks, for some hours", "[app][consortium]") {
  Consortium group;
  auto& base = group.base;
  CHECK(group.propose(base.agency, group.lead, group.lead, 1) == "consortium.transfer.self");
  CHECK(group.propose(base.agency, group.lead, base.stranger_firm.id, 1) == "consortium.transfer.member");
  CHECK(group.propose(base.agency, group.lead, group.partner, 0) == "consortium.transfer.time");
}

TEST_CASE("Nobody but the members reads the sharing: not the buyer, not the office, not another firm of the lot", "[app][consortium]") {
  Consortium group;
  auto& base = group.base;
  CHECK(refused(view_consortium(*base, base.officer, base.masonry)) == "forbidden");
  CHECK(refused(view_consortium(*base, base.facilitator, base.masonry)) == "forbidden");
  CHECK(refused(view_consortium(*base, base.agency, base.earthworks)) == "not_found");  // declares there, holds nothing
  CHECK(refused(view_consortium(*base, base.agency, base.foreign_lot)) == "not_found");
}
