#include "text_encoding.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>

namespace clausier::read {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

unsigned char byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

// Length of the valid UTF-8 sequence that starts at `at`, 0 when there is none. Overlong forms,
// surrogates and what lies past U+10FFFF are refused (Unicode 15, table 3-7).
std::size_t utf8_sequence(std::string_view bytes, std::size_t at) {
  const unsigned char lead = byte_at(bytes, at);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || at + length > bytes.size()) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte_at(bytes, at + i) & 0xC0) != 0x80) return 0;
  const unsigned char second = byte_at(bytes, at + 1);
  if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F)) return 0;
  if ((lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) return 0;
  return length;
}

// What Windows-1252 shows for 0x80 to 0x9F; 0 where it defines nothing.
constexpr std::array<char16_t, 32> cp1252_high = {
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

std::optional<std::string> utf8_from_cp1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const unsigned char byte = byte_at(bytes, i);
    const char32_t character = byte >= 0x80 && byte <= 0x9F ? cp1252_high[byte - 0x80] : byte;
    if (character == 0 && byte != 0) return std::nullopt;
    append_utf8(out, character);
  }
  return out;
}

std::optional<std::string> utf8_from_utf16(std::string_view bytes, bool big_endian) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  const auto unit = [&](std::size_t at) {
    const char32_t first = byte_at(bytes, at);
    const char32_t second = byte_at(bytes, at + 1);
    return big_endian ? first << 8 | second : second << 8 | first;
  };
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    char32_t character = unit(at);
    if (character >= 0xD800 && character <= 0xDFFF) {
      if (character > 0xDBFF || at + 3 >= bytes.size()) return std::nullopt;
      const char32_t low = unit(at += 2);
      if (low < 0xDC00 || low > 0xDFFF) return std::nullopt;
      character = 0x10000 + ((character - 0xD800) << 10) + (low - 0xDC00);
    }
    append_utf8(out, character);
  }
  return out;
}

// Broken UTF-8 is not Windows-1252: converting it would double every accent.
bool mostly_utf8(std::string_view bytes) {
  std::size_t valid = 0;
  std::size_t broken = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto length = utf8_sequence(bytes, at);
    if (length > 1) ++valid;
    if (length == 0) ++broken;
    at += std::max<std::size_t>(length, 1);
  }
  return valid > broken;
}

char32_t utf8_character(std::string_view text, std::size_t length) {
  if (length == 1) return byte_at(text, 0);
  char32_t character = byte_at(text, 0) & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) character = character << 6 | (byte_at(text, i) & 0x3F);
  return character;
}

bool is_invisible(char32_t c) {
  if (c < 0x20) return c != '\t' && c != '\n';
  return (c >= 0x7F && c <= 0x9F) || c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB);
}

// Bytes with which every invisible character starts; most texts hold none.
bool may_be_invisible(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7F || byte == 0xC2 || byte == 0xE2 || byte == 0xEF;
}

}  // namespace

bool is_valid_utf8(std::string_view bytes) { return simdjson::validate_utf8(bytes); }

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
  } else {
    if (c < 0x10000) {
      out += static_cast<char>(0xE0 | c >> 12);
    } else {
      out += static_cast<char>(0xF0 | c >> 18);
      out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    }
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
  }
  out += static_cast<char>(0x80 | (c & 0x3F));
}

std::optional<DecodedText> decode_text(std::string_view bytes) {
  const bool big_endian = bytes.starts_with("\xFE\xFF");
  if (big_endian || bytes.starts_with("\xFF\xFE")) {
    auto text = utf8_from_utf16(bytes.substr(2), big_endian);
    if (!text) return std::nullopt;
    return DecodedText{std::move(*text), TextEncoding::utf16};
  }
  if (bytes.starts_with(utf8_mark)) bytes.remove_prefix(utf8_mark.size());
  if (is_valid_utf8(bytes)) return DecodedText{std::string(bytes), TextEncoding::utf8};
  if (mostly_utf8(bytes)) return std::nullopt;
  auto text = utf8_from_cp1252(bytes);
  if (!text) return std::nullopt;
  return DecodedText{std::move(*text), TextEncoding::cp1252};
}

bool remove_invisible(std::string& utf8) {
  if (std::none_of(utf8.begin(), utf8.end(), may_be_invisible)) return false;
  std::size_t kept = 0;
  bool removed = false;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::string_view rest = std::string_view(utf8).substr(at);
    const std::size_t length = std::max<std::size_t>(utf8_sequence(utf8, at), 1);
    if (is_invisible(utf8_character(rest, length))) {
      removed = true;
    } else {
      std::copy_n(utf8.begin() + static_cast<std::ptrdiff_t>(at), length, utf8.begin() + static_cast<std::ptrdiff_t>(kept));
      kept += length;
    }
    at += length;
  }
  utf8.resize(kept);
  return removed;
}

}  // namespace clausier::read
