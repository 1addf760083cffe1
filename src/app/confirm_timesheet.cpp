// The firm confirms: the file is read and checked again inside the transaction, and its lines enter
// the ledger with the reversals of what they replace. All of it, or nothing.
#include <algorithm>
#include <array>

#include "audit.hpp"
#include "clausier/store/ledger_store.hpp"
#include "document_vault.hpp"
#include "follow_allocations.hpp"
#include "scope.hpp"
#include "timesheets_heads.hpp"
#include "timesheets_parties.hpp"
#include "timesheets_reading.hpp"

namespace clausier::app {
namespace {

constexpr std::array<std::string_view, 5> nil_reasons = {"no_activity", "site_stopped", "no_participant", "contract_end", "other"};

std::string code(TimesheetState state) { return std::string(timesheet_state_code(state)); }

// Closed, to come, or outside the execution: nothing can be declared in that month.
std::optional<Refusal> fault_of_month(const std::vector<Finding>& findings) {
  for (const auto& f : findings)
    if (f.severity == Severity::error && f.code.starts_with("timesheet.month.")) return Refusal{f.code, f.parameters};
  return std::nullopt;
}

std::optional<Refusal> fault_of(const std::vector<Finding>& findings, bool warnings_accepted) {
  if (const auto fault = fault_of_month(findings)) return fault;
  if (any_error(findings)) return Refusal{"timesheet.has_errors", {{"n", std::to_string(count_of(findings, Severity::error))}}};
  const auto warnings = count_of(findings, Severity::warning);
  if (warnings > 0 && !warnings_accepted) return Refusal{"timesheet.warnings_unticked", {{"n", std::to_string(warnings)}}};
  return std::nullopt;
}

class Confirmation {
public:
  Confirmation(Services& services, store::Connection& connection, const Actor& actor)
      : services_(services), connection_(connection), actor_(actor) {}

  Outcome<Receipt> already_posted(TimesheetId id) {
    return Receipt{.head = *head_within(services_, connection_, actor_, id), .already_posted = true};
  }

  // Posts, makes this timesheet the active one of its subject, and says what was done.
  Receipt post(const store::TimesheetRow& sheet, const Posting& posting, Instant now) {
    if (auto former = store::active_timesheet(connection_, sheet.subject)) {
      former->state = code(TimesheetState::replaced);
      store::update_timesheet(connection_, *former);
    }
    store::append_posting(connection_, posting, sha256_hex);
    if (!posting.reversals.empty())
      follow_corrections(connection_, services_, actor_, posting, store::standing_entries_of(connection_, sheet.subject), now);
    auto confirmed = sheet;
    confirmed.state = code(nothing_left_to_decide(sheet.subject) ? TimesheetState::reviewed : TimesheetState::confirmed);
    confirmed.confirmed_at = now;
    store::update_timesheet(connection_, confirmed);
    record_audit(connection_, actor_, now, sheet.nil_reason ? "timesheet.nil" : "timesheet.confirm", "timesheet", sheet.id.text(),
                 "+" + std::to_string(posting.additions.size()) + " -" + std::to_string(posting.reversals.size()));
    return {.head = *head_within(services_, connection_, actor_, sheet.id),
            .entries_added = posting.additions.size(),
            .entries_reversed = posting.reversals.size()};
  }

private:
  // A correction that only takes lines away leaves lines that were all decided before.
  bool nothing_left_to_decide(const TimesheetSubject& subject) {
    const auto standing = store::standing_entries_of(connection_, subject);
    const auto decisions = store::decisions_of(connection_, subject);
    return !standing.empty() && std::all_of(standing.begin(), standing.end(), [&](const Entry& entry) {
      return std::any_of(decisions.begin(), decisions.end(), [&](const LineDecision& d) { return d.entry == entry.id; });
    });
  }

  Services& services_;
  store::Connection& connection_;
  const Actor& actor_;
};

Outcome<Receipt> confirm_in(Services& services, store::Connection& c, const Actor& actor, const store::TimesheetRow& read_before,
                            TimesheetDraft draft, bool warnings_accepted) {
  const auto sheet = timesheet_within(c, actor, read_before.id);
  if (!sheet) return not_found();
  Confirmation confirmation(services, c, actor);
  if (sheet->confirmed_at) return confirmation.already_posted(sheet->id);
  if (sheet->state != code(TimesheetState::draft)) return Refusal{"timesheet.state"};
  if (sheet->version != read_before.version) return Refusal{"timesheet.answers.changed"};
  if (const auto firm = declaring_firm(c, actor, sheet->subject.lot, sheet->subject.firm); !firm) return firm.refusal();
  const auto result = checked(services, c, actor, sheet->subject, std::move(draft), sheet->document_sha256.value_or(""));
  if (const auto fault = fault_of(result.findings, warnings_accepted)) return *fault;
  const auto now = store::next_instant(c, services.clock());
  const auto posting = plan_posting(result.draft, sheet->subject, sheet->id, neutral_file_name(sheet->subject.month, sheet->file_name), sheet->document_sha256.value_or(""),
                                    result.standing, now);
  return confirmation.post(*sheet, posting, now);
}

Posting taking_back(const std::vector<Entry>& standing, TimesheetId timesheet, Instant now) {
  Posting posting;
  for (const auto& entry : standing) posting.reversals.push_back(reversal_of(entry, timesheet, now));
  return posting;
}

}  // namespace

Outcome<Receipt> confirm_timesheet(Services& services, const Actor& actor, TimesheetId id, bool warnings_accepted) {
  if (!has_role(actor, {Role::facilitator, Role::contractor})) return forbidden();
  const auto sheet = services.database->read([&](store::Connection& c) { return timesheet_within(c, actor, id); });
  if (!sheet) return not_found();
  // Reading the file takes time and needs no lock: its bytes cannot change. Only the checks must see
  // what the transaction sees.
  const auto bytes = sheet->document_sha256 ? services.vault->bytes_of(*sheet->document_sha256) : std::nullopt;
  if (sheet->state == code(TimesheetState::draft) && !bytes) return Refusal{"file.unreadable"};
  const auto draft = bytes ? read_original(services, *bytes, choices_of(services, *sheet)).draft : TimesheetDraft{};
  try {
    return services.database->write(
        [&](store::Connection& c) { return confirm_in(services, c, actor, *sheet, draft, warnings_accepted); });
  } catch (const store::ConstraintViolation&) {
    // The state was looked at above for a good answer; the unique indexes decide, whoever else writes.
    return services.database->read([&](store::Connection& c) -> Outcome<Receipt> {
      const auto now_there = timesheet_within(c, actor, id);
      if (!now_there || !now_there->confirmed_at) throw;
      return Confirmation(services, c, actor).already_posted(id);
    });
  }
}

Outcome<Receipt> declare_nil(Services& services, const Actor& actor, const TimesheetSubject& subject, const std::string& reason) {
  if (!has_role(actor, {Role::facilitator, Role::contractor})) return forbidden();
  if (std::find(nil_reasons.begin(), nil_reasons.end(), reason) == nil_reasons.end()) return Refusal{"form.reason.required"};
  return services.database->write([&](store::Connection& c) -> Outcome<Receipt> {
    if (const auto firm = declaring_firm(c, actor, subject.lot, subject.firm); !firm) return firm.refusal();
    if (const auto fault = fault_of_month(check_timesheet({}, check_context(services, c, actor, subject, {})))) return *fault;
    Confirmation confirmation(services, c, actor);
    const auto active = store::active_timesheet(c, subject);
    if (active && active->nil_reason == reason) return confirmation.already_posted(active->id);
    const auto standing = store::standing_entries_of(c, subject);
    // One click must not take back a month of hours; after a facilitator sent it back, it is an answer.
    if (!standing.empty() && active && active->state != code(TimesheetState::to_correct)) return Refusal{"timesheet.nil.has_hours"};
    const auto now = store::next_instant(c, services.clock());
    const store::TimesheetRow sheet{.id = TimesheetId::from_trusted(random_id()),
                                    .subject = subject,
                                    .state = code(TimesheetState::draft),
                                    .nil_reason = reason,
                                    .document_sha256 = std::nullopt,
                                    .file_name = "",
                                    .minutes_answers = "",
                                    .sent_by = actor.display_name,
                                    .received_at = now,
                                    .confirmed_at = std::nullopt,
                                    .comment = ""};
    store::insert_timesheet(c, sheet);
    store::abandon_other_drafts(c, subject, sheet.id);
    return confirmation.post(sheet, taking_back(standing, sheet.id, now), now);
  });
}

}  // namespace clausier::app
