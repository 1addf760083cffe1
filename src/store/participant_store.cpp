#include "clausier/store/participant_store.hpp"

namespace clausier::store {
namespace {

// What may throw is read before the braces: an exception inside them makes GCC 12 free members twice.
KnownParticipant participant_of(const Row& row) {
  const auto id = row.id<ParticipantId>("id");
  auto reference = row.text("reference");
  return {id, std::move(reference)};
}

std::optional<PriorityHome> home_of(const Row& row) {
  auto district = row.text_or_null("district");
  const auto year = row.integer_or_null("district_list_year");
  if (district.has_value() != year.has_value()) throw CorruptData("a district without its list");
  if (!district) return std::nullopt;
  return PriorityHome{std::move(*district), static_cast<int>(*year)};
}

EligibilityDecision eligibility_decision_of(const Row& row) {
  const auto participant = row.id<ParticipantId>("participant_id");
  const auto verdict = parse_eligibility_verdict(row.text("verdict"));
  if (!verdict) throw CorruptData("unknown verdict of eligibility");
  const auto effective_on = row.date("effective_on");
  const auto countable_until = row.date_or_null("countable_until"), proof_seen_on = row.date_or_null("proof_seen_on");
  auto criterion = row.text("criterion"), proof_kind = row.text("proof_kind"), reason = row.text("reason"), author = row.text("author");
  const auto decided_at = row.instant("recorded_at");
  auto home = home_of(row);
  return {.participant = participant,
          .verdict = *verdict,
          .criterion = std::move(criterion),
          .effective_on = effective_on,
          .countable_until = countable_until,
          .proof_kind = std::move(proof_kind),
          .proof_seen_on = proof_seen_on,
          .reason = std::move(reason),
          .decided_by = std::move(author),
          .decided_at = decided_at,
          .home = std::move(home)};
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

EmploymentId insert_employment(Connection& connection, const Employment& e, const std::string& author) {
  connection.execute(
      "INSERT INTO employments (participant_id, lot_id, firm_id, modality, contract_type, employer_siret, starts_on,"
      " ends_on, author, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
      values(e.participant, e.lot, e.firm, modality_code(e.modality), e.contract_type, e.employer_siret, e.starts_on,
             e.ends_on, author, e.recorded_at));
  return connection.query_one("SELECT last_insert_rowid() AS id")->id<EmploymentId>("id");
}

Employment employment_of(const Row& row) {
  const auto participant = row.id<ParticipantId>("participant_id");
  const auto lot = row.id<LotId>("lot_id");
  const auto firm = row.id<OrganisationId>("firm_id");
  const auto modality = parse_modality(row.text("modality"));
  if (!modality) throw CorruptData("unknown modality of employment");
  auto contract_type = row.text("contract_type"), employer_siret = row.text("employer_siret");
  const auto starts_on = row.date("starts_on");
  const auto ends_on = row.date_or_null("ends_on");
  const auto recorded_at = row.instant("recorded_at");
  return {participant, lot, firm, *modality, std::move(contract_type), std::move(employer_siret), starts_on, ends_on, recorded_at};
}

std::vector<Employment> employments_of(Connection& connection, ParticipantId participant) {
  return all_of(connection.query("SELECT * FROM employments WHERE participant_id = ?1 ORDER BY id", values(participant)),
                employment_of);
}

std::vector<Employment> employments_on(Connection& connection, LotId lot) {
  return all_of(connection.query("SELECT * FROM employments WHERE lot_id = ?1 ORDER BY id", values(lot)), employment_of);
}

std::optional<OrganisationId> office_of(Connection& connection, LotId lot) {
  const auto row = connection.query_one("SELECT office_id FROM lot_offices WHERE lot_id = ?1", values(lot));
  return row ? row->id_or_null<OrganisationId>("office_id") : std::nullopt;
}

bool acknowledge_employment(Connection& connection, EmploymentId employment, OrganisationId office, const std::string& author,
                            Instant now) {
  return connection.execute("INSERT INTO employment_acknowledgements (employment_id, office_id, author, recorded_at)"
                            " VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                            values(employment, office, author, now)) > 0;
}

bool is_acknowledged(Connection& connection, ParticipantId participant, LotId lot, OrganisationId firm) {
  return connection
      .query_one("SELECT EXISTS (SELECT 1 FROM office_employments WHERE participant_id = ?1 AND lot_id = ?2 AND firm_id = ?3"
                 " AND acknowledged) AS known",
                 values(participant, lot, firm))
      ->flag("known");
}

void append_eligibility(Connection& connection, OrganisationId office, const EligibilityDecision& d) {
  connection.execute(
      "INSERT INTO eligibility_decisions (participant_id, office_id, verdict, criterion, effective_on, countable_until,"
      " proof_kind, proof_seen_on, reason, author, recorded_at, district, district_list_year)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
      values(d.participant, office, eligibility_verdict_code(d.verdict), d.criterion, d.effective_on, d.countable_until,
             d.proof_kind, d.proof_seen_on, d.reason, d.decided_by, d.decided_at,
             d.home ? std::optional(d.home->district) : std::nullopt, d.home ? std::optional<std::int64_t>(d.home->list_year) : std::nullopt));
}

std::vector<EligibilityDecision> eligibility_of(Connection& connection, ParticipantId participant, std::optional<OrganisationId> office) {
  return all_of(connection.query("SELECT * FROM eligibility_decisions WHERE participant_id = ?1 AND office_id = ?2 ORDER BY id",
                                 values(participant, office)),
                eligibility_decision_of);
}

std::vector<EligibilityDecision> eligibility_on_lot(Connection& connection, LotId lot) {
  return all_of(connection.query("SELECT d.* FROM eligibility_decisions d WHERE d.office_id ="
                                 " (SELECT office_id FROM lot_offices WHERE lot_id = ?1) AND d.participant_id IN"
                                 " (SELECT participant_id FROM ledger_entries WHERE lot_id = ?1"
                                 " UNION SELECT participant_id FROM employments WHERE lot_id = ?1) ORDER BY d.id",
                                 values(lot)),
                eligibility_decision_of);
}

}  // namespace clausier::store
