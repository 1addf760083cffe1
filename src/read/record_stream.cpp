#include "record_stream.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "text_encoding.hpp"

namespace clausier::read {
namespace {

constexpr std::size_t block_bytes = 256 * 1024;
constexpr std::size_t beginning_bytes = 4096;  // kept of what is too long to keep

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// The encoding that an XML declaration names, lower case; empty when there is none.
std::string declared_encoding(std::string_view head) {
  if (!head.starts_with("<?xml")) return "";
  const auto declaration = head.substr(0, head.find("?>"));
  const auto name = declaration.find("encoding");
  const auto quote = name == std::string_view::npos ? name : declaration.find_first_of("\"'", name);
  if (quote == std::string_view::npos) return "";
  const auto end = declaration.find(declaration[quote], quote + 1);
  return end == std::string_view::npos ? "" : lower_ascii(declaration.substr(quote + 1, end - quote - 1));
}

bool is_latin(const std::string& name) {
  return name == "iso-8859-1" || name == "iso-8859-15" || name == "latin1" || name == "latin-1" ||
         name == "windows-1252" || name == "cp1252";
}

// Windows-1252 as UTF-8, byte by byte. ISO-8859-1 text is read with it too: what it defines between
// 0x80 and 0x9F are controls that no text holds (formats.md §2.6-33).
const std::array<std::string, 256>& cp1252_table() {
  static const auto table = [] {
    std::array<std::string, 256> characters;
    for (std::size_t byte = 0; byte < characters.size(); ++byte) {
      const char single = static_cast<char>(byte);
      const auto decoded = decode_text({&single, 1});
      characters[byte] = decoded ? decoded->utf8 : "\uFFFD";
    }
    return characters;
  }();
  return table;
}

}  // namespace

ByteSource::ByteSource(std::istream& input) : input_(input) {
  block_.resize(block_bytes);
  more();
}

std::size_t ByteSource::choose_encoding(std::string_view head) {
  using namespace std::string_view_literals;
  if (head.starts_with("\xEF\xBB\xBF")) return 3;
  const bool big_mark = head.starts_with("\xFE\xFF"), little_mark = head.starts_with("\xFF\xFE");
  if (big_mark || head.starts_with("\0<\0"sv) || head.starts_with("\0{\0"sv)) encoding_ = Encoding::utf16_big;
  else if (little_mark || head.starts_with("<\0?\0"sv) || head.starts_with("{\0"sv)) encoding_ = Encoding::utf16_little;
  if (was_utf16()) return big_mark || little_mark ? 2 : 0;
  const std::string name = declared_encoding(head.substr(0, 256));
  if (is_latin(name)) encoding_ = Encoding::latin1;
  else if (!name.empty() && name != "utf-8" && name != "utf8" && name != "us-ascii") unknown_encoding_ = name;
  return 0;
}

bool ByteSource::more() {
  if (!input_) return false;
  input_.read(block_.data(), static_cast<std::streamsize>(block_.size()));
  std::string_view bytes(block_.data(), static_cast<std::size_t>(input_.gcount()));
  if (bytes.empty()) return false;
  buffer_.erase(0, start_);
  start_ = 0;
  if (offset_ == 0 && buffer_.empty()) {
    const std::size_t mark = choose_encoding(bytes);
    bytes.remove_prefix(mark);
    if (encoding_ == Encoding::utf8) offset_ = mark;
  }
  append_converted(bytes);
  return true;
}

void ByteSource::append_converted(std::string_view bytes) {
  if (encoding_ == Encoding::utf8) {
    buffer_ += bytes;
    return;
  }
  if (encoding_ == Encoding::latin1) {
    for (const char c : bytes) buffer_ += cp1252_table()[static_cast<unsigned char>(c)];
    return;
  }
  carry_ += bytes;
  const auto unit = [&](std::size_t at) {
    const char32_t first = static_cast<unsigned char>(carry_[at]), second = static_cast<unsigned char>(carry_[at + 1]);
    return encoding_ == Encoding::utf16_big ? first << 8 | second : second << 8 | first;
  };
  std::size_t at = 0;
  for (; at + 1 < carry_.size(); at += 2) {
    char32_t character = unit(at);
    if (character >= 0xD800 && character <= 0xDBFF) {
      if (at + 3 >= carry_.size()) break;
      const char32_t low = unit(at + 2);
      const bool pair = low >= 0xDC00 && low <= 0xDFFF;
      character = pair ? 0x10000 + ((character - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD;
      if (pair) at += 2;
    } else if (character >= 0xDC00 && character <= 0xDFFF) {
      character = 0xFFFD;
    }
    append_utf8(buffer_, character);
  }
  carry_.erase(0, at);
}

void ByteSource::consume(std::size_t count) {
  start_ += count;
  offset_ += count;
}

void Lookahead::adopt_window() {
  const auto window = source_.window();
  begin_ = next_ = window.data();
  end_ = begin_ + window.size();
}

bool Lookahead::refill() {
  auto kept = static_cast<std::size_t>(next_ - begin_);
  if (kept > keep_max_) {
    if (forgotten_ == 0) beginning_.assign(begin_, std::min(kept, beginning_bytes));
    source_.consume(kept);
    forgotten_ += kept;
    kept = 0;
  }
  const bool grown = source_.more();
  adopt_window();
  next_ += kept;
  return grown && next_ < end_;
}

bool Lookahead::grow_to(std::size_t ahead) {
  while (static_cast<std::size_t>(end_ - next_) <= ahead) {
    const auto kept = static_cast<std::size_t>(next_ - begin_);
    const bool grown = source_.more();
    adopt_window();
    next_ += kept;
    if (!grown) return false;
  }
  return true;
}

bool Lookahead::looking_at(std::string_view text) {
  return peek(text.size() - 1) >= 0 && std::memcmp(next_, text.data(), text.size()) == 0;
}

bool Lookahead::skip_to(char first, char second) {
  for (;;) {
    while (next_ < end_ && *next_ != first && *next_ != second) ++next_;
    if (next_ < end_) return true;
    if (!refill()) return false;
  }
}

bool Lookahead::skip_past(std::string_view text) {
  while (skip_to(text.front(), text.front())) {
    if (looking_at(text)) {
      advance(text.size());
      return true;
    }
    advance();
  }
  return false;
}

std::string Lookahead::take() {
  const auto count = static_cast<std::size_t>(next_ - begin_);
  if (!overflowed() && count > keep_max_) {
    beginning_.assign(begin_, beginning_bytes);
    forgotten_ = count;
  }
  std::string bytes = overflowed() ? beginning_ : std::string(begin_, count);
  source_.consume(count);
  adopt_window();
  return bytes;
}

}  // namespace clausier::read
