#pragma once
#include <optional>
#include <string>

#include "node.hpp"

namespace clausier::read {

// A record of XML as a tree: local names, attributes left out, repeated elements as a list. Control
// characters and "<" that begin nothing are repaired, and said. Empty when it is no XML, or nested
// deeper than any contract.
std::optional<Node> parse_xml_record(const std::string& bytes, bool& syntax_repaired);

}  // namespace clausier::read
