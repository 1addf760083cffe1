// From the base to the bytes of a report: one snapshot, two dates, the same answer every time.
#include <algorithm>

#include "hashing.hpp"
#include "clausier/app/reports.hpp"
#include "clausier/report/table_report.hpp"
#include "clausier/write/html_writer.hpp"
#include "clausier/store/clause_store.hpp"
#include "lot_outlook.hpp"
#include "lot_position.hpp"
#include "own_hours.hpp"
#include "report_content.hpp"
#include "report_perimeter.hpp"
#include "scope.hpp"
#include "stored_reports.hpp"

namespace clausier::app {
namespace {

struct Format {
  std::string_view code;
  std::string_view media_type;
};
constexpr Format formats[] = {{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
                              {"xml", "application/xml"},
                              {"csv", "text/csv; charset=utf-8"},
                              {"json", "application/json"},
                              {"html", "text/html; charset=utf-8"}};

std::optional<Refusal> fault_of(const ReportParameters& p) {
  const auto known = std::any_of(std::begin(formats), std::end(formats), [&](const auto& f) { return f.code == p.format; });
  if (!known) return Refusal{"report.format_unknown"};
  if (!is_plausible(p.worked_until) || (p.recorded_until && !is_plausible(p.recorded_until->utc_date()))) return Refusal{"date.implausible"};
  if (!report::parse_report_kind(p.kind) && !report::parse_table_report_kind(p.kind)) return Refusal{"report.kind_unknown"};
  if ((p.kind == "contract" || p.kind == "attestation") && !p.contract && !p.lot) return Refusal{"report.contract_needed"};
  if (p.kind == "programme" && p.programme.empty()) return Refusal{"report.programme_needed"};
  if (p.kind == "firm" && p.firm_siret.empty()) return Refusal{"report.firm_needed"};
  if (p.kind == "statement" && p.person.empty()) return Refusal{"report.person_needed"};
  return std::nullopt;
}

// Which of its lots an attestation certifies must be said.
bool lot_needed(Services& services, const Actor& actor, const ReportParameters& p, Instant recorded_until) {
  if (p.kind != "attestation" || p.lot) return false;
  return services.database->read([&](store::Connection& c) { return lots_recorded(c, actor, p, recorded_until).size() > 1; });
}

// Reports are for those who follow and those who buy; a firm has its own pages. A name, and the
// pathways of people, are for those who follow.
bool may_report(const Actor& actor, std::string_view kind = "") {
  const bool of_people = kind == "statement" || kind == "pathways";
  return of_people ? has_role(actor, {Role::facilitator}) : has_role(actor, {Role::facilitator, Role::officer});
}

}  // namespace

Outcome<LotPosition> position_at(Services& services, const Actor& actor, LotId lot, Date worked_until, std::optional<Instant> recorded_until) {
  return services.database->read([&](store::Connection& c) -> Outcome<LotPosition> {
    if (!lot_scope(c, actor, lot)) return not_found();
    if (!is_plausible(worked_until) || (recorded_until && !is_plausible(recorded_until->utc_date()))) return Refusal{"date.implausible"};
    auto position = position_for(c, services, actor, lot, {worked_until, recorded_until.value_or(services.clock())});
    auto hash = journal_sha256(position.journal);
    auto outlook = may_report(actor) ? outlook_in(c, services, store::find_clause(c, lot, position.cutoff.recorded_until), position) : Outlook();
    auto explanation = explained_with(position, outlook);
    return LotPosition{lot, std::move(position), std::move(hash), std::move(outlook), std::move(explanation)};
  });
}

Outcome<BuiltReport> build_report(Services& services, const Actor& actor, const ReportParameters& p) {
  if (!may_report(actor, p.kind)) return forbidden();
  if (const auto fault = fault_of(p)) return *fault;
  // Every later fact gets a later instant: what this report says of "now" can be asked again.
  const Instant asked_at = services.database->write([&](store::Connection& c) { return store::next_instant(c, services.clock()); });
  // What is not recorded yet would change the answer of a question that looks fixed.
  if (p.recorded_until && *p.recorded_until > asked_at) return Refusal{"report.recorded_later"};
  const Cutoff cutoff{p.worked_until, p.recorded_until.value_or(asked_at)};
  if (lot_needed(services, actor, p, cutoff.recorded_until)) return Refusal{"report.lot_needed"};
  const auto content = report_content(services, actor, p, cutoff);
  if (!content && p.kind == "pathways") return Refusal{"report.pathways.empty"};
  if (!content) return p.contract || p.lot || !p.person.empty() ? not_found() : Refusal{"report.empty"};

  BuiltReport built{ReportId::from_trusted(random_id()), content->file_name, "",
                    report_bytes(services, content->report, cutoff, p.format), "", content->entries_sha256, cutoff};
  for (const auto& format : formats)
    if (format.code == p.format) built.media_type = format.media_type;
  built.sha256 = sha256_hex(built.bytes);
  if (p.format == "html") built.style_sha256 = sha256_base64(write::html_style());
  services.database->write([&](store::Connection& c) {
    record_report(c, services, actor, {built.id, p, cutoff, content->title, built.sha256, built.entries_sha256});
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
             auto p = parameters_of(row);
             lines.push_back({row.id<ReportId>("id"), std::move(p), row.text("title"), row.instant("recorded_at"), row.text("author"),
                              row.text("file_sha256"), row.text("entries_sha256")});
           });
    return lines;
  });
}

}  // namespace clausier::app
