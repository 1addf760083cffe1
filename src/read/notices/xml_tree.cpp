#include "xml_tree.hpp"

#include <algorithm>
#include <cstring>

#include "decp/fields.hpp"

namespace clausier::read {
namespace {

// Elements opened in the text, counted before anything is built of them.
bool too_many_elements(std::string_view text) {
  std::size_t elements = 0;
  for (auto tag = text.find('<'); tag != std::string_view::npos && elements <= notice_elements_max; tag = text.find('<', tag + 1))
    if (tag + 1 < text.size() && text[tag + 1] != '/' && text[tag + 1] != '!') ++elements;
  return elements > notice_elements_max;
}

// Walks without recursion: a hostile depth must not cost the stack.
bool too_deep(const pugi::xml_node& root) {
  int depth = 0;
  auto node = root;
  while (node) {
    if (depth > notice_depth_max) return true;
    if (const auto below = node.first_child()) {
      node = below;
      ++depth;
      continue;
    }
    while (node && node != root && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    if (!node || node == root) return false;
    node = node.next_sibling();
  }
  return false;
}

bool is_forbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

int rank_among_namesakes(const pugi::xml_node& node, bool& several) {
  int rank = 1;
  for (auto before = node.previous_sibling(node.name()); before; before = before.previous_sibling(node.name())) ++rank;
  several = rank > 1 || node.next_sibling(node.name());
  return rank;
}

}  // namespace

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const auto& c : node.children())
    if (c.type() == pugi::node_element && local_name(c) == name) return c;
  return {};
}

std::vector<pugi::xml_node> children(const pugi::xml_node& node, std::string_view name) {
  std::vector<pugi::xml_node> found;
  for (const auto& c : node.children())
    if (c.type() == pugi::node_element && local_name(c) == name) found.push_back(c);
  return found;
}

pugi::xml_node at(const pugi::xml_node& node, std::initializer_list<std::string_view> path) {
  auto here = node;
  for (const auto name : path) here = child(here, name);
  return here;
}

pugi::xml_node descendant(const pugi::xml_node& node, std::string_view name) {
  return node.find_node([name](const pugi::xml_node& n) { return n.type() == pugi::node_element && local_name(n) == name; });
}

std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
  for (const auto& a : node.attributes())
    if (std::string_view(a.name()) == name) return a.value();
  return {};
}

pugi::xml_node in_french(const pugi::xml_node& node, std::string_view name) {
  const auto all = children(node, name);
  const auto french = std::find_if(all.begin(), all.end(), [](const auto& n) { return attribute(n, "languageID") == "FRA"; });
  if (french != all.end()) return *french;
  return all.empty() ? pugi::xml_node{} : all.front();
}

std::string raw_text(const pugi::xml_node& node) {
  std::string text;
  for (const auto& c : node.children())
    if (c.type() == pugi::node_pcdata || c.type() == pugi::node_cdata) text += c.value();
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string path_of(const pugi::xml_node& node) {
  std::string path;
  for (auto here = node; here && here.type() == pugi::node_element; here = here.parent()) {
    bool several = false;
    const int rank = rank_among_namesakes(here, several);
    path.insert(0, std::string(here.name()) + (several ? "[" + std::to_string(rank) + "]" : "") + (path.empty() ? "" : "/"));
  }
  return path;
}

std::optional<NoticeTree> NoticeTree::parse(std::string utf8, std::string& fault) {
  NoticeTree tree;
  tree.text_ = std::move(utf8);
  std::erase_if(tree.text_, is_forbidden);
  fault = "file.notice.too_large";
  if (too_many_elements(tree.text_)) return std::nullopt;
  fault = "file.notice.unreadable";
  if (!tree.document_.load_buffer(tree.text_.data(), tree.text_.size(), pugi::parse_default, pugi::encoding_utf8)) return std::nullopt;
  if (!tree.root() || too_deep(tree.root())) return std::nullopt;
  fault.clear();
  return tree;
}

int NoticeTree::line_of(const pugi::xml_node& node) const {
  const auto offset = std::clamp<std::ptrdiff_t>(node.offset_debug(), 0, static_cast<std::ptrdiff_t>(text_.size()));
  return 1 + static_cast<int>(std::count(text_.begin(), text_.begin() + offset, '\n'));
}

Place NoticeTree::place_of(const pugi::xml_node& node) const {
  Place place;
  place.row = line_of(node);
  place.record = 1;
  place.path = path_of(node);
  return place;
}

std::string NoticeInput::text(const pugi::xml_node& node) const {
  return node ? notes.prose(Node::of_text(raw_text(node)), path_of(node)) : "";
}

std::optional<Date> NoticeInput::date(const pugi::xml_node& node) const {
  return node ? read_date(Node::of_text(raw_text(node)), path_of(node), std::nullopt, notes) : std::nullopt;
}

std::optional<Money> NoticeInput::euros(const pugi::xml_node& node, std::string_view currency_attribute) const {
  if (!node) return std::nullopt;
  const auto currency = attribute(node, currency_attribute);
  if (!currency.empty() && currency != "EUR") {
    notes.add("record.amount.invalid", path_of(node), raw_text(node) + " " + std::string(currency));
    return std::nullopt;
  }
  return read_amount(Node::of_text(raw_text(node)), path_of(node), ContractNature::contract, notes);
}

std::string NoticeInput::cpv(const pugi::xml_node& node) const {
  return node ? read_cpv(Node::of_text(raw_text(node)), path_of(node), notes) : "";
}

}  // namespace clausier::read
