#include "clean_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "text_encoding.hpp"

namespace clausier::read {
namespace {

constexpr int decoding_rounds = 4;  // "&amp;amp;#768;" needs three

struct Entity {
  std::string_view name;
  std::string_view text;
};

constexpr std::array<Entity, 39> entities = {{
    {"amp", "&"},    {"lt", "<"},    {"gt", ">"},     {"quot", "\""},  {"apos", "'"},  {"nbsp", " "},   {"eacute", "é"},
    {"egrave", "è"}, {"ecirc", "ê"}, {"euml", "ë"},   {"agrave", "à"}, {"acirc", "â"}, {"ccedil", "ç"}, {"icirc", "î"},
    {"iuml", "ï"},   {"ocirc", "ô"}, {"ugrave", "ù"}, {"ucirc", "û"},  {"uuml", "ü"},  {"oelig", "œ"},  {"Eacute", "É"},
    {"Egrave", "È"}, {"Ecirc", "Ê"}, {"Agrave", "À"}, {"Ccedil", "Ç"}, {"Ocirc", "Ô"}, {"OElig", "Œ"},  {"rsquo", "’"},
    {"lsquo", "‘"},  {"ldquo", "“"}, {"rdquo", "”"},  {"laquo", "«"},  {"raquo", "»"}, {"ndash", "–"},  {"mdash", "—"},
    {"hellip", "…"}, {"bull", "•"},  {"deg", "°"},    {"euro", "€"},
}};

constexpr std::array<std::string_view, 26> html_tags = {
    "a",  "b", "br",  "center", "div",  "em",     "font", "h1",  "h2",    "h3", "h4", "i", "li",
    "ol", "p", "pre", "small",  "span", "strong", "sub",  "sup", "table", "td", "tr", "u", "ul"};

// What Windows-1252 means by a byte from 0x80 to 0x9F; empty where it defines nothing.
std::string cp1252_character(unsigned char byte) {
  const char single = static_cast<char>(byte);
  const auto decoded = decode_text({&single, 1});
  return decoded ? decoded->utf8 : "";
}

std::optional<std::string> numeric_entity(std::string_view digits) {
  const bool hexadecimal = digits.starts_with('x') || digits.starts_with('X');
  if (hexadecimal) digits.remove_prefix(1);
  unsigned value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, hexadecimal ? 16 : 10);
  if (error != std::errc{} || end != digits.data() + digits.size() || value == 0 || value > 0x10FFFF)
    return std::nullopt;
  if (value >= 0x80 && value <= 0x9F) return cp1252_character(static_cast<unsigned char>(value));
  if (value < 0x20 || (value >= 0xD800 && value <= 0xDFFF)) return " ";
  std::string out;
  append_utf8(out, value);
  return out;
}

std::optional<std::string> entity_text(std::string_view name) {
  if (name.starts_with('#')) return numeric_entity(name.substr(1));
  const auto found =
      std::find_if(entities.begin(), entities.end(), [name](const Entity& entity) { return entity.name == name; });
  if (found == entities.end()) return std::nullopt;
  return std::string(found->text);
}

bool decode_entities(std::string& text) {
  if (text.find('&') == std::string::npos) return false;
  std::string out;
  bool decoded = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text[at] == '&' ? text.find(';', at) : std::string::npos;
    const bool near = end != std::string::npos && end - at <= 10;
    const auto meaning = near ? entity_text(std::string_view(text).substr(at + 1, end - at - 1)) : std::nullopt;
    out += meaning ? *meaning : std::string(1, text[at]);
    decoded = decoded || meaning;
    at = meaning ? end + 1 : at + 1;
  }
  text = std::move(out);
  return decoded;
}

// Length of an HTML tag at `at`, 0 when "<" is only a sign.
std::size_t tag_length(std::string_view text, std::size_t at) {
  std::size_t name = at + 1;
  if (name < text.size() && text[name] == '/') ++name;
  std::size_t end = name;
  std::string lower;
  for (; end < text.size() && lower.size() < 8; ++end) {
    const char c = text[end];
    if (c >= 'A' && c <= 'Z') lower += static_cast<char>(c + 32);
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) lower += c;
    else break;
  }
  if (std::find(html_tags.begin(), html_tags.end(), lower) == html_tags.end()) return 0;
  if (end < text.size() && text[end] != '>' && text[end] != '/' && text[end] != ' ') return 0;
  const auto close = text.find('>', end);
  return close == std::string_view::npos || close - at > 300 ? 0 : close + 1 - at;
}

bool remove_tags(std::string& text) {
  if (text.find('<') == std::string::npos) return false;
  std::string out;
  bool removed = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = text[at] == '<' ? tag_length(text, at) : 0;
    out += length > 0 ? ' ' : text[at];
    removed = removed || length > 0;
    at += length > 0 ? length : 1;
  }
  text = std::move(out);
  return removed;
}

// U+0080…U+009F in UTF-8 are C2 80…C2 9F.
bool remap_c1(std::string& text) {
  std::string out;
  bool remapped = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0;
    if (text[at] != '\xC2' || next < 0x80 || next > 0x9F) {
      out += text[at];
      continue;
    }
    remapped = true;
    out += cp1252_character(next);
    ++at;
  }
  text = std::move(out);
  return remapped;
}

// Length of a blank of any kind at `at`; invisible characters count as blank.
std::size_t blank_length(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte <= 0x20 || byte == 0x7F) return 1;
  const auto rest = text.substr(at);
  if (rest.starts_with("\u00A0") || rest.starts_with("\u00AD")) return 2;
  for (const std::string_view blank : {"\u202F", "\u2009", "\u200B", "\u2028", "\u2029", "\uFEFF"})
    if (rest.starts_with(blank)) return 3;
  return 0;
}

std::string one_line(std::string_view text) {
  std::string out;
  bool gap = false;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t blank = blank_length(text, at); blank > 0) {
      gap = true;
      at += blank;
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += text[at++];
  }
  return out;
}

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// "Pas?de?Calais": a dash or an apostrophe became "?".
bool question_mark_inside_word(std::string_view text) {
  for (std::size_t at = text.find('?'); at != std::string_view::npos; at = text.find('?', at + 1))
    if (at > 0 && at + 1 < text.size() && is_letter_or_digit(text[at - 1]) && is_letter_or_digit(text[at + 1]))
      return true;
  return false;
}

// True when nothing can be wrong with valid UTF-8: U+0080 to U+00BF, U+2000 to U+2FFF and U+F000 to
// U+FFFF, where blanks, controls and lost characters live, start with other bytes than letters do.
bool is_plain(std::string_view text) {
  bool blank = true;  // a leading or double blank is not plain
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xE2 || byte == 0xEF) return false;
    if (c == '&' || c == '<' || c == '?' || (c == ' ' && blank)) return false;
    blank = c == ' ';
  }
  return !blank || text.empty();
}

}  // namespace

CleanText clean_text(std::string_view utf8) {
  CleanText clean;
  clean.text = utf8;
  if (is_plain(utf8)) return clean;
  clean.encoding_repaired = clean.text.find('\xC2') != std::string::npos && remap_c1(clean.text);
  for (int round = 0; round < decoding_rounds; ++round) {
    const bool decoded = decode_entities(clean.text);
    const bool removed = remove_tags(clean.text);
    if (!decoded && !removed) break;
    clean.html = true;
  }
  clean.text = one_line(clean.text);
  clean.encoding_lost = clean.text.find("\uFFFD") != std::string::npos || question_mark_inside_word(clean.text);
  return clean;
}

bool repair_utf8(std::string& bytes) {
  if (is_valid_utf8(bytes)) return false;
  std::string out;
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t length = 0;
    for (std::size_t candidate = 1; candidate <= 4 && length == 0 && at + candidate <= bytes.size(); ++candidate)
      if (is_valid_utf8(std::string_view(bytes).substr(at, candidate))) length = candidate;
    if (length > 0) {
      out.append(bytes, at, length);
      at += length;
    } else {
      const auto character = cp1252_character(static_cast<unsigned char>(bytes[at++]));
      out += character.empty() ? "\uFFFD" : character;
    }
  }
  bytes = std::move(out);
  return true;
}

std::string shortened(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return std::string(text);
  while (bytes_max > 0 && (static_cast<unsigned char>(text[bytes_max]) & 0xC0) == 0x80) --bytes_max;
  return std::string(text.substr(0, bytes_max));
}

}  // namespace clausier::read
