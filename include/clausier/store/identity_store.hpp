#pragma once
// Who people are. These functions work on the identity database alone: names never reach the other.
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/ids.hpp"
#include "clausier/store/database.hpp"

namespace clausier::store {

struct IdentityRecord {
  ParticipantId participant;
  std::string reference;
  std::string family_name;
  std::string given_name;
  std::optional<Date> birth_date;
};

void insert_identity(Connection& identity, const IdentityRecord& record, Instant now);
std::map<ParticipantId, IdentityRecord> identities_of(Connection& identity, const std::vector<ParticipantId>& people);
std::optional<IdentityRecord> find_identity(Connection& identity, const std::string& reference);
// People whose folded names, in either order, are these: "Le Goff" "Anaïs", or "anais le goff".
std::vector<IdentityRecord> find_by_name(Connection& identity, std::string_view full_name);

// How a firm writes the name of somebody it declared; what it wrote last stands.
void note_declared_name(Connection& identity, const IdentityRecord& record, OrganisationId firm, Instant now);
// People under the name that one of those firms wrote, the latest when they differ; under the name
// first known when none of them wrote any.
using FirmsOfPeople = std::map<ParticipantId, std::set<OrganisationId>>;
std::map<ParticipantId, IdentityRecord> identities_declared_by(Connection& identity, const FirmsOfPeople& people);

}  // namespace clausier::store
