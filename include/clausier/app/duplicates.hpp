#pragma once
// The same contract published by two platforms: suggested by what both records say, tied or set aside
// by a person. Of two that are tied one stands; the other stays visible as a source of it.
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/actor.hpp"
#include "clausier/app/services.hpp"
#include "clausier/domain/contract.hpp"
#include "clausier/domain/duplicates.hpp"

namespace clausier::app {

using DuplicateId = Id<struct DuplicateKind>;

struct DuplicateSide {
  ContractId contract;
  std::string uid = {};
  ContractRecord record = {};   // as first published
  std::string source = {};      // file that brought it
  bool followed = false;        // by an office
};

struct DuplicateDecision {
  std::string decision;  // same, different
  std::string reason;
  std::string author;
  Instant recorded_at;
};

struct DuplicateView {
  DuplicateId id;
  DuplicateSide first, second;
  int power_of_ten = 0;                   // amount of the second = amount of the first × 10^n
  std::string common_holder = {};
  std::vector<FieldDifference> fields = {};
  std::vector<DuplicateDecision> decisions = {};  // newest first; none = still a suggestion
};

struct DuplicatePage {
  std::vector<DuplicateView> lines;
  std::int64_t total = 0;
};

// Pairs nobody has decided, newest first; or those decided. Role: facilitator.
Outcome<DuplicatePage> duplicate_suggestions(Services&, const Actor&, bool decided, int page, int per_page);
Outcome<DuplicateView> view_duplicate(Services&, const Actor&, DuplicateId);

// Ties the two; `standing` is the one that is shown and counted from now on. A contract that an office
// follows always stands: duplicate.followed, and duplicate.both_followed when both are. Role: facilitator.
Outcome<Done> tie_duplicates(Services&, const Actor&, DuplicateId, ContractId standing, const std::string& reason);
// They are two contracts, or are so again.
Outcome<Done> set_duplicates_apart(Services&, const Actor&, DuplicateId, const std::string& reason);

}  // namespace clausier::app
