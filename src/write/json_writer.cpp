#include "clausier/write/json_writer.hpp"

#include <stdexcept>
#include <utility>

#include "clean_text.hpp"

namespace clausier::write {
namespace {

void append_escaped(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto code = static_cast<unsigned char>(c);
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  if (code >= 0x20) out += c;
  else out += {'\\', 'u', '0', '0', digits[code >> 4], digits[code & 15]};
}

std::string quoted(std::string_view content) {
  std::string out = "\"";
  for (const char c : valid_utf8(content)) append_escaped(out, c);
  return out + "\"";
}

}  // namespace

JsonWriter& JsonWriter::key(std::string_view name) {
  if (levels_.empty() || levels_.back().closing != '}' || key_written_) throw std::logic_error("JSON: a key has no place here");
  if (!std::exchange(levels_.back().empty, false)) out_ += ',';
  out_ += quoted(name) + ":";
  key_written_ = true;
  return *this;
}

// Separates a value from what stands before it.
void JsonWriter::place_value() {
  if (levels_.empty()) {
    if (std::exchange(began_, true)) throw std::logic_error("JSON: a second value at the root");
  } else if (levels_.back().closing == '}') {
    if (!std::exchange(key_written_, false)) throw std::logic_error("JSON: a value without its key");
  } else if (!std::exchange(levels_.back().empty, false)) {
    out_ += ',';
  }
}

JsonWriter& JsonWriter::open(char bracket) {
  place_value();
  out_ += bracket;
  levels_.push_back({bracket == '{' ? '}' : ']'});
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  if (levels_.empty() || levels_.back().closing != bracket || key_written_) throw std::logic_error("JSON: an end without its begin");
  levels_.pop_back();
  out_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view token) {
  place_value();
  out_ += token;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view content) { return raw(quoted(content)); }

std::string JsonWriter::take_part() { return std::exchange(out_, {}); }

std::string JsonWriter::take() {
  if (!levels_.empty() || !std::exchange(began_, false)) throw std::logic_error("JSON: the value is not complete");
  return take_part();
}

}  // namespace clausier::write
