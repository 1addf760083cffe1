#include "clausier/domain/nir.hpp"

#include <cstdint>
#include <string>

#include "clausier/domain/siret.hpp"

namespace clausier {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
int two_digits(std::string_view text) { return (text[0] - '0') * 10 + (text[1] - '0'); }

// Corsica's letters count as 19 and 18 in the key (2A = 19, 2B = 18).
std::string with_corsica_as_digits(std::string_view nir) {
  std::string digits(nir);
  if (digits.size() < 7 || digits[5] != '2') return digits;
  if (digits[6] == 'A' || digits[6] == 'a') digits.replace(5, 2, "19");
  else if (digits[6] == 'B' || digits[6] == 'b') digits.replace(5, 2, "18");
  return digits;
}

// Sex, month and department that can exist. Months 20 to 42 and 50 to 99 are given when the month is
// unknown; without a key to check they would catch contract numbers such as 2026014000123, so 13
// digits need a real month. Departments end at 95, then 97 and 98 overseas and 99 abroad.
bool plausible_parts(std::string_view digits) {
  const bool sex = digits[0] == '1' || digits[0] == '2';
  const int month = two_digits(digits.substr(3, 2));
  const int department = two_digits(digits.substr(5, 2));
  const bool real_month = month >= 1 && month <= 12;
  const bool month_exists = real_month || (digits.size() == 15 && ((month >= 20 && month <= 42) || month >= 50));
  return sex && month_exists && department >= 1 && department != 96;
}

bool key_passes(std::string_view digits) {
  std::uint64_t number = 0;
  for (const char c : digits.substr(0, 13)) number = number * 10 + static_cast<std::uint64_t>(c - '0');
  return 97 - number % 97 == static_cast<std::uint64_t>(two_digits(digits.substr(13)));
}

bool is_nir(std::string_view run) {
  if (run.size() != 13 && run.size() != 15) return false;
  const std::string digits = with_corsica_as_digits(run);
  for (const char c : digits)
    if (!is_digit(c)) return false;
  if (!plausible_parts(digits)) return false;
  if (digits.size() == 15) return key_passes(digits);
  return !Siret::parse_repairing(digits);
}

// Length in bytes of what people put between the groups of a number, 0 when there is none.
std::size_t separator_length(std::string_view text) {
  if (text.starts_with(" ") || text.starts_with(".") || text.starts_with("-")) return 1;
  if (text.starts_with("\u00A0")) return 2;
  if (text.starts_with("\u202F")) return 3;
  return 0;
}

}  // namespace

bool holds_nir(std::string_view text) {
  std::string run;
  while (!text.empty()) {
    const char c = text.front();
    const bool corsica = (c == 'A' || c == 'a' || c == 'B' || c == 'b') && run.size() == 6 && run.back() == '2';
    if (is_digit(c) || corsica) {
      run += c;
      text.remove_prefix(1);
    } else if (const auto length = separator_length(text); length > 0 && !run.empty()) {
      text.remove_prefix(length);
    } else {
      if (is_nir(run)) return true;
      run.clear();
      text.remove_prefix(1);
    }
  }
  return is_nir(run);
}

}  // namespace clausier
