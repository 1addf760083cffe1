#include "timesheet_months.hpp"

#include <array>
#include <charconv>
#include <vector>

#include "clausier/domain/contract.hpp"

namespace clausier::read {
namespace {

struct MonthName {
  std::string_view word;
  unsigned number;
};

constexpr std::array<MonthName, 28> month_names = {{
    {"janvier", 1}, {"janv", 1},  {"jan", 1},      {"fevrier", 2}, {"fevr", 2},      {"fev", 2},   {"mars", 3},
    {"mar", 3},     {"avril", 4}, {"avr", 4},      {"mai", 5},     {"juin", 6},      {"juillet", 7}, {"juil", 7},
    {"jul", 7},     {"aout", 8},  {"aou", 8},      {"septembre", 9}, {"sept", 9},    {"sep", 9},   {"octobre", 10},
    {"oct", 10},    {"novembre", 11}, {"nov", 11}, {"decembre", 12}, {"dec", 12},    {"juill", 7}, {"fevri", 2},
}};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  const std::string plain = folded(text);
  for (std::size_t at = 0; at < plain.size();) {
    const auto end = std::min(plain.find(' ', at), plain.size());
    words.push_back(plain.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

unsigned month_named(std::string_view word) {
  for (const auto& name : month_names)
    if (name.word == word) return name.number;
  return 0;
}

std::optional<int> whole_number(std::string_view word) {
  int value = 0;
  const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (fault != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return value;
}

bool is_number(std::string_view word) { return whole_number(word).has_value(); }

std::optional<int> year_written(std::string_view word) {
  const auto value = whole_number(word);
  if (!value) return std::nullopt;
  if (word.size() == 4 && *value >= 1990 && *value <= 2100) return value;
  return std::nullopt;
}

std::string joined_without(const std::vector<std::string>& words, std::size_t first, std::size_t count) {
  std::string rest;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i >= first && i < first + count) continue;
    if (!rest.empty()) rest += ' ';
    rest += words[i];
  }
  return rest;
}

// A month by its name, with the year that may follow it in two or four digits.
std::optional<MonthMention> by_name(const std::vector<std::string>& words) {
  std::optional<std::size_t> at;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (month_named(words[i]) == 0) continue;
    if (at) return std::nullopt;
    at = i;
  }
  if (!at) return std::nullopt;
  if (*at > 0 && (words[*at - 1] == "1er" || (is_number(words[*at - 1]) && words[*at - 1].size() <= 2))) return std::nullopt;
  MonthMention mention{month_named(words[*at]), std::nullopt, ""};
  std::size_t taken = 1;
  if (*at + 1 < words.size()) {
    const auto& next = words[*at + 1];
    mention.year = year_written(next);
    if (!mention.year && next.size() == 2 && is_number(next)) mention.year = 2000 + *whole_number(next);
    if (mention.year) taken = 2;
  }
  mention.rest = joined_without(words, *at, taken);
  return mention;
}

// "05 2026" or "2026 05", with no other number beside it: three numbers are a date.
std::optional<MonthMention> by_numbers(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const bool year_first = year_written(words[i]).has_value();
    const auto& month_word = words[year_first ? i + 1 : i];
    const auto& year_word = words[year_first ? i : i + 1];
    const auto month = whole_number(month_word);
    const auto year = year_written(year_word);
    if (!month || !year || month_word.size() > 2 || *month < 1 || *month > 12) continue;
    const bool number_before = i > 0 && is_number(words[i - 1]);
    const bool number_after = i + 2 < words.size() && is_number(words[i + 2]);
    if (number_before || number_after) continue;
    return MonthMention{static_cast<unsigned>(*month), year, joined_without(words, i, 2)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<MonthMention> month_mentioned(std::string_view text) {
  constexpr std::size_t longest_title = 200;
  if (text.size() > longest_title) return std::nullopt;
  const auto words = words_of(text);
  if (auto mention = by_name(words)) return mention;
  return by_numbers(words);
}

std::optional<Date> parse_long_date(std::string_view text) {
  constexpr std::size_t longest_date = 60;
  if (text.size() > longest_date) return std::nullopt;
  auto words = words_of(text);
  if (words.size() == 4) words.erase(words.begin());  // the day of the week
  if (words.size() != 3 || words[0].size() > 3) return std::nullopt;
  const auto day = words[0] == "1er" ? std::optional(1) : whole_number(words[0]);
  const auto month = month_named(words[1]);
  const auto year = year_written(words[2]);
  if (!day || *day < 1 || month == 0 || !year) return std::nullopt;
  return Date::of(*year, month, static_cast<unsigned>(*day));
}

}  // namespace clausier::read
