#include "clausier/write/json_writer.hpp"

#include <stdexcept>

namespace clausier::write {
namespace {

// Length of the well-formed UTF-8 sequence at the start of the text; 0 when there is none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const auto follows = [&](std::size_t i) { return byte(i) >= 0x80 && byte(i) < 0xC0; };
  const auto lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4 || !follows(1)) return 0;
  if (lead < 0xE0) return 2;
  // Overlong forms, surrogates and what lies past U+10FFFF.
  if ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F)) return 0;
  if (!follows(2)) return 0;
  if (lead < 0xF0) return 3;
  if ((lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F)) return 0;
  return follows(3) ? 4 : 0;
}

void append_control(std::string& out, unsigned char c) {
  constexpr char digits[] = "0123456789abcdef";
  out += "\\u00";
  out += digits[c >> 4];
  out += digits[c & 15];
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    const char c = text.front();
    if (length == 0) out += "\uFFFD";
    else if (c == '"' || c == '\\') (out += '\\') += c;
    else if (c == '\n') out += "\\n";
    else if (static_cast<unsigned char>(c) < 0x20) append_control(out, static_cast<unsigned char>(c));
    else out += text.substr(0, length);
    text.remove_prefix(length == 0 ? 1 : length);
  }
  out += '"';
}

}  // namespace

void JsonWriter::before_value() {
  const bool in_object = !open_.empty() && open_.back() == '{';
  if (in_object != after_key_) throw std::logic_error("a JSON object takes a key and a value in turn");
  if (open_.empty() && !text_.empty()) throw std::logic_error("a JSON text is one value");
  if (!after_key_ && !first_) text_ += ',';
  after_key_ = false;
  first_ = false;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  if (open_.empty() || open_.back() != '{' || after_key_) throw std::logic_error("a JSON key stands in an object");
  if (!first_) text_ += ',';
  append_quoted(text_, name);
  text_ += ':';
  first_ = false;
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  before_value();
  append_quoted(text_, text);
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view token) {
  before_value();
  text_ += token;
  return *this;
}

JsonWriter& JsonWriter::open(char bracket) {
  before_value();
  text_ += bracket;
  open_.push_back(bracket);
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::close(char opened, char bracket) {
  if (open_.empty() || open_.back() != opened || after_key_) throw std::logic_error("nothing of that kind to close");
  text_ += bracket;
  open_.pop_back();
  first_ = false;
  return *this;
}

const std::string& JsonWriter::text() const {
  if (!open_.empty() || text_.empty()) throw std::logic_error("the JSON text is not complete");
  return text_;
}

}  // namespace clausier::write
