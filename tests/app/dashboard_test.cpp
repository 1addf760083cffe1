#include <catch2/catch.hpp>

#include "clausier/app/contracts.hpp"
#include "clausier/app/reports.hpp"
#include "contract_files.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;
using sample::day;

namespace {

struct Standing : sample::Base {
  TimesheetId may = TimesheetId::from_trusted(1);
  std::string zoe;

  Standing() {
    zoe = person(holder, earthworks, "LAMPION", "Zoé");
    may = receive_timesheet(**this, holder, subject(earthworks, holder, "2026-05"), "mai.csv", "Nom;Prénom;Heures\nLAMPION;Zoé;70\n")
              .value()
              .timesheet;
    if (!confirm_timesheet(**this, holder, may, true)) throw std::logic_error("timesheet refused");
  }
  Dashboard board(const Actor& who) { return dashboard(**this, who); }
};

}  // namespace

TEST_CASE("A facilitator sees what to review, what is missing and who waits, worst lots first", "[app][dashboard]") {
  Standing base;
  const auto board = base.board(base.facilitator);
  REQUIRE(board.to_review.size() == 1);
  CHECK(board.to_review.front().id == base.may);
  CHECK(board.undecided_references == std::vector<std::string>{base.zoe});
  REQUIRE_FALSE(board.missing.empty());
  for (const auto& missing : board.missing) {
    CHECK(missing.days_late > 0);
    CHECK((missing.expected.lot == base.earthworks || missing.expected.lot == base.masonry));
  }
  for (std::size_t i = 1; i < board.missing.size(); ++i) CHECK(board.missing[i - 1].days_late >= board.missing[i].days_late);
  REQUIRE(board.lots.size() == 2);
  CHECK(board.lots.front().lot == base.earthworks);  // late; the other has no clause
  CHECK(board.lots.front().state == LotState::late);
  CHECK(board.lots.front().hours.pending == WorkTime::from_hours(70));
  CHECK(board.expected.empty());
  CHECK(board.users == 0);

  base.make_eligible(base.zoe);
  CHECK(base.board(base.facilitator).undecided_references.empty());
  const auto other = base.board(base.other_facilitator);
  CHECK(other.to_review.empty());
  CHECK(other.undecided_references.empty());
  CHECK(other.lots.size() == 1);
}

TEST_CASE("A contractor sees the months expected and their own lots, without money", "[app][dashboard]") {
  Standing base;
  const auto board = base.board(base.holder);
  CHECK_FALSE(board.expected.empty());
  for (const auto& expected : board.expected) CHECK(expected.lot == base.earthworks);
  REQUIRE(board.lots.size() == 1);
  CHECK(board.lots.front().lot == base.earthworks);
  CHECK_FALSE(board.lots.front().exposure.has_value());
  CHECK(board.to_review.empty());
  CHECK(board.missing.empty());
  CHECK(board.undecided_references.empty());
}

TEST_CASE("An officer sees how the lots of their buyer stand, and nobody’s reference", "[app][dashboard]") {
  Standing base;
  const auto board = base.board(base.officer);
  CHECK(board.lots.size() == 2);
  CHECK(board.to_review.empty());
  CHECK(board.missing.empty());
  CHECK(board.undecided_references.empty());
  CHECK(board.expected.empty());
}

TEST_CASE("An administrator sees accounts and links, and no business", "[app][dashboard]") {
  Standing base;
  const auto board = base.board(base.administrator);
  CHECK(board.lots.empty());
  CHECK(board.to_review.empty());
  CHECK(board.missing.empty());
  CHECK(board.expected.empty());
  CHECK(board.undecided_references.empty());
}

TEST_CASE("A planned import waits on the dashboard of who planned it", "[app][dashboard]") {
  Standing base;
  contract_files::Importer importer(*base, base.facilitator);
  const auto id = importer.plan(contract_files::many(2));
  CHECK(base.board(base.facilitator).planned_imports == 1);
  CHECK(base.board(base.other_facilitator).planned_imports == 0);
  importer.apply(id);
  CHECK(base.board(base.facilitator).planned_imports == 0);
}

TEST_CASE("Verification is clean after work of every kind, and names what was altered behind its back", "[app][verify]") {
  Standing base;
  contract_files::Importer(*base, base.facilitator).load(contract_files::many(3));
  base.make_eligible(base.zoe);
  REQUIRE(send_back(*base, base.facilitator, base.may, view_review(*base, base.facilitator, base.may).value().head.version,
                    "Corrigez la ligne de mai."));
  const auto again = receive_timesheet(*base, base.holder, base.subject(base.earthworks, base.holder, "2026-05"), "mai-2.csv",
                                       "Nom;Prénom;Heures\nLAMPION;Zoé;63\n").value().timesheet;
  REQUIRE(confirm_timesheet(*base, base.holder, again, true));
  const auto clean = verify(*base);
  CHECK(clean.ok);
  CHECK(clean.differences.empty());
  CHECK(clean.entries == 3);  // 70 h, their reversal, 63 h
  CHECK(clean.originals == 3);
  CHECK(clean.audit > 5);

  base->database->write([](store::Connection& c) {
    c.execute("DROP TRIGGER ledger_entries_no_update");
    c.execute("UPDATE ledger_entries SET declared_seconds = declared_seconds + 3600 WHERE id = 1");
  });
  const auto altered = verify(*base);
  CHECK_FALSE(altered.ok);
  CHECK_FALSE(altered.differences.empty());
}
