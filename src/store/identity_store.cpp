#include "clausier/store/identity_store.hpp"

#include <algorithm>

#include "clausier/domain/contract.hpp"

namespace clausier::store {
namespace {

// What may throw is read before the braces: an exception inside them makes GCC 12 free members twice.
IdentityRecord record_of(const Row& row) {
  const auto participant = row.id<ParticipantId>("participant_id");
  auto reference = row.text("reference"), family_name = row.text("family_name"), given_name = row.text("given_name");
  const auto birth_date = row.date_or_null("birth_date");
  return {participant, std::move(reference), std::move(family_name), std::move(given_name), birth_date};
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

void note_declared_name(Connection& identity, const IdentityRecord& r, OrganisationId firm, Instant now) {
  identity.execute("INSERT INTO declared_names (participant_id, firm_id, family_name, given_name, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5)"
                   " ON CONFLICT (participant_id, firm_id) DO UPDATE SET family_name = excluded.family_name,"
                   " given_name = excluded.given_name, recorded_at = excluded.recorded_at",
                   values(r.participant, firm, r.family_name, r.given_name, now));
}

std::map<ParticipantId, IdentityRecord> identities_declared_by(Connection& identity, const FirmsOfPeople& people) {
  std::map<ParticipantId, IdentityRecord> found;
  for (const auto& [person, firms] : people) {
    const auto row = identity.query_one("SELECT * FROM identities WHERE participant_id = ?1", values(person));
    if (!row) continue;
    auto record = record_of(*row);
    for (const auto& name : identity.query("SELECT * FROM declared_names WHERE participant_id = ?1 ORDER BY recorded_at", values(person)))
      if (firms.contains(name.id<OrganisationId>("firm_id"))) {
        record.family_name = name.text("family_name");
        record.given_name = name.text("given_name");
      }
    found.emplace(person, std::move(record));
  }
  return found;
}

}  // namespace clausier::store
