// Reports that come by themselves, and the library where they stay.
#include <catch2/catch.hpp>

#include "clausier/app/report_library.hpp"
#include "clausier/app/reports.hpp"
#include "document_vault.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;
using sample::day;

namespace {

struct Scheduled : sample::Base {  // 6 July 2026
  Scheduled() {
    for (const auto* who : {&facilitator, &other_facilitator, &officer}) open_account(*who);
  }
  // A schedule goes by its author's account, whatever became of it since.
  void open_account(const Actor& who) {
    (**this).database->write([&](store::Connection& c) {
      c.execute("INSERT INTO users (id, email, display_name, role, organisation_id, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, 0)",
                store::values(who.user, who.email, who.display_name, role_code(who.role), who.organisation->id));
    });
  }
  ReportSchedule quarterly(const std::string& format = "xml") const {
    ReportSchedule schedule;
    schedule.format = format;
    return schedule;
  }
  ReportLibrary library(const Actor& who) { return report_library(**this, who).value(); }
};

template <class T>
std::string refused(const Outcome<T>& outcome) { return outcome ? "" : outcome.refusal().code; }

}  // namespace

TEST_CASE("A scheduled report is made once, when its day has come, and stays as it was made", "[app][report][library]") {
  Scheduled base;
  REQUIRE(schedule_report(*base, base.facilitator, base.quarterly()));
  REQUIRE(schedule_report(*base, base.facilitator, base.quarterly()));  // the same twice
  REQUIRE(base.library(base.facilitator).schedules.size() == 1);
  CHECK(base.library(base.facilitator).schedules.front().next_due == day("2026-07-15"));
  CHECK(make_due_reports(*base) == 0);
  base.on("2026-07-15T05:00:00Z");
  CHECK(make_due_reports(*base) == 1);
  CHECK(make_due_reports(*base) == 0);
  const auto made = base.library(base.facilitator).reports;
  REQUIRE(made.size() == 1);
  CHECK(made.front().period_end == day("2026-06-30"));
  CHECK(made.front().title.find("30 juin 2026") != std::string::npos);
  const auto file = library_file(*base, base.facilitator, *made.front().report).value();
  CHECK(sha256_hex(file.bytes) == made.front().sha256);
  CHECK(file.bytes.find("worked_until=\"2026-06-30\"") != std::string::npos);
  CHECK(rebuild_report(*base, file.sha256) == Rebuilt::same);
  (*base).software_version = "9.9.9";  // another version of the program would write other bytes
  CHECK(library_file(*base, base.facilitator, *made.front().report).value().bytes == file.bytes);
}

TEST_CASE("Reports missed while the server was away are all made, in order", "[app][report][library]") {
  Scheduled base;
  REQUIRE(schedule_report(*base, base.officer, base.quarterly("csv")));
  base.on("2027-01-20T05:00:00Z");
  CHECK(make_due_reports(*base) == 3);
  std::vector<std::string> ends;
  for (const auto& line : base.library(base.officer).reports) ends.push_back(line.period_end.iso());
  CHECK(ends == std::vector<std::string>{"2026-12-31", "2026-09-30", "2026-06-30"});
}

TEST_CASE("A library is of its organisation, and a schedule is ended by it alone", "[app][report][library]") {
  Scheduled base;
  REQUIRE(schedule_report(*base, base.facilitator, base.quarterly()));
  base.on("2026-07-15T05:00:00Z");
  make_due_reports(*base);
  const auto report = *base.library(base.facilitator).reports.front().report;
  const auto schedule = base.library(base.facilitator).schedules.front().schedule.id;
  for (const auto* other : {&base.officer, &base.other_facilitator}) {
    CHECK(base.library(*other).reports.empty());
    CHECK(refused(library_file(*base, *other, report)) == "not_found");
    CHECK(refused(end_report_schedule(*base, *other, schedule)) == "not_found");
  }
  CHECK(refused(report_library(*base, base.holder)) == "forbidden");
  CHECK(refused(schedule_report(*base, base.holder, base.quarterly())) == "forbidden");
  REQUIRE(end_report_schedule(*base, base.facilitator, schedule));
  REQUIRE(end_report_schedule(*base, base.facilitator, schedule));
  base.on("2026-10-20T05:00:00Z");
  CHECK(make_due_reports(*base) == 0);
  CHECK(base.library(base.facilitator).reports.size() == 1);  // what was made stays
}

TEST_CASE("Nothing to report is said once, and not tried again", "[app][report][library]") {
  Scheduled base;
  auto nowhere = base.quarterly();
  nowhere.kind = "programme";
  nowhere.programme = "NPNRU";
  REQUIRE(schedule_report(*base, base.other_facilitator, nowhere));
  base.on("2026-07-15T05:00:00Z");
  CHECK(make_due_reports(*base) == 1);
  CHECK(make_due_reports(*base) == 0);
  const auto made = base.library(base.other_facilitator).reports;
  REQUIRE(made.size() == 1);
  CHECK_FALSE(made.front().report);
  CHECK(made.front().refusal == "report.empty");
}

TEST_CASE("A schedule whose author may act no more makes nothing", "[app][report][library]") {
  Scheduled base;
  REQUIRE(schedule_report(*base, base.facilitator, base.quarterly()));
  (*base).database->write([&](store::Connection& c) { c.execute("UPDATE users SET disabled_at = 1 WHERE id = ?1", store::values(base.facilitator.user)); });
  base.on("2026-07-15T05:00:00Z");
  CHECK(make_due_reports(*base) == 0);
}

TEST_CASE("A file of the library that was altered or lost is found by the verification", "[app][report][library]") {
  Scheduled base;
  REQUIRE(schedule_report(*base, base.facilitator, base.quarterly()));
  base.on("2026-07-15T05:00:00Z");
  make_due_reports(*base);
  CHECK(verify(*base).ok);
  (*base).vault->forget(base.library(base.facilitator).reports.front().sha256);
  const auto found = verify(*base);
  CHECK_FALSE(found.ok);
  CHECK(found.differences.size() == 1);
}
