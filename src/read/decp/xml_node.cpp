#include "xml_node.hpp"

#include <algorithm>
#include <cstring>
#include <pugixml.hpp>

namespace clausier::read {
namespace {

constexpr int depth_max = 64;

std::string local_name(const pugi::xml_node& element) {
  const char* colon = std::strchr(element.name(), ':');
  return colon == nullptr ? element.name() : colon + 1;
}

bool convert(const pugi::xml_node& element, Node& node, int depth) {
  if (depth > depth_max) return false;
  std::string text;
  for (const auto& child : element.children()) {
    if (child.type() == pugi::node_element) {
      Node value;
      if (!convert(child, value, depth + 1)) return false;
      node.set(local_name(child), std::move(value));
    } else if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      text += child.value();
    }
  }
  if (node.kind == Node::Kind::object || text.empty()) return true;
  node = Node::of_text(std::move(text));
  return true;
}

bool is_forbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

bool begins_markup(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '/' || c == '!' || c == '?' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string with_text_escaped(const std::string& bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const bool markup = i + 1 < bytes.size() && begins_markup(bytes[i + 1]);
    if (bytes[i] == '<' && !markup) out += "&lt;";
    else out += bytes[i];
  }
  return out;
}

std::optional<Node> parse(const std::string& bytes) {
  pugi::xml_document document;
  if (!document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default, pugi::encoding_utf8)) return std::nullopt;
  Node node;
  node.kind = Node::Kind::object;
  if (!convert(document.document_element(), node, 0)) return std::nullopt;
  return node;
}

}  // namespace

std::optional<Node> parse_xml_members(const std::string& bytes, std::span<const std::string_view> keys) {
  pugi::xml_document document;
  if (!document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default, pugi::encoding_utf8)) return std::nullopt;
  Node node;
  node.kind = Node::Kind::object;
  for (const auto& child : document.document_element().children()) {
    const std::string name = local_name(child);
    if (child.type() != pugi::node_element || std::find(keys.begin(), keys.end(), name) == keys.end()) continue;
    Node value;
    if (!convert(child, value, 1)) return std::nullopt;
    node.set(name, std::move(value));
  }
  return node;
}

std::optional<Node> parse_xml_record(const std::string& bytes, bool& syntax_repaired) {
  syntax_repaired = std::any_of(bytes.begin(), bytes.end(), is_forbidden);
  std::string clean = bytes;
  if (syntax_repaired) clean.erase(std::remove_if(clean.begin(), clean.end(), is_forbidden), clean.end());
  if (auto node = parse(clean)) return node;
  syntax_repaired = true;
  return parse(with_text_escaped(clean));
}

}  // namespace clausier::read
