#pragma once
// Records of other territories are told by a few of their members, without reading the rest: most of a
// national file is not asked for.
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/contract.hpp"
#include "node.hpp"

namespace clausier::read {

inline constexpr std::array<std::string_view, 5> telling_members = {"id", "acheteur", "autoriteConcedante", "objet", "lieuExecution"};

// What identifies a record performed outside these departments, as published. Empty when it is
// inside, or when its place is written in an unusual way: then the whole record must be read to know.
std::optional<ContractRecord> record_elsewhere(const Node& telling, const std::vector<std::string>& departments);

}  // namespace clausier::read
