#include "clausier/report/small_counts.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "derivable_cells.hpp"

namespace clausier::report {
namespace {

struct Bounds {  // what a reader knows of a hidden count before looking at the sum
  std::int64_t least;
  std::int64_t most;
};

Bounds bounds_of(Disclosure disclosure, std::int64_t minimum, std::int64_t smallest_shown) {
  return disclosure == Disclosure::small ? Bounds{1, minimum - 1} : Bounds{minimum, smallest_shown - 1};
}

// Everybody hidden keeps at least two possible values, given the sum of the hidden.
bool leaves_doubt(const std::vector<std::size_t>& people, const std::vector<Disclosure>& disclosed, std::size_t minimum) {
  std::int64_t hidden = 0, sum = 0, least = 0, most = 0;
  std::int64_t smallest_shown = std::numeric_limits<std::int32_t>::max();
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (disclosed[i] == Disclosure::shown) smallest_shown = std::min(smallest_shown, static_cast<std::int64_t>(people[i]));
  }
  const auto threshold = static_cast<std::int64_t>(minimum);
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (disclosed[i] == Disclosure::shown) continue;
    const auto known = bounds_of(disclosed[i], threshold, smallest_shown);
    ++hidden;
    sum += static_cast<std::int64_t>(people[i]);
    least += known.least;
    most += known.most;
  }
  if (hidden == 0) return true;
  if (hidden < 2 || sum < threshold) return false;
  for (const auto disclosure : disclosed) {
    if (disclosure == Disclosure::shown) continue;
    const auto known = bounds_of(disclosure, threshold, smallest_shown);
    const auto low = std::max(known.least, sum - (most - known.most));
    const auto high = std::min(known.most, sum - (least - known.least));
    if (low >= high) return false;
  }
  return true;
}

// Equal counts go together: which of them was taken would tell something. False when none is shown.
bool withhold_smallest(const std::vector<std::size_t>& people, std::vector<Disclosure>& disclosed) {
  auto smallest = std::numeric_limits<std::size_t>::max();
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (disclosed[i] == Disclosure::shown) smallest = std::min(smallest, people[i]);
  }
  bool any = false;
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (disclosed[i] != Disclosure::shown || people[i] != smallest) continue;
    disclosed[i] = Disclosure::withheld;
    any = true;
  }
  return any;
}

std::vector<Disclosure> primary_disclosure(const GroupRow& row, std::size_t minimum) {
  std::vector<Disclosure> out;
  for (const auto& cell : row) {
    out.push_back(cell.people > 0 && cell.people < minimum ? Disclosure::small : Disclosure::shown);
  }
  return out;
}

}  // namespace

std::vector<Disclosure> protect_counts(const std::vector<std::size_t>& people, std::size_t minimum) {
  std::vector<Disclosure> disclosed;
  for (const auto count : people) disclosed.push_back(count < minimum ? Disclosure::small : Disclosure::shown);
  while (!leaves_doubt(people, disclosed, minimum)) {
    if (!withhold_smallest(people, disclosed)) return std::vector<Disclosure>(people.size(), Disclosure::withheld);
  }
  return disclosed;
}

GroupDisclosure protect_groups(const GroupRow& perimeter, const std::vector<GroupRow>& lots, std::size_t minimum) {
  std::vector<std::size_t> people;
  for (const auto& cell : perimeter) people.push_back(cell.people);
  GroupDisclosure out{protect_counts(people, minimum), {}};
  for (const auto& row : lots) out.lots.push_back(primary_disclosure(row, minimum));
  withhold_derivable_cells(perimeter, lots, out);
  return out;
}

bool wholly_hidden(const std::vector<Disclosure>& row) {
  return std::none_of(row.begin(), row.end(), [](Disclosure d) { return d == Disclosure::shown; });
}

}  // namespace clausier::report
