#include "table_reports.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "clausier/report/hours_statement.hpp"
#include "clausier/report/missing_timesheets.hpp"
#include "clausier/store/clause_store.hpp"
#include "expected_months.hpp"
#include "hashing.hpp"
#include "lot_position.hpp"
#include "people_perimeter.hpp"
#include "report_frame.hpp"
#include "report_perimeter.hpp"
#include "scope.hpp"
#include "timesheets_heads.hpp"

namespace clausier::app {

report::ReportFrame frame_of(const Services& services, std::string title, const Cutoff& cutoff, std::string entries_sha256) {
  return {std::move(title), cutoff, french_instant(cutoff.recorded_until), services.reference.rulebook.version(),
          std::move(entries_sha256), services.software_version};
}

std::string title_at(const Services& services, const ReportParameters& asked, Parameters holes) {
  holes["date"] = french_long_date(asked.worked_until);
  return services.wording.say("report.title." + asked.kind, holes);
}

namespace {

// ---- Missing timesheets ---------------------------------------------------------------------------------------

struct Declarant {
  OrganisationId firm;
  std::string name;
  std::string siret;
};

std::vector<Declarant> declarants_recorded(store::Connection& c, LotId lot, Instant recorded_until) {
  std::vector<Declarant> firms;
  c.each("SELECT o.id, o.name, o.siret FROM grants g JOIN organisations o ON o.id = g.firm_id WHERE g.lot_id = ?1"
         " AND g.recorded_at <= ?2 AND (g.revoked_at IS NULL OR g.revoked_at > ?2) ORDER BY o.name, o.siret",
         store::values(lot, recorded_until),
         [&](const store::Row& row) { firms.push_back({row.id<OrganisationId>("id"), row.text("name"), row.text("siret")}); });
  return firms;
}

// The day each timesheet was sent back to its firm, by then. The journal holds it: the timesheet only keeps its state.
std::map<std::string, Date> sent_back_by(store::Connection& c, Instant recorded_until) {
  std::map<std::string, Date> days;
  c.each("SELECT object, recorded_at FROM audit_events WHERE action = 'timesheet.send_back' AND recorded_at <= ?1 ORDER BY sequence",
         store::values(recorded_until),
         [&](const store::Row& row) { days.insert_or_assign(row.text("object"), row.instant("recorded_at").utc_date()); });
  return days;
}

// The last timesheet confirmed by then for each lot, firm and month.
std::map<TimesheetSubject, TimesheetId> confirmed_by(store::Connection& c, const Actor& actor, Instant recorded_until) {
  std::map<TimesheetSubject, TimesheetId> sent;
  c.each("SELECT t.* FROM (" + timesheets_within(actor) + ") t WHERE t.confirmed_at <= ?2 ORDER BY t.confirmed_at DESC, t.id DESC",
         {perimeter_key(actor), store::value_of(recorded_until)}, [&](const store::Row& row) {
           const auto sheet = store::timesheet_of(row);
           sent.try_emplace(sheet.subject, sheet.id);
         });
  return sent;
}

class LateMonths {
public:
  LateMonths(store::Connection& c, const Services& services, const Actor& actor, const Cutoff& cutoff)
      : c_(c), services_(services), cutoff_(cutoff), sent_(confirmed_by(c, actor, cutoff.recorded_until)),
        sent_back_(sent_back_by(c, cutoff.recorded_until)) {}

  void add(const LotScope& scope) {
    const auto clause = store::find_clause(c_, scope.lot, cutoff_.recorded_until);
    if (!clause) return;
    const auto closed = store::closed_months(c_, scope.lot, cutoff_.recorded_until);
    const Month last = std::min(cutoff_.worked_until.month_of(), clause->execution.last.month_of());
    for (const auto& firm : declarants_recorded(c_, scope.lot, cutoff_.recorded_until))
      for (Month month = clause->execution.first.month_of(); month <= last; month = month.next())
        if (std::find(closed.begin(), closed.end(), month) == closed.end()) add_if_late(scope, firm, month);
  }

  std::vector<report::MissingMonth> in_order() && {
    std::sort(lines_.begin(), lines_.end(), [](const auto& a, const auto& b) {
      return std::tie(a.due_on, a.lot, a.firm, a.firm_siret) < std::tie(b.due_on, b.lot, b.firm, b.firm_siret);
    });
    return std::move(lines_);
  }

private:
  void add_if_late(const LotScope& scope, const Declarant& firm, Month month) {
    const auto due_on = due_date(services_.reference.rulebook, month);
    const int days_late = cutoff_.worked_until.days_since_1970() - due_on.days_since_1970();
    if (days_late <= 0) return;
    const auto sent = sent_.find({scope.lot, firm.firm, month});
    const auto back = sent == sent_.end() ? sent_back_.end() : sent_back_.find(sent->second.text());
    if (sent != sent_.end() && back == sent_back_.end()) return;
    lines_.push_back({lot_label(services_.wording, scope), scope.buyer_name, firm.name, firm.siret, month, due_on, days_late,
                      back == sent_back_.end() ? std::nullopt : std::optional(back->second)});
  }

  store::Connection& c_;
  const Services& services_;
  Cutoff cutoff_;
  std::map<TimesheetSubject, TimesheetId> sent_;
  std::map<std::string, Date> sent_back_;
  std::vector<report::MissingMonth> lines_;
};

std::string lines_sha256(const std::vector<report::MissingMonth>& lines) {
  Sha256 hash;
  for (const auto& line : lines)
    hash.add(line.lot + ";" + line.firm_siret + ";" + line.month.iso() + ";" + (line.sent_back_on ? line.sent_back_on->iso() : "") + "\n");
  return hash.hex();
}

// ---- Statement of hours ---------------------------------------------------------------------------------------

std::map<OrganisationId, std::string> firm_names(store::Connection& c, const std::vector<DecidedEntry>& entries) {
  std::map<OrganisationId, std::string> names;
  for (const auto& line : entries)
    if (const auto firm = line.entry.subject.firm; !names.contains(firm)) {
      const auto row = c.query_one("SELECT name FROM organisations WHERE id = ?1", store::values(firm));
      names.emplace(firm, row ? row->text("name") : "");
    }
  return names;
}

}  // namespace

std::optional<report::TableReport> missing_timesheets_at(store::Connection& c, Services& services, const Actor& actor,
                                                         const ReportParameters& asked, const Cutoff& cutoff) {
  const auto lots = lots_recorded(c, actor, asked, cutoff.recorded_until);
  if (lots.empty()) return std::nullopt;
  LateMonths late(c, services, actor, cutoff);
  for (const auto& scope : lots) late.add(scope);
  const auto lines = std::move(late).in_order();
  return report::missing_timesheets(frame_of(services, title_at(services, asked, {}), cutoff, lines_sha256(lines)), lines, services.wording);
}

std::optional<report::TableReport> hours_statement_at(store::Connection& c, Services& services, const Actor& actor,
                                                      const ReportParameters& asked, const Cutoff& cutoff) {
  const auto person = person_within(c, actor, asked.person);
  if (!person) return std::nullopt;
  const auto names = names_within(services, c, actor, {*person});
  if (!names.contains(*person)) return std::nullopt;
  std::vector<report::StatedLine> lines;
  std::vector<std::string> journal;
  for (const auto& scope : lots_recorded(c, actor, asked, cutoff.recorded_until)) {
    const auto position = position_in(c, services, scope.lot, cutoff);
    if (!position.people.contains(*person)) continue;
    journal.insert(journal.end(), position.journal.begin(), position.journal.end());
    const auto firms = firm_names(c, position.entries);
    for (const auto& line : position.entries)
      if (line.entry.participant == *person) lines.push_back({lot_label(services.wording, scope), firms.at(line.entry.subject.firm), line});
  }
  const auto& identity = names.at(*person);
  return report::hours_statement(
      frame_of(services, title_at(services, asked, {{"reference", asked.person}}), cutoff, journal_sha256(journal)),
      {asked.person, identity.family_name, identity.given_name, identity.birth_date}, std::move(lines), services.wording);
}

}  // namespace clausier::app
