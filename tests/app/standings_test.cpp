// What is kept of where lots stand is what their entries give, whatever is recorded in between; what is not kept is
// reckoned. The seed is printed; CLAUSIER_SEED chooses another.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "clausier/app/contracts.hpp"
#include "clausier/app/reports.hpp"
#include "lot_tasks.hpp"
#include "recorded_acts.hpp"
#include "standings.hpp"

using namespace clausier;
using namespace clausier::app;

namespace {

std::uint64_t first_seed() {
  const char* chosen = std::getenv("CLAUSIER_SEED");
  return chosen ? std::strtoull(chosen, nullptr, 10) : 20'261'122;
}

bool same(const store::KeptStanding& a, const store::KeptStanding& b) {
  return a.standing == b.standing && a.urgency == b.urgency && a.tally == b.tally && a.day == b.day;
}

struct Tried {
  int events = 0;
  std::map<std::string, int> kept;  // compared, by what was recorded before
  int differences = 0;
  std::string refuted;  // by what was recorded
};

// After each act, what is still kept is compared with the entries; then lots are kept again, most often. In transactions
// that are never kept; `fault` is planted in each.
Tried try_worlds(sample::Base& base, int worlds, int acts_each, const std::vector<std::string>& fault) {
  Tried tried;
  const auto start = base.now;
  struct Discarded {};
  for (int world = 0; world < worlds && tried.differences == 0; ++world) {
    base.now = start;
    try {
      base->database->write([&](store::Connection& c) {
        for (const auto& statement : fault) c.execute(statement);
        sample::Recorder recorder(c, base, first_seed() + static_cast<std::uint64_t>(world));
        for (int i = 0; i < acts_each && tried.differences == 0; ++i) {
          const auto act = recorder.record_anything();
          ++tried.events;
          store::each_standing(c, [&](const store::KeptStanding& kept) {
            ++tried.kept[act];
            if (same(kept, reckoned_standing(c, *base, kept))) return;
            ++tried.differences;
            tried.refuted = act + ", seed " + std::to_string(first_seed() + static_cast<std::uint64_t>(world));
          });
          each_kept_tasks(c, [&](LotId lot, const LotTasks& kept) {
            if (kept == reckoned_tasks(c, *base, lot)) return;
            ++tried.differences;
            tried.refuted = "tasks after " + act + ", seed " + std::to_string(first_seed() + static_cast<std::uint64_t>(world));
          });
          for (const auto lot : recorder.lots())
            if (!recorder.draw().one_in(4)) {
              keep_in(c, *base, lot);
              keep_tasks_in(c, *base, lot);
            }
          if (recorder.draw().one_in(10)) base.now = Instant::from_milliseconds(base.now.milliseconds() + recorder.draw().between(1, 10) * 86'400'000);
        }
        throw Discarded();
      });
    } catch (const Discarded&) {
    }
  }
  base.now = start;
  return tried;
}

std::vector<std::string> triggers_of_standings(sample::Base& base) {
  std::vector<std::string> names;
  base->database->read([&](store::Connection& c) {
    c.each("SELECT name FROM sqlite_master WHERE type = 'trigger' AND (name LIKE 'standings_%' OR name LIKE 'tasks_%') AND name NOT LIKE '%_before_lot'", {},
           [&](const store::Row& row) { names.push_back(row.text("name")); });
  });
  return names;
}

}  // namespace

TEST_CASE("Whatever is recorded, what is kept of a lot is what its entries give", "[app][standings][properties]") {
  UNSCOPED_INFO("first seed " << first_seed());
  sample::Base base;
  const auto tried = try_worlds(base, 120, 60, {});
  UNSCOPED_INFO("refuted by " << tried.refuted);
  CHECK(tried.differences == 0);
  int compared = 0;
  for (const auto& [act, run] : sample::Recorder::acts()) {
    INFO(act);
    const auto kept = tried.kept.find(act);
    CHECK((kept != tried.kept.end() && kept->second >= 50));
    if (kept != tried.kept.end()) compared += kept->second;
  }
  CHECK(compared >= 10'000);
}

TEST_CASE("A standing that is not forgotten when it should be is caught", "[app][standings][properties]") {
  sample::Base base;
  const auto triggers = triggers_of_standings(base);
  CHECK(triggers.size() == 25);
  for (const auto& trigger : triggers) {
    INFO(trigger);
    CHECK(try_worlds(base, 600, 60, {"DROP TRIGGER " + trigger}).differences > 0);  // ends with the first
  }
  // Forgetting the lot alone, and not those that pooling ties to it.
  CHECK(try_worlds(base, 60, 60, {"DROP VIEW lots_touched", "CREATE VIEW lots_touched AS SELECT id AS lot_id, id AS touched_id FROM lots"}).differences > 0);
}

TEST_CASE("Verification names a kept standing that its entries do not give", "[app][standings][verify]") {
  sample::Base base;
  CHECK(keep_every_standing(*base) == 3);
  CHECK(keep_every_standing(*base) == 0);
  CHECK(verify(*base).ok);
  CHECK(verify(*base).standings == 3);
  base->database->write([&](store::Connection& c) { c.execute("UPDATE lot_standings SET counted_seconds = 60 WHERE lot_id = ?1", store::values(base.earthworks)); });
  const auto found = verify(*base);
  REQUIRE(found.differences.size() == 1);
  CHECK(found.differences.front().find(base.earthworks.text()) != std::string::npos);
  base->database->write([&](store::Connection& c) {
    c.execute("INSERT INTO lot_hours VALUES (?1, 'month', '2026-02', 3600, 0, 0, 0, 0)", store::values(base.masonry));
  });
  CHECK(verify(*base).differences.size() == 2);
  base->database->write([&](store::Connection& c) { c.execute("UPDATE lot_tasks SET awaited_from = '2026-11' WHERE lot_id = ?1", store::values(base.earthworks)); });
  CHECK(verify(*base).differences.size() == 3);
  base->database->write([&](store::Connection& c) { c.execute("DELETE FROM lot_tasks"); });
  // Those of other rules are read by nobody, and reckoned again.
  base->database->write([&](store::Connection& c) { c.execute("UPDATE lot_standings SET rules = 'former'"); });
  CHECK(verify(*base).ok);
  CHECK(keep_every_standing(*base) == 3);
  CHECK(verify(*base).standings == 3);
}

TEST_CASE("Pages of a portfolio hold each lot once, worst first", "[app][standings]") {
  sample::Base base;
  constexpr int added = 2 * lots_per_page + 7;
  base->database->write([&](store::Connection& c) {
    for (int i = 1; i <= added; ++i) {
      const auto lot = LotId::from_trusted(5000 + i);
      c.execute("INSERT INTO lots VALUES (?1, ?2, ?1, ?3, '', NULL, NULL, 0)", store::values(lot, base.contract, std::to_string(100 + i)));
      Clause clause = samples::clause_of(FixedHours{WorkTime::from_hours(i)});
      clause.id = ClauseId::from_trusted(lot.value());
      clause.lot = lot;
      clause.recorded_at = store::next_instant(c, base.now);
      if (i % 3) store::append_clause(c, clause);
    }
  });
  std::vector<LotStanding> all;
  for (int page = 1; page <= 3; ++page) {
    const auto lots = portfolio(*base, base.facilitator, page);
    CHECK(lots.total == added + 2);
    CHECK(lots.lots.size() == (page < 3 ? lots_per_page : 9));
    all.insert(all.end(), lots.lots.begin(), lots.lots.end());
  }
  std::set<LotId> seen;
  for (const auto& line : all) seen.insert(line.lot);
  CHECK(seen.size() == added + 2);
  CHECK(all.front().state == LotState::missed);
  CHECK(all.front().missing == WorkTime::from_hours(107));  // of two missed lots, the one that misses more
  CHECK(all[1].missing == WorkTime::from_hours(106));
  CHECK(std::none_of(all.begin(), all.end(), [&](const auto& line) { return line.lot == base.foreign_lot; }));
}

TEST_CASE("A portfolio is paged, and the page of a lot reads the same kept or reckoned", "[app][standings]") {
  sample::Base base;
  const auto board = dashboard(*base, base.facilitator, 1);
  CHECK(board.lots_total == 2);
  CHECK(dashboard(*base, base.facilitator, 9).lots.size() == 2);  // brought back to the last page
  const auto kept = view_lot(*base, base.facilitator, base.earthworks).value();
  const auto reckoned = view_lot(*base, base.facilitator, base.earthworks, base->today()).value();
  CHECK(kept.position.explanation.steps() == reckoned.position.explanation.steps());
  CHECK(kept.position.state == reckoned.position.state);
  // Nobody keeps what is not theirs by asking for it.
  CHECK_FALSE(view_lot(*base, base.facilitator, base.foreign_lot));
  CHECK(base.number("count(*) FROM lot_standings WHERE lot_id = " + std::to_string(base.foreign_lot.value())) == 0);
}
