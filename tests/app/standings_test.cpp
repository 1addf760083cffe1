// What is kept of where lots stand is what their entries give, whatever is recorded in between; what is not kept is
// reckoned. The seed is printed; CLAUSIER_SEED chooses another.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <random>

#include "clausier/app/contracts.hpp"
#include "clausier/app/reports.hpp"
#include "clausier/store/ledger_store.hpp"
#include "clausier/store/obligation_store.hpp"
#include "clausier/store/participant_store.hpp"
#include "clausier/store/timesheet_store.hpp"
#include "sample_base.hpp"
#include "standings.hpp"

using namespace clausier;
using namespace clausier::app;

namespace {

std::uint64_t first_seed() {
  const char* chosen = std::getenv("CLAUSIER_SEED");
  return chosen ? std::strtoull(chosen, nullptr, 10) : 20'261'122;
}

// Records anything on two lots, as the use cases would, in one transaction that is never kept.
class Recorder {
public:
  Recorder(store::Connection& c, sample::Base& base, std::uint64_t seed) : c_(c), base_(base), random_(seed) {
    for (std::int64_t i = 1; i <= 4; ++i) {
      people_.push_back(ParticipantId::from_trusted(7000 + i));
      store::insert_participant(c_, {people_.back(), "P-GEN-" + std::to_string(i)}, base_.now);
    }
  }

  void record_anything() {
    switch (between(0, 9)) {
      case 0: return decide_on_person();
      case 1: return record_fact();
      case 2: return change_clause();
      case 3: return reverse();
      case 4: case 5: return decide_on_line();
      default: return post();
    }
  }
  std::int64_t between(std::int64_t least, std::int64_t most) { return std::uniform_int_distribution<std::int64_t>(least, most)(random_); }
  bool one_in(std::int64_t n) { return between(1, n) == 1; }

private:
  static std::string digest(std::string_view text) { return sha256_hex(text); }
  LotId any_lot() { return one_in(2) ? base_.earthworks : base_.masonry; }
  Date any_day() { return sample::day("2025-12-01").plus_days(static_cast<int>(between(0, 240))); }
  Instant now() { return store::next_instant(c_, base_.now); }

  TimesheetId sheet_of(LotId lot) {
    const auto id = TimesheetId::from_trusted(random_id());
    c_.execute("INSERT INTO timesheets (id, lot_id, firm_id, month, state, nil_reason, document_sha256, file_name, minutes_answers, sent_by,"
               " received_at, confirmed_at, comment, version) VALUES (?1, ?2, ?3, '2026-01', 'replaced', NULL, NULL, '', '', '', 0, 0, '', 1)",
               store::values(id, lot, base_.holder.organisation->id));
    return id;
  }
  void post() {
    const auto lot = any_lot();
    const auto sheet = sheet_of(lot);
    Posting posting;
    for (std::int64_t i = between(1, 3); i > 0; --i) {
      const Date first = any_day();
      Entry entry{.timesheet = sheet, .subject = base_.subject(lot, base_.holder, "2026-01"),
                  .participant = people_[static_cast<std::size_t>(between(0, 3))], .worked = {first, first.plus_days(static_cast<int>(between(0, 20)))}};
      entry.contract_type = one_in(2) ? "permanent" : "fixed_term";
      entry.kind = one_in(6) ? WorkKind::training : WorkKind::work;
      entry.declared = WorkTime::from_seconds(between(1, 400'000));
      entry.recorded_at = now();
      posting.additions.push_back(entry);
    }
    store::append_posting(c_, posting, digest);
  }
  std::optional<Entry> any_standing(LotId lot) {
    const auto entries = standing_entries(store::entries_of_lot(c_, lot));
    if (entries.empty()) return std::nullopt;
    return entries[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(entries.size()) - 1))];
  }
  void reverse() {
    const auto lot = any_lot();
    if (const auto entry = any_standing(lot)) store::append_posting(c_, {{reversal_of(*entry, sheet_of(lot), now())}, {}, 0}, digest);
  }
  void decide_on_line() {
    const auto entry = any_standing(any_lot());
    if (!entry) return;
    const bool accepted = !one_in(4);
    store::append_decision(c_, {entry->id, accepted ? Verdict::accepted : Verdict::rejected, accepted ? "" : "other", "", "test", now()}, digest);
  }
  void decide_on_person() {
    EligibilityDecision decision{.participant = people_[static_cast<std::size_t>(between(0, 3))],
                                 .verdict = one_in(5) ? EligibilityVerdict::refused : EligibilityVerdict::eligible,
                                 .criterion = one_in(2) ? "QPV" : "DELD", .effective_on = any_day().plus_days(-100),
                                 .countable_until = std::nullopt, .proof_kind = "", .proof_seen_on = std::nullopt, .reason = "",
                                 .decided_by = "test", .decided_at = now()};
    store::append_eligibility(c_, base_.facilitator.organisation->id, decision);
  }
  void record_fact() {
    ObligationFact fact;
    fact.id = FactId::from_trusted(random_id());
    fact.lot = any_lot();
    fact.kind = one_in(3) ? FactKind::opening_balance : one_in(2) ? FactKind::amendment : FactKind::waiver;
    fact.on = any_day();
    fact.hours = WorkTime::from_hours(between(1, 300));
    if (fact.kind == FactKind::amendment) fact.last = fact.on.plus_days(static_cast<int>(between(30, 400)));
    fact.reference = "R" + std::to_string(fact.id.value());
    fact.reason = "motif";
    fact.recorded_at = now();
    store::append_fact(c_, fact);
  }
  void change_clause() {
    Clause clause{.id = ClauseId::from_trusted(random_id()), .lot = any_lot(), .target = FixedHours{WorkTime::from_hours(between(1, 2'000))},
                  .execution = {sample::day("2026-01-01"), any_day().plus_days(200)}, .legal_bases = {"L2112_2"},
                  .penalty_per_missing_hour = Money::from_cents(between(0, 9'000)), .counting_months = 24, .source_document = "",
                  .author = "test", .recorded_at = now()};
    clause.training_counts = one_in(2);
    if (one_in(5)) clause.target = People{static_cast<int>(between(1, 4)), WorkTime::from_hours(between(0, 50))};
    if (one_in(3)) clause.terms.weightings = {{"permanent", static_cast<int>(between(10'000, 20'000))}};
    if (one_in(3)) clause.terms.reserved = {{"QPV", static_cast<int>(between(1, 9'000))}};
    store::append_clause(c_, clause);
  }

  store::Connection& c_;
  sample::Base& base_;
  std::mt19937_64 random_;
  std::vector<ParticipantId> people_;
};

bool same(const store::KeptStanding& a, const store::KeptStanding& b) {
  return a.standing == b.standing && a.urgency == b.urgency && a.tally == b.tally && a.day == b.day;
}

struct Tried {
  int events = 0, kept = 0, differences = 0;
};

// After each event, what is still kept is compared with the entries; then something is kept again, most often.
Tried try_worlds(int worlds, int events_each, const std::string& fault) {
  Tried tried;
  sample::Base base;
  const auto start = base.now;
  struct Discarded {};
  for (int world = 0; world < worlds; ++world) {
    base.now = start;
    try {
      base->database->write([&](store::Connection& c) {
        if (!fault.empty()) c.execute("DROP TRIGGER " + fault);
        Recorder recorder(c, base, first_seed() + static_cast<std::uint64_t>(world));
        for (int i = 0; i < events_each && (fault.empty() || tried.differences == 0); ++i) {
          recorder.record_anything();
          ++tried.events;
          store::each_standing(c, [&](const store::KeptStanding& kept) {
            ++tried.kept;
            if (!same(kept, reckoned_standing(c, *base, kept))) ++tried.differences;
          });
          for (const auto lot : {base.earthworks, base.masonry})
            if (!recorder.one_in(4)) keep_in(c, *base, lot);
          if (recorder.one_in(10)) base.now = Instant::from_milliseconds(base.now.milliseconds() + recorder.between(1, 10) * 86'400'000);
        }
        throw Discarded();
      });
    } catch (const Discarded&) {
    }
  }
  return tried;
}

}  // namespace

TEST_CASE("Whatever is recorded, what is kept of a lot is what its entries give", "[app][standings][properties]") {
  UNSCOPED_INFO("first seed " << first_seed());
  const auto tried = try_worlds(200, 60, "");
  UNSCOPED_INFO(tried.kept << " kept standings compared after " << tried.events << " events");
  CHECK(tried.kept >= 10'000);
  CHECK(tried.differences == 0);
}

TEST_CASE("A standing that is not forgotten when it should be is caught", "[app][standings][properties]") {
  for (const std::string trigger : {"standings_with_entry", "standings_after_entry", "standings_after_decision", "standings_after_eligibility",
                                    "standings_after_clause", "standings_after_fact"}) {
    INFO(trigger);
    CHECK(try_worlds(12, 60, trigger).differences > 0);
  }
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
  // Those of other rules are read by nobody, and reckoned again.
  base->database->write([&](store::Connection& c) { c.execute("UPDATE lot_standings SET rules = 'former'"); });
  CHECK(verify(*base).ok);
  CHECK(keep_every_standing(*base) == 3);
  CHECK(verify(*base).standings == 3);
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
