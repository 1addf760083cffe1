#include "json_node.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "json_syntax.hpp"

namespace clausier::read {
namespace {

constexpr int depth_max = 64;  // real records go 6 deep

std::string shortest_text(double value) {
  std::array<char, 64> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

// False when the value is nested deeper than any contract.
bool convert(const simdjson::dom::element& element, Node& node, int depth) {
  using simdjson::dom::element_type;
  if (depth > depth_max) return false;
  switch (element.type()) {
    case element_type::OBJECT: {
      const simdjson::dom::object object = element.get_object();
      node.kind = Node::Kind::object;
      node.members.reserve(object.size());
      for (const auto [key, value] : object) {
        node.members.push_back({std::string(key), {}});
        if (!convert(value, node.members.back().value, depth + 1)) return false;
      }
      return true;
    }
    case element_type::ARRAY: {
      const simdjson::dom::array items = element.get_array();
      node.kind = Node::Kind::list;
      for (const auto item : items) {
        node.items.emplace_back();
        if (!convert(item, node.items.back(), depth + 1)) return false;
      }
      return true;
    }
    case element_type::STRING:
      node.kind = Node::Kind::text;
      node.text = std::string_view(element);
      return true;
    case element_type::INT64:
      node.kind = Node::Kind::number;
      node.text = std::to_string(std::int64_t(element));
      return true;
    case element_type::UINT64:
      node.kind = Node::Kind::number;
      node.text = std::to_string(std::uint64_t(element));
      return true;
    case element_type::DOUBLE:
      node.kind = Node::Kind::number;
      node.text = shortest_text(double(element));
      return true;
    case element_type::BOOL:
      node.kind = Node::Kind::boolean;
      node.text = bool(element) ? "true" : "false";
      return true;
    default: return true;
  }
}

bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' || c == '-' ||
         c == '.' || c == '_';
}

// A number, true, false or null as JSON writes it; another word becomes null, a number that JSON or
// 64 bits cannot hold becomes a string.
std::string repaired_word(std::string_view word) {
  if (word == "true" || word == "false" || word == "null") return std::string(word);
  if (word == "True") return "true";
  if (word == "False") return "false";
  const bool number = word.find_first_not_of("0123456789+-.eE") == std::string_view::npos &&
                      word.find_first_of("0123456789") != std::string_view::npos;
  if (!number) return "null";
  const bool odd = word.size() > 18 || word.front() == '+' || word.front() == '.' || word.back() == '.' ||
                   (word.size() > 1 && word.front() == '0' && word[1] != '.');
  return odd ? "\"" + std::string(word) + "\"" : std::string(word);
}

class JsonRepair {
public:
  explicit JsonRepair(std::string_view text) : text_(text) {}

  std::string run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        string();
      } else if (is_word_byte(c)) {
        word();
      } else {
        structural(c);
        ++at_;
      }
    }
    return std::move(out_);
  }

private:
  int peek(std::size_t at) const { return at < text_.size() ? static_cast<unsigned char>(text_[at]) : -1; }

  void structural(char c) {
    if (is_json_blank(c) || static_cast<unsigned char>(c) < 0x20) return;
    if (c == '{' || c == '[') objects_.push_back(c == '{');
    if ((c == '}' || c == ']') && !objects_.empty()) objects_.pop_back();
    if ((c == '}' || c == ']') && !out_.empty() && out_.back() == ',') out_.pop_back();
    if (c == ',' && !out_.empty() && (out_.back() == ',' || out_.back() == '{' || out_.back() == '[')) return;
    out_ += c;
  }

  void word() {
    const std::size_t start = at_;
    while (at_ < text_.size() && is_word_byte(text_[at_])) ++at_;
    out_ += repaired_word(text_.substr(start, at_ - start));
  }

  void string() {
    const bool member = !objects_.empty() && objects_.back();
    const auto role = !member ? JsonString::item : out_.ends_with(':') ? JsonString::member_value : JsonString::key;
    out_ += '"';
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\\') {
        escape();
      } else if (c == '"') {
        if (quote_closes(role, [&](std::size_t ahead) { return peek(at_ + 1 + ahead); })) break;
        out_ += "\\\"";
      } else if (static_cast<unsigned char>(c) < 0x20) {
        out_ += c == '\n' ? "\\n" : " ";
      } else {
        out_ += c;
      }
    }
    ++at_;
    out_ += '"';
  }

  void escape() {
    const int next = peek(at_ + 1);
    if (next >= 0 && std::string_view("\"\\/bfnrt").find(static_cast<char>(next)) != std::string_view::npos) {
      out_ += '\\';
      out_ += text_[++at_];
    } else if (next == 'u' && hex_digits(at_ + 2)) {
      out_ += '\\';
    } else {
      out_ += "\\\\";
    }
  }

  bool hex_digits(std::size_t at) const {
    for (std::size_t i = at; i < at + 4; ++i)
      if (std::string_view("0123456789abcdefABCDEF").find(static_cast<char>(peek(i))) == std::string_view::npos)
        return false;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
  std::vector<bool> objects_;
};

}  // namespace

struct JsonRecordParser::Parser {
  simdjson::dom::parser dom;

  std::optional<Node> parse(const std::string& bytes) {
    simdjson::dom::element root;
    if (dom.parse(bytes).get(root) != simdjson::SUCCESS || !root.is_object()) return std::nullopt;
    Node node;
    if (!convert(root, node, 0)) return std::nullopt;
    return node;
  }

  std::optional<Node> parse_members(const std::string& bytes, std::span<const std::string_view> keys) {
    simdjson::dom::object root;
    if (dom.parse(bytes).get(root) != simdjson::SUCCESS) return std::nullopt;
    Node node;
    node.kind = Node::Kind::object;
    node.members.reserve(keys.size());
    for (const auto [key, value] : root) {
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) continue;
      node.members.push_back({std::string(key), {}});
      if (!convert(value, node.members.back().value, 1)) return std::nullopt;
    }
    return node;
  }
};

JsonRecordParser::JsonRecordParser() : parser_(std::make_unique<Parser>()) {}
JsonRecordParser::~JsonRecordParser() = default;

std::optional<Node> JsonRecordParser::parse(const std::string& bytes, bool& syntax_repaired) {
  syntax_repaired = false;
  if (auto node = parser_->parse(bytes)) return node;
  syntax_repaired = true;
  return parser_->parse(JsonRepair(bytes).run());
}

std::optional<Node> JsonRecordParser::parse_members(const std::string& bytes, std::span<const std::string_view> keys) {
  return parser_->parse_members(bytes, keys);
}

}  // namespace clausier::read
