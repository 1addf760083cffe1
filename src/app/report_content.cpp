// What a report says, from the base: the lots of the perimeter at two dates, and what the report before said.
#include "report_content.hpp"

#include <algorithm>

#include "clausier/report/attestation.hpp"
#include "clausier/store/clause_store.hpp"
#include "clausier/store/contract_store.hpp"
#include "clausier/store/obligation_store.hpp"
#include "clausier/write/csv_writer.hpp"
#include "clausier/write/html_writer.hpp"
#include "clausier/write/report_json.hpp"
#include "clausier/write/xlsx_writer.hpp"
#include "clausier/write/xml_writer.hpp"
#include "lot_outlook.hpp"
#include "lot_position.hpp"
#include "report_perimeter.hpp"
#include "table_reports.hpp"

namespace clausier::app {
namespace {

report::ReportLot report_lot(store::Connection& c, const Services& services, const LotScope& scope, const Cutoff& cutoff) {
  auto contract = store::find_contract(c, scope.contract, cutoff.recorded_until);
  if (!contract) throw CorruptData("lot without contract");
  const auto lot = std::find_if(contract->lots.begin(), contract->lots.end(), [&](const Lot& l) { return l.id == scope.lot; });
  if (lot == contract->lots.end()) throw CorruptData("contract without its lot");
  const Lot found = *lot;
  // What may throw comes first: an exception inside the braces below makes GCC 12 free members twice.
  auto programmes = programmes_recorded(c, scope.contract, cutoff.recorded_until);
  auto holders = holders_recorded(c, scope.lot, cutoff.recorded_until);
  const auto& initial = contract->initial;
  const auto& geography = services.reference.geography;
  std::string epci(geography.epci_name(geography.place_of(initial.place_kind, initial.place_code).epci));
  auto clause = store::find_clause(c, scope.lot, cutoff.recorded_until);
  auto position = position_in(c, services, scope.lot, cutoff);
  auto outlook = outlook_in(c, services, clause, position);
  auto facts = store::facts_of_lot(c, scope.lot);
  return {.contract = std::move(*contract), .lot = found, .buyer_name = scope.buyer_name, .programmes = std::move(programmes),
          .holders = std::move(holders), .epci = std::move(epci), .clause = std::move(clause), .position = std::move(position),
          .outlook = std::move(outlook), .facts = std::move(facts)};
}

std::string title_of(const Services& services, const ReportParameters& p, const report::ReportRequest& request) {
  const auto& wording = services.wording;
  Parameters holes = {{"date", french_long_date(p.worked_until)}};
  holes["year"] = p.worked_until.iso().substr(0, 4);
  if (p.kind == "programme") holes["programme"] = wording.say("programme." + p.programme);
  if (p.kind == "contract" || p.kind == "attestation") holes["contract"] = request.lots.front().contract.initial.source_id;
  if (p.kind == "portfolio" && !p.buyer_siret.empty()) holes["buyer"] = request.buyer;
  if (p.kind == "firm") holes["firm"] = request.firm;
  const bool one_buyer = p.kind == "portfolio" && !p.buyer_siret.empty();
  return wording.say("report.title." + p.kind + (one_buyer ? ".buyer" : ""), holes);
}

// ASCII, ours, without anything a user typed.
std::string file_name_of(const ReportParameters& p, const std::vector<report::ReportLot>& lots) {
  std::string name = p.kind == "attestation" ? "attestation-" : "rapport-";
  if (p.kind == "contract" || p.kind == "attestation") {
    name += "marche-";
    for (const char ch : lots.front().contract.initial.source_id)
      if (std::isalnum(static_cast<unsigned char>(ch))) name += ch;
    if (p.lot && !lots.front().lot.number.empty()) name += "-lot";
  } else {
    name += p.kind == "programme" ? "programme-" + p.programme : p.kind == "office" ? "bilan-annuel" : p.kind == "firm" ? "entreprise" : "portefeuille";
    if (!p.firm_siret.empty()) name += "-" + p.firm_siret.substr(0, 9);
    if (!p.buyer_siret.empty()) name += "-" + p.buyer_siret.substr(0, 9);
  }
  return name + "-" + p.worked_until.iso() + "." + p.format;
}

// What the same person asked of the same perimeter before this instant and had another answer to: the same
// facts asked again, in another form, are not a report before. Empty when there is none.
std::optional<Cutoff> report_before(store::Connection& c, const Actor& actor, const ReportParameters& p, const Cutoff& cutoff,
                                    const std::string& entries_sha256) {
  const auto row = c.query_one(
      "SELECT worked_until, recorded_until FROM reports WHERE kind = ?1 AND contract_id IS ?2 AND lot_id IS ?3 AND programme = ?4"
      " AND buyer_siret = ?5 AND firm_siret = ?10 AND organisation_id IS ?6 AND recorded_at < ?7 AND entries_sha256 <> ?8 AND worked_until <= ?9"
      " ORDER BY recorded_at DESC LIMIT 1",
      store::values(p.kind, p.contract, p.lot, p.programme, p.buyer_siret,
                    actor.organisation ? std::optional(actor.organisation->id) : std::nullopt, cutoff.recorded_until, entries_sha256,
                    cutoff.worked_until, p.firm_siret));
  if (!row) return std::nullopt;
  return Cutoff{row->date("worked_until"), row->instant("recorded_until")};
}

report::ReportRequest request_at(store::Connection& c, Services& services, const Actor& actor, const ReportParameters& p, const Cutoff& cutoff) {
  report::ReportRequest request{.kind = report::parse_report_kind(p.kind).value_or(report::ReportKind::contract), .programme = p.programme, .cutoff = cutoff,
                                .recorded_until_text = french_instant(cutoff.recorded_until),
                                .software_version = services.software_version,
                                .indicators = services.reference.indicators,
                                .targets = services.reference.programme_targets,
                                .departments = services.reference.programme_departments};
  for (const auto& scope : lots_recorded(c, actor, p, cutoff.recorded_until)) request.lots.push_back(report_lot(c, services, scope, cutoff));
  std::vector<std::string> journal;
  for (const auto& lot : request.lots) journal.insert(journal.end(), lot.position.journal.begin(), lot.position.journal.end());
  request.entries_sha256 = journal_sha256(journal);
  return request;
}

bool is_of_one_lot(const ReportParameters& p) { return p.kind == "attestation"; }

std::optional<report::Report> report_of_lots(store::Connection& c, Services& services, const Actor& actor, const ReportParameters& p,
                                             const Cutoff& cutoff, std::string& file_name) {
  auto request = request_at(c, services, actor, p, cutoff);
  if (request.lots.empty() || (is_of_one_lot(p) && request.lots.size() > 1)) return std::nullopt;
  if (!p.buyer_siret.empty()) request.buyer = request.lots.front().buyer_name;
  if (!p.firm_siret.empty()) request.firm = firm_name(c, p.firm_siret);
  request.title = title_of(services, p, request);
  file_name = file_name_of(p, request.lots);
  auto report = report::build_report(request, services.reference.rulebook);
  if (is_of_one_lot(p)) return report;  // of one state of a lot, compared with nothing
  if (const auto before = report_before(c, actor, p, cutoff, request.entries_sha256))
    report.changes = report::changes_between(report::build_report(request_at(c, services, actor, p, *before), services.reference.rulebook), report);
  return report;
}

ReportContent content_of(report::TableReport report, std::string file_name) {
  auto title = report.frame.title, entries_sha256 = report.frame.entries_sha256;
  return {std::move(report), std::move(title), std::move(entries_sha256), std::move(file_name)};
}

std::string table_file_name(const ReportParameters& p) {
  const std::string name = p.kind == "statement" ? "releve-heures-" + p.person : p.kind == "pathways" ? "parcours" : "releves-manquants";
  return name + "-" + p.worked_until.iso() + "." + p.format;
}

using TablesAt = std::optional<report::TableReport> (*)(store::Connection&, Services&, const Actor&, const ReportParameters&, const Cutoff&);

// Reports whose tables are read straight from the base; the others are made from the standing of lots.
TablesAt tables_of(const std::string& kind) {
  if (kind == "missing") return missing_timesheets_at;
  if (kind == "statement") return hours_statement_at;
  return kind == "pathways" ? pathways_at : nullptr;
}

template <class Book>
std::string bytes_of(const Services& services, const Book& report, const Cutoff& cutoff, std::string_view format) {
  if (format == "html") return write::write_html(report::to_workbook(report, services.wording), services.wording);
  if (format == "csv") return write::write_csv(report::flat_table(report, services.wording));
  return write::write_xlsx(report::to_workbook(report, services.wording), cutoff.recorded_until);
}

struct BytesOf {
  const Services& services;
  const Cutoff& cutoff;
  std::string_view format;
  std::string operator()(const report::Report& report) const {
    if (format == "xml") return write::write_xml(report, services.wording);
    if (format == "json") return write::write_json(report, services.wording);
    return bytes_of(services, report, cutoff, format);
  }
  std::string operator()(const report::TableReport& report) const {
    if (format == "xml") return write::write_xml(report);
    if (format == "json") return write::write_json(report);
    return bytes_of(services, report, cutoff, format);
  }
};

}  // namespace

std::optional<ReportContent> report_content(Services& services, const Actor& actor, const ReportParameters& p, const Cutoff& cutoff) {
  return services.database->read([&](store::Connection& c) -> std::optional<ReportContent> {
    if (const auto tables_at = tables_of(p.kind)) {
      auto tables = tables_at(c, services, actor, p, cutoff);
      return tables ? std::optional(content_of(std::move(*tables), table_file_name(p))) : std::nullopt;
    }
    std::string file_name;
    auto report = report_of_lots(c, services, actor, p, cutoff, file_name);
    if (!report) return std::nullopt;
    if (is_of_one_lot(p)) return content_of(report::attestation(*report, services.wording), std::move(file_name));
    auto title = report->title, entries_sha256 = report->entries_sha256;
    return ReportContent{std::move(*report), std::move(title), std::move(entries_sha256), std::move(file_name)};
  });
}

std::string report_bytes(const Services& services, const AnyReport& report, const Cutoff& cutoff, std::string_view format) {
  return std::visit(BytesOf{services, cutoff, format}, report);
}

}  // namespace clausier::app
