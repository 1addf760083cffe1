#include "notes.hpp"

#include <algorithm>

namespace clausier::read {
namespace {

constexpr std::size_t value_bytes_max = 200;

}  // namespace

void Notes::add(std::string_view code, std::string_view path, std::string_view value) {
  Place place;
  place.record = position_;
  place.row = row_;
  place.path = path;
  findings_.push_back(finding(std::string(code), std::move(place), shortened(value, value_bytes_max)));
}

void Notes::add_once(std::string_view code, std::string_view path, std::string_view value) {
  const bool known = std::any_of(findings_.begin(), findings_.end(), [&](const Finding& f) { return f.code == code; });
  if (!known) add(code, path, value);
}

std::string Notes::text(const Node& node, std::string_view path) { return cleaned(node, path, false); }
std::string Notes::prose(const Node& node, std::string_view path) { return cleaned(node, path, true); }

std::string Notes::cleaned(const Node& node, std::string_view path, bool prose) {
  if (node.kind == Node::Kind::list && node.items.size() == 1) {
    add_once("record.structure", path);
    return cleaned(node.items.front(), path, prose);
  }
  if (!node.is_scalar()) {
    if (!is_absent(node)) add_once("record.structure", path);
    return "";
  }
  if (is_absent(node)) return "";
  auto clean = clean_text(node.text);
  const bool lost = prose ? clean.encoding_lost : clean.text.find("\uFFFD") != std::string::npos;
  if (clean.encoding_repaired) add_once("record.encoding.repaired", path, clean.text);
  if (lost) add_once("record.encoding.lost", path, clean.text);
  if (clean.html) add_once("record.html", path, node.text);
  return std::move(clean.text);
}

}  // namespace clausier::read
