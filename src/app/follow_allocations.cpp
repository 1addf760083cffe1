#include "follow_allocations.hpp"

#include <algorithm>

#include "audit.hpp"
#include "clausier/store/ledger_store.hpp"
#include "clausier/store/pooling_store.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

class Follower {
public:
  Follower(store::Connection& c, const Services& services, const Actor& actor, const std::vector<Entry>& standing, Instant now)
      : c_(c), services_(services), actor_(actor), standing_(standing), now_(now) {}

  // What is allocated of a line taken back, onto the lines of the same person that replace it.
  void follow(const Entry& gone) {
    for (const auto& part : allocations_believed(store::allocations_of_line(c_, gone.id), now_)) {
      auto left = part.time;
      std::vector<PooledHours> placed;
      for (const auto& line : replacing(gone)) {
        const auto taken = std::min(left, free_hours(line, placed));
        if (taken <= WorkTime::zero() || !is_covered(part, line)) continue;
        placed.push_back(allocation(part, line.id, taken));
        left = left - taken;
      }
      if (placed.empty()) continue;
      if (left > WorkTime::zero()) placed.push_back(allocation(part, gone.id, left));
      replace(part, placed);
    }
  }

private:
  // The one that covers the same days first.
  std::vector<Entry> replacing(const Entry& gone) const {
    std::vector<Entry> lines;
    for (const auto& entry : standing_)
      if (entry.recorded_at == now_ && entry.participant == gone.participant && entry.kind == gone.kind) lines.push_back(entry);
    std::stable_sort(lines.begin(), lines.end(), [&](const Entry& a, const Entry& b) { return a.worked == gone.worked && b.worked != gone.worked; });
    return lines;
  }

  WorkTime free_hours(const Entry& line, const std::vector<PooledHours>& placed) const {
    auto left = line.declared;
    for (const auto& part : allocations_believed(store::allocations_of_line(c_, line.id), now_)) left = left - part.time;
    for (const auto& part : placed)
      if (part.entry == line.id) left = left - part.time;
    return left;
  }

  bool is_covered(const PooledHours& part, const Entry& line) const {
    for (const auto& recorded : store::agreements_of_lot(c_, part.from))
      if (recorded.agreement.id == part.agreement) return recorded.agreement.valid.contains(line.worked);
    return false;
  }

  PooledHours allocation(const PooledHours& part, EntryId entry, WorkTime time) const {
    auto moved = part;
    moved.id = AllocationId::from_trusted(random_id());
    moved.entry = entry;
    moved.time = time;
    moved.recorded_at = now_;
    return moved;
  }

  void replace(const PooledHours& part, const std::vector<PooledHours>& placed) {
    auto undo = allocation(part, part.entry, part.time);
    undo.cancels = part.id;
    const auto reason = services_.wording.say("pooling.line.corrected");
    store::append_allocation(c_, {undo, actor_.display_name, reason});
    for (const auto& moved : placed) store::append_allocation(c_, {moved, actor_.display_name, reason});
    record_audit(c_, actor_, now_, "pooling.followed", "lot", part.from.text(), part.time.decimal_hours_text());
  }

  store::Connection& c_;
  const Services& services_;
  const Actor& actor_;
  const std::vector<Entry>& standing_;
  Instant now_;
};

}  // namespace

void follow_corrections(store::Connection& c, const Services& services, const Actor& actor, const Posting& posting,
                        const std::vector<Entry>& standing, Instant now) {
  Follower follower(c, services, actor, standing, now);
  for (const auto& reversal : posting.reversals) {
    auto gone = reversal;
    gone.id = *reversal.reverses;
    follower.follow(gone);
  }
}

bool is_taken_back(store::Connection& c, EntryId entry) {
  return c.query_one("SELECT 1 AS found FROM ledger_entries WHERE reverses_entry_id = ?1", store::values(entry)).has_value();
}

std::vector<StrayAllocations> stray_allocations(store::Connection& c, const Actor& actor) {
  std::vector<StrayAllocations> lots;
  // From the allocations, which are few, and not from every line of the perimeter.
  c.each("SELECT e.lot_id, count(*) AS n FROM pooling_allocations a CROSS JOIN ledger_entries e ON e.id = a.entry_id "
         "CROSS JOIN ledger_entries r ON r.reverses_entry_id = e.id WHERE a.cancels IS NULL "
         "AND NOT EXISTS (SELECT 1 FROM pooling_allocations x WHERE x.cancels = a.id) AND e.lot_id IN (" + lots_within(actor) + ") GROUP BY e.lot_id",
         {perimeter_key(actor)}, [&](const store::Row& row) {
           lots.push_back({row.id<LotId>("lot_id"), static_cast<std::size_t>(row.integer("n"))});
         });
  return lots;
}

}  // namespace clausier::app
