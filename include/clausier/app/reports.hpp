#pragma once
// Positions, reports, dashboards, the audit journal and verification.
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/actor.hpp"
#include "clausier/app/services.hpp"
#include "clausier/app/timesheets.hpp"
#include "clausier/domain/outlook.hpp"
#include "clausier/domain/position.hpp"

namespace clausier::app {

struct LotPosition {
  LotId lot;
  Position position;
  std::string entries_sha256;  // of position.journal, one line each, "\n" ended
  Outlook outlook = {};        // empty for a firm, which reads no penalty and no forecast of the lot
  Explanation explanation = {};  // of the position and of what follows from it
};
// recorded_until empty = now. Foreign or unknown lot: refusal not_found.
Outcome<LotPosition> position_at(Services&, const Actor&, LotId, Date worked_until, std::optional<Instant> recorded_until);

struct ReportParameters {
  std::string kind;    // contract, portfolio, programme, office, firm, attestation, missing; facilitators: statement, pathways
  std::string format;  // xlsx, xml, csv, json, html
  Date worked_until;
  std::optional<Instant> recorded_until;  // empty = now
  std::optional<ContractId> contract;
  std::optional<LotId> lot;
  std::string programme;
  std::string buyer_siret;  // SIRET or SIREN; "" = everything the actor may see
  std::string firm_siret = {};  // SIRET or SIREN of a holder; "" = every firm. Of pathways: the office, when the operator asks
  std::string person = {};      // public reference, of a statement
};
struct BuiltReport {
  ReportId id;
  std::string file_name;   // ours, ASCII
  std::string media_type;
  std::string bytes;
  std::string sha256;
  std::string entries_sha256;
  Cutoff cutoff;
  std::string style_sha256 = {};  // of the style element of an HTML report, for its content policy; base64
};
Outcome<BuiltReport> build_report(Services&, const Actor&, const ReportParameters&);

struct ReportLine {
  ReportId id;
  ReportParameters parameters;
  std::string title;
  Instant created_at;
  std::string author;
  std::string sha256;
  std::string entries_sha256;
};

// What is known of a file that somebody holds, from its SHA-256 alone. No account is needed: who has the
// file has read more than this. Nothing is stored.
struct KnownReport {
  ReportParameters parameters;
  std::string title;
  Instant created_at;
  std::string rulebook_version;
  std::string entries_sha256;
};
std::string sha256_of(std::istream& file);
std::optional<KnownReport> find_report(Services&, std::string_view file_sha256);

// The same question asked again today, by the same person's right: the same bytes, other ones (another
// version of the program, or facts altered), or no answer (the author or the perimeter is gone).
enum class Rebuilt { same, other, impossible };
Rebuilt rebuild_report(Services&, std::string_view file_sha256);

std::vector<ReportLine> list_reports(Services&, const Actor&, int limit);

// ---- Dashboards -----------------------------------------------------------------------------------------

struct LotStanding {
  LotId lot;
  std::string lot_label;
  ContractId contract;
  std::string contract_object;
  std::string buyer_name;
  std::vector<std::string> programmes;
  LotState state;
  std::optional<WorkTime> owed, due, missing;
  HoursTotals hours;
  std::optional<Money> exposure;  // facilitators and officers
};
// Lots that the actor follows, worst first.
struct Portfolio {
  std::vector<LotStanding> lots;  // one page of them
  std::int64_t total = 0;
};
Portfolio portfolio(Services&, const Actor&, int page);
struct MissingTimesheet { ExpectedMonth expected; std::string firm_name; int days_late = 0; };
struct AmendedLot {
  LotId lot;
  std::string lot_label;
  bool operator==(const AmendedLot&) const = default;
};

struct Dashboard {
  std::vector<TimesheetHead> to_review;             // facilitators, oldest first
  std::vector<MissingTimesheet> missing;            // facilitators
  std::vector<std::string> undecided_references;    // facilitators: people waiting for a decision of the office
  std::vector<std::string> references_to_acknowledge;  // facilitators: decided people with a new employment
  std::vector<ExpectedMonth> expected;              // contractors
  std::vector<LotStanding> lots;                    // worst first: one page of them
  std::int64_t lots_total = 0;
  std::vector<AmendedLot> amended_lots;             // facilitators: published amendments to decide on
  std::vector<AmendedLot> stray_pooling;            // facilitators: hours allocated of lines that were taken back
  std::int64_t quarantined = 0;                     // facilitators: records that wait for a person
  std::int64_t duplicates = 0;                      // facilitators: publications that may be one contract
  std::int64_t planned_imports = 0;
  std::int64_t users = 0;                           // administrators
  std::int64_t pending_links = 0;
};
inline constexpr int lots_per_page = 50;
Dashboard dashboard(Services&, const Actor&, int page = 1);
// Reckons where every followed lot stands today, when that is not kept yet: what a server does before it answers. The
// number of lots reckoned.
std::int64_t keep_every_standing(Services&);

// ---- Audit journal ----------------------------------------------------------------------------------------

struct AuditEvent {
  std::int64_t sequence = 0;
  Instant at;
  std::string actor;       // display name or "opérateur"
  std::string action;      // code, label under "audit.<code>"
  std::string object_kind;
  std::string object;      // opaque id or reference, never a name
  std::string detail;      // no names of people
};
struct AuditQuery { std::string action; std::string object; int page = 1; int per_page = 50; };
struct AuditPage { std::vector<AuditEvent> events; std::int64_t total = 0; int page = 1; int pages = 1; };
Outcome<AuditPage> audit_journal(Services&, const Actor&, const AuditQuery&);  // administrators; facilitators: own office

struct Verification {
  bool ok = true;
  std::int64_t entries = 0, totals = 0, standings = 0, originals = 0, audit = 0;
  std::int64_t purged = 0;  // among the originals: gone on purpose, which is no difference
  std::vector<std::string> differences;
};
// Recomputes the chains of entries, decisions and audit events, the stored totals and the hash of each
// original. `differences` are French sentences.
Verification verify(Services&);

}  // namespace clausier::app
