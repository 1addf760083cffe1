#include "clausier/store/participant_store.hpp"

namespace clausier::store {
namespace {

KnownParticipant participant_of(const Row& row) { return {row.id<ParticipantId>("id"), row.text("reference")}; }

EligibilityDecision eligibility_decision_of(const Row& row) {
  const auto verdict = parse_eligibility_verdict(row.text("verdict"));
  if (!verdict) throw CorruptData("unknown verdict of eligibility");
  return {.participant = row.id<ParticipantId>("participant_id"),
          .verdict = *verdict,
          .criterion = row.text("criterion"),
          .effective_on = row.date("effective_on"),
          .countable_until = row.date_or_null("countable_until"),
          .proof_kind = row.text("proof_kind"),
          .proof_seen_on = row.date_or_null("proof_seen_on"),
          .reason = row.text("reason"),
          .decided_by = row.text("author"),
          .decided_at = row.instant("recorded_at")};
}

template <class T> std::vector<T> all_of(const std::vector<Row>& rows, T (*one)(const Row&)) {
  std::vector<T> values;
  values.reserve(rows.size());
  for (const auto& row : rows) values.push_back(one(row));
  return values;
}

}  // namespace

void insert_participant(Connection& connection, const KnownParticipant& participant, Instant now) {
  connection.execute("INSERT INTO participants (id, reference, recorded_at) VALUES (?1, ?2, ?3)",
                     values(participant.id, participant.reference, now));
}

std::optional<KnownParticipant> find_participant(Connection& connection, const std::string& reference) {
  const auto row = connection.query_one("SELECT id, reference FROM participants WHERE reference = ?1", values(reference));
  return row ? std::optional(participant_of(*row)) : std::nullopt;
}

std::optional<KnownParticipant> find_participant(Connection& connection, ParticipantId id) {
  const auto row = connection.query_one("SELECT id, reference FROM participants WHERE id = ?1", values(id));
  return row ? std::optional(participant_of(*row)) : std::nullopt;
}

void insert_employment(Connection& connection, const Employment& e, const std::string& author) {
  connection.execute(
      "INSERT INTO employments (participant_id, lot_id, firm_id, modality, contract_type, employer_siret, starts_on,"
      " ends_on, author, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
      values(e.participant, e.lot, e.firm, modality_code(e.modality), e.contract_type, e.employer_siret, e.starts_on,
             e.ends_on, author, e.recorded_at));
}

Employment employment_of(const Row& row) {
  const auto modality = parse_modality(row.text("modality"));
  if (!modality) throw CorruptData("unknown modality of employment");
  return {row.id<ParticipantId>("participant_id"),
          row.id<LotId>("lot_id"),
          row.id<OrganisationId>("firm_id"),
          *modality,
          row.text("contract_type"),
          row.text("employer_siret"),
          row.date("starts_on"),
          row.date_or_null("ends_on"),
          row.instant("recorded_at")};
}

std::vector<Employment> employments_of(Connection& connection, ParticipantId participant) {
  return all_of(connection.query("SELECT * FROM employments WHERE participant_id = ?1 ORDER BY id", values(participant)),
                employment_of);
}

std::vector<Employment> employments_on(Connection& connection, LotId lot) {
  return all_of(connection.query("SELECT * FROM employments WHERE lot_id = ?1 ORDER BY id", values(lot)), employment_of);
}

void append_eligibility(Connection& connection, const EligibilityDecision& d) {
  connection.execute(
      "INSERT INTO eligibility_decisions (participant_id, verdict, criterion, effective_on, countable_until, proof_kind,"
      " proof_seen_on, reason, author, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
      values(d.participant, eligibility_verdict_code(d.verdict), d.criterion, d.effective_on, d.countable_until,
             d.proof_kind, d.proof_seen_on, d.reason, d.decided_by, d.decided_at));
}

std::vector<EligibilityDecision> eligibility_of(Connection& connection, ParticipantId participant) {
  return all_of(connection.query("SELECT * FROM eligibility_decisions WHERE participant_id = ?1 ORDER BY id", values(participant)),
                eligibility_decision_of);
}

std::vector<EligibilityDecision> eligibility_on_lot(Connection& connection, LotId lot) {
  return all_of(connection.query("SELECT d.* FROM eligibility_decisions d WHERE d.participant_id IN"
                                 " (SELECT participant_id FROM ledger_entries WHERE lot_id = ?1"
                                 " UNION SELECT participant_id FROM employments WHERE lot_id = ?1) ORDER BY d.id",
                                 values(lot)),
                eligibility_decision_of);
}

}  // namespace clausier::store
