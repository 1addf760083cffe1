#pragma once
// People retained by a clause that asks for people, and the shares of hours or of people kept for a group.
#include "clausier/domain/position.hpp"

namespace clausier {

// Fills people_test.counted and returns its step.
std::string explain_people(Position& position, const Clause& clause);

// The shares kept for a group, tested one by one: of the hours, or of the people when the clause asks for people.
// `owed_step` and `due_step` give the whole.
void explain_reserved(Position& position, const LotFacts& facts, const Clause& clause, const Rulebook& rulebook,
                      const std::string& owed_step, const std::string& due_step);

}  // namespace clausier
