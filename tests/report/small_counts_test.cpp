#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "clausier/report/small_counts.hpp"
#include "group_samples.hpp"
#include "page_tables.hpp"

using namespace clausier;
using namespace clausier::report;
using namespace clausier::test;

namespace {

// Groups "A", "B"… of so many people each; what is shown of them, as letters.
std::string shown_of(const std::vector<int>& people) {
  Position lot;
  std::int64_t next = 1;
  for (std::size_t group = 0; group < people.size(); ++group) {
    for (int i = 0; i < people[group]; ++i) add_person(lot, std::string(1, static_cast<char>('A' + group)), next++, 10);
  }
  std::string letters;
  for (const auto& code : shown_groups(lot, 5)) letters += code;
  return letters;
}

}  // namespace

TEST_CASE("Groups of five people or more are all shown", "[report][small_counts]") {
  CHECK(shown_of({}) == "");
  CHECK(shown_of({5}) == "A");
  CHECK(shown_of({12, 5, 30}) == "ABC");
}

TEST_CASE("A small group takes the smallest of the others into hiding, so that the rest mixes two", "[report][small_counts]") {
  CHECK(shown_of({3, 12, 30}) == "C");
  CHECK(shown_of({30, 12, 3}) == "A");
  CHECK(shown_of({3, 6, 6}) == "C");  // of equals, the first by code
}

TEST_CASE("What is hidden together is at least five people", "[report][small_counts]") {
  CHECK(shown_of({1, 4, 30}) == "C");
  CHECK(shown_of({1, 1, 30}) == "");
  CHECK(shown_of({1, 3, 9, 30}) == "D");
}

TEST_CASE("A lot that cannot hide a group among others shows none", "[report][small_counts]") {
  CHECK(shown_of({3}) == "");
  CHECK(shown_of({1, 5}) == "");
  CHECK(shown_of({4, 4}) == "");
  CHECK(shown_of({1, 1, 1}) == "");
}

TEST_CASE("Every lot shows all it may: what is hidden mixes two groups and five people, or is the lot", "[report][small_counts]") {
  int lots = 0;
  for (int a = 0; a <= 7; ++a)
    for (int b = 0; b <= 7; ++b)
      for (int c = 0; c <= 7; ++c)
        for (int d = 0; d <= 7; ++d) {
          const std::vector<int> people{a, b, c, d};
          const auto shown = shown_of(people);
          int hidden_groups = 0, hidden_people = 0;
          for (std::size_t group = 0; group < people.size(); ++group) {
            if (people[group] == 0 || shown.find(static_cast<char>('A' + group)) != std::string::npos) continue;
            ++hidden_groups;
            hidden_people += people[group];
          }
          INFO(a << " " << b << " " << c << " " << d << " shows " << shown);
          for (const char letter : shown) REQUIRE(people[static_cast<std::size_t>(letter - 'A')] >= 5);
          if (!shown.empty() && hidden_groups > 0) REQUIRE((hidden_groups >= 2 && hidden_people >= 5));
          ++lots;
        }
  CHECK(lots == 4'096);
}

TEST_CASE("People are counted by group when no two lots share a few of them", "[report][small_counts]") {
  const auto counted = [](int common, int only_first, int only_second) {
    Position first, second;
    for (int i = 0; i < common + only_first; ++i) add_person(first, "RSA", i, 10);
    for (int i = 0; i < common; ++i) add_person(second, "RSA", i, 10);
    for (int i = 0; i < only_second; ++i) add_person(second, "RSA", 100 + i, 10);
    return people_may_be_counted({{&first, shown_groups(first, 5)}, {&second, shown_groups(second, 5)}}, 5);
  };
  CHECK(counted(0, 6, 7));
  CHECK(counted(5, 6, 7));
  CHECK(counted(5, 0, 5));
  CHECK_FALSE(counted(1, 9, 9));  // somebody seen on both sites would be known to be of that group
  CHECK_FALSE(counted(6, 1, 9));
  CHECK_FALSE(counted(6, 9, 4));
}

TEST_CASE("A lot too small to be counted keeps nobody else from being counted", "[report][small_counts]") {
  Position large, small;
  for (int i = 0; i < 9; ++i) add_person(large, "RSA", i, 10);
  for (int i = 0; i < 2; ++i) add_person(small, "RSA", i, 10);
  CHECK(people_may_be_counted({{&large, shown_groups(large, 5)}, {&small, shown_groups(small, 5)}}, 5));
}

// "jeunes (7)" is shown: the number is the people of the group on the lots that show it.
TEST_CASE("The page's example of small groups is what the reports show", "[report][small_counts][docs]") {
  const auto rows = table_under(page_text("docs/calcul-des-heures.md"), "## Petits effectifs dans les rapports");
  const std::vector<std::pair<std::string, std::string>> groups = {{"RSA", "RSA"}, {"DELD", "longue durée"}, {"JEUNE_SQ", "jeunes"}};
  std::map<std::string, int> shown_in_all;
  std::int64_t next = 1;
  for (const auto& row : rows) {
    INFO(row[0]);
    const bool is_sum = row[0].find(" et ") != std::string::npos;
    Position lot;
    for (std::size_t i = 0; i < groups.size() && !is_sum; ++i)
      for (int person = 0; person < std::atoi(row[i + 1].c_str()); ++person) add_person(lot, groups[i].first, next++, 10);
    const auto shown = shown_groups(lot, 5);
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const auto& [code, words] = groups[i];
      const auto people = std::atoi(row[i + 1].c_str());
      if (!is_sum && shown.contains(code)) shown_in_all[code] += people;
      const int told = is_sum ? shown_in_all[code] : shown.contains(code) ? people : 0;
      const auto printed = words + " (" + std::to_string(told) + ")";
      CHECK((row[4].find(words) != std::string::npos) == (told > 0));
      if (told > 0) CHECK(row[4].find(printed) != std::string::npos);
    }
  }
}
