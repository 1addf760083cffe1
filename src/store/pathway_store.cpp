#include "clausier/store/pathway_store.hpp"

namespace clausier::store {
namespace {

// What may throw is read before the braces: an exception inside them makes GCC 12 free members twice.
PathwayFact fact_of(const Row& row) {
  const auto id = row.id<PathwayFactId>("id"), pathway = row.id<PathwayFactId>("pathway_id");
  const auto participant = row.id<ParticipantId>("participant_id");
  const auto kind = parse_pathway_fact(row.text("kind"));
  if (!kind) throw CorruptData("unknown kind of pathway fact");
  auto code = row.text("code"), author = row.text("author");
  const auto day = row.date("day");
  const auto until = row.date_or_null("until");
  const auto months = static_cast<int>(row.integer("months"));
  const auto cancels = row.id_or_null<PathwayFactId>("cancels_id");
  const auto recorded_at = row.instant("recorded_at");
  return {id, pathway, participant, *kind, std::move(code), day, until, months, cancels, std::move(author), recorded_at};
}

std::vector<PathwayFact> facts_of(const std::vector<Row>& rows) {
  std::vector<PathwayFact> facts;
  facts.reserve(rows.size());
  for (const auto& row : rows) facts.push_back(fact_of(row));
  return facts;
}

}  // namespace

void append_pathway_fact(Connection& connection, OrganisationId office, const PathwayFact& f) {
  connection.execute("INSERT INTO pathway_facts (id, pathway_id, participant_id, office_id, kind, code, day, until, months, cancels_id,"
                     " author, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                     values(f.id, f.pathway, f.participant, office, pathway_fact_code(f.kind), f.code, f.day, f.until, f.months, f.cancels,
                            f.author, f.recorded_at));
}

std::vector<PathwayFact> pathway_facts_of(Connection& connection, OrganisationId office, ParticipantId participant) {
  return facts_of(connection.query("SELECT * FROM pathway_facts WHERE office_id = ?1 AND participant_id = ?2 ORDER BY recorded_at",
                                   values(office, participant)));
}

std::vector<PathwayFact> pathway_facts_of(Connection& connection, OrganisationId office) {
  return facts_of(connection.query("SELECT * FROM pathway_facts WHERE office_id = ?1 ORDER BY recorded_at", values(office)));
}

}  // namespace clausier::store
