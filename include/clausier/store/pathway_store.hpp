#pragma once
// Facts of the pathways of people, by office. Runs inside the caller's transaction.
#include <vector>

#include "clausier/domain/pathway.hpp"
#include "clausier/store/database.hpp"

namespace clausier::store {

// Throws ConstraintViolation when the fact it cancels was cancelled already.
void append_pathway_fact(Connection& connection, OrganisationId office, const PathwayFact& fact);
// What the office recorded of the person, oldest first; of everybody it follows.
std::vector<PathwayFact> pathway_facts_of(Connection& connection, OrganisationId office, ParticipantId participant);
std::vector<PathwayFact> pathway_facts_of(Connection& connection, OrganisationId office);

}  // namespace clausier::store
