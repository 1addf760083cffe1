#include "clausier/domain/pooling.hpp"

#include <algorithm>
#include <set>

#include "clausier/domain/wording.hpp"

namespace clausier {
namespace {

bool covers(const PoolingAgreement& agreement, LotId lot) {
  return std::find(agreement.lots.begin(), agreement.lots.end(), lot) != agreement.lots.end();
}

}  // namespace

std::vector<PooledHours> allocations_believed(const std::vector<PooledHours>& all, Instant recorded_until) {
  std::set<AllocationId> cancelled;
  for (const auto& allocation : all)
    if (allocation.cancels && allocation.recorded_at <= recorded_until) cancelled.insert(*allocation.cancels);
  std::vector<PooledHours> believed;
  for (const auto& allocation : all)
    if (!allocation.cancels && allocation.recorded_at <= recorded_until && !cancelled.contains(allocation.id))
      believed.push_back(allocation);
  std::sort(believed.begin(), believed.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return believed;
}

Outcome<Done> check_allocation(const PooledHours& asked, WorkTime line, const PoolingAgreement& agreement,
                               const std::vector<PooledHours>& former) {
  if (asked.time <= WorkTime::zero()) return Refusal{"pooling.time.positive"};
  if (asked.from == asked.to) return Refusal{"pooling.same_lot"};
  if (!covers(agreement, asked.from) || !covers(agreement, asked.to)) return Refusal{"pooling.lot.outside"};
  if (!agreement.valid.contains(asked.worked)) return Refusal{"pooling.days.outside"};
  auto left = line;
  for (const auto& allocation : allocations_believed(former, asked.recorded_at)) left = left - allocation.time;
  if (asked.time > left) return Refusal{"pooling.line.exceeded", {{"left", french_hours(left)}}};
  return Done{};
}

}  // namespace clausier
