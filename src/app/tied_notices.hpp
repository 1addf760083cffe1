#pragma once
// Lots of notices that stand for a contract of the open data, certain or tied by a person.
#include "clausier/app/notice_ties.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

// Every pair that this contract is in, decided or not.
std::vector<NoticeTie> ties_of(store::Connection& connection, ContractId contract);

inline bool holds(const NoticeTie& tie) { return tie.state == "tied" || tie.state == "certain"; }

}  // namespace clausier::app
