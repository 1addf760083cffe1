#include "stored_reports.hpp"

#include "audit.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

bool is_listed(store::Connection& c, const std::string& file_sha256) {
  return c.query_one("SELECT 1 AS found FROM reports WHERE file_sha256 = ?1 LIMIT 1", store::values(file_sha256)).has_value();
}

void append(store::Connection& c, const Services& services, const Actor& actor, const StoredReport& report, Instant now) {
  const auto& p = report.parameters;
  c.execute("INSERT INTO reports (id, kind, format, title, contract_id, lot_id, programme, buyer_siret, firm_siret, worked_until, "
            "recorded_until, rulebook_version, entries_sha256, file_sha256, author, author_id, organisation_id, recorded_at, person) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
            store::values(report.id, p.kind, p.format, report.title, p.contract, p.lot, p.programme, p.buyer_siret, p.firm_siret,
                          report.cutoff.worked_until, report.cutoff.recorded_until, services.reference.rulebook.version(),
                          report.entries_sha256, report.file_sha256, actor.display_name, actor.user,
                          actor.organisation ? std::optional(actor.organisation->id) : std::nullopt, now, p.person));
}

}  // namespace

void record_report(store::Connection& c, const Services& services, const Actor& actor, const StoredReport& report) {
  const auto& p = report.parameters;
  const Instant now = store::next_instant(c, services.clock());
  const bool again = p.recorded_until && (!is_operator(actor) || is_listed(c, report.file_sha256));
  if (!again) append(c, services, actor, report, now);
  record_audit(c, actor, now, again ? "report.sent_again" : "report.built", "report", report.id.text(), p.kind + " " + p.format);
}

ReportParameters parameters_of(const store::Row& row) {
  return {row.text("kind"), row.text("format"), row.date("worked_until"), row.instant("recorded_until"),
          row.id_or_null<ContractId>("contract_id"), row.id_or_null<LotId>("lot_id"), row.text("programme"), row.text("buyer_siret"), row.text("firm_siret"), row.text("person")};
}

}  // namespace clausier::app
