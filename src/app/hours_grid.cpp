#include "clausier/app/hours_grid.hpp"

#include <algorithm>
#include <set>

#include "clausier/read/grid.hpp"
#include "clausier/store/ledger_store.hpp"
#include "clausier/store/participant_store.hpp"
#include "clausier/store/timesheet_store.hpp"
#include "document_vault.hpp"
#include "people_perimeter.hpp"
#include "scope.hpp"
#include "timesheets_heads.hpp"
#include "timesheets_parties.hpp"

namespace clausier::app {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Quoted when the reading could take it for something else than one cell.
std::string csv_cell(const std::string& text) {
  if (text.find_first_of(";\"\r\n\t,|") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string{c};
  return quoted + "\"";
}

std::set<ParticipantId> people_of_month(store::Connection& connection, const TimesheetSubject& subject) {
  std::set<ParticipantId> people;
  for (const auto& entry : store::standing_entries_of(connection, subject)) people.insert(entry.participant);
  return people;
}

bool overlaps(const Employment& employment, Month month) {
  return employment.starts_on <= month.last_day() && (!employment.ends_on || *employment.ends_on >= month.first_day());
}

std::string cell_text(const read::GridRow& row, std::size_t column) { return column < row.cells.size() ? row.cells[column].text : ""; }

}  // namespace

bool says_something(const TypedLine& line) { return !line.hours.empty() || !line.first.empty() || !line.last.empty(); }

Outcome<std::vector<GridPerson>> people_to_declare(Services& services, const Actor& actor, const TimesheetSubject& subject) {
  if (!has_role(actor, {Role::facilitator, Role::contractor})) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<std::vector<GridPerson>> {
    if (const auto firm = declaring_firm(c, actor, subject.lot, subject.firm); !firm) return firm.refusal();
    const auto former = people_of_month(c, {subject.lot, subject.firm, subject.month.previous()});
    std::map<ParticipantId, std::string> contract_types;
    for (const auto& employment : store::employments_on(c, subject.lot))
      if (employment.firm == subject.firm && overlaps(employment, subject.month)) contract_types[employment.participant] = employment.contract_type;
    std::vector<ParticipantId> ids;
    for (const auto& [id, type] : contract_types) ids.push_back(id);
    const auto names = names_within(services, c, actor, ids);
    std::vector<GridPerson> people;
    for (const auto id : ids) {
      const auto known = store::find_participant(c, id);
      const auto name = names.find(id);
      if (!known || name == names.end()) continue;
      people.push_back({known->reference, name->second, contract_types.at(id), former.contains(id)});
    }
    std::sort(people.begin(), people.end(), [](const GridPerson& a, const GridPerson& b) {
      return std::tuple(!a.in_former_month, a.reference) < std::tuple(!b.in_former_month, b.reference);
    });
    return people;
  });
}

std::string typed_file_name(const Services& services) { return services.wording.say("grid.file"); }

std::string typed_file(const Services& services, const std::vector<TypedLine>& lines) {
  std::string bytes = std::string(byte_order_mark) + services.wording.say("grid.titles") + "\r\n";
  for (const auto& line : lines)
    if (says_something(line))
      bytes += csv_cell(line.reference) + ";" + csv_cell(line.first) + ";" + csv_cell(line.last) + ";" + csv_cell(line.hours) + "\r\n";
  return bytes;
}

Outcome<std::vector<TypedLine>> lines_typed_before(Services& services, const Actor& actor, const TimesheetSubject& subject) {
  if (!has_role(actor, {Role::facilitator, Role::contractor})) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<std::vector<TypedLine>> {
    std::vector<TypedLine> lines;
    const auto row = c.query_one("SELECT t.* FROM (" + timesheets_within(actor) + ") t WHERE t.lot_id = ?2 AND t.firm_id = ?3"
                                 " AND t.month = ?4 AND t.state = 'draft'",
                                 {perimeter_key(actor), store::value_of(subject.lot), store::value_of(subject.firm), store::value_of(subject.month)});
    if (!row) return lines;
    const auto sheet = store::timesheet_of(*row);
    // A part of a file was not typed here, whatever the file is called.
    if (sheet.file_name != typed_file_name(services) || !sheet.part.empty() || !sheet.document_sha256) return lines;
    const auto bytes = services.vault->bytes_of(*sheet.document_sha256);
    if (!bytes) return lines;
    const auto grid = read::read_grid(*bytes);
    if (grid.sheets.empty()) return lines;
    for (const auto& typed : grid.sheets.front().rows)
      if (typed.number > 1) lines.push_back({cell_text(typed, 0), cell_text(typed, 1), cell_text(typed, 2), cell_text(typed, 3)});
    return lines;
  });
}

}  // namespace clausier::app
