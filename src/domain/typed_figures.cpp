#include "clausier/domain/typed_figures.hpp"

#include <string>

#include "clausier/domain/timesheet.hpp"

namespace clausier {
namespace {

constexpr int percentage_max = 1'000'000;  // basis points
constexpr std::int64_t seconds_in_hundredth = 36;

Refusal unreadable(std::string_view text) { return {"figure.unreadable", {{"valeur", std::string(text)}}}; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Digits right after the last separator: 0 when there is none.
std::size_t decimals_after(std::string_view text, std::string_view separators) {
  const auto at = text.find_last_of(separators);
  if (at == std::string_view::npos) return 0;
  std::size_t count = 0;
  while (at + 1 + count < text.size() && is_digit(text[at + 1 + count])) ++count;
  return count;
}

}  // namespace

Outcome<Money> parse_typed_money(std::string_view text) {
  const auto value = Money::parse(text);
  if (!value) return unreadable(text);
  if (text.find_first_of("eE") != std::string_view::npos || decimals_after(text, ".,") > 2)
    return Refusal{"figure.amount.two_readings", {{"valeur", std::string(text)}}};
  return *value;
}

Outcome<int> parse_typed_percentage(std::string_view text) {
  auto plain = text;
  if (plain.ends_with('%')) plain.remove_suffix(1);
  const auto hundredths = parse_typed_money(plain);  // the same reading: two decimals, comma or dot
  if (!hundredths || plain.find("€") != std::string_view::npos || hundredths.value().cents() < 0 || hundredths.value().cents() > percentage_max)
    return unreadable(text);
  return static_cast<int>(hundredths.value().cents());
}

Outcome<WorkTime> parse_typed_hours(std::string_view text) {
  const auto parsed = parse_work_time(text);
  if (!parsed) return unreadable(text);
  if (parsed->ambiguous_minutes || decimals_after(text, ".") == 3) return Refusal{"figure.hours.two_readings", {{"valeur", std::string(text)}}};
  return parsed->time;
}

std::string typed_hours_text(WorkTime time) {
  if (time.seconds() % seconds_in_hundredth != 0) return time.clock_text();
  auto text = time.decimal_hours_text();
  if (const auto dot = text.find('.'); dot != std::string::npos) text[dot] = ',';
  return text;
}

}  // namespace clausier
