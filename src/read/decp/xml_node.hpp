#pragma once
#include <optional>
#include <span>
#include <string>

#include "node.hpp"

namespace clausier::read {

// A record of XML as a tree: local names, attributes left out, repeated elements as a list. Control
// characters and "<" that begin nothing are repaired, and said. Empty when it is no XML, or nested
// deeper than any contract.
std::optional<Node> parse_xml_record(const std::string& bytes, bool& syntax_repaired);

// Only some members of the record; empty when it is not quite XML.
std::optional<Node> parse_xml_members(const std::string& bytes, std::span<const std::string_view> keys);

}  // namespace clausier::read
