#pragma once
// A notice as a tree, looked at by local names: TED and BOAMP bind the same elements to different
// namespaces, and BOAMP wraps them in none (formats.md §3.3).
#include <initializer_list>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/contract.hpp"
#include "decp/notes.hpp"

namespace clausier::read {

inline constexpr std::size_t notice_bytes_max = 16u * 1024 * 1024;
inline constexpr std::size_t notice_elements_max = 400'000;
inline constexpr int notice_depth_max = 64;

std::string_view local_name(const pugi::xml_node& node);
pugi::xml_node child(const pugi::xml_node& node, std::string_view name);
std::vector<pugi::xml_node> children(const pugi::xml_node& node, std::string_view name);
// Down the path, first child at each step; empty when a step is missing.
pugi::xml_node at(const pugi::xml_node& node, std::initializer_list<std::string_view> path);
// The first descendant of that name, document order.
pugi::xml_node descendant(const pugi::xml_node& node, std::string_view name);
std::string_view attribute(const pugi::xml_node& node, std::string_view name);
// The child of that name in French when there are several languages, else the first.
pugi::xml_node in_french(const pugi::xml_node& node, std::string_view name);
// Text as published, without blanks around.
std::string raw_text(const pugi::xml_node& node);

// Elements from the root down: "ContractNotice/cac:ProcurementProjectLot[2]/cac:TenderingTerms".
std::string path_of(const pugi::xml_node& node);

// The parsed file: its bytes, to tell the line of an element.
class NoticeTree {
public:
  // Empty when it is not well formed or passes a limit; `fault` is then the code to report.
  static std::optional<NoticeTree> parse(std::string utf8, std::string& fault);

  pugi::xml_node root() const { return document_.document_element(); }
  const std::string& text() const { return text_; }
  int line_of(const pugi::xml_node& node) const;  // from 1
  Place place_of(const pugi::xml_node& node) const;

private:
  NoticeTree() = default;
  std::string text_;
  pugi::xml_document document_;
};

// What a reader of one notice works with.
struct NoticeInput {
  const NoticeTree& tree;
  const struct NoticeReference& reference;
  Notes& notes;

  std::string text(const pugi::xml_node& node) const;  // one line, cleaned; what was repaired is noted
  std::optional<Date> date(const pugi::xml_node& node) const;
  std::optional<Money> euros(const pugi::xml_node& node, std::string_view currency_attribute) const;
  std::string cpv(const pugi::xml_node& node) const;
};

}  // namespace clausier::read
