#include "fields.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace clausier::read {
namespace {

constexpr int duration_max = 1200;
constexpr std::int64_t contract_ceiling_euros = 3'000'000'000;
constexpr std::int64_t concession_ceiling_euros = 15'000'000'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string without_blanks(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return c != ' '; });
  return out;
}

// A day as written, which may be no day at all.
struct WrittenDate {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  bool regular = false;  // exactly AAAA-MM-JJ, whatever follows
};

std::optional<int> take_number(std::string_view& text, std::size_t digits_max) {
  std::size_t length = 0;
  while (length < text.size() && length < digits_max && is_digit(text[length])) ++length;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + length, value);
  if (length == 0 || error != std::errc{}) return std::nullopt;
  text.remove_prefix(length);
  return value;
}

// Time or offset after a date: "T10:00:00", "+01:00", "Z", " 00:00:00".
bool is_date_tail(std::string_view rest) {
  return rest.empty() || std::string_view("T+-Z ").find(rest.front()) != std::string_view::npos;
}

std::optional<WrittenDate> year_first(std::string_view text) {
  const std::string_view whole = text;
  const auto year = take_number(text, 4);
  if (!year || text.empty() || (text.front() != '-' && text.front() != '/')) return std::nullopt;
  const char separator = text.front();
  text.remove_prefix(1);
  const auto month = take_number(text, 2);
  if (!month || text.empty() || text.front() != separator) return std::nullopt;
  text.remove_prefix(1);
  const auto day = take_number(text, 2);
  if (!day || !is_date_tail(text)) return std::nullopt;
  const bool regular = separator == '-' && whole.size() - text.size() == 10;
  return WrittenDate{*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day), regular};
}

// "September, 16 2021 00:00:00"
std::optional<WrittenDate> english_date(std::string_view text) {
  constexpr std::array<std::string_view, 12> months = {"January",   "February", "March",    "April",
                                                       "May",       "June",     "July",     "August",
                                                       "September", "October",  "November", "December"};
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (!text.starts_with(months[i])) continue;
    text.remove_prefix(months[i].size());
    while (!text.empty() && (text.front() == ',' || text.front() == ' ')) text.remove_prefix(1);
    const auto day = take_number(text, 2);
    while (!text.empty() && (text.front() == ',' || text.front() == ' ')) text.remove_prefix(1);
    const auto year = take_number(text, 4);
    if (!day || !year) return std::nullopt;
    return WrittenDate{*year, static_cast<unsigned>(i) + 1, static_cast<unsigned>(*day), false};
  }
  return std::nullopt;
}

std::optional<WrittenDate> compact_date(std::string_view text) {
  if (text.size() != 8 || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  const auto year = take_number(text, 4), month = take_number(text, 2), day = take_number(text, 2);
  return WrittenDate{*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day), false};
}

std::optional<WrittenDate> written_date(const std::string& text) {
  if (const auto date = year_first(text)) return date;
  if (const auto french = Date::parse_french(text.substr(0, text.find(' '))))
    return WrittenDate{french->year(), french->month(), french->day(), false};
  if (const auto date = english_date(text)) return date;
  return compact_date(text);
}

bool plausible_year(int year) { return year >= 1990 && year <= 2099; }

std::optional<Date> with_year_of(const WrittenDate& written, Date witness) {
  for (const int year : {witness.year(), witness.year() - 1})
    if (const auto date = Date::of(year, written.month, written.day); date && *date <= witness) return date;
  return std::nullopt;
}

bool looks_typed_at_random(std::int64_t euros) {
  const std::string digits = std::to_string(euros);
  if (digits.starts_with("123456789")) return true;
  if (euros <= 100'000'000) return false;
  return std::any_of(digits.begin(), digits.end(),
                     [&](char c) { return std::count(digits.begin(), digits.end(), c) > 6; });
}

// Divisions of the CPV 2008.
bool is_cpv(std::string_view digits) {
  constexpr std::string_view divisions =
      " 03 09 14 15 16 18 19 22 24 30 31 32 33 34 35 37 38 39 41 42 43 44 45 48 50 51 55"
      " 60 63 64 65 66 70 71 72 73 75 76 77 79 80 85 90 92 98 ";
  return digits.size() == 8 && divisions.find(" " + std::string(digits.substr(0, 2)) + " ") != std::string_view::npos;
}

// A code whose leading zero was lost is one of division 03 (groups 0 to 4) or 09 (groups 0 to 3).
bool lost_its_zero(std::string_view digits) {
  if (digits.size() != 7) return false;
  return (digits[0] == '3' && digits[1] <= '4') || (digits[0] == '9' && digits[1] <= '3');
}

std::string completed_cpv(const std::string& digits) {
  if (lost_its_zero(digits)) return "0" + digits;
  if (digits.size() > 8) return digits.substr(0, 8);  // the control digit without its dash
  std::string padded = digits;
  padded.resize(8, '0');  // "4521" names the group that "45210000" names
  return padded;
}

}  // namespace

std::optional<Date> read_date(const Node& node, std::string_view path, std::optional<Date> witness, Notes& notes) {
  const std::string text = notes.text(node, path);
  if (text.empty()) return std::nullopt;
  const auto written = written_date(text);
  auto date =
      written && plausible_year(written->year) ? Date::of(written->year, written->month, written->day) : std::nullopt;
  const bool as_written = date && written->regular;
  if (written && !plausible_year(written->year) && witness) date = with_year_of(*written, *witness);
  if (!date) notes.add("record.date.invalid", path, text);
  else if (!as_written) notes.add("record.date.repaired", path, text);
  return date;
}

std::optional<Money> read_amount(const Node& node, std::string_view path, ContractNature kind, Notes& notes) {
  const std::string text = notes.text(node, path);
  if (text.empty()) return std::nullopt;
  const auto amount = Money::parse(text);
  if (!amount || amount->cents() < 0) {
    notes.add("record.amount.invalid", path, text);
    return std::nullopt;
  }
  const std::int64_t euros = amount->cents() / 100;
  const auto ceiling = kind == ContractNature::concession ? concession_ceiling_euros : contract_ceiling_euros;
  if (euros < 1 || euros > ceiling || looks_typed_at_random(euros)) notes.add("record.amount.doubtful", path, text);
  return amount;
}

std::optional<int> read_duration(const Node& node, std::string_view path, Notes& notes) {
  const std::string text = notes.text(node, path);
  if (text.empty()) return std::nullopt;
  std::string_view rest = text;
  const auto whole = take_number(rest, 6);
  int months = whole.value_or(0);
  const bool fraction = !rest.empty() && (rest.front() == '.' || rest.front() == ',');
  if (fraction) {
    rest.remove_prefix(1);
    const auto digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    if (rest.substr(0, digits).find_first_not_of('0') != std::string_view::npos) {
      ++months;
      notes.add("record.duration.doubtful", path, text);
    }
    rest.remove_prefix(digits);
  }
  const bool unit = folded(rest) == "mois" || folded(rest) == "m";
  if (unit) notes.add_once("record.structure", path, text);
  if (!whole || (!rest.empty() && !unit) || months < 1 || months > duration_max) {
    notes.add("record.duration.invalid", path, text);
    return std::nullopt;
  }
  return months;
}

void check_duration(int months, std::optional<Money> amount, std::string_view path, Notes& notes) {
  const std::int64_t cents = amount ? amount->cents() : 0;
  const bool days = (months == 360 || months == 365 || months == 366) && cents < 10'000'000'00;
  const bool too_long = months > 120 && cents < 2'000'000'00;
  if (days || too_long) notes.add("record.duration.doubtful", path, std::to_string(months));
}

std::string read_cpv(const Node& node, std::string_view path, Notes& notes) {
  const std::string text = notes.text(node, path);
  const std::string code = without_blanks(text);
  const auto dash = code.find('-');
  const std::string digits = code.substr(0, dash);
  const bool numeric = !digits.empty() && std::all_of(digits.begin(), digits.end(), is_digit);
  if (numeric && digits.size() == 8 && is_cpv(digits)) {
    if (code != text) notes.add("record.cpv.repaired", path, text);
    return digits;
  }
  const std::string completed =
      numeric && digits.size() != 8 && digits.size() >= 2 && digits.size() <= 9 ? completed_cpv(digits) : "";
  if (!is_cpv(completed)) {
    notes.add("record.cpv.invalid", path, text);
    return "";
  }
  notes.add("record.cpv.repaired", path, text);
  return completed;
}

Identifier read_siret(const std::string& text) {
  const auto found = Siret::parse_repairing(text);
  if (!found) return {std::nullopt, without_blanks(text), false};
  return {found->siret, found->siret.digits(), found->siret.digits() != text};
}

}  // namespace clausier::read
