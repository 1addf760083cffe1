#include "people_perimeter.hpp"

#include "clausier/store/identity_store.hpp"
#include "scope.hpp"

namespace clausier::app {

std::string employments_within(const Actor& actor) {
  if (actor.role == Role::contractor) return "SELECT * FROM employments WHERE firm_id = ?1";
  return "SELECT * FROM employments WHERE lot_id IN (" + lots_within(actor) + ")";
}

std::map<ParticipantId, Identity> names_within(Services& services, store::Connection& connection, const Actor& actor,
                                               const std::vector<ParticipantId>& people) {
  store::FirmsOfPeople firms;
  for (const auto person : people) firms[person];
  connection.each("SELECT DISTINCT participant_id, firm_id FROM (" + employments_within(actor) + ")", {perimeter_key(actor)},
                  [&](const store::Row& row) {
                    const auto found = firms.find(row.id<ParticipantId>("participant_id"));
                    if (found != firms.end()) found->second.insert(row.id<OrganisationId>("firm_id"));
                  });
  std::map<ParticipantId, Identity> names;
  for (auto& [person, record] : services.identity->read([&](store::Connection& c) { return store::identities_declared_by(c, firms); }))
    names.emplace(person, Identity{record.family_name, record.given_name, record.birth_date});
  return names;
}

std::vector<ParticipantId> people_within(store::Connection& connection, const Actor& actor, std::optional<LotId> lot) {
  std::vector<ParticipantId> people;
  for (const auto& row : connection.query("SELECT p.id FROM participants p WHERE p.id IN (SELECT e.participant_id FROM (" +
                                              employments_within(actor) +
                                              ") e WHERE ?2 IS NULL OR e.lot_id = ?2) ORDER BY p.reference",
                                          {perimeter_key(actor), store::value_of(lot)}))
    people.push_back(row.id<ParticipantId>("id"));
  return people;
}

std::optional<ParticipantId> person_within(store::Connection& connection, const Actor& actor, const std::string& reference) {
  const auto row = connection.query_one("SELECT p.id FROM participants p WHERE p.reference = ?2 AND p.id IN"
                                        " (SELECT e.participant_id FROM (" + employments_within(actor) + ") e)",
                                        {perimeter_key(actor), store::value_of(reference)});
  return row ? std::optional(row->id<ParticipantId>("id")) : std::nullopt;
}

bool reads_decision(const Actor& actor, bool employment_acknowledged) {
  return actor.role != Role::contractor || employment_acknowledged;
}

std::string eligibility_status(const EligibilityDecision* decision, std::optional<Date> until, Date today) {
  if (!decision) return "undecided";
  if (decision->verdict == EligibilityVerdict::refused) return "refused";
  return until && *until < today ? "expired" : "eligible";
}

std::optional<Date> counted_until(const EligibilityDecision* decision, const std::optional<Clause>& clause, std::string_view contract_type) {
  if (!decision || decision->verdict != EligibilityVerdict::eligible) return std::nullopt;
  return clause ? countable_until(*decision, *clause, contract_type) : decision->countable_until;
}

}  // namespace clausier::app
