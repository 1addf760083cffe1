// From the base to the bytes of a report: one snapshot, two dates, the same answer every time.
#include <algorithm>

#include "audit.hpp"
#include "clausier/app/reports.hpp"
#include "clausier/report/report.hpp"
#include "clausier/report/sheet.hpp"
#include "clausier/store/clause_store.hpp"
#include "clausier/store/obligation_store.hpp"
#include "clausier/store/contract_store.hpp"
#include "clausier/write/csv_writer.hpp"
#include "clausier/write/xlsx_writer.hpp"
#include "clausier/write/xml_writer.hpp"
#include "lot_position.hpp"
#include "own_hours.hpp"
#include "report_perimeter.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

struct Format {
  std::string_view code;
  std::string_view media_type;
};
constexpr Format formats[] = {{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
                              {"xml", "application/xml"},
                              {"csv", "text/csv; charset=utf-8"}};

std::optional<Refusal> fault_of(const ReportParameters& p) {
  const auto known = std::any_of(std::begin(formats), std::end(formats), [&](const auto& f) { return f.code == p.format; });
  if (!known) return Refusal{"report.format_unknown"};
  if (!is_plausible(p.worked_until) || (p.recorded_until && !is_plausible(p.recorded_until->utc_date()))) return Refusal{"date.implausible"};
  const auto kind = report::parse_report_kind(p.kind);
  if (!kind) return Refusal{"report.kind_unknown"};
  if (*kind == report::ReportKind::contract && !p.contract && !p.lot) return Refusal{"report.contract_needed"};
  if (*kind == report::ReportKind::programme && p.programme.empty()) return Refusal{"report.programme_needed"};
  return std::nullopt;
}

// Reports are for those who follow and those who buy; a firm has its own pages.
bool may_report(const Actor& actor) { return has_role(actor, {Role::facilitator, Role::officer}); }

report::ReportLot report_lot(store::Connection& c, const Services& services, const LotScope& scope, const Cutoff& cutoff) {
  auto contract = store::find_contract(c, scope.contract, cutoff.recorded_until);
  if (!contract) throw CorruptData("lot without contract");
  const auto lot = std::find_if(contract->lots.begin(), contract->lots.end(), [&](const Lot& l) { return l.id == scope.lot; });
  if (lot == contract->lots.end()) throw CorruptData("contract without its lot");
  const Lot found = *lot;
  // What may throw comes first: an exception inside the braces below makes GCC 12 free members twice.
  auto programmes = programmes_recorded(c, scope.contract, cutoff.recorded_until);
  auto holders = holders_recorded(c, scope.lot, cutoff.recorded_until);
  auto clause = store::find_clause(c, scope.lot, cutoff.recorded_until);
  auto position = position_in(c, services, scope.lot, cutoff);
  auto facts = store::facts_of_lot(c, scope.lot);
  return {.contract = std::move(*contract), .lot = found, .buyer_name = scope.buyer_name, .programmes = std::move(programmes),
          .holders = std::move(holders), .clause = std::move(clause), .position = std::move(position), .facts = std::move(facts)};
}

std::string title_of(const Services& services, const ReportParameters& p, const std::vector<report::ReportLot>& lots) {
  const auto& wording = services.wording;
  Parameters holes = {{"date", french_long_date(p.worked_until)}};
  if (p.kind == "programme") holes["programme"] = wording.say("programme." + p.programme);
  if (p.kind == "contract") holes["contract"] = lots.front().contract.initial.source_id;
  if (p.kind == "portfolio" && !p.buyer_siret.empty()) holes["buyer"] = lots.front().buyer_name;
  const bool one_buyer = p.kind == "portfolio" && !p.buyer_siret.empty();
  return wording.say("report.title." + p.kind + (one_buyer ? ".buyer" : ""), holes);
}

// ASCII, ours, without anything a user typed.
std::string file_name_of(const ReportParameters& p, const std::vector<report::ReportLot>& lots) {
  std::string name = "rapport-";
  if (p.kind == "contract") {
    name += "marche-";
    for (const char ch : lots.front().contract.initial.source_id)
      if (std::isalnum(static_cast<unsigned char>(ch))) name += ch;
    if (p.lot && !lots.front().lot.number.empty()) name += "-lot";
  } else {
    name += p.kind == "programme" ? "programme-" + p.programme : "portefeuille";
    if (!p.buyer_siret.empty()) name += "-" + p.buyer_siret.substr(0, 9);
  }
  return name + "-" + p.worked_until.iso() + "." + p.format;
}

std::string bytes_of(const report::Report& report, const Services& services, const std::string& format, const Cutoff& cutoff) {
  if (format == "xml") return write::write_xml(report, services.wording);
  if (format == "csv") return write::write_csv(report::flat_table(report, services.wording));
  return write::write_xlsx(report::to_workbook(report, services.wording), cutoff.recorded_until);
}

void record_report(store::Connection& c, const Actor& actor, const ReportParameters& p, const BuiltReport& built,
                   const std::string& title, const std::string& rulebook_version, Instant now) {
  c.execute("INSERT INTO reports (id, kind, format, title, contract_id, lot_id, programme, buyer_siret, worked_until, "
            "recorded_until, rulebook_version, entries_sha256, file_sha256, author, author_id, organisation_id, recorded_at) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
            store::values(built.id, p.kind, p.format, title, p.contract, p.lot, p.programme, p.buyer_siret, built.cutoff.worked_until,
                          built.cutoff.recorded_until, rulebook_version, built.entries_sha256, built.sha256, actor.display_name,
                          actor.user, actor.organisation ? std::optional(actor.organisation->id) : std::nullopt, now));
}

}  // namespace

Outcome<LotPosition> position_at(Services& services, const Actor& actor, LotId lot, Date worked_until, std::optional<Instant> recorded_until) {
  return services.database->read([&](store::Connection& c) -> Outcome<LotPosition> {
    if (!lot_scope(c, actor, lot)) return not_found();
    if (!is_plausible(worked_until) || (recorded_until && !is_plausible(recorded_until->utc_date()))) return Refusal{"date.implausible"};
    auto position = position_for(c, services, actor, lot, {worked_until, recorded_until.value_or(services.clock())});
    auto hash = journal_sha256(position.journal);
    return LotPosition{lot, std::move(position), std::move(hash)};
  });
}

Outcome<BuiltReport> build_report(Services& services, const Actor& actor, const ReportParameters& p) {
  if (!may_report(actor)) return forbidden();
  if (const auto fault = fault_of(p)) return *fault;
  // Every later fact gets a later instant: what this report says of "now" can be asked again.
  const Instant asked_at = services.database->write([&](store::Connection& c) { return store::next_instant(c, services.clock()); });
  // What is not recorded yet would change the answer of a question that looks fixed.
  if (p.recorded_until && *p.recorded_until > asked_at) return Refusal{"report.recorded_later"};
  const Cutoff cutoff{p.worked_until, p.recorded_until.value_or(asked_at)};
  report::ReportRequest request{.kind = *report::parse_report_kind(p.kind), .programme = p.programme, .cutoff = cutoff,
                                .recorded_until_text = french_instant(cutoff.recorded_until),
                                .software_version = services.software_version};
  services.database->read([&](store::Connection& c) {
    for (const auto& scope : lots_recorded(c, actor, p, cutoff.recorded_until)) request.lots.push_back(report_lot(c, services, scope, cutoff));
  });
  if (request.lots.empty()) return p.contract || p.lot ? not_found() : Refusal{"report.empty"};
  request.title = title_of(services, p, request.lots);
  if (!p.buyer_siret.empty()) request.buyer = request.lots.front().buyer_name;
  std::vector<std::string> journal;
  for (const auto& lot : request.lots) journal.insert(journal.end(), lot.position.journal.begin(), lot.position.journal.end());
  request.entries_sha256 = journal_sha256(journal);
  const auto report = report::build_report(request, services.reference.rulebook);

  BuiltReport built{ReportId::from_trusted(random_id()), file_name_of(p, request.lots), "", bytes_of(report, services, p.format, cutoff),
                    "", request.entries_sha256, cutoff};
  for (const auto& format : formats)
    if (format.code == p.format) built.media_type = format.media_type;
  built.sha256 = sha256_hex(built.bytes);
  services.database->write([&](store::Connection& c) {
    const Instant now = store::next_instant(c, services.clock());
    // A question with its instant fixed has been asked before: the answer is sent again, not listed twice.
    if (!p.recorded_until) record_report(c, actor, p, built, request.title, services.reference.rulebook.version(), now);
    record_audit(c, actor, now, p.recorded_until ? "report.sent_again" : "report.built", "report", built.id.text(), p.kind + " " + p.format);
  });
  return built;
}

std::vector<ReportLine> list_reports(Services& services, const Actor& actor, int limit) {
  if (!may_report(actor)) return {};
  return services.database->read([&](store::Connection& c) {
    std::vector<ReportLine> lines;
    // Own organisation's reports: the perimeter may have changed since, the line tells no figure.
    c.each("SELECT * FROM reports WHERE organisation_id = ?1 OR ?2 = 1 ORDER BY recorded_at DESC LIMIT ?3",
           store::values(actor.organisation ? actor.organisation->id.value() : std::int64_t{0}, is_operator(actor), limit),
           [&](const store::Row& row) {
             ReportParameters p{row.text("kind"), row.text("format"), row.date("worked_until"), row.instant("recorded_until"),
                                row.id_or_null<ContractId>("contract_id"), row.id_or_null<LotId>("lot_id"), row.text("programme"),
                                row.text("buyer_siret")};
             lines.push_back({row.id<ReportId>("id"), std::move(p), row.text("title"), row.instant("recorded_at"), row.text("author"),
                              row.text("file_sha256"), row.text("entries_sha256")});
           });
    return lines;
  });
}

}  // namespace clausier::app
