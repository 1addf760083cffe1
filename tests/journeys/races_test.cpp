// Many at once: what may happen once happens once, whoever comes first.
#include <catch2/catch.hpp>

#include <atomic>
#include <latch>
#include <thread>

#include "row_counts.hpp"
#include "world.hpp"

using namespace clausier;
using journey::Copy;
using journey::must;

namespace {

constexpr int rivals = 50;

// Runs them all at the same moment.
template <class Act>
void at_once(Act act) {
  std::latch start(rivals);
  std::vector<std::thread> threads;
  for (int i = 0; i < rivals; ++i)
    threads.emplace_back([&, i] {
      start.arrive_and_wait();
      act(i);
    });
  for (auto& thread : threads) thread.join();
}

}  // namespace

TEST_CASE("Of fifty decisions on the same version of a timesheet, one is recorded", "[race]") {
  Copy copy;
  auto& s = *copy.services;
  const auto id = *TimesheetId::parse(copy.things.sheet_a);
  const auto who = copy.actor("facilitator");
  const auto seen = must(app::view_review(s, who, id));
  const auto decisions = test::row_counts(s).at("ledger_decisions");
  std::atomic<int> recorded{0}, conflicts{0}, others{0};
  at_once([&](int i) {
    const auto verdict = i % 2 == 0 ? Verdict::accepted : Verdict::rejected;
    const auto done = app::decide_lines(s, who, id, seen.head.version,
                                        {{seen.lines[0].entry.id, verdict, verdict == Verdict::rejected ? "other" : "", "essai"}});
    if (done) ++recorded;
    else ++(done.refusal().code == "conflict" ? conflicts : others);
  });
  CHECK(recorded == 1);
  CHECK(conflicts == rivals - 1);
  CHECK(others == 0);
  CHECK(test::row_counts(s).at("ledger_decisions") == decisions + 1);
  CHECK(app::verify(s).ok);
}

TEST_CASE("Of fifty confirmations of the same draft, one posts and the others say so", "[race]") {
  Copy copy;
  auto& s = *copy.services;
  const auto id = *TimesheetId::parse(copy.things.draft_a);
  const auto who = copy.actor("contractor");
  const auto before = test::row_counts(s);
  std::atomic<int> posted{0}, already{0}, refused{0};
  at_once([&](int) {
    const auto receipt = app::confirm_timesheet(s, who, id, true);
    if (!receipt) ++refused;
    else ++(receipt.value().already_posted ? already : posted);
  });
  CHECK(posted == 1);
  CHECK(already == rivals - 1);
  CHECK(refused == 0);
  const auto after = test::row_counts(s);
  CHECK(after.at("ledger_entries") == before.at("ledger_entries") + 1);
  CHECK(app::verify(s).ok);
}

TEST_CASE("Of fifty applications of the same import, one applies", "[race]") {
  Copy copy;
  auto& s = *copy.services;
  const auto id = *ImportId::parse(copy.things.import_a);
  const auto who = copy.actor("facilitator");
  const auto before = test::row_counts(s);
  std::atomic<int> applied{0};
  at_once([&](int) { applied += app::apply_import(s, who, id) ? 1 : 0; });
  CHECK(applied == rivals);  // a double click is told the same
  CHECK(test::row_counts(s).at("contracts") == before.at("contracts"));
  CHECK(s.database->read([](store::Connection& c) {
    return c.query_one("SELECT count(*) AS n FROM audit_events WHERE action = 'import.applied' AND actor LIKE '%aline'")->integer("n");
  }) == 1);
}

TEST_CASE("Of fifty uses of a one-time link, one gives the account its password", "[race]") {
  Copy copy;
  auto& s = *copy.services;
  std::atomic<int> used{0};
  at_once([&](int i) {
    if (i >= 6) return;  // each costs a hash
    used += app::use_link(s, copy.things.link, "Tournesol-numero-" + std::to_string(i) + "-bleu", "", "") ? 1 : 0;
  });
  CHECK(used == 1);
}

TEST_CASE("The same decision sent by fifty browsers at once counts the hours once", "[race]") {
  Copy copy;
  auto& s = *copy.services;
  const auto who = copy.actor("facilitator");
  const auto seen = must(app::view_review(s, who, *TimesheetId::parse(copy.things.sheet_a)));
  const auto token = copy.client("facilitator").token();
  std::atomic<int> answered{0}, others{0};
  at_once([&](int) {
    auto client = copy.client("facilitator");
    const auto answer =
        client.post("/releves/" + copy.things.sheet_a + "/decisions",
                    {{"jeton", token}, {"version", std::to_string(seen.head.version)}, {"d-" + seen.lines[0].entry.id.text(), "accepted"}});
    ++(answer.status == 303 || answer.status == 409 ? answered : others);
  });
  CHECK(answered == rivals);
  CHECK(others == 0);
  CHECK(s.database->read([&](store::Connection& c) {
    return c.query_one("SELECT count(*) AS n FROM ledger_decisions WHERE entry_id = ?1", store::values(seen.lines[0].entry.id))->integer("n");
  }) == 1);
  CHECK(must(app::view_lot(s, who, *LotId::parse(copy.things.lot_a1))).position.hours.counted == WorkTime::from_hours(63));
  CHECK(copy.incidents.empty());
}
