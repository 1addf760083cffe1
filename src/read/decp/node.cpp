#include "node.hpp"

#include <algorithm>

namespace clausier::read {
namespace {

void unwrap(const Node& node, std::string_view wrapper, int lists, int wrappers, Unwrapped& out) {
  if (is_absent(node)) return;
  if (node.kind == Node::Kind::list) {
    for (const auto& item : node.items) unwrap(item, wrapper, lists + 1, wrappers, out);
    return;
  }
  const Node* inner = node.kind == Node::Kind::object ? node.find(wrapper) : nullptr;
  if (inner != nullptr) {
    unwrap(*inner, wrapper, lists, wrappers + 1, out);
    return;
  }
  out.lists = std::max(out.lists, lists);
  out.wrappers = std::max(out.wrappers, wrappers);
  out.elements.push_back(&node);
}

}  // namespace

Node Node::of_text(std::string value) {
  Node node;
  node.kind = Kind::text;
  node.text = std::move(value);
  return node;
}

Node Node::of_list(std::vector<Node> items) {
  Node node;
  node.kind = Kind::list;
  node.items = std::move(items);
  return node;
}

const Node* Node::find(std::string_view key) const {
  const auto found =
      std::find_if(members.begin(), members.end(), [key](const Member& member) { return member.key == key; });
  return found == members.end() ? nullptr : &found->value;
}

const Node& Node::operator[](std::string_view key) const {
  static const Node nothing;
  const Node* found = find(key);
  return found == nullptr ? nothing : *found;
}

void Node::set(std::string key, Node value) {
  kind = Kind::object;
  for (auto& member : members) {
    if (member.key != key) continue;
    if (member.value.kind != Kind::list) member.value = of_list({std::move(member.value)});
    member.value.items.push_back(std::move(value));
    return;
  }
  members.push_back({std::move(key), std::move(value)});
}

bool says_nothing(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return true;
  text = text.substr(first, text.find_last_not_of(blanks) - first + 1);
  for (const std::string_view nothing : {"NC", "nc", "NaN", "nan", "null", "NULL", "None", "MQ", "CDL", "MQ NC"})
    if (text == nothing) return true;
  return false;
}

bool is_absent(const Node& node) {
  switch (node.kind) {
    case Node::Kind::absent: return true;
    case Node::Kind::text: return says_nothing(node.text);
    case Node::Kind::list: return std::all_of(node.items.begin(), node.items.end(), is_absent);
    case Node::Kind::object:
      return std::all_of(node.members.begin(), node.members.end(),
                         [](const Node::Member& member) { return is_absent(member.value); });
    default: return false;
  }
}

Unwrapped unwrapped(const Node& node, std::string_view wrapper) {
  Unwrapped out;
  unwrap(node, wrapper, 0, 0, out);
  return out;
}

}  // namespace clausier::read
