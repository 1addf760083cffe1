#pragma once
// People in pathways without identity: public reference, employments, eligibility decisions. Names
// are in identity_store.hpp, in another file. Runs inside the caller's transaction.
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/participant.hpp"
#include "clausier/store/database.hpp"

namespace clausier::store {

struct KnownParticipant {
  ParticipantId id;
  std::string reference;
};

// Throws ConstraintViolation when the reference is taken.
void insert_participant(Connection& connection, const KnownParticipant& participant, Instant now);
std::optional<KnownParticipant> find_participant(Connection& connection, const std::string& reference);
std::optional<KnownParticipant> find_participant(Connection& connection, ParticipantId id);

void insert_employment(Connection& connection, const Employment& employment, const std::string& author);
// Employments of a row of "SELECT * FROM employments": for queries that join a perimeter.
Employment employment_of(const Row& row);
std::vector<Employment> employments_of(Connection& connection, ParticipantId participant);
// Who may appear in a timesheet of the firm on the lot: everybody employed on the lot, oldest first.
std::vector<Employment> employments_on(Connection& connection, LotId lot);

void append_eligibility(Connection& connection, const EligibilityDecision& decision);
// Oldest first.
std::vector<EligibilityDecision> eligibility_of(Connection& connection, ParticipantId participant);
std::vector<EligibilityDecision> eligibility_on_lot(Connection& connection, LotId lot);  // of people with entries or employments

}  // namespace clausier::store
