// A file comes in: kept as it is under its hash, read, checked, shown with all its faults. Nothing of
// it reaches the ledger before confirm_timesheet.
#include <algorithm>

#include "account_rows.hpp"
#include "audit.hpp"
#include "clausier/domain/nir.hpp"
#include "clausier/read/grid.hpp"
#include "clausier/store/ledger_store.hpp"
#include "document_vault.hpp"
#include "scope.hpp"
#include "timesheets_heads.hpp"
#include "timesheets_parties.hpp"
#include "timesheets_drafts.hpp"
#include "timesheets_reading.hpp"

namespace clausier::app {
namespace {

constexpr std::size_t file_name_bytes_max = 255;

std::optional<Refusal> fault_of_file(const std::string& bytes) {
  if (bytes.empty()) return Refusal{"file.empty"};
  const auto bytes_max = read::GridLimits{}.file_bytes_max;
  if (bytes.size() <= bytes_max) return std::nullopt;
  const auto tenths = (bytes.size() * 10 + (1 << 20) - 1) / (1 << 20);  // rounded up: 5,1 is over 5
  return Refusal{"file.size", {{"x", std::to_string(tenths / 10) + "," + std::to_string(tenths % 10)}}};
}

// Marks of direction can make "nom.xlsx" read otherwise than it is written: U+200E, U+200F, U+202A to U+202E,
// U+2066 to U+2069.
void erase_direction_marks(std::string& name) {
  for (const std::string_view mark : {"\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069"})
    for (auto at = name.find(mark); at != std::string::npos; at = name.find(mark, at)) name.erase(at, mark.size());
}

// The last part of the path that some browsers send, without what could break a line, and no longer
// than a file name may be. Shown, never used as a path.
std::string shown_name(std::string name) {
  if (const auto slash = name.find_last_of("/\\"); slash != std::string::npos) name.erase(0, slash + 1);
  std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  erase_direction_marks(name);
  if (name.size() <= file_name_bytes_max) return name;
  std::size_t end = file_name_bytes_max;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
  return name.substr(0, end);
}

Outcome<Organisation> firm_of(Services& services, const Actor& actor, const TimesheetSubject& subject) {
  if (!has_role(actor, {Role::facilitator, Role::contractor})) return forbidden();
  return services.database->read([&](store::Connection& c) { return declaring_firm(c, actor, subject.lot, subject.firm); });
}

// What nobody sent in time is given up: drafts are no archive.
void give_up_old_drafts(const Services& services, store::Connection& connection) {
  const auto days = services.reference.rulebook.at("timesheet.draft.days", services.today()).value;
  store::abandon_drafts_before(connection, plus(services.clock(), -days * day));
}

// A head for a file that is only checked: nothing is stored, so it has no id.
TimesheetHead head_of_check(Services& services, store::Connection& connection, const Actor& actor, const TimesheetSubject& subject,
                            const Organisation& firm, const std::string& file_name, const std::string& bytes) {
  const auto scope = lot_scope(connection, actor, subject.lot);
  if (!scope) throw CorruptData("a lot with a grant and without a contract");
  const auto label = lot_label(services.wording, *scope);  // what may throw stays out of the braces
  const auto name = shown_name(file_name), sha256 = sha256_hex(bytes);
  return {.id = TimesheetId::from_trusted(0),
          .subject = subject,
          .state = TimesheetState::draft,
          .nil_reason = "",
          .firm_name = firm.name,
          .lot_label = label,
          .contract = scope->contract,
          .file_name = name,
          .file_sha256 = sha256,
          .sent_by = actor.display_name,
          .received_at = services.clock(),
          .confirmed_at = std::nullopt,
          .comment = ""};
}

store::TimesheetRow new_draft(const TimesheetSubject& subject, const std::string& sha256, const std::string& file_name,
                              const std::string& sent_by, Instant now) {
  return {.id = TimesheetId::from_trusted(random_id()),
          .subject = subject,
          .state = std::string(timesheet_state_code(TimesheetState::draft)),
          .nil_reason = std::nullopt,
          .document_sha256 = sha256,
          .file_name = file_name,
          .minutes_answers = "",
          .sent_by = sent_by,
          .received_at = now,
          .confirmed_at = std::nullopt,
          .comment = ""};
}

// What is read of a timesheet that is no longer a draft: its lines, without judging them again.
CheckedDraft as_received(Services& services, store::Connection& connection, const Actor& actor, const TimesheetSubject& subject,
                         TimesheetDraft draft) {
  auto result = checked(services, connection, actor, subject, std::move(draft), "");
  result.findings = result.draft.findings;
  return result;
}

PostedLines posted_by(store::Connection& connection, TimesheetId id) {
  PostedLines posted;
  for (const auto& entry : store::entries_of_timesheet(connection, id)) {
    ++(entry.reverses ? posted.reversed : posted.added);
    if (entry.reverses) posted.hours_reversed += -entry.declared;
    else posted.hours_added += entry.declared;
  }
  return posted;
}

// The lines of the original, or the fault that it can no longer be read (purged on its date).
Original original_in_vault(Services& services, const store::TimesheetRow& sheet, const DraftChoices& choices) {
  if (!sheet.document_sha256) return {};
  const auto bytes = services.vault->bytes_of(*sheet.document_sha256);
  if (bytes) return read_original(services, *bytes, choices);
  Original none;
  none.draft.findings.push_back(finding("file.unreadable"));
  return none;
}

// What a person needs to correct a fault where it stands.
void add_cells(TimesheetReading& reading, const read::Grid& grid, const DraftChoices& choices) {
  for (const auto& f : reading.findings) reading.cells.push_back(read::cell_text(grid, f.place));
  for (const auto& c : choices.corrections) ++(c.column.empty() ? reading.rows_left_out : reading.cells_corrected);
}

// A file that holds a social security number is not kept at all: the journal says that one came, by its hash.
std::optional<Refusal> refuse_nir(Services& services, const Actor& actor, const TimesheetSubject& subject, const std::string& bytes) {
  const auto draft = read_original(services, bytes, {subject.month}).draft;
  const auto found = std::find_if(draft.findings.begin(), draft.findings.end(), [](const Finding& f) { return f.code == "cell.nir"; });
  if (found == draft.findings.end()) return std::nullopt;
  services.database->write([&](store::Connection& c) {
    record_audit(c, actor, store::next_instant(c, services.clock()), "timesheet.nir", "lot", subject.lot.text(), sha256_hex(bytes));
  });
  return Refusal{"timesheet.nir", {{"column", found->place.column}, {"row", std::to_string(found->place.row)}}};
}

}  // namespace

Outcome<TimesheetReading> check_timesheet_file(Services& services, const Actor& actor, const TimesheetSubject& subject,
                                               const std::string& file_name, const std::string& bytes) {
  const auto firm = firm_of(services, actor, subject);
  if (!firm) return firm.refusal();
  if (const auto fault = fault_of_file(bytes)) return *fault;
  auto draft = read_original(services, bytes, {subject.month}).draft;
  return services.database->read([&](store::Connection& c) -> Outcome<TimesheetReading> {
    auto head = head_of_check(services, c, actor, subject, firm.value(), file_name, bytes);
    const auto sha256 = head.file_sha256;
    auto reading = reading_of(std::move(head), checked(services, c, actor, subject, std::move(draft), sha256));
    if (const auto known = store::find_received(c, subject, sha256); known && known->part.empty()) reading.already_received = known->received_at;
    else if (const auto replaced = store::find_replaced(c, subject, sha256)) reading.already_received = replaced->received_at;
    return reading;
  });
}

Outcome<Received> receive_timesheet(Services& services, const Actor& actor, const TimesheetSubject& subject,
                                    const std::string& file_name, const std::string& bytes, FormerFile former) {
  return receive_part(services, actor, subject, file_name, bytes, "", former);
}

Outcome<Received> receive_part(Services& services, const Actor& actor, const TimesheetSubject& subject, const std::string& file_name,
                               const std::string& bytes, const std::string& part, FormerFile former) {
  if (const auto firm = firm_of(services, actor, subject); !firm) return firm.refusal();
  if (const auto fault = fault_of_file(bytes)) return *fault;
  if (holds_nir(file_name)) return Refusal{"file.name.nir"};
  if (const auto nir = refuse_nir(services, actor, subject, bytes)) return *nir;
  // Kept before it is noted: a note without its file would be a loss, a file without a note is none.
  const auto sha256 = services.vault->keep(bytes);
  return services.database->write([&](store::Connection& c) -> Outcome<Received> {
    if (const auto firm = declaring_firm(c, actor, subject.lot, subject.firm); !firm) return firm.refusal();
    // The same bytes may come whole, or for other rows than before.
    if (const auto known = store::find_received(c, subject, sha256); known && known->part == part) return Received{known->id, true};
    if (former == FormerFile::known)
      if (const auto replaced = store::find_replaced(c, subject, sha256)) return Received{replaced->timesheet, true};
    const auto now = store::next_instant(c, services.clock());
    auto sheet = new_draft(subject, sha256, shown_name(file_name), actor.display_name, now);
    sheet.part = part;
    sheet.chosen_columns = columns_said_before(services, c, subject.firm, bytes);
    give_up_old_drafts(services, c);
    store::note_document(c, sha256, bytes.size(), neutral_file_name(subject.month, sheet.file_name), now);
    store::insert_timesheet(c, sheet);
    store::abandon_other_drafts(c, subject, sheet.id);
    record_audit(c, actor, now, "timesheet.receive", "timesheet", sheet.id.text(), sha256);
    return Received{sheet.id, false};
  });
}

Outcome<TimesheetReading> view_timesheet(Services& services, const Actor& actor, TimesheetId id) {
  if (!has_role(actor, {Role::facilitator, Role::contractor})) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<TimesheetReading> {
    const auto sheet = timesheet_within(c, actor, id);
    if (!sheet) return not_found();
    auto head = *head_within(services, c, actor, id);
    const auto choices = choices_of(services, *sheet);
    auto [grid, draft] = original_in_vault(services, *sheet, choices);
    const bool open = head.state == TimesheetState::draft;
    auto reading = reading_of(std::move(head), open ? checked(services, c, actor, sheet->subject, std::move(draft), sheet->document_sha256.value_or(""))
                                                    : as_received(services, c, actor, sheet->subject, std::move(draft)));
    add_cells(reading, grid, choices);
    name_as_written(reading.findings, reading.draft);
    if (sheet->confirmed_at) reading.posted = posted_by(c, id);
    return reading;
  });
}

}  // namespace clausier::app
