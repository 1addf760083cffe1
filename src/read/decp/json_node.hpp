#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "node.hpp"

namespace clausier::read {

// A record of JSON as a tree. What is not quite JSON (unescaped quotes, stray backslashes, NaN, raw
// line ends, numbers beyond 64 bits, commas too many) is repaired, and said.
class JsonRecordParser {
public:
  JsonRecordParser();
  ~JsonRecordParser();
  // Empty when even the repaired text is no JSON object. `bytes` must be UTF-8.
  std::optional<Node> parse(const std::string& bytes, bool& syntax_repaired);

  // Only some members of the record; empty when it is not quite JSON.
  std::optional<Node> parse_members(const std::string& bytes, std::span<const std::string_view> keys);

private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace clausier::read
