#pragma once
// One fact as one line of text, exact and stable: what is hashed to tell later whether the facts changed.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace clausier {

// Fields between tabs: what could break the line is written as an escape.
class CanonicalLine {
public:
  explicit CanonicalLine(std::string_view kind) : text_(kind) {}
  CanonicalLine& field(std::string_view value) {
    text_ += '\t';
    for (const char c : value) {
      if (c == '\t') text_ += "\\t";
      else if (c == '\n') text_ += "\\n";
      else if (c == '\r') text_ += "\\r";
      else if (c == '\\') text_ += "\\\\";
      else text_ += c;
    }
    return *this;
  }
  CanonicalLine& number(std::int64_t value) { return field(std::to_string(value)); }
  CanonicalLine& number(std::optional<std::int64_t> value) { return field(value ? std::to_string(*value) : ""); }
  std::string take() { return std::move(text_); }

private:
  std::string text_;
};

}  // namespace clausier
