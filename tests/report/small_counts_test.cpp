#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <set>
#include <string>

#include "clausier/report/small_counts.hpp"

using namespace clausier;
using namespace clausier::report;

namespace {

using Counts = std::vector<std::size_t>;

std::string pattern(const std::vector<Disclosure>& disclosed) {
  std::string text;
  for (const auto d : disclosed) text += d == Disclosure::shown ? 'v' : d == Disclosure::small ? '<' : 'x';
  return text;
}

std::string decided(const Counts& people) { return pattern(protect_counts(people, 5)); }

GroupCell cell(std::size_t people, std::int64_t hours) {
  const auto time = WorkTime::from_hours(hours);
  return {people, {.declared = time, .counted = time}};
}

}  // namespace

TEST_CASE("Counts of five people or more are all shown", "[report][small_counts]") {
  CHECK(decided({}) == "");
  CHECK(decided({5}) == "v");
  CHECK(decided({12, 5, 30}) == "vvv");
}

TEST_CASE("A single small count takes the next smallest into hiding, so that the sum does not give it away",
          "[report][small_counts]") {
  CHECK(decided({3, 12, 30}) == "<xv");
  CHECK(decided({30, 12, 3}) == "vx<");
  CHECK(decided({4, 4, 30}) == "<<x");   // 4 + 4 is the only way to make 8 of two small counts
  CHECK(decided({1, 1, 30}) == "<<x");   // two people in hiding are fewer than five
}

TEST_CASE("Nothing is listed when every way of hiding leaves a count to be guessed", "[report][small_counts]") {
  CHECK(decided({3}) == "x");
  CHECK(decided({1, 5}) == "xx");
  CHECK(decided({4, 4}) == "xx");
  CHECK(decided({1, 1, 1}) == "xxx");
}

namespace {

// Calls `visit` with every list of `size` counts from 1 to `most`.
template <class Visit>
void every_list(std::size_t size, std::size_t most, Visit visit) {
  Counts people(size, 1);
  for (;;) {
    visit(people);
    std::size_t i = 0;
    while (i < size && people[i] == most) people[i++] = 1;
    if (i == size) return;
    ++people[i];
  }
}

// Every list of the same sum that agrees with what is shown and with what the marks mean, tried one by one.
std::vector<std::set<std::size_t>> possible_values(const Counts& people, const std::vector<Disclosure>& disclosed,
                                                   std::size_t minimum) {
  std::size_t sum = 0, smallest_shown = 1'000;
  for (std::size_t i = 0; i < people.size(); ++i) {
    sum += people[i];
    if (disclosed[i] == Disclosure::shown) smallest_shown = std::min(smallest_shown, people[i]);
  }
  std::vector<std::set<std::size_t>> values(people.size());
  every_list(people.size(), sum, [&](const Counts& other) {
    std::size_t other_sum = 0;
    bool agrees = true;
    for (std::size_t i = 0; i < other.size(); ++i) {
      other_sum += other[i];
      if (disclosed[i] == Disclosure::shown) agrees &= other[i] == people[i];
      if (disclosed[i] == Disclosure::small) agrees &= other[i] < minimum;
      if (disclosed[i] == Disclosure::withheld) agrees &= other[i] >= minimum && other[i] < smallest_shown;
    }
    if (!agrees || other_sum != sum) return;
    for (std::size_t i = 0; i < other.size(); ++i) values[i].insert(other[i]);
  });
  return values;
}

void check_no_count_can_be_told(std::size_t size, std::size_t most, std::size_t minimum) {
  every_list(size, most, [&](const Counts& people) {
    const auto disclosed = protect_counts(people, minimum);
    const auto marks = pattern(disclosed);
    if (marks.find('<') == std::string::npos) return;  // all shown, or nothing listed
    const auto values = possible_values(people, disclosed, minimum);
    for (std::size_t i = 0; i < size; ++i) {
      INFO(marks << " entry " << i << " of " << people[i]);
      if (people[i] < minimum) REQUIRE(marks[i] == '<');
      if (marks[i] != 'v') REQUIRE(values[i].size() > 1);
    }
  });
}

}  // namespace

TEST_CASE("Nobody who tries every list of the same sum can tell a hidden count", "[report][small_counts]") {
  check_no_count_can_be_told(2, 12, 3);
  check_no_count_can_be_told(3, 9, 3);
  check_no_count_can_be_told(4, 4, 3);
  check_no_count_can_be_told(3, 8, 5);
}

TEST_CASE("A lot's hidden group is not the difference between the perimeter and the other lots", "[report][small_counts]") {
  // 3 people of the first group on the first lot; without more, 60 - 50 would tell their hours.
  const GroupRow perimeter{cell(23, 60), cell(40, 400), cell(30, 300)};
  const std::vector<GroupRow> lots{{cell(3, 10), cell(20, 200), cell(15, 150)}, {cell(20, 50), cell(20, 200), cell(15, 150)}};
  const auto disclosed = protect_groups(perimeter, lots, 5);
  CHECK(pattern(disclosed.perimeter) == "vvv");
  CHECK(pattern(disclosed.lots[0]) == "<vx");
  CHECK(pattern(disclosed.lots[1]) == "xvx");
}

TEST_CASE("Lots without a small group are shown whole", "[report][small_counts]") {
  const GroupRow perimeter{cell(15, 60), cell(25, 400)};
  const std::vector<GroupRow> lots{{cell(5, 10), cell(20, 200)}, {cell(10, 50), cell(5, 200)}};
  const auto disclosed = protect_groups(perimeter, lots, 5);
  CHECK(pattern(disclosed.lots[0]) == "vv");
  CHECK(pattern(disclosed.lots[1]) == "vv");
}

namespace {

// Every table of whole hours that agrees with what is published: an attacker with unlimited time.
class Attacker {
public:
  Attacker(const GroupRow& perimeter, const std::vector<GroupRow>& lots, const GroupDisclosure& disclosed)
      : rows_(lots.size()), groups_(perimeter.size()), group_left_(groups_), row_left_(rows_, 0),
        values_(rows_ * groups_), sums_(groups_), known_sum_(groups_) {
    for (std::size_t g = 0; g < groups_; ++g) {
      known_sum_[g] = disclosed.perimeter[g] == Disclosure::shown;
      group_left_[g] = known_sum_[g] ? hours(perimeter[g]) : 1'000;
    }
    for (std::size_t r = 0; r < rows_; ++r) {
      const bool hides = pattern(disclosed.lots[r]).find_first_not_of('v') != std::string::npos;
      for (std::size_t g = 0; g < groups_; ++g) {
        const bool open = disclosed.lots[r][g] != Disclosure::shown || (hides && lots[r][g].people == 0);
        if (open) {
          unknown_.push_back(r * groups_ + g);
          row_left_[r] += hours(lots[r][g]);
        } else {
          group_left_[g] -= hours(lots[r][g]);
        }
      }
    }
    current_.resize(rows_ * groups_);
    search(0);
  }
  std::size_t values_of(std::size_t row, std::size_t group) const { return values_[row * groups_ + group].size(); }
  std::size_t values_of_sum(std::size_t group) const { return sums_[group].size(); }

private:
  static int hours(const GroupCell& cell) { return static_cast<int>(cell.hours.declared.seconds() / 3600); }

  void search(std::size_t rank) {
    if (rank == unknown_.size()) return settle();
    const auto r = unknown_[rank] / groups_;
    const auto g = unknown_[rank] % groups_;
    const auto most = std::min(row_left_[r], group_left_[g]);
    for (int value = 0; value <= most; ++value) {
      row_left_[r] -= value;
      group_left_[g] -= value;
      current_[unknown_[rank]] = value;
      search(rank + 1);
      row_left_[r] += value;
      group_left_[g] += value;
    }
  }

  void settle() {
    for (const auto left : row_left_) {
      if (left != 0) return;
    }
    for (std::size_t g = 0; g < groups_; ++g) {
      if (known_sum_[g] && group_left_[g] != 0) return;
    }
    for (const auto at : unknown_) values_[at].insert(current_[at]);
    for (std::size_t g = 0; g < groups_; ++g) sums_[g].insert(group_left_[g]);
  }

  std::size_t rows_, groups_;
  std::vector<int> group_left_, row_left_;
  std::vector<std::set<int>> values_, sums_;
  std::vector<bool> known_sum_;
  std::vector<std::size_t> unknown_;
  std::vector<int> current_;
};

}  // namespace

TEST_CASE("An attacker who tries every table finds two values at least for every hidden cell", "[report][small_counts]") {
  std::mt19937 random(20261101);
  const auto up_to = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most + 1)); };
  int tables = 0, hidden = 0;
  while (tables < 1'500) {
    const auto rows = static_cast<std::size_t>(2 + up_to(1)), groups = static_cast<std::size_t>(2 + up_to(1));
    std::vector<GroupRow> lots(rows, GroupRow(groups));
    GroupRow perimeter(groups);
    for (auto& row : lots) {
      for (std::size_t g = 0; g < groups; ++g) {
        const int people = up_to(2) == 0 ? 0 : 1 + up_to(5);
        row[g] = cell(static_cast<std::size_t>(people), people == 0 ? 0 : 1 + up_to(2));
        perimeter[g].people += row[g].people;
        perimeter[g].hours += row[g].hours;
      }
    }
    if (std::any_of(perimeter.begin(), perimeter.end(), [](const GroupCell& c) { return c.people == 0; })) continue;
    ++tables;
    const auto disclosed = protect_groups(perimeter, lots, 3);
    const bool nothing_shown = std::all_of(disclosed.lots.begin(), disclosed.lots.end(), [&](const auto& row) {
      for (std::size_t g = 0; g < groups; ++g) {
        const auto lot = static_cast<std::size_t>(&row - disclosed.lots.data());
        if (row[g] == Disclosure::shown && lots[lot][g].people > 0) return false;
      }
      return true;
    });
    if (nothing_shown) continue;  // the lots are not listed
    const Attacker attacker(perimeter, lots, disclosed);
    for (std::size_t g = 0; g < groups; ++g) {
      INFO("table " << tables << " sum of group " << g);
      if (disclosed.perimeter[g] != Disclosure::shown) REQUIRE(attacker.values_of_sum(g) > 1);
    }
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t g = 0; g < groups; ++g) {
        if (lots[r][g].people > 0 && lots[r][g].people < 3) REQUIRE(disclosed.lots[r][g] == Disclosure::small);
        if (disclosed.lots[r][g] == Disclosure::shown) continue;
        ++hidden;
        INFO("table " << tables << " lot " << r << " group " << g);
        REQUIRE(attacker.values_of(r, g) > 1);
      }
    }
  }
  CHECK(hidden > 500);
}
