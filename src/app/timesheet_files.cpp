#include "clausier/app/timesheet_files.hpp"

#include <algorithm>

#include "clausier/app/hours_grid.hpp"
#include "clausier/domain/wording.hpp"
#include "clausier/write/annotated_xlsx.hpp"
#include "clausier/write/xlsx_writer.hpp"
#include "document_vault.hpp"
#include "scope.hpp"
#include "timesheets_heads.hpp"
#include "timesheets_reading.hpp"

namespace clausier::app {
namespace {

report::Sheet model_sheet(const Services& services, const std::vector<GridPerson>& people, Month month) {
  report::Sheet sheet{.name = french_month(month)};
  const auto title = [&](const char* key, int width) { sheet.columns.push_back({services.wording.say(key), width, report::ColumnKind::text}); };
  title("model.reference", 14);
  title("model.family", 24);
  title("model.given", 20);
  title("model.birth", 16);
  title("model.first", 12);
  title("model.last", 12);
  title("model.hours", 10);
  for (const auto& person : people)
    sheet.rows.push_back({person.reference, person.identity.family_name, person.identity.given_name,
                          person.identity.birth_date ? french_date(*person.identity.birth_date) : std::string(), std::string(), std::string(), std::string()});
  return sheet;
}

// What is said of a cell, all of it; what is said of a row or of the file stands on no cell.
struct Said {
  std::string text;
  bool is_error = false;
};

std::map<Place, Said> said_by_cell(const Services& services, const std::vector<Finding>& findings) {
  std::map<Place, Said> said;
  for (const auto& f : findings) {
    if (f.place.row == 0 || f.place.column.empty()) continue;
    Parameters parameters = f.parameters;
    parameters.emplace("valeur", f.value);
    parameters.emplace("value", f.value);
    auto& cell = said[{f.place.sheet, f.place.row, f.place.column, 0, ""}];
    cell.text += (cell.text.empty() ? "" : "\n") + services.wording.say(f.code, parameters);
    cell.is_error = cell.is_error || f.severity == Severity::error;
  }
  return said;
}

std::vector<write::AnnotatedSheet> annotated(const read::Grid& grid, std::map<Place, Said> said) {
  std::vector<write::AnnotatedSheet> sheets;
  for (const auto& sheet : grid.sheets) {
    write::AnnotatedSheet out{sheet.name, {}};
    for (const auto& row : sheet.rows)
      for (std::size_t at = 0; at < row.cells.size(); ++at) {
        const int column = static_cast<int>(at);
        const auto remark = said.extract(Place{sheet.name, row.number, read::column_letters(column), 0, ""});
        if (row.cells[at].text.empty() && remark.empty()) continue;
        out.cells.push_back({row.number, column, row.cells[at].text, remark.empty() ? "" : remark.mapped().text, !remark.empty() && remark.mapped().is_error});
      }
    sheets.push_back(std::move(out));
  }
  return sheets;
}

}  // namespace

Outcome<std::string> timesheet_model(Services& services, const Actor& actor, const TimesheetSubject& subject) {
  const auto people = people_to_declare(services, actor, subject);
  if (!people) return people.refusal();
  const auto title = services.wording.say("model.title", {{"month", french_month(subject.month)}});
  const report::Workbook book{.title = title, .subject = title, .author = "Clausier", .cutoff_line = "", .page_line = "",
                              .sheets = {model_sheet(services, people.value(), subject.month)}};
  return write::write_xlsx(book, services.clock());
}

Outcome<std::string> annotated_timesheet(Services& services, const Actor& actor, TimesheetId id) {
  const auto reading = view_timesheet(services, actor, id);
  if (!reading) return reading.refusal();
  if (reading.value().head.state != TimesheetState::draft) return Refusal{"timesheet.state"};
  const auto sheet = services.database->read([&](store::Connection& c) { return timesheet_within(c, actor, id); });
  const auto bytes = sheet && sheet->document_sha256 ? services.vault->bytes_of(*sheet->document_sha256) : std::nullopt;
  if (!bytes) return Refusal{"file.unreadable"};
  const auto original = read_original(services, *bytes, choices_of(services, *sheet));
  return write::write_annotated_xlsx(annotated(original.grid, said_by_cell(services, reading.value().findings)), "Clausier", services.clock());
}

Outcome<AnonymousReading> check_anonymously(const Services& services, Month month, const std::string& bytes) {
  if (bytes.empty()) return Refusal{"file.empty"};
  const auto draft = read_original(services, bytes, {month}).draft;
  const CheckContext nobody{.subject = {LotId::from_trusted(0), OrganisationId::from_trusted(0), month},
                            .today = services.today(),
                            .execution = std::nullopt,
                            .closed_months = {},
                            .people = {},
                            .standing = {},
                            .elsewhere = {},
                            .usual_month = std::nullopt,
                            .clause = std::nullopt,
                            .rulebook = &services.reference.rulebook};
  AnonymousReading reading{check_timesheet(draft, nobody), draft.lines.size(), draft.declared()};
  return reading;
}

}  // namespace clausier::app
