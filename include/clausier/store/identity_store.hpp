#pragma once
// Who people are. These functions work on the identity database alone: names never reach the other.
#include <map>
#include <optional>
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
std::vector<IdentityRecord> find_by_family_name(Connection& identity, std::string_view family_name);

}  // namespace clausier::store
