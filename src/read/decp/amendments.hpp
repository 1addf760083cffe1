#pragma once
#include <vector>

#include "clausier/domain/contract.hpp"
#include "notes.hpp"

namespace clausier::read {

// modifications in any wrapping, in order of notification, each once. `published` counts them as the
// source does, repeats included: ids of 2019 end with that number.
struct PublishedAmendments {
  std::vector<Amendment> amendments;
  std::size_t published = 0;
};
PublishedAmendments read_amendments(const Node& modifications, ContractNature kind, RecordSource source, Notes& notes);

}  // namespace clausier::read
