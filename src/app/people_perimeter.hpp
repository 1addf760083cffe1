#pragma once
// People as an actor may see them: through the employments of their perimeter, and only those.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/people.hpp"
#include "clausier/domain/clause.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

// Employments in the actor's perimeter (facilitators: on followed lots; contractors: of their firm),
// to be joined as "… FROM (" + employments_within(actor) + ") e"; uses ?1 = perimeter_key(actor) only.
std::string employments_within(const Actor& actor);

// Names and birth dates of people of that perimeter, as written by the firms which employ them there.
std::map<ParticipantId, Identity> names_within(Services& services, store::Connection& connection, const Actor& actor,
                                               const std::vector<ParticipantId>& people);

// Participant ids of that perimeter, on one lot when it is given, in order of reference.
std::vector<ParticipantId> people_within(store::Connection& connection, const Actor& actor, std::optional<LotId> lot = {});
std::optional<ParticipantId> person_within(store::Connection& connection, const Actor& actor, const std::string& reference);

// May the actor read what the office of a lot decided on a person whom a firm employs there?
bool reads_decision(const Actor& actor, bool employment_acknowledged);

// Eligibility of a person as it stands, for who may know no more: undecided, eligible, refused,
// expired (eligible, but no hour after `until` counts any more).
std::string eligibility_status(const EligibilityDecision* decision, std::optional<Date> until, Date today);

// Last day counted for the person on a lot, under that type of contract; empty when nothing limits it or nothing was
// decided.
std::optional<Date> counted_until(const EligibilityDecision* decision, const std::optional<Clause>& clause, std::string_view contract_type);

}  // namespace clausier::app
