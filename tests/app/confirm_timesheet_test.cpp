#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

#include "clausier/store/ledger_store.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;

namespace {

struct Firm : sample::Base {
  const TimesheetSubject may = subject(earthworks, holder, "2026-05");

  Firm() {
    for (const auto* given : {"Zoé", "Karim", "Camille"}) make_eligible(person(holder, earthworks, "LAMPION", given));
  }
  TimesheetId receive(const std::string& lines) {
    return receive_timesheet(**this, holder, may, "mai.csv", "Nom;Prénom;Heures\n" + lines).value().timesheet;
  }
  Receipt post(const std::string& lines) { return confirm_timesheet(**this, holder, receive(lines), true).value(); }
  std::int64_t declared() { return number("coalesce(sum(declared_seconds), 0) FROM ledger_entries") / 3600; }
  bool ledger_is_whole() {
    return services().database->read([](store::Connection& c) { return store::check_ledger(c, sha256_hex).differences.empty(); });
  }
  Services& services() { return **this; }
};

std::string refused(const Outcome<Receipt>& outcome) { return outcome ? "" : outcome.refusal().code; }

}  // namespace

TEST_CASE("Confirming posts each line with its source, once", "[app][confirm]") {
  Firm base;
  const auto receipt = base.post("LAMPION;Zoé;70\nLAMPION;Karim;35,5\n");
  CHECK(receipt.entries_added == 2);
  CHECK(receipt.entries_reversed == 0);
  CHECK_FALSE(receipt.already_posted);
  CHECK(receipt.head.state == TimesheetState::confirmed);
  CHECK(receipt.head.declared == WorkTime::from_seconds(105 * 3600 + 1800));
  CHECK(receipt.head.people == 2);
  const auto entries = base->database->read([&](store::Connection& c) { return store::standing_entries_of(c, base.may); });
  REQUIRE(entries.size() == 2);
  CHECK(entries[1].source.file_name == "relevé-2026-05.csv");
  CHECK(entries[1].source.file_sha256 == receipt.head.file_sha256);
  CHECK(entries[1].source.place.row == 3);
  CHECK(entries[1].source.place.column == "C");
  CHECK(base.ledger_is_whole());

  const auto again = confirm_timesheet(*base, base.holder, receipt.head.id, true).value();
  CHECK(again.already_posted);
  CHECK(again.entries_added == 0);
  CHECK(base.number("count(*) FROM ledger_entries") == 2);
}

TEST_CASE("Fifty confirmations at once post one time", "[app][confirm]") {
  Firm base;
  const auto id = base.receive("LAMPION;Zoé;70\nLAMPION;Karim;35\n");
  std::atomic<int> posted = 0, told_again = 0;
  std::vector<std::thread> clicks;
  for (int click = 0; click < 50; ++click)
    clicks.emplace_back([&] {
      const auto receipt = confirm_timesheet(*base, base.holder, id, true);
      if (receipt) ++(receipt.value().already_posted ? told_again : posted);
    });
  for (auto& click : clicks) click.join();
  CHECK(posted == 1);
  CHECK(told_again == 49);
  CHECK(base.number("count(*) FROM ledger_entries") == 2);
  CHECK(base.number("count(*) FROM audit_events WHERE action = 'timesheet.confirm'") == 1);
  CHECK(base.ledger_is_whole());
}

TEST_CASE("Two different files confirmed at once leave one active timesheet and its hours", "[app][confirm]") {
  Firm base;
  const auto first = base.receive("LAMPION;Zoé;70\n");
  REQUIRE(confirm_timesheet(*base, base.holder, first, true));
  const auto second = base.receive("LAMPION;Zoé;77\n");
  std::vector<std::thread> clicks;
  for (int click = 0; click < 8; ++click) clicks.emplace_back([&] { (void)confirm_timesheet(*base, base.holder, second, true); });
  for (auto& click : clicks) click.join();
  CHECK(base.declared() == 77);
  CHECK(base.number("count(*) FROM timesheets WHERE state = 'confirmed'") == 1);
  CHECK(base.ledger_is_whole());
}

TEST_CASE("A correction reverses what changed and leaves the rest alone", "[app][confirm]") {
  Firm base;
  const auto former = base.post("LAMPION;Zoé;70\nLAMPION;Karim;35\n");
  const auto id = base.receive("LAMPION;Zoé;70\nLAMPION;Karim;28\nLAMPION;Camille;14\n");
  const auto reading = view_timesheet(*base, base.holder, id).value();
  CHECK(reading.needs_tick);  // replacing is announced
  REQUIRE(reading.replaces);
  CHECK(reading.replaces->unchanged == 1);
  CHECK(refused(confirm_timesheet(*base, base.holder, id, false)) == "timesheet.warnings_unticked");
  const auto receipt = confirm_timesheet(*base, base.holder, id, true).value();
  CHECK(receipt.entries_added == 2);
  CHECK(receipt.entries_reversed == 1);
  CHECK(receipt.head.declared == WorkTime::from_hours(112));
  CHECK(receipt.head.lines == 3);
  CHECK(view_timesheet(*base, base.holder, former.head.id).value().head.state == TimesheetState::replaced);
  CHECK(base.declared() == 112);
  CHECK(base.ledger_is_whole());
}

TEST_CASE("A file with faults is not posted, whatever is ticked", "[app][confirm]") {
  Firm base;
  const auto id = base.receive("LAMPION;Zoé;70\nINCONNU;Jean;7\n");
  const auto refusal = confirm_timesheet(*base, base.holder, id, true).refusal();
  CHECK(refusal == Refusal{"timesheet.has_errors", {{"n", "1"}}});
  CHECK(base.number("count(*) FROM ledger_entries") == 0);
  CHECK(view_timesheet(*base, base.holder, id).value().head.state == TimesheetState::draft);
}

TEST_CASE("The checks run again at the moment of posting", "[app][confirm]") {
  Firm base;
  const auto id = base.receive("LAMPION;Zoé;70\n");
  REQUIRE(view_timesheet(*base, base.holder, id).value().can_confirm);
  SECTION("a month closed since") {
    base.close(base.earthworks, base.may.month);
    CHECK(refused(confirm_timesheet(*base, base.holder, id, true)) == "timesheet.month.closed");
    CHECK(refused(declare_nil(*base, base.holder, base.may, "no_activity")) == "timesheet.month.closed");
  }
  SECTION("a grant revoked since") {
    base.revoke(base.earthworks, base.holder);
    CHECK(refused(confirm_timesheet(*base, base.holder, id, true)) == "not_found");
    CHECK(refused(confirm_timesheet(*base, base.facilitator, id, true)) == "not_found");
  }
  SECTION("a draft abandoned since") {
    REQUIRE(abandon_timesheet(*base, base.holder, id));
    CHECK(refused(confirm_timesheet(*base, base.holder, id, true)) == "timesheet.state");
  }
  CHECK(base.number("count(*) FROM ledger_entries") == 0);
}

TEST_CASE("Nobody confirms for a firm or an office that is not theirs", "[app][confirm]") {
  Firm base;
  const auto id = base.receive("LAMPION;Zoé;70\n");
  CHECK(refused(confirm_timesheet(*base, base.agency, id, true)) == "not_found");
  CHECK(refused(confirm_timesheet(*base, base.other_facilitator, id, true)) == "not_found");
  CHECK(refused(confirm_timesheet(*base, base.officer, id, true)) == "forbidden");
  CHECK(refused(confirm_timesheet(*base, base.administrator, id, true)) == "forbidden");
  CHECK(refused(confirm_timesheet(*base, base.facilitator, id, true)) == "");
}

TEST_CASE("No hours is a timesheet too, with its reason", "[app][confirm]") {
  Firm base;
  CHECK(refused(declare_nil(*base, base.holder, base.may, "")) == "form.reason.required");
  CHECK(refused(declare_nil(*base, base.holder, base.subject(base.earthworks, base.holder, "2026-08"), "no_activity")) == "timesheet.month.future");
  CHECK(refused(declare_nil(*base, base.agency, base.may, "no_activity")) == "not_found");
  const auto receipt = declare_nil(*base, base.holder, base.may, "site_stopped").value();
  CHECK(receipt.head.nil);
  CHECK(receipt.head.nil_reason == "site_stopped");
  CHECK(receipt.head.state == TimesheetState::confirmed);
  CHECK(declare_nil(*base, base.holder, base.may, "site_stopped").value().already_posted);
  CHECK(base.number("count(*) FROM timesheets") == 1);
  // A file found later takes its place.
  CHECK(base.post("LAMPION;Zoé;70\n").head.state == TimesheetState::confirmed);
  CHECK(base.number("count(*) FROM timesheets WHERE state = 'replaced'") == 1);
}

TEST_CASE("No hours does not take back hours already sent, unless they were sent back", "[app][confirm]") {
  Firm base;
  const auto receipt = base.post("LAMPION;Zoé;70\n");
  CHECK(refused(declare_nil(*base, base.holder, base.may, "no_activity")) == "timesheet.nil.has_hours");
  REQUIRE(send_back(*base, base.facilitator, receipt.head.id, receipt.head.version, "Ces heures sont celles d’avril."));
  const auto nil = declare_nil(*base, base.holder, base.may, "no_activity").value();
  CHECK(nil.entries_reversed == 1);
  CHECK(base.declared() == 0);
  CHECK(base.ledger_is_whole());
}

TEST_CASE("A posting that fails midway leaves nothing behind", "[app][confirm]") {
  Firm base;
  base.post("LAMPION;Zoé;70\n");
  const auto id = base.receive("LAMPION;Zoé;77\nLAMPION;Karim;35\n");
  base->database->write([](store::Connection& c) {
    c.execute("CREATE TRIGGER power_cut BEFORE INSERT ON audit_events WHEN NEW.action = 'timesheet.confirm'"
              " BEGIN SELECT RAISE(ABORT, 'power cut'); END");
  });
  CHECK_THROWS(confirm_timesheet(*base, base.holder, id, true));
  CHECK(base.declared() == 70);
  CHECK(view_timesheet(*base, base.holder, id).value().head.state == TimesheetState::draft);
  base->database->write([](store::Connection& c) { c.execute("DROP TRIGGER power_cut"); });
  CHECK(confirm_timesheet(*base, base.holder, id, true));
  CHECK(base.declared() == 112);
  CHECK(base.ledger_is_whole());
}
