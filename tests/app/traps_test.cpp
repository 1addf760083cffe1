// The rules of the domain report (§9) that only the whole program can break.
#include <catch2/catch.hpp>

#include "clausier/app/contracts.hpp"
#include "clausier/app/obligations.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;

namespace {

// A person of the holder with seventy hours of May, declared and accepted.
struct Counted : sample::Base {
  Counted() {
    const auto who = person(holder, earthworks, "LAMPION", "Zoé");
    make_eligible(who);
    const auto id = receive_timesheet(**this, holder, subject(earthworks, holder, "2026-05"), "mai.csv", "Nom;Prénom;Heures\nLAMPION;Zoé;70\n").value().timesheet;
    if (!confirm_timesheet(**this, holder, id, true)) throw std::logic_error("timesheet refused");
    const auto view = view_review(**this, facilitator, id).value();
    if (!decide_lines(**this, facilitator, id, view.head.version, {{view.lines[0].entry.id, Verdict::accepted, "", ""}})) throw std::logic_error("decision refused");
    on("2026-07-06T09:00:00Z");  // what was just recorded is in the past
  }
  Position position() { return view_lot(**this, facilitator, earthworks, sample::day("2026-07-06")).value().position; }
};

}  // namespace

TEST_CASE("Trap 9: a penalty applied and recorded leaves the hours owed, due and missing as they were", "[app][trap]") {
  Counted base;
  auto clause = view_clause(*base, base.facilitator, base.earthworks).value().versions.front();
  clause.penalty_per_missing_hour = Money::from_cents(45'00);
  REQUIRE(define_clause(*base, base.facilitator, clause));
  base.on("2026-07-06T10:00:00Z");
  const auto before = base.position();
  REQUIRE(before.missing);
  REQUIRE(*before.missing > WorkTime::zero());
  PenaltyAct act{.lot = base.earthworks, .kind = PenaltyActKind::applied, .about = PenaltyKind::hours, .on = sample::day("2026-07-06")};
  act.amount = before.exposure;
  REQUIRE(record_penalty_act(*base, base.officer, act));
  base.on("2026-07-06T11:00:00Z");
  const auto after = base.position();
  CHECK(after.owed == before.owed);
  CHECK(after.due == before.due);
  CHECK(after.missing == before.missing);
}

TEST_CASE("Trap 30: the evidence of hours outlives the names of those who worked them", "[app][trap]") {
  Counted base;
  const auto before = base.position();
  REQUIRE(before.hours.counted == WorkTime::from_hours(70));
  base->identity->write([](store::Connection& c) {
    c.execute("DELETE FROM declared_names", {});
    c.execute("DELETE FROM identities", {});
  });
  const auto after = base.position();
  CHECK(after.hours == before.hours);
  CHECK(after.journal == before.journal);
  CHECK(after.people == before.people);
}

TEST_CASE("Trap 31: documents of the fourth quarter are late from 15 January of the next year, though nobody noted them", "[app][trap]") {
  sample::Base base;
  auto clause = view_clause(*base, base.facilitator, base.earthworks).value().versions.front();
  clause.terms.reporting = ReportingCalendar{Reporting::quarterly, 15, DayKind::calendar};
  clause.terms.penalties.documents = DocumentPenalty{.per_day = Money::from_cents(75'00), .from = PenaltyStart::due_date};
  REQUIRE(define_clause(*base, base.facilitator, clause));
  base.on("2027-01-20T08:00:00Z");
  const auto late_days = [&](const char* document, const char* until) {
    const auto found = view_penalties(*base, base.officer, base.earthworks, sample::day(until)).value();
    std::int64_t cents = 0;
    for (const auto& penalty : found.proposal.penalties)
      if (penalty.about == document) cents += penalty.amount.cents();
    return cents / 75'00;
  };
  CHECK(late_days("2026-12-31", "2027-01-15") == 0);
  CHECK(late_days("2026-12-31", "2027-01-20") == 5);
  CHECK(late_days("2026-03-31", "2026-04-20") == 5);
  PenaltyAct act{.lot = base.earthworks, .kind = PenaltyActKind::document_received, .about = PenaltyKind::documents, .on = sample::day("2027-01-18")};
  act.document = "2026-12-31";
  REQUIRE(record_penalty_act(*base, base.facilitator, act));
  CHECK(late_days("2026-12-31", "2027-01-20") == 3);
  act.kind = PenaltyActKind::waived;
  act.reason = "panne du portail";
  act.document = "2026-06-30";
  REQUIRE(record_penalty_act(*base, base.officer, act));
  CHECK(late_days("2026-06-30", "2027-01-20") == 2);  // up to the waiver, that day included, nothing is asked
  act.document = "2026-05-31";
  const auto unknown = record_penalty_act(*base, base.officer, act);
  REQUIRE_FALSE(unknown);
  CHECK(unknown.refusal().code == "penalty.decision.unknown");
}
