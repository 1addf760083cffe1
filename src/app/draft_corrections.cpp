// What a person does to a draft: answers, says what columns hold, corrects cells, leaves rows out. The file
// as it came is never touched: it is read again with what was said.
#include "clausier/app/draft_corrections.hpp"

#include <algorithm>
#include <set>

#include "audit.hpp"
#include "clausier/app/people.hpp"
#include "clausier/domain/contract.hpp"
#include "clausier/read/timesheet_reader.hpp"
#include "document_vault.hpp"
#include "scope.hpp"
#include "timesheets_drafts.hpp"
#include "timesheets_heads.hpp"
#include "timesheets_reading.hpp"

namespace clausier::app {
namespace {

constexpr std::size_t samples_shown = 3;
constexpr std::size_t text_bytes_max = 500;

// The sheet whose titles a person is asked about: the first with a row of titles, else the first with rows.
struct Titles {
  std::string sheet;
  int row = 0;  // 0: no row of titles was recognised
  std::vector<DraftColumn> columns;
};

std::string shown(const read::GridRow& row, std::size_t at) { return at < row.cells.size() ? row.cells[at].text : ""; }

const read::GridRow* first_wide_row(const read::Sheet& sheet) {
  for (const auto& row : sheet.rows)
    if (std::count_if(row.cells.begin(), row.cells.end(), [](const auto& cell) { return cell.type == read::Cell::Type::text; }) >= 2) return &row;
  return nullptr;
}

std::optional<Titles> titles_of(const read::Grid& grid, const read::ReadingContext& context) {
  std::optional<Titles> first;
  for (const auto& recognised : read::recognise_sheets(grid, context)) {
    if (recognised.header_row == 0) continue;
    Titles titles{recognised.name, recognised.header_row, {}};
    for (const auto& column : recognised.columns) titles.columns.push_back({read::column_letters(column.index), column.title, column.target, {}});
    return titles;
  }
  for (const auto& sheet : grid.sheets) {
    const auto* row = sheet.hidden ? nullptr : first_wide_row(sheet);
    if (!row) continue;
    Titles titles{sheet.name, row->number, {}};
    for (std::size_t at = 0; at < row->cells.size(); ++at)
      if (!row->cells[at].text.empty()) titles.columns.push_back({read::column_letters(static_cast<int>(at)), row->cells[at].text, "", {}});
    return titles;
  }
  return first;
}

void add_samples(Titles& titles, const read::Grid& grid) {
  for (const auto& sheet : grid.sheets) {
    if (sheet.name != titles.sheet) continue;
    for (auto& column : titles.columns)
      for (const auto& row : sheet.rows) {
        if (row.number <= titles.row || column.samples.size() == samples_shown) continue;
        if (auto text = read::cell_text(grid, {sheet.name, row.number, column.column, 0, ""}); !text.empty() && !looks_like_nir(text)) column.samples.push_back(std::move(text));
      }
  }
}

// The same titles in the same order are the same layout, whatever the rows.
std::string fingerprint(const Titles& titles) {
  std::string text;
  for (const auto& column : titles.columns) text += column.column + "=" + folded(column.title) + "\n";
  return sha256_hex(text);
}

bool is_target(const std::string& target) {
  const auto& known = column_targets();
  return std::find(known.begin(), known.end(), target) != known.end();
}

// An act on a draft: anything else is refused, since what is confirmed is only replaced.
template <class Act>
Outcome<Done> change_draft(Services& services, const Actor& actor, TimesheetId id, const char* action, Act act) {
  if (!has_role(actor, {Role::facilitator, Role::contractor})) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    auto sheet = timesheet_within(c, actor, id);
    if (!sheet) return not_found();
    if (sheet->state != timesheet_state_code(TimesheetState::draft)) return Refusal{"timesheet.state"};
    act(c, *sheet);
    store::update_timesheet(c, *sheet);
    record_audit(c, actor, store::next_instant(c, services.clock()), action, "timesheet", id.text());
    return Done{};
  });
}

}  // namespace

Outcome<Done> answer_minutes(Services& services, const Actor& actor, TimesheetId id, const std::string& column, bool dot_means_minutes) {
  const bool is_column = !column.empty() && column.size() <= 3 &&
                         column.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
  if (!is_column) return Refusal{"timesheet.column"};
  return change_draft(services, actor, id, "timesheet.minutes", [&](store::Connection&, store::TimesheetRow& sheet) {
    auto answers = parse_minutes_answers(sheet.minutes_answers);
    answers[column] = dot_means_minutes;
    sheet.minutes_answers = minutes_answers_text(answers);
  });
}

Outcome<Done> abandon_timesheet(Services& services, const Actor& actor, TimesheetId id) {
  return change_draft(services, actor, id, "timesheet.abandon", [](store::Connection&, store::TimesheetRow& sheet) {
    sheet.state = timesheet_state_code(TimesheetState::abandoned);
  });
}

const std::vector<std::string>& column_targets() {
  static const std::vector<std::string> all = {"last_name", "first_name", "full_name", "reference", "birth_date", "hours", "training_hours", "worked_on",
                                               "period_start", "period_end", "week", "month", "modality", "contract_type", "employer_siret",
                                               "employer_name", "lot", "total", "ignore"};
  return all;
}

const std::vector<std::string>& leaving_reasons() {
  static const std::vector<std::string> all = {"not_on_lot", "duplicate", "no_hours", "other_month", "other"};
  return all;
}

std::string columns_said_before(const Services& services, store::Connection& connection, OrganisationId firm, const std::string& bytes) {
  if (!connection.query_one("SELECT 1 AS found FROM column_choices WHERE firm_id = ?1 LIMIT 1", store::values(firm))) return "";
  const auto titles = titles_of(read::read_grid(bytes), reading_context(services, {services.today().month_of()}));
  return titles ? store::columns_chosen_before(connection, firm, fingerprint(*titles)) : "";
}

Outcome<DraftColumns> view_columns(Services& services, const Actor& actor, TimesheetId id) {
  if (!has_role(actor, {Role::facilitator, Role::contractor})) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<DraftColumns> {
    const auto sheet = timesheet_within(c, actor, id);
    if (!sheet || !sheet->document_sha256) return not_found();
    if (sheet->state != timesheet_state_code(TimesheetState::draft)) return Refusal{"timesheet.state"};
    const auto bytes = services.vault->bytes_of(*sheet->document_sha256);
    if (!bytes) return Refusal{"file.unreadable"};
    const auto context = reading_context(services, choices_of(services, *sheet));
    const auto grid = read::grid_of_part(read::read_grid(*bytes), context);
    auto titles = titles_of(grid, context);
    if (!titles) return Refusal{"file.headers"};
    add_samples(*titles, grid);
    auto head = *head_within(services, c, actor, id);
    return DraftColumns{std::move(head), std::move(titles->sheet), titles->row, std::move(titles->columns)};
  });
}

Outcome<Done> choose_columns(Services& services, const Actor& actor, TimesheetId id, const std::map<std::string, std::string>& chosen) {
  for (const auto& [column, target] : chosen)
    if (!is_target(target) || column.empty() || column.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string::npos) return Refusal{"timesheet.column"};
  return change_draft(services, actor, id, "timesheet.columns", [&](store::Connection& c, store::TimesheetRow& sheet) {
    sheet.chosen_columns = chosen_columns_text(chosen);
    const auto bytes = services.vault->bytes_of(sheet.document_sha256.value_or(""));
    const auto titles = bytes ? titles_of(read::read_grid(*bytes), reading_context(services, choices_of(services, sheet))) : std::nullopt;
    if (titles) store::remember_columns(c, sheet.subject.firm, fingerprint(*titles), sheet.chosen_columns, store::next_instant(c, services.clock()));
  });
}

bool can_be_corrected(const Finding& fault) {
  return fault.severity != Severity::info && fault.place.row > 0 && !fault.place.column.empty() && fault.code.starts_with("cell.") &&
         fault.code != "cell.nir" && fault.code != "cell.hours.minutes";
}

namespace {

// The cells that one repair touches: its own, or all those with the same fault and the same text under the same title.
std::vector<store::DraftCorrection> cells_of(const TimesheetReading& reading, const CellRepair& repair) {
  const auto& fault = reading.findings[repair.finding];
  std::vector<store::DraftCorrection> cells = {{fault.place.sheet, fault.place.row, fault.place.column, repair.text, ""}};
  if (!repair.everywhere) return cells;
  for (std::size_t i = 0; i < reading.findings.size(); ++i) {
    const auto& other = reading.findings[i];
    if (i == repair.finding || other.code != fault.code || other.place.column != fault.place.column) continue;
    if (reading.cells[i] == reading.cells[repair.finding]) cells.push_back({other.place.sheet, other.place.row, other.place.column, repair.text, ""});
  }
  return cells;
}

bool stands_there(const TimesheetReading& reading, std::size_t finding, int row, const std::string& column) {
  if (finding >= reading.findings.size()) return false;
  const auto& place = reading.findings[finding].place;
  return place.row == row && place.column == column;
}

std::optional<Refusal> fault_of(const TimesheetReading& reading, const DraftRepairs& repairs) {
  if (reading.head.state != TimesheetState::draft) return Refusal{"timesheet.state"};
  if (reading.head.version != repairs.version) return Refusal{"timesheet.answers.changed"};
  for (const auto& cell : repairs.cells) {
    if (!stands_there(reading, cell.finding, cell.row, cell.column) || !can_be_corrected(reading.findings[cell.finding])) return Refusal{"timesheet.answers.changed"};
    if (cell.text.size() > text_bytes_max) return Refusal{"repair.too_long"};
    if (looks_like_nir(cell.text)) return Refusal{"person.nir"};
  }
  for (const auto& row : repairs.rows)
    if (!stands_there(reading, row.finding, row.row, row.column)) return Refusal{"timesheet.answers.changed"};
  const auto& reasons = leaving_reasons();
  if (!repairs.rows.empty() && std::find(reasons.begin(), reasons.end(), repairs.reason) == reasons.end()) return Refusal{"form.reason.required"};
  return std::nullopt;
}

std::vector<store::DraftCorrection> corrections_in(const TimesheetReading& reading, const DraftRepairs& repairs) {
  std::vector<store::DraftCorrection> corrections;
  for (const auto& cell : repairs.cells)
    for (auto& correction : cells_of(reading, cell)) corrections.push_back(std::move(correction));
  std::set<std::pair<std::string, int>> rows;
  for (const auto& row : repairs.rows) {
    const auto& place = reading.findings[row.finding].place;
    if (rows.insert({place.sheet, place.row}).second) corrections.push_back({place.sheet, place.row, "", "", repairs.reason});
  }
  return corrections;
}

}  // namespace

Outcome<Done> repair_draft(Services& services, const Actor& actor, TimesheetId id, const DraftRepairs& repairs) {
  const auto reading = view_timesheet(services, actor, id);
  if (!reading) return reading.refusal();
  if (const auto fault = fault_of(reading.value(), repairs)) return *fault;
  const auto corrections = corrections_in(reading.value(), repairs);
  if (corrections.empty()) return Refusal{"repair.nothing"};
  const auto changed = change_draft(services, actor, id, "timesheet.corrected", [&](store::Connection&, store::TimesheetRow&) {
    services.identity->write([&](store::Connection& identity) {
      const auto now = store::next_instant(identity, services.clock());
      for (const auto& correction : corrections) store::append_correction(identity, id, correction, actor.display_name, now);
    });
  });
  return changed;
}

}  // namespace clausier::app
