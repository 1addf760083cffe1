#pragma once
#include "clausier/domain/contract.hpp"
#include "node.hpp"
#include "notes.hpp"

namespace clausier::read {

struct RecordOrigin {
  RecordSource source = RecordSource::json;
  bool concession = false;  // where it stood says it is one
  bool split_root = false;  // stood under the root of the 2022 format
};

// True when a tree has the fields of a contract; asked of records that nothing else vouches for.
bool looks_like_contract(const Node& node);

// The record that a tree says, with what was repaired, missing or odd noted on the way.
ContractRecord normalise(Node node, const RecordOrigin& origin, Notes& notes);

}  // namespace clausier::read
