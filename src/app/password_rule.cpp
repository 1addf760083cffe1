// The password rule of interface.md §1.4: 12 to 256 characters worth at least 65 bits, no composition
// imposed. Characters that anybody would guess from the one before, and words found in every list of
// stolen passwords, are not worth a character.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "clausier/app/accounts.hpp"
#include "clausier/domain/contract.hpp"
#include "passwords.hpp"

namespace clausier::app {
namespace {

constexpr std::size_t length_min = 12;
constexpr std::size_t length_max = 256;
constexpr int bits_min = 65;
constexpr std::size_t context_word_min = 4;  // shorter ones are part of too many honest phrases

constexpr std::array<std::string_view, 3> own_words = {"clause", "insertion", "clausier"};

constexpr std::array<std::string_view, 42> common_words = {
    "motdepasse", "password",  "passwort",  "azerty",    "qwerty",   "bonjour",   "soleil",   "bienvenue", "welcome",
    "admin",      "administrateur", "utilisateur", "secret", "jetaime", "iloveyou", "doudou", "chouchou",  "loulou",
    "marseille",  "france",    "paris",     "football",  "dragon",   "monkey",    "princess", "princesse", "superman",
    "sunshine",   "nicolas",   "camille",   "thomas",    "julien",   "alexandre", "chocolat", "vacances",  "printemps",
    "automne",    "changeme",  "connexion", "ordinateur", "internet", "letmein"};

constexpr std::array<std::string_view, 7> keyboard_rows = {"azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop",
                                                          "asdfghjkl",  "zxcvbnm",    "1234567890"};

using Letters = std::u32string;

// One letter a code point; bytes that are no UTF-8 count one by one.
Letters letters_of(std::string_view text) {
  Letters letters;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
    char32_t letter = 0;
    for (const char c : text.substr(at, length)) letter = letter << 8 | static_cast<unsigned char>(c);
    letters += letter;
    at += length;
  }
  return letters;
}

// How many characters somebody would have to try at each place.
std::uint64_t alphabet_size(const Letters& letters) {
  bool lower = false, upper = false, digit = false, sign = false, other = false;
  for (const char32_t c : letters) {
    if (c >= U'a' && c <= U'z') lower = true;
    else if (c >= U'A' && c <= U'Z') upper = true;
    else if (c >= U'0' && c <= U'9') digit = true;
    else if (c < 0x80) sign = true;
    else other = true;
  }
  return (lower ? 26u : 0u) + (upper ? 26u : 0u) + (digit ? 10u : 0u) + (sign ? 33u : 0u) + (other ? 64u : 0u);
}

// alphabet^count >= 2^65, in integers: the leading bits of the product are kept, those cut are counted.
bool strong_enough(std::uint64_t alphabet, std::size_t count) {
  std::uint64_t product = 1;
  int cut_bits = 0;
  for (std::size_t i = 0; i < count; ++i) {
    product *= alphabet;
    for (; product >= std::uint64_t{1} << 48; product >>= 1) ++cut_bits;
  }
  for (; product >= 2; product >>= 1) ++cut_bits;
  return product != 0 && cut_bits >= bits_min;
}

bool keyboard_neighbours(char32_t a, char32_t b) {
  if (a >= 0x80 || b >= 0x80) return false;
  return std::any_of(keyboard_rows.begin(), keyboard_rows.end(), [&](std::string_view row) {
    const auto at = row.find(static_cast<char>(a)), next = row.find(static_cast<char>(b));
    return at != row.npos && next != row.npos && (next == at + 1 || at == next + 1);
  });
}

// aaa, abc, 987, azerty: the third character and those after it follow by themselves.
bool follows(char32_t first, char32_t second, char32_t third) {
  const auto step = [](char32_t a, char32_t b) { return static_cast<std::int64_t>(b) - static_cast<std::int64_t>(a); };
  const auto slope = step(first, second);
  if (slope == step(second, third) && slope >= -1 && slope <= 1) return true;
  return keyboard_neighbours(first, second) && keyboard_neighbours(second, third);
}

// The shortest beginning that, repeated, gives the whole: "abcabcab" -> 3; the whole length when none.
std::size_t period_of(const Letters& letters) {
  for (std::size_t period = 1; period <= letters.size() / 2; ++period)
    if (std::equal(letters.begin() + static_cast<std::ptrdiff_t>(period), letters.end(), letters.begin())) return period;
  return letters.size();
}

std::size_t count_without_sequences(const Letters& letters) {
  const std::size_t length = period_of(letters);
  std::size_t count = std::min<std::size_t>(length, 2);
  for (std::size_t i = 2; i < length; ++i)
    if (!follows(letters[i - 2], letters[i - 1], letters[i])) ++count;
  return count;
}

// Letters that stand for others in every attacker's rules, undone; separators dropped.
std::string bare(std::string_view password) {
  std::string undone;
  constexpr std::string_view disguises = "0134578@$!", meant = "oieastbasi";
  for (const char c : password) {
    const auto found = disguises.find(c);
    undone += found == disguises.npos ? c : meant[found];
  }
  std::string text = folded(undone);
  std::erase(text, ' ');
  return text;
}

// Each common word is worth one character, wherever it stands.
std::size_t letters_in_common_words(std::string text) {
  std::size_t worthless = 0;
  for (const auto word : common_words)
    for (auto at = text.find(word); at != text.npos; at = text.find(word)) {
      text.replace(at, word.size(), "\n");
      worthless += word.size() - 1;
    }
  return worthless;
}

bool names_context(std::string_view password, const std::vector<std::string>& context_words) {
  std::string text = folded(password);
  std::erase(text, ' ');
  const auto inside = [&](std::string_view word) {
    std::string sought = folded(word);
    std::erase(sought, ' ');
    return sought.size() >= context_word_min && text.find(sought) != text.npos;
  };
  return std::any_of(own_words.begin(), own_words.end(), inside) ||
         std::any_of(context_words.begin(), context_words.end(), inside);
}

std::string strength_fault(std::string_view password, const Letters& letters) {
  const auto alphabet = alphabet_size(letters);
  const auto unguessed = count_without_sequences(letters);
  const auto worthless = std::min(unguessed, letters_in_common_words(bare(password)));
  if (letters.size() < length_min) return "password.short";
  if (!strong_enough(alphabet, letters.size())) return "password.weak";
  if (!strong_enough(alphabet, unguessed)) return "password.sequence";
  if (!strong_enough(alphabet, unguessed - worthless)) return "password.common";
  return "";
}

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : folded(text) + " ") {
    if (c != ' ') word += c;
    else if (!word.empty()) words.push_back(std::exchange(word, ""));
  }
  return words;
}

}  // namespace

std::vector<std::string> password_faults(std::string_view password, const std::vector<std::string>& context_words) {
  const Letters letters = letters_of(password);
  if (letters.size() > length_max) return {"password.long"};
  std::vector<std::string> faults;
  if (const auto fault = strength_fault(password, letters); !fault.empty()) faults.push_back(fault);
  if (names_context(password, context_words)) faults.push_back("password.context");
  return faults;
}

std::vector<std::string> context_words_of(const store::UserRow& user) {
  std::vector<std::string> words = words_in(user.display_name);
  for (auto& word : words_in(user.email.substr(0, user.email.find('@')))) words.push_back(std::move(word));
  words.push_back(user.email);
  if (user.organisation) words.push_back(user.organisation->siret.digits());
  return words;
}

}  // namespace clausier::app
