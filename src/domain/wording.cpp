#include "clausier/domain/wording.hpp"

#include <cstdlib>
#include <stdexcept>

namespace clausier {
namespace {

constexpr std::string_view narrow_space = "\u202F";
constexpr std::string_view no_break_space = "\u00A0";

std::string grouped(std::string digits) {
  for (std::size_t at = digits.size(); at > 3; ) {
    at -= 3;
    digits.insert(at, narrow_space);
  }
  return digits;
}

std::string two_digits(std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

// The space that the sign asks for before it, none when it asks for no space of its own.
std::string_view space_before(std::string_view sign) {
  for (const std::string_view narrow : {";", "!", "?"}) if (sign.starts_with(narrow)) return narrow_space;
  for (const std::string_view plain : {":", "»", "%", "€"}) if (sign.starts_with(plain)) return no_break_space;
  return {};
}

// What stands between braces: a name, or name|singular|plural.
std::string filled(std::string_view hole, const Parameters& parameters) {
  const auto bar = hole.find('|');
  const auto found = parameters.find(std::string(hole.substr(0, bar)));
  const std::string value = found == parameters.end() ? "" : found->second;
  if (bar == std::string_view::npos) return value;
  const auto forms = hole.substr(bar + 1);
  const auto middle = forms.find('|');
  const bool singular = value == "0" || value == "1" || value == "-1";
  return std::string(singular ? forms.substr(0, middle) : forms.substr(middle + 1));
}

constexpr std::string_view month_names[] = {"janvier", "février", "mars", "avril", "mai", "juin", "juillet",
                                            "août", "septembre", "octobre", "novembre", "décembre"};

}  // namespace

void Wording::add(std::string_view catalogue_text) {
  while (!catalogue_text.empty()) {
    const auto end = catalogue_text.find('\n');
    const auto line = trimmed(catalogue_text.substr(0, end));
    catalogue_text.remove_prefix(end == std::string_view::npos ? catalogue_text.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) throw std::invalid_argument("message without '=': " + std::string(line));
    const auto key = trimmed(line.substr(0, equals));
    if (!texts_.emplace(key, french_spaces(trimmed(line.substr(equals + 1)))).second)
      throw std::invalid_argument("message given twice: " + std::string(key));
  }
}

bool Wording::has(std::string_view key) const { return texts_.find(key) != texts_.end(); }

std::string Wording::say(std::string_view key, const Parameters& parameters) const {
  const auto found = texts_.find(key);
  if (found == texts_.end()) return "[" + std::string(key) + "]";
  std::string out;
  for (std::string_view text = found->second; !text.empty();) {
    const auto open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    const auto close = text.find('}', open);
    if (close == std::string_view::npos) { out += text.substr(open); break; }
    out += filled(text.substr(open + 1, close - open - 1), parameters);
    text.remove_prefix(close + 1);
  }
  return out;
}

std::string french_spaces(std::string_view text) {
  constexpr std::string_view opening = "«";
  std::string out;
  out.reserve(text.size() + text.size() / 32);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto before = text[at] == ' ' ? space_before(text.substr(at + 1)) : std::string_view();
    if (!before.empty()) out += before;
    else if (text[at] == ' ' && text.substr(0, at).ends_with(opening)) out += no_break_space;
    else out += text[at];
  }
  return out;
}

std::string french_integer(std::int64_t value) {
  return (value < 0 ? "-" : "") + grouped(std::to_string(value < 0 ? -value : value));
}

std::string french_hours(WorkTime time) {
  const auto hundredths = time.hundredths_of_hour();
  const auto magnitude = hundredths < 0 ? -hundredths : hundredths;
  return (hundredths < 0 ? "-" : "") + grouped(std::to_string(magnitude / 100)) + "," + two_digits(magnitude % 100);
}

std::string french_hours_minutes(WorkTime time) {
  const auto magnitude = time.seconds() < 0 ? -time.seconds() : time.seconds();
  const auto minutes = (magnitude + 30) / 60;
  return (time.seconds() < 0 ? "-" : "") + grouped(std::to_string(minutes / 60)) + std::string(no_break_space) + "h" +
         std::string(no_break_space) + two_digits(minutes % 60);
}

std::string french_money(Money money) {
  const auto magnitude = money.cents() < 0 ? -money.cents() : money.cents();
  return (money.cents() < 0 ? "-" : "") + grouped(std::to_string(magnitude / 100)) + "," + two_digits(magnitude % 100) +
         std::string(no_break_space) + "€";
}

std::string french_percent(std::int64_t tenths) {
  const auto magnitude = tenths < 0 ? -tenths : tenths;
  return (tenths < 0 ? "-" : "") + grouped(std::to_string(magnitude / 10)) + "," + std::to_string(magnitude % 10) +
         std::string(no_break_space) + "%";
}

std::string french_date(Date day) {
  return two_digits(day.day()) + "/" + two_digits(day.month()) + "/" + std::to_string(day.year());
}

std::string french_long_date(Date day) {
  const std::string number = day.day() == 1 ? "1er" : std::to_string(day.day());
  return number + " " + std::string(month_names[day.month() - 1]) + " " + std::to_string(day.year());
}

std::string french_month(Month month) {
  return std::string(month_names[month.number() - 1]) + " " + std::to_string(month.year());
}

std::string french_siret(const Siret& siret) {
  const auto& d = siret.digits();
  const std::string space(narrow_space);
  return d.substr(0, 3) + space + d.substr(3, 3) + space + d.substr(6, 3) + space + d.substr(9);
}

}  // namespace clausier
