#include "clausier/domain/consultation_number.hpp"

#include <algorithm>
#include <array>

namespace clausier {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool in_number(char c) {
  return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '/' || c == '_';
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

// Words that may stand between "consultation" and its number.
std::string_view after_sign(std::string_view rest) {
  constexpr std::array<std::string_view, 9> signs = {" ", ":", "\xC2\xA0", "numéro", "numero", "n°", "nº", "no ", "n "};
  for (bool skipped = true; skipped;) {
    skipped = false;
    for (const auto sign : signs)
      if (lower_ascii(rest.substr(0, sign.size())) == sign) {
        rest.remove_prefix(sign.size());
        skipped = true;
      }
  }
  return rest;
}

}  // namespace

std::string consultation_in(std::string_view object) {
  constexpr std::string_view word = "consultation";
  constexpr std::size_t shortest = 3;
  const std::string lowered = lower_ascii(object);
  for (auto at = lowered.find(word); at != std::string::npos; at = lowered.find(word, at + 1)) {
    const auto rest = after_sign(object.substr(at + word.size()));
    const auto end = std::find_if_not(rest.begin(), rest.end(), in_number);
    std::string number(rest.begin(), end);
    while (!number.empty() && !is_digit(number.back()) && (number.back() == '-' || number.back() == '/' || number.back() == '_')) number.pop_back();
    const auto digits = std::count_if(number.begin(), number.end(), is_digit);
    if (number.size() >= shortest && digits >= 2) return number;
  }
  return "";
}

}  // namespace clausier
