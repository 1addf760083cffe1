#include <catch2/catch.hpp>

#include <algorithm>

#include "clausier/app/contracts.hpp"
#include "clausier/app/reports.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;

namespace {

std::string status(const std::vector<ExpectedMonth>& months, Month month) {
  const auto found = std::find_if(months.begin(), months.end(), [&](const ExpectedMonth& m) { return m.month == month; });
  return found == months.end() ? "none" : found->status;
}

}  // namespace

TEST_CASE("A firm is expected to declare each complete month of the execution", "[app][timesheet]") {
  sample::Base base;  // 6 July 2026; execution from January
  const auto months = expected_months(*base, base.holder);
  REQUIRE(months.size() == 6);
  CHECK(months.front().month == *Month::of(2026, 1));  // the oldest late one first
  CHECK(months.front().status == "late");
  CHECK(months.back().month == *Month::of(2026, 6));
  CHECK(months.back().status == "expected");
  CHECK(months.back().due_on == sample::day("2026-07-10"));
  CHECK(months.front().lot_label == "2025M214 · lot 2 Terrassement");
  base.on("2027-06-01T08:00:00Z");
  CHECK(expected_months(*base, base.holder).size() == 12);  // not past the execution
  base.revoke(base.earthworks, base.holder);
  CHECK(expected_months(*base, base.holder).empty());
}

TEST_CASE("A due date on a Sunday or a holiday moves to the next working day", "[app][timesheet]") {
  sample::Base base;
  const auto months = expected_months(*base, base.holder);
  const auto due_on = [&](const char* iso) {
    return std::find_if(months.begin(), months.end(), [&](const ExpectedMonth& m) { return m.month == sample::month(iso); })->due_on;
  };
  CHECK(due_on("2026-03") == sample::day("2026-04-10"));
  CHECK(due_on("2026-04") == sample::day("2026-05-11"));  // 10 May 2026 is a Sunday
}

TEST_CASE("Each month says where it stands", "[app][timesheet]") {
  sample::Base base;
  const auto zoe = base.person(base.holder, base.earthworks, "LAMPION", "Zoé");
  base.make_eligible(zoe);
  const auto sheet = [&](const char* iso) {
    return receive_timesheet(*base, base.holder, base.subject(base.earthworks, base.holder, iso), "x.csv",
                             std::string("Nom;Prénom;Heures\nLAMPION;Zoé;70\n")).value().timesheet;
  };
  sheet("2026-01");
  REQUIRE(confirm_timesheet(*base, base.holder, sheet("2026-02"), true));
  const auto sent = confirm_timesheet(*base, base.holder, sheet("2026-03"), true).value();
  REQUIRE(send_back(*base, base.facilitator, sent.head.id, sent.head.version, "Corrigez la première ligne."));
  REQUIRE(declare_nil(*base, base.holder, base.subject(base.earthworks, base.holder, "2026-04"), "no_activity"));
  base.close(base.earthworks, *Month::of(2026, 5));

  const auto months = expected_months(*base, base.holder);
  CHECK(status(months, *Month::of(2026, 1)) == "late");  // a draft is nothing sent
  CHECK(status(months, *Month::of(2026, 2)) == "sent");
  CHECK(status(months, *Month::of(2026, 3)) == "to_correct");
  CHECK(status(months, *Month::of(2026, 4)) == "nil");
  CHECK(status(months, *Month::of(2026, 5)) == "closed");
  CHECK(status(months, *Month::of(2026, 6)) == "expected");
  CHECK(months.front().status == "to_correct");
  CHECK(months.front().timesheet == sent.head.id);
}

TEST_CASE("A draft hides no lateness, and one that cannot be sent is to be corrected", "[app][timesheet]") {
  sample::Base base;  // 6 July 2026: June is due on the 10th
  base.person(base.holder, base.earthworks, "LAMPION", "Zoé");
  const auto send = [&](const char* iso, const std::string& bytes) {
    return receive_timesheet(*base, base.holder, base.subject(base.earthworks, base.holder, iso), "x.csv", bytes).value().timesheet;
  };
  const auto unread = send("2026-02", "rien à lire ici\n");
  send("2026-06", "rien à lire ici\n");
  auto months = expected_months(*base, base.holder);
  CHECK(status(months, sample::month("2026-02")) == "late");
  CHECK(months[1].month == sample::month("2026-02"));  // after January, before March: by the date each was due
  CHECK(months[1].timesheet == unread);
  CHECK(months[1].is_draft);
  CHECK(status(months, sample::month("2026-06")) == "faulty");
  CHECK(is_awaited(months.back()));
  send("2026-06", "Nom;Prénom;Heures\nLAMPION;Zoé;70\n");
  months = expected_months(*base, base.holder);
  CHECK(status(months, sample::month("2026-06")) == "draft");
}

TEST_CASE("A holder sees the lot's hours, another firm its own", "[app][timesheet]") {
  sample::Base base;
  base.person(base.holder, base.earthworks, "LAMPION", "Zoé");
  base.person(base.agency, base.earthworks, "TOURNESOL", "Karim");
  const auto post = [&](const Actor& firm, const char* line) {
    const auto id = receive_timesheet(*base, firm, base.subject(base.earthworks, firm, "2026-05"), "x.csv", "Nom;Prénom;Heures\n" + std::string(line));
    REQUIRE(confirm_timesheet(*base, firm, id.value().timesheet, true));
  };
  post(base.holder, "LAMPION;Zoé;70\n");
  post(base.agency, "TOURNESOL;Karim;35\n");
  const auto of_holder = firm_lots(*base, base.holder);
  REQUIRE(of_holder.size() == 1);
  CHECK(of_holder.front().hours.declared == WorkTime::from_hours(105));
  CHECK(of_holder.front().owed == WorkTime::from_hours(1000));
  const auto of_agency = firm_lots(*base, base.agency);
  REQUIRE(of_agency.size() == 2);
  CHECK(of_agency.front().hours.declared == WorkTime::from_hours(35));
  CHECK(of_agency.back().role == "holder");
  CHECK(firm_lots(*base, base.facilitator).empty());
  // The same on the page of the lot, of the contract, and on the dashboard.
  const auto whole = view_lot(*base, base.holder, base.earthworks).value();
  CHECK(whole.position.hours.declared == WorkTime::from_hours(105));
  CHECK(whole.clause);
  CHECK_FALSE(whole.position.explanation.steps().empty());
  const auto own = view_lot(*base, base.agency, base.earthworks).value();
  CHECK(own.position.owed == WorkTime::from_hours(1000));
  CHECK(own.position.hours.declared == WorkTime::from_hours(35));
  REQUIRE(own.months.size() == 1);
  CHECK(own.months.front().hours.declared == WorkTime::from_hours(35));
  CHECK(own.position.entries.size() == 1);
  CHECK_FALSE(own.position.missing);
  CHECK_FALSE(own.position.due);
  CHECK_FALSE(own.clause);
  CHECK(own.position.explanation.steps().empty());
  const auto contract = view_contract(*base, base.agency, base.contract).value();
  CHECK(contract.lots.front().position.hours.declared == WorkTime::from_hours(35));
  CHECK_FALSE(contract.lots.front().clause);
  CHECK(dashboard(*base, base.agency).lots.front().hours.declared == WorkTime::from_hours(35));
  CHECK(dashboard(*base, base.holder).lots.front().hours.declared == WorkTime::from_hours(105));
}

TEST_CASE("Facilitators see what is expected from every firm of the lots they follow", "[app][timesheet]") {
  sample::Base base;
  CHECK(expected_months(*base, base.facilitator).size() == 12);  // two firms on the lot that has a clause
  CHECK(expected_months(*base, base.other_facilitator).empty());
  CHECK(expected_months(*base, base.officer).empty());
  CHECK(expected_months(*base, base.administrator).empty());
}
