#include "clausier/read/conformity.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <stdexcept>

#include <Poco/RegularExpression.h>

#include "clean_text.hpp"
#include "json_node.hpp"
#include "node.hpp"
#include "xml_node.hpp"

namespace clausier::read {
namespace {

constexpr std::size_t found_bytes_max = 120;

std::vector<std::string> parted(std::string_view text, char by) {
  std::vector<std::string> parts;
  for (;;) {
    const auto end = text.find(by);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<double> number_in(const std::string& text) {
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

bool is_whole(const std::string& text) {
  const auto value = number_in(text);
  return value && text.find_first_of(".eE") == std::string::npos;
}

std::size_t characters_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// Members in any order say the same.
std::string canonical(const Node& node) {
  std::string text = std::to_string(static_cast<int>(node.kind)) + node.text;
  std::vector<std::string> parts;
  for (const auto& item : node.items) text += "[" + canonical(item);
  for (const auto& member : node.members) parts.push_back("{" + member.key + ":" + canonical(member.value));
  std::sort(parts.begin(), parts.end());
  for (const auto& part : parts) text += part;
  return text;
}

class Examination {
public:
  Examination(const std::vector<SchemaRule>& rules, RecordSource source) : rules_(rules), xml_(source == RecordSource::xml) {}

  std::vector<SchemaDeviation> of(const Node& record) {
    for (const auto& rule : rules_) {
      if (rule.path.empty()) check(rule, "", record);
      else visit(rule, parted(rule.path, '.'), 0, "", record);
    }
    return std::move(found_);
  }

private:
  // A segment "titulaires[]" stands for the items; the rule is checked on what the last segment names.
  void visit(const SchemaRule& rule, const std::vector<std::string>& segments, std::size_t at, const std::string& before, const Node& parent) {
    if (parent.kind != Node::Kind::object) return;  // another rule says so
    const bool items = segments[at].ends_with("[]");
    const std::string key = items ? segments[at].substr(0, segments[at].size() - 2) : segments[at];
    const std::string path = before.empty() ? key : before + "." + key;
    const Node* child = parent.find(key);
    const bool last = at + 1 == segments.size();
    if (!child) {
      if (last && rule.rule == "required" && !items) note(rule, path, "");
      return;
    }
    if (!items) {
      if (last) check(rule, path, *child);
      else visit(rule, segments, at + 1, path, *child);
      return;
    }
    const auto list = items_of(*child, last ? "" : segments[at + 1]);
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string item = path + "[" + std::to_string(i) + "]";
      if (last) check(rule, item, *list[i]);
      else if (xml_) visit_wrapped(rule, segments, at + 1, item, *list[i]);
      else visit(rule, segments, at + 1, item, *list[i]);
    }
  }

  // In XML the wrapper of an item is the item: <titulaires><titulaire>…</titulaire></titulaires>.
  void visit_wrapped(const SchemaRule& rule, const std::vector<std::string>& segments, std::size_t at, const std::string& item, const Node& node) {
    if (segments[at] != wrapper_) return visit(rule, segments, at, item, node);
    const std::string path = item + "." + segments[at];
    if (at + 1 == segments.size()) check(rule, path, node);
    else visit(rule, segments, at + 1, path, node);
  }

  std::vector<const Node*> items_of(const Node& node, std::string_view next) {
    std::vector<const Node*> list;
    const auto add = [&](const Node& one) {
      if (one.kind == Node::Kind::list)
        for (const auto& item : one.items) list.push_back(&item);
      else if (xml_ && one.kind != Node::Kind::absent) list.push_back(&one);
    };
    wrapper_.clear();
    if (xml_ && node.kind == Node::Kind::object && node.members.size() == 1) {
      wrapper_ = node.members.front().key == next ? std::string(next) : "";
      add(node.members.front().value);
    } else {
      add(node);
    }
    return list;
  }

  void check(const SchemaRule& rule, const std::string& path, const Node& node) {
    if (rule.rule == "type" && !has_type(node, rule.value)) note(rule, path, node.text);
    if (rule.rule == "enum" && node.kind == Node::Kind::text && !is_among(node.text, rule.value)) note(rule, path, node.text);
    if (rule.rule == "pattern" && node.kind == Node::Kind::text && !holds_pattern(node.text, rule.value)) note(rule, path, node.text);
    if (rule.rule == "min" || rule.rule == "max") check_bound(rule, path, node);
    if (rule.rule == "min_length" && node.kind == Node::Kind::text && characters_of(node.text) < std::stoul(rule.value)) note(rule, path, node.text);
    if (rule.rule == "max_length" && node.kind == Node::Kind::text && characters_of(node.text) > std::stoul(rule.value)) note(rule, path, node.text);
    if (rule.rule == "min_items" && is_list(node) && items_of(node, "").size() < std::stoul(rule.value)) note(rule, path, "");
    if (rule.rule == "unique") check_unique(rule, path, node);
    if (rule.rule == "closed") check_closed(rule, node);
  }

  // Somewhere in the text, as JSON Schema has it; a pattern is compiled once an examination.
  bool holds_pattern(const std::string& text, const std::string& pattern) {
    auto found = patterns_.find(pattern);
    if (found == patterns_.end()) found = patterns_.try_emplace(pattern, pattern).first;
    Poco::RegularExpression::Match match;
    return found->second.match(text, 0, match) > 0;
  }

  bool is_list(const Node& node) const { return node.kind == Node::Kind::list || xml_; }

  bool has_type(const Node& node, const std::string& type) const {
    if (type == "object") return node.kind == Node::Kind::object;
    if (type == "array") return is_list(node);
    if (type == "string") return node.kind == Node::Kind::text || (xml_ && node.kind == Node::Kind::absent);
    if (type == "boolean") return xml_ ? is_among(node.text, "true|false|oui|non|1|0") : node.kind == Node::Kind::boolean;
    if (!xml_ && node.kind != Node::Kind::number) return false;
    return type == "integer" ? is_whole(node.text) : number_in(node.text).has_value();
  }

  static bool is_among(const std::string& text, const std::string& labels) {
    const auto all = parted(labels, '|');
    return std::find(all.begin(), all.end(), text) != all.end();
  }

  void check_bound(const SchemaRule& rule, const std::string& path, const Node& node) {
    if (node.kind != Node::Kind::number && !(xml_ && node.kind == Node::Kind::text)) return;
    const auto value = number_in(node.text);
    if (!value) return;
    const double bound = *number_in(rule.value);
    if (rule.rule == "min" ? *value < bound : *value > bound) note(rule, path, node.text);
  }

  void check_unique(const SchemaRule& rule, const std::string& path, const Node& node) {
    std::vector<std::string> seen;
    for (const auto* item : items_of(node, "")) {
      auto text = canonical(*item);
      if (std::find(seen.begin(), seen.end(), text) != seen.end()) return note(rule, path, item->text);
      seen.push_back(std::move(text));
    }
  }

  void check_closed(const SchemaRule& rule, const Node& node) {
    for (const auto& member : node.members) {
      const bool known = std::any_of(rules_.begin(), rules_.end(), [&](const auto& one) {
        return one.path == member.key || one.path.starts_with(member.key + ".") || one.path.starts_with(member.key + "[");
      });
      if (!known) note(rule, member.key, member.value.text);
    }
  }

  void note(const SchemaRule& rule, const std::string& path, const std::string& text) {
    found_.push_back({path, rule.rule, rule.value, shortened(text, found_bytes_max)});
  }

  const std::vector<SchemaRule>& rules_;
  bool xml_;
  std::map<std::string, Poco::RegularExpression> patterns_;
  std::string wrapper_;  // of the items last listed, when it is the segment that follows
  std::vector<SchemaDeviation> found_;
};

}  // namespace

SchemaRules parse_schema_rules(std::string_view csv) {
  SchemaRules rules;
  bool header = true;
  for (const auto& line : parted(csv, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    if (std::exchange(header, false)) continue;
    auto fields = parted(line, ';');
    if (fields.size() != 4) throw std::invalid_argument("schema rule: " + line);
    rules[fields[0]].push_back({fields[1], fields[2], fields[3]});
  }
  return rules;
}

std::optional<Conformity> conformity_of(const std::string& raw, std::string_view format, bool concession, const SchemaRules& rules) {
  const auto start = raw.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (!format.starts_with("decp-") || start == std::string::npos) return std::nullopt;
  const std::string schema = (concession ? "concession-" : "marche-") + std::string(format.substr(5));
  const auto known = rules.find(schema);
  if (known == rules.end()) return std::nullopt;
  bool repaired = false;
  std::optional<Node> node;
  if (raw[start] == '{') node = JsonRecordParser().parse(raw, repaired);
  else if (raw[start] == '<') node = parse_xml_record(raw, repaired);
  if (!node) return std::nullopt;
  Conformity found{schema, Examination(known->second, raw[start] == '{' ? RecordSource::json : RecordSource::xml).of(*node)};
  if (repaired) found.deviations.insert(found.deviations.begin(), {"", "syntax", "", ""});
  return found;
}

}  // namespace clausier::read
