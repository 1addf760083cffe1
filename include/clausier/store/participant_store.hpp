#pragma once
// People in pathways without identity: public reference, employments, eligibility decisions. Names
// are in identity_store.hpp, in another file. Runs inside the caller's transaction. A decision belongs
// to the office that took it: no function here reads decisions without naming whose.
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

EmploymentId insert_employment(Connection& connection, const Employment& employment, const std::string& author);
// Employments of a row of "SELECT * FROM employments": for queries that join a perimeter.
Employment employment_of(const Row& row);
std::vector<Employment> employments_of(Connection& connection, ParticipantId participant);
// Who may appear in a timesheet of the firm on the lot: everybody employed on the lot, oldest first.
std::vector<Employment> employments_on(Connection& connection, LotId lot);

// The office that follows the contract of the lot: the only one whose decisions count there.
std::optional<OrganisationId> office_of(Connection& connection, LotId lot);

// An office says that it knows of an employment; said twice, it stands once. True when it is new.
bool acknowledge_employment(Connection& connection, EmploymentId employment, OrganisationId office, const std::string& author,
                            Instant now);
// Did the office of the lot acknowledge that the firm employs the person there? In so many words, or
// by deciding on the person after the employment was declared.
bool is_acknowledged(Connection& connection, ParticipantId participant, LotId lot, OrganisationId firm);

void append_eligibility(Connection& connection, OrganisationId office, const EligibilityDecision& decision);
// What the office decided on the person, oldest first; nothing when there is no office.
std::vector<EligibilityDecision> eligibility_of(Connection& connection, ParticipantId participant, std::optional<OrganisationId> office);
// What the office of the lot decided on the people with entries or employments there, oldest first.
std::vector<EligibilityDecision> eligibility_on_lot(Connection& connection, LotId lot);

}  // namespace clausier::store
