#include "clausier/store/identity_store.hpp"

#include <algorithm>

#include "clausier/domain/contract.hpp"

namespace clausier::store {
namespace {

IdentityRecord record_of(const Row& row) {
  return {row.id<ParticipantId>("participant_id"), row.text("reference"), row.text("family_name"),
          row.text("given_name"), row.date_or_null("birth_date")};
}

std::vector<IdentityRecord> records_of(const std::vector<Row>& rows) {
  std::vector<IdentityRecord> records;
  for (const auto& row : rows) records.push_back(record_of(row));
  return records;
}

}  // namespace

void insert_identity(Connection& identity, const IdentityRecord& r, Instant now) {
  identity.execute(
      "INSERT INTO identities (participant_id, reference, family_name, given_name, folded_name, folded_reverse,"
      " birth_date, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      values(r.participant, r.reference, r.family_name, r.given_name, folded(r.family_name + " " + r.given_name),
             folded(r.given_name + " " + r.family_name), r.birth_date, now));
}

std::map<ParticipantId, IdentityRecord> identities_of(Connection& identity, const std::vector<ParticipantId>& people) {
  std::map<ParticipantId, IdentityRecord> found;
  for (const auto person : people) {
    if (found.contains(person)) continue;
    if (const auto row = identity.query_one("SELECT * FROM identities WHERE participant_id = ?1", values(person)))
      found.emplace(person, record_of(*row));
  }
  return found;
}

std::optional<IdentityRecord> find_identity(Connection& identity, const std::string& reference) {
  const auto row = identity.query_one("SELECT * FROM identities WHERE reference = ?1", values(reference));
  return row ? std::optional(record_of(*row)) : std::nullopt;
}

std::vector<IdentityRecord> find_by_name(Connection& identity, std::string_view full_name) {
  return records_of(identity.query("SELECT * FROM identities WHERE folded_name = ?1 OR folded_reverse = ?1 ORDER BY reference",
                                   values(folded(full_name))));
}

std::vector<IdentityRecord> find_by_family_name(Connection& identity, std::string_view family_name) {
  // The folded family name begins the folded full name: the index narrows, the names decide.
  const auto family = folded(family_name);
  auto records = records_of(identity.query("SELECT * FROM identities WHERE folded_name >= ?1 AND folded_name < ?1 || '~' ORDER BY reference",
                                           values(family)));
  std::erase_if(records, [&](const IdentityRecord& r) { return folded(r.family_name) != family; });
  return records;
}

}  // namespace clausier::store
