// Text of contract files compared and searched: folding, ids that mean nothing, lot numbers.
#include <algorithm>
#include <array>
#include <vector>

#include "clausier/domain/contract.hpp"

namespace clausier {
namespace {

constexpr char32_t lost_character = 0xFFFD;

// Next code point of UTF-8 text; a malformed byte stands for a lost character.
char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (length == 0 || at + length > text.size()) return ++at, lost_character;
  char32_t value = length == 1 ? lead : lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return ++at, lost_character;
    value = (value << 6) | (byte(at + i) & 0x3F);
  }
  at += length;
  return value;
}

struct LatinRange {
  char32_t first, last;
  std::string_view base;
};

// Letters of U+00C0…U+017E by their base letter, in order; × and ÷ are no letters.
constexpr std::array<LatinRange, 42> latin_letters = {{
    {0xC0, 0xC5, "a"},   {0xC6, 0xC6, "ae"},  {0xC7, 0xC7, "c"},   {0xC8, 0xCB, "e"},   {0xCC, 0xCF, "i"},
    {0xD0, 0xD0, "d"},   {0xD1, 0xD1, "n"},   {0xD2, 0xD6, "o"},   {0xD8, 0xD8, "o"},   {0xD9, 0xDC, "u"},
    {0xDD, 0xDE, "y"},   {0xDF, 0xDF, "ss"},  {0xE0, 0xE5, "a"},   {0xE6, 0xE6, "ae"},  {0xE7, 0xE7, "c"},
    {0xE8, 0xEB, "e"},   {0xEC, 0xEF, "i"},   {0xF0, 0xF0, "d"},   {0xF1, 0xF1, "n"},   {0xF2, 0xF6, "o"},
    {0xF8, 0xF8, "o"},   {0xF9, 0xFC, "u"},   {0xFD, 0xFF, "y"},   {0x100, 0x105, "a"}, {0x106, 0x10D, "c"},
    {0x10E, 0x111, "d"}, {0x112, 0x11B, "e"}, {0x11C, 0x123, "g"}, {0x124, 0x127, "h"}, {0x128, 0x131, "i"},
    {0x136, 0x138, "k"}, {0x139, 0x142, "l"}, {0x143, 0x149, "n"}, {0x14C, 0x151, "o"}, {0x152, 0x153, "oe"},
    {0x154, 0x159, "r"}, {0x15A, 0x161, "s"}, {0x162, 0x167, "t"}, {0x168, 0x173, "u"}, {0x174, 0x175, "w"},
    {0x176, 0x178, "y"}, {0x179, 0x17E, "z"},
}};

std::string_view latin_base(char32_t c) {
  const auto found = std::find_if(latin_letters.begin(), latin_letters.end(),
                                  [c](const LatinRange& range) { return c >= range.first && c <= range.last; });
  return found == latin_letters.end() ? std::string_view{} : found->base;
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }

constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }

// Letters in lower case and digits; a space for everything that separates words.
constexpr std::array<char, 128> folded_ascii = [] {
  std::array<char, 128> table{};
  for (int c = 0; c < 128; ++c) {
    const char plain = lower(static_cast<char>(c));
    table[static_cast<std::size_t>(c)] = is_letter(plain) || is_digit(plain) ? plain : ' ';
  }
  return table;
}();

std::string lower_text(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

std::string upper_text(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (is_letter(c) && !is_upper(c)) c = static_cast<char>(c - 32);
  return out;
}

// Words of ASCII letters and digits, with their case; everything else separates ("n°4" -> "n", "4").
// Accented letters belong to a word, so that "lot a été" does not show a word of its own.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t start = 0;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t here = at;
    const char32_t c = next_code_point(text, at);
    const bool in_word = c < 0x80 ? is_letter(static_cast<char>(c)) || is_digit(static_cast<char>(c))
                                  : c == '&' || !latin_base(c).empty();
    if (in_word && !inside) start = here;
    if (!in_word && inside) words.push_back(text.substr(start, here - start));
    inside = in_word;
  }
  if (inside) words.push_back(text.substr(start));
  return words;
}

// A lot number: "2", "01", "3B", "Q2"; a single letter only when `letters` allows it.
bool is_lot_number(std::string_view word, bool letters) {
  const auto digits = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_digit));
  const auto ascii = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_letter));
  if (word.empty() || digits + ascii != word.size()) return false;
  if (digits == 0) return letters && word.size() == 1;
  return digits <= 3 && ascii <= 2 && (is_digit(word.front()) || is_digit(word.back()));
}

bool is_number_sign(const std::string& word) {
  return word == "n" || word == "no" || word == "num" || word == "numero" || word == "num\u00E9ro";
}

// "no4", "n4": the sign stuck to the number.
std::string_view without_number_sign(std::string_view word) {
  const std::string small = lower_text(word);
  const std::size_t sign = small.starts_with("no") ? 2 : small.starts_with("n") ? 1 : 0;
  if (sign > 0 && word.size() > sign && is_digit(word[sign])) word.remove_prefix(sign);
  return word;
}

// The number that follows the word "lot" at `at`; advances past it. Empty when there is none.
std::string_view number_after(const std::vector<std::string_view>& words, std::size_t& at) {
  bool signed_number = false;
  while (at < words.size() && is_number_sign(lower_text(words[at]))) {
    signed_number = true;
    ++at;
  }
  if (at >= words.size()) return {};
  const auto word = without_number_sign(words[at]);
  const bool letters = signed_number || (is_upper(word.empty() ? ' ' : word.front()) && at + 1 == words.size()) ||
                       (word.size() == 1 && is_upper(word.front()) && word.front() != 'A' && word.front() != 'Y');
  if (!is_lot_number(word, letters)) return {};
  ++at;
  return word;
}

// True when the words from `at` go on with the number: "et 02", "à 5", "& 3", ", 2 et 3".
bool list_goes_on(const std::vector<std::string_view>& words, std::size_t at) {
  if (at + 1 >= words.size()) return false;
  const std::string link = lower_text(words[at]);
  const bool links = link == "et" || link == "a" || link == "\u00E0" || link == "au" || link == "ou";
  if (links) return is_lot_number(words[at + 1], false);
  return is_lot_number(words[at], false) && words[at].size() <= 2 && list_goes_on(words, at + 1);
}

}  // namespace

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  const auto append = [&](std::string_view piece) {
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += piece;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t here = at;
    if (const auto byte = static_cast<unsigned char>(text[at]); byte < 0x80) {  // nearly all of them
      const char plain = folded_ascii[byte];
      if (plain != ' ') append({&plain, 1});
      else gap = true;
      ++at;
      continue;
    }
    const char32_t c = next_code_point(text, at);
    if (c >= 0x300 && c <= 0x36F) {
      continue;  // a combining accent belongs to the letter before it
    } else if (const auto base = latin_base(c); !base.empty()) {
      append(base);
    } else if (c < 0x370 || (c >= 0x2000 && c <= 0x2BFF) || c == lost_character) {
      gap = true;
    } else {
      append(text.substr(here, at - here));
    }
  }
  return out;
}

bool meaningless_id(std::string_view id) {
  const std::string key = folded(id);
  if (key.find_first_not_of("0 ") == std::string::npos) return true;
  return key == "nc" || key == "null" || key == "nan" || key == "none" || key == "sans objet";
}

std::string lot_number_in(std::string_view object) {
  const auto words = words_of(object);
  std::string found;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string word = lower_text(words[at]);
    std::string number;
    std::size_t next = at + 1;
    if (word == "lot") {
      number = upper_text(number_after(words, next));
    } else if (word.size() > 3 && word.starts_with("lot") && is_lot_number(words[at].substr(3), false)) {
      number = upper_text(words[at].substr(3));
    } else if (word == "lots" && next < words.size() && !number_after(words, next).empty()) {
      return "";
    }
    if (number.empty()) continue;
    if (list_goes_on(words, next) || (!found.empty() && found != number)) return "";
    found = number;
  }
  return found;
}

}  // namespace clausier
