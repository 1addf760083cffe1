#include "clausier/domain/ledger.hpp"

#include <set>
#include <stdexcept>
#include <tuple>

#include "canonical_line.hpp"

namespace clausier {
namespace {

// What makes two declarations the same fact, wherever they stand in a file.
using Sameness = std::tuple<ParticipantId, DateRange, WorkTime, WorkKind, Modality, std::string, std::string>;

Sameness sameness(const Entry& e) {
  return {e.participant, e.worked, e.declared, e.kind, e.modality, e.contract_type, e.employer_siret};
}

Entry entry_of(const DraftLine& line, const TimesheetSubject& subject, TimesheetId timesheet, const std::string& file_name,
               const std::string& file_sha256, Instant now) {
  if (!line.participant || !line.modality || !line.worked) throw std::logic_error("a line is posted before it is checked");
  return {.timesheet = timesheet,
          .subject = subject,
          .participant = *line.participant,
          .modality = *line.modality,
          .contract_type = line.contract_type,
          .employer_siret = line.employer_siret,
          .kind = line.kind,
          .worked = *line.worked,
          .declared = line.declared,
          .reverses = std::nullopt,
          .source = {file_name, file_sha256, line.place},
          .recorded_at = now};
}

}  // namespace

std::string_view verdict_code(Verdict verdict) { return verdict == Verdict::accepted ? "accepted" : "rejected"; }

std::optional<Verdict> parse_verdict(std::string_view code) {
  if (code == "accepted") return Verdict::accepted;
  if (code == "rejected") return Verdict::rejected;
  return std::nullopt;
}

const std::vector<std::string>& rejection_reason_codes() {
  static const std::vector<std::string> codes = {"outside_period",     "other_operation",   "not_eligible_then",
                                                 "eligibility_unverified", "duration_reached", "not_worked",
                                                 "duplicate",          "proof_missing",     "excess_unexplained",
                                                 "wrong_lot",          "other"};
  return codes;
}

Posting plan_posting(const TimesheetDraft& draft, const TimesheetSubject& subject, TimesheetId timesheet,
                     const std::string& file_name, const std::string& file_sha256, const std::vector<Entry>& standing,
                     Instant now) {
  std::multiset<Sameness> kept;
  for (const auto& entry : standing) kept.insert(sameness(entry));
  Posting posting;
  for (const auto& line : draft.lines) {
    if (line.declared == WorkTime::zero()) continue;  // nothing was worked: no fact to record
    auto entry = entry_of(line, subject, timesheet, file_name, file_sha256, now);
    const auto same = kept.find(sameness(entry));
    if (same == kept.end()) {
      posting.additions.push_back(std::move(entry));
    } else {
      kept.erase(same);
      ++posting.unchanged;
    }
  }
  // What is left in `kept` is no longer in the file. Later entries go first: the oldest stays decided.
  for (auto entry = standing.rbegin(); entry != standing.rend(); ++entry) {
    const auto gone = kept.find(sameness(*entry));
    if (gone == kept.end()) continue;
    kept.erase(gone);
    posting.reversals.insert(posting.reversals.begin(), reversal_of(*entry, timesheet, now));
  }
  return posting;
}

Entry reversal_of(const Entry& entry, TimesheetId timesheet, Instant now) {
  Entry reversal = entry;
  reversal.id = EntryId::from_trusted(0);
  reversal.timesheet = timesheet;
  reversal.declared = -entry.declared;
  reversal.reverses = entry.id;
  reversal.recorded_at = now;
  return reversal;
}

std::vector<Entry> standing_entries(const std::vector<Entry>& entries) {
  std::set<EntryId> reversed;
  for (const auto& entry : entries)
    if (entry.reverses) reversed.insert(*entry.reverses);
  std::vector<Entry> standing;
  for (const auto& entry : entries)
    if (!entry.reverses && !reversed.contains(entry.id)) standing.push_back(entry);
  return standing;
}

// The file's and the sheet's names stay out, since people name files after people: the hash of the
// file and the cell tell where the entry comes from.
std::string canonical_line(const Entry& e) {
  return CanonicalLine("entry")
      .number(e.id.value())
      .field(e.recorded_at.iso())
      .field(e.timesheet.text())
      .field(e.subject.lot.text())
      .field(e.subject.firm.text())
      .field(e.subject.month.iso())
      .field(e.participant.text())
      .field(e.worked.first.iso())
      .field(e.worked.last.iso())
      .field(work_kind_code(e.kind))
      .field(modality_code(e.modality))
      .field(e.contract_type)
      .field(e.employer_siret)
      .number(e.declared.seconds())
      .field(e.reverses ? std::to_string(e.reverses->value()) : "")
      .field(e.source.file_sha256)
      .number(e.source.place.row)
      .field(e.source.place.column)
      .take();
}

// The free note and the name of who decided stay out: no name is printed in a journal.
std::string canonical_line(const LineDecision& d) {
  return CanonicalLine("decision")
      .number(d.entry.value())
      .field(d.decided_at.iso())
      .field(verdict_code(d.verdict))
      .field(d.reason)
      .take();
}

}  // namespace clausier
