// Links without an account: one firm, one lot, one month; they open once asked to, and stop for good.
#include <catch2/catch.hpp>

#include "clausier/app/deposit_links.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;

namespace {

struct Linked : sample::Base {
  const TimesheetSubject may = subject(earthworks, holder, "2026-05");
  const std::string zoe = person(holder, earthworks, "LAMPION", "Zoé");

  std::string token(const char* month = "2026-05") {
    const auto path = issue_deposit_link(**this, facilitator, subject(earthworks, holder, month)).value().path;
    return path.substr(path.rfind('/') + 1);
  }
  DepositLinkId last_link() { return deposit_links(**this, facilitator, may).value().front().id; }
  std::vector<TypedLine> hours(const char* text) const { return {{zoe, "", "", text}}; }
  std::int64_t audited(const std::string& action) { return number("count(*) FROM audit_events WHERE action = '" + action + "'"); }
};

}  // namespace

TEST_CASE("A link sends the hours of one firm, lot and month, and nothing after that", "[app][links]") {
  Linked base;
  base.make_eligible(base.zoe);
  const auto token = base.token();
  const auto looked = look_at_deposit_link(*base, token);
  REQUIRE(looked);
  CHECK(looked.value().subject == base.may);
  CHECK_FALSE(looked.value().sent);
  CHECK(base.audited("deposit_link.opened") == 0);  // looking changes nothing

  const auto people = open_deposit_link(*base, token);
  REQUIRE(people);
  REQUIRE(people.value().size() == 1);
  CHECK(people.value().front().reference == base.zoe);
  CHECK(people.value().front().identity.family_name.empty());
  CHECK(base.audited("deposit_link.opened") == 1);

  const auto sent = send_by_link(*base, token, base.hours("35,5"), false);
  REQUIRE(sent);
  REQUIRE(sent.value().receipt);
  CHECK(sent.value().receipt->entries_added == 1);
  CHECK(sent.value().receipt->head.subject == base.may);
  CHECK(look_at_deposit_link(*base, token).value().sent->declared == WorkTime::from_seconds(35 * 3600 + 1800));
  CHECK(open_deposit_link(*base, token).refusal() == Refusal{"link.expired"});
  CHECK(send_by_link(*base, token, base.hours("1"), true).refusal() == Refusal{"link.expired"});
  CHECK(declare_nil_by_link(*base, token, "no_activity").refusal() == Refusal{"link.expired"});
  CHECK(base.number("count(*) FROM ledger_entries") == 1);
  CHECK(base.audited("deposit_link.used") == 1);
}

TEST_CASE("What is typed behind a link is judged like a file, by reference, and nothing is kept of it", "[app][links]") {
  Linked base;
  const auto token = base.token();
  REQUIRE(open_deposit_link(*base, token));
  const auto faulty = send_by_link(*base, token, base.hours("7h9x"), true);
  REQUIRE(faulty);
  CHECK_FALSE(faulty.value().receipt);
  REQUIRE(faulty.value().remarks.size() == 2);
  for (const auto& remark : faulty.value().remarks) CHECK(remark.reference == base.zoe);
  CHECK(base.number("count(*) FROM timesheets") == 0);
  // Somebody not decided yet is a warning: it must be ticked.
  CHECK_FALSE(send_by_link(*base, token, base.hours("7"), false).value().receipt);
  CHECK(send_by_link(*base, token, base.hours("7"), true).value().receipt);
}

TEST_CASE("A link that nobody opened sends nothing", "[app][links]") {
  Linked base;
  const auto token = base.token();
  CHECK(people_behind_link(*base, token).refusal() == Refusal{"link.unopened"});
  CHECK(send_by_link(*base, token, base.hours("7"), true).refusal() == Refusal{"link.unopened"});
  CHECK(declare_nil_by_link(*base, token, "no_activity").refusal() == Refusal{"link.unopened"});
  CHECK(base.number("count(*) FROM timesheets") == 0);
}

TEST_CASE("A link opens twenty times; what is open can still send", "[app][links]") {
  Linked base;
  const auto token = base.token();
  for (int n = 0; n < 20; ++n) REQUIRE(open_deposit_link(*base, token));
  CHECK(open_deposit_link(*base, token).refusal() == Refusal{"link.openings", {{"n", "20"}}});
  CHECK(base.audited("deposit_link.opened") == 1);
  REQUIRE(people_behind_link(*base, token));
  CHECK(send_by_link(*base, token, base.hours("7"), true).value().receipt);
}

TEST_CASE("A revoked link, an expired one and that of a firm without access open nothing", "[app][links]") {
  Linked base;
  const auto revoked = base.token();
  CHECK(revoke_deposit_link(*base, base.other_facilitator, base.last_link()).refusal() == Refusal{"not_found"});
  CHECK(look_at_deposit_link(*base, revoked));
  REQUIRE(revoke_deposit_link(*base, base.facilitator, base.last_link()));
  CHECK(look_at_deposit_link(*base, revoked).refusal() == Refusal{"link.expired"});

  const auto expired = base.token();
  base.on("2026-08-06T08:00:01Z");  // 31 days later
  CHECK(look_at_deposit_link(*base, expired).refusal() == Refusal{"link.expired"});
  CHECK(send_by_link(*base, expired, base.hours("7"), true).refusal() == Refusal{"link.expired"});

  const auto token = base.token();
  CHECK(look_at_deposit_link(*base, token));
  base.revoke(base.earthworks, base.holder);
  CHECK(look_at_deposit_link(*base, token).refusal() == Refusal{"link.expired"});
  CHECK(look_at_deposit_link(*base, "jeton-inconnu").refusal() == Refusal{"link.expired"});
}

TEST_CASE("Only the office that follows makes links, and the token is kept nowhere", "[app][links]") {
  Linked base;
  CHECK(issue_deposit_link(*base, base.holder, base.may).refusal() == Refusal{"forbidden"});
  CHECK(issue_deposit_link(*base, base.officer, base.may).refusal() == Refusal{"forbidden"});
  CHECK(issue_deposit_link(*base, base.other_facilitator, base.may).refusal() == Refusal{"not_found"});
  CHECK(issue_deposit_link(*base, base.facilitator, base.subject(base.masonry, base.holder, "2026-05")).refusal() == Refusal{"not_found"});
  const auto token = base.token();
  CHECK(base.number("count(*) FROM deposit_links WHERE token_sha256 = '" + sha256_hex(token) + "'") == 1);
  CHECK(base.number("count(*) FROM audit_events WHERE instr(detail, '" + token + "') > 0 OR instr(object, '" + token + "') > 0") == 0);
}
