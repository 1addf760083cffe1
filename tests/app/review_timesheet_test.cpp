#include <catch2/catch.hpp>

#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;

namespace {

struct Review : sample::Base {
  const TimesheetSubject may = subject(earthworks, holder, "2026-05");
  std::string zoe, karim;

  Review() {
    zoe = person(holder, earthworks, "LAMPION", "Zoé");
    karim = person(holder, earthworks, "TOURNESOL", "Karim");
    make_eligible(zoe);
  }
  TimesheetId post(const std::string& lines) {
    const auto id = receive_timesheet(**this, holder, may, "mai.csv", "Nom;Prénom;Heures\n" + lines).value().timesheet;
    return confirm_timesheet(**this, holder, id, true).value().head.id;
  }
  TimesheetId post() { return post("LAMPION;Zoé;70\nTOURNESOL;Karim;35\n"); }
  ReviewView view(TimesheetId id) { return view_review(**this, facilitator, id).value(); }
  Outcome<Done> decide(TimesheetId id, const std::vector<LineVerdict>& verdicts) {
    return decide_lines(**this, facilitator, id, view(id).head.version, verdicts);
  }
  std::int64_t queued(const std::string& status) {
    ReviewQuery query;
    query.status = status;
    return review_queue(**this, facilitator, query).value().total;
  }
};

std::string refused(const Outcome<Done>& outcome) { return outcome ? "" : outcome.refusal().code; }

LineVerdict accept(const ReviewLine& line) { return {line.entry.id, Verdict::accepted, "", ""}; }
LineVerdict reject(const ReviewLine& line, const char* reason, const char* note = "") { return {line.entry.id, Verdict::rejected, reason, note}; }

}  // namespace

TEST_CASE("The review shows each line with its person, eligibility and remarks", "[app][review]") {
  Review base;
  const auto view = base.view(base.post());
  REQUIRE(view.lines.size() == 2);
  CHECK(view.lines[0].reference == base.zoe);
  CHECK(view.lines[0].person_name == "LAMPION Zoé");
  CHECK(view.lines[0].eligibility == "eligible");
  CHECK(view.lines[0].remarks.empty());
  CHECK(view.lines[1].eligibility == "undecided");
  CHECK(view.lines[1].remarks == std::vector<std::string>{"cell.person.notyet"});
  CHECK(view.lines[1].status == LineStatus::pending);
  CHECK(view.lines[1].status_reason == "status.awaiting_decision");
  CHECK(view.lot_before.declared == WorkTime::from_hours(105));
  CHECK(view.lot_before.counted == WorkTime::zero());
  REQUIRE(view.points.size() == 1);
  CHECK(view.points.front().place.record == 0);
}

TEST_CASE("A timesheet is reviewed once every line is decided", "[app][review]") {
  Review base;
  const auto id = base.post();
  auto view = base.view(id);
  CHECK_FALSE(view.refusal);
  CHECK(base.queued("to_review") == 1);
  REQUIRE(base.decide(id, {accept(view.lines[0])}));
  view = base.view(id);
  CHECK(view.head.state == TimesheetState::confirmed);
  CHECK(view.lines[0].status == LineStatus::counted);
  CHECK(view.lot_before.counted == WorkTime::from_hours(70));
  REQUIRE(base.decide(id, {reject(view.lines[1], "not_eligible_then")}));
  view = base.view(id);
  CHECK(view.head.state == TimesheetState::reviewed);
  CHECK(view.lines[1].status == LineStatus::rejected);
  REQUIRE(view.lines[1].decision);
  CHECK(view.lines[1].decision->decided_by == base.facilitator.display_name);
  CHECK(base.queued("to_review") == 0);
  CHECK(base.queued("reviewed") == 1);
}

TEST_CASE("A later decision prevails, and the former one stays written", "[app][review]") {
  Review base;
  const auto id = base.post();
  const auto line = base.view(id).lines[0];
  REQUIRE(base.decide(id, {reject(line, "other", "horaire à revoir")}));
  REQUIRE(base.decide(id, {accept(line)}));
  REQUIRE(base.decide(id, {accept(line)}));  // said twice, written once
  CHECK(base.view(id).lines[0].status == LineStatus::counted);
  CHECK(base.number("count(*) FROM ledger_decisions") == 2);
}

TEST_CASE("A decision on a timesheet that changed since is refused with who and when", "[app][review]") {
  Review base;
  const auto id = base.post();
  const auto seen = base.view(id);
  REQUIRE(base.decide(id, {accept(seen.lines[0])}));
  const auto late = decide_lines(*base, base.facilitator, id, seen.head.version, {reject(seen.lines[0], "duplicate")});
  REQUIRE_FALSE(late);
  CHECK(late.refusal().code == "conflict");
  CHECK(late.refusal().parameters.at("qui") == base.facilitator.display_name);
  CHECK(late.refusal().parameters.at("heure") == french_instant(base.now));
  CHECK(refused(send_back(*base, base.facilitator, id, seen.head.version, "Un commentaire assez long")) == "conflict");
  CHECK(base.view(id).lines[0].status == LineStatus::counted);
}

TEST_CASE("What a decision lacks or must not hold is refused whole", "[app][review]") {
  Review base;
  const auto id = base.post();
  const auto lines = base.view(id).lines;
  CHECK(refused(base.decide(id, {accept(lines[0]), reject(lines[1], "")})) == "form.reason.required");
  CHECK(refused(base.decide(id, {reject(lines[1], "because")})) == "form.reason.required");
  CHECK(refused(base.decide(id, {reject(lines[1], "other")})) == "review.note.required");
  CHECK(refused(base.decide(id, {reject(lines[1], "other", "n° 285059999900131")})) == "person.nir");
  CHECK(refused(base.decide(id, {{EntryId::from_trusted(99), Verdict::accepted, "", ""}})) == "not_found");
  CHECK(base.number("count(*) FROM ledger_decisions") == 0);
}

TEST_CASE("Sending back needs a comment of 10 to 1000 characters without social security number", "[app][review]") {
  Review base;
  const auto id = base.post();
  struct Case {
    std::string comment, code;
  };
  const auto c = GENERATE(Case{"", "form.comment.required"}, Case{"   \n", "form.comment.required"}, Case{"Neuf cara", "review.comment.length"},
                          Case{"Dix lettré", ""}, Case{std::string(1000, 'x'), ""}, Case{std::string(1001, 'x'), "review.comment.length"},
                          Case{"Retirez le 2 85 05 99 999 001 31.", "person.nir"});
  CAPTURE(c.comment);
  CHECK(refused(send_back(*base, base.facilitator, id, base.view(id).head.version, c.comment)) == c.code);
  CHECK((base.view(id).head.state == TimesheetState::to_correct) == c.code.empty());
}

TEST_CASE("What is sent back waits for a new file, which keeps the decisions of unchanged lines", "[app][review]") {
  Review base;
  const auto id = base.post();
  const auto lines = base.view(id).lines;
  REQUIRE(base.decide(id, {accept(lines[0])}));
  REQUIRE(send_back(*base, base.facilitator, id, base.view(id).head.version, "Corrigez la ligne de Karim."));
  CHECK(base.queued("to_correct") == 1);
  CHECK(view_timesheet(*base, base.holder, id).value().head.comment == "Corrigez la ligne de Karim.");
  CHECK(refused(base.decide(id, {accept(lines[1])})) == "timesheet.state");

  const auto fresh = base.post("LAMPION;Zoé;70\nTOURNESOL;Karim;30\n");
  const auto view = base.view(fresh);
  CHECK(view.head.state == TimesheetState::confirmed);
  REQUIRE(view.lines.size() == 2);
  CHECK(view.lines[0].status == LineStatus::counted);
  CHECK(view.lines[1].status == LineStatus::pending);
  REQUIRE(view.former_versions.size() == 1);
  CHECK(view.former_versions.front().id == id);
  CHECK(base.queued("to_correct") == 0);
  CHECK(base.queued("to_review") == 1);
}

TEST_CASE("A correction that only takes lines away asks for no new decision", "[app][review]") {
  Review base;
  const auto id = base.post();
  const auto lines = base.view(id).lines;
  REQUIRE(base.decide(id, {accept(lines[0])}));
  CHECK(base.view(base.post("LAMPION;Zoé;70\n")).head.state == TimesheetState::reviewed);
}

TEST_CASE("Drafts, closed months and foreign timesheets are not open to decisions", "[app][review]") {
  Review base;
  const auto draft = receive_timesheet(*base, base.holder, base.may, "mai.csv", "Nom;Prénom;Heures\nLAMPION;Zoé;7\n").value().timesheet;
  CHECK(view_review(*base, base.facilitator, draft).refusal() == Refusal{"not_found"});
  CHECK(refused(decide_lines(*base, base.facilitator, draft, 1, {})) == "timesheet.state");
  const auto id = base.post();
  const auto seen = base.view(id);
  CHECK(refused(decide_lines(*base, base.other_facilitator, id, seen.head.version, {accept(seen.lines[0])})) == "not_found");
  CHECK(view_review(*base, base.other_facilitator, id).refusal() == Refusal{"not_found"});
  for (const auto& actor : {base.holder, base.officer, base.administrator}) {
    CHECK(refused(decide_lines(*base, actor, id, seen.head.version, {accept(seen.lines[0])})) == "forbidden");
    CHECK(refused(send_back(*base, actor, id, seen.head.version, "Un commentaire assez long")) == "forbidden");
    CHECK(view_review(*base, actor, id).refusal() == Refusal{"forbidden"});
    CHECK(review_queue(*base, actor, {}).refusal() == Refusal{"forbidden"});
  }
  base.close(base.earthworks, base.may.month);
  CHECK(refused(decide_lines(*base, base.facilitator, id, seen.head.version, {accept(seen.lines[0])})) == "review.month.closed");
  REQUIRE(base.view(id).refusal);
  CHECK(base.view(id).refusal->code == "review.month.closed");
}

TEST_CASE("A declaration of no hours asks for no decision", "[app][review]") {
  Review base;
  REQUIRE(declare_nil(*base, base.holder, base.may, "no_activity"));
  CHECK(base.queued("to_review") == 0);
  CHECK(base.queued("all") == 1);
}
