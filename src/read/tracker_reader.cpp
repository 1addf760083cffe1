#include "clausier/read/tracker_reader.hpp"

#include <algorithm>
#include <set>

#include "clausier/domain/nir.hpp"
#include "timesheet_cells.hpp"
#include "timesheet_header.hpp"

namespace clausier::read {
namespace {

constexpr std::size_t header_rows_looked_at = 30;
constexpr std::size_t titles_min = 2;

struct Header {
  const Sheet* sheet = nullptr;
  std::size_t row_at = 0;
  std::vector<RecognisedColumn> columns;
  std::size_t score = 0;
};

// A title that two columns could hold goes to the first.
std::vector<RecognisedColumn> columns_of(const GridRow& row, const TrackerContext& context, bool chosen) {
  std::vector<RecognisedColumn> columns;
  std::set<std::string> taken;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const auto title = trimmed(row.cells[i].text);
    if (title.empty()) continue;
    RecognisedColumn column{static_cast<int>(i), title, ""};
    const auto by_person = context.chosen_columns.find(column_letters(column.index));
    if (chosen && by_person != context.chosen_columns.end()) column.target = by_person->second;
    else if (const auto found = context.synonyms.find(folded_header(title)); found != context.synonyms.end()) column.target = found->second;
    if (column.target != "ignore" && !column.target.empty() && !taken.insert(column.target).second) column.target.clear();
    columns.push_back(std::move(column));
  }
  return columns;
}

std::size_t recognised(const std::vector<RecognisedColumn>& columns) {
  return static_cast<std::size_t>(std::count_if(columns.begin(), columns.end(), [](const auto& c) { return !c.target.empty() && c.target != "ignore"; }));
}

bool looks_like_titles(const GridRow& row) {
  const auto texts = std::count_if(row.cells.begin(), row.cells.end(),
                                   [](const Cell& c) { return c.type == Cell::Type::text && !trimmed(c.text).empty(); });
  return static_cast<std::size_t>(texts) >= titles_min;
}

// Titles alone find the row: what a person chose of its columns comes after. Where none is recognised, the
// first row of several texts is offered, for a person to say what its columns hold.
Header find_header(const Grid& grid, const TrackerContext& context) {
  Header best;
  for (const auto& sheet : grid.sheets) {
    if (sheet.hidden) continue;
    for (std::size_t i = 0; i < std::min(sheet.rows.size(), header_rows_looked_at); ++i) {
      const auto score = recognised(columns_of(sheet.rows[i], context, false));
      const bool better = score >= titles_min && score > best.score;
      if (better || (!best.sheet && looks_like_titles(sheet.rows[i]))) best = {&sheet, i, {}, score >= titles_min ? score : 0};
    }
  }
  if (best.sheet) best.columns = columns_of(best.sheet->rows[best.row_at], context, true);
  return best;
}

bool is_total(const GridRow& row) {
  for (const auto& cell : row.cells) {
    if (cell.type == Cell::Type::empty) continue;
    const auto text = folded(cell.text);
    return text == "total" || text.starts_with("total ") || text.starts_with("sous total") || text.starts_with("cumul");
  }
  return false;
}

class RowReading {
public:
  RowReading(const std::string& sheet, const GridRow& row, const std::vector<RecognisedColumn>& columns, std::vector<Finding>& findings)
      : sheet_(sheet), row_(row), columns_(columns), findings_(findings) {}

  TrackerLine read() {
    TrackerLine line;
    line.place = place("");
    line.buyer = siret("buyer_siret");
    line.buyer_name = text("buyer_name");
    line.number = text("number");
    line.object = text("object");
    line.lot_number = text("lot_number");
    if (const auto told = lot_number_in(line.lot_number); !told.empty()) line.lot_number = told;
    line.lot_label = text("lot_label");
    line.amount = amount();
    line.notified_on = date("notified_on");
    line.starts_on = date("starts_on");
    line.ends_on = date("ends_on");
    line.duration_months = duration();
    line.hours = hours();
    line.holder = siret("holder_siret");
    line.holder_name = text("holder_name");
    return line;
  }

private:
  struct Found {
    const Cell* cell = nullptr;
    std::string letters;
    explicit operator bool() const { return cell != nullptr; }
  };

  Found find(std::string_view target) const {
    for (const auto& column : columns_) {
      const auto index = static_cast<std::size_t>(column.index);
      if (column.target != target || index >= row_.cells.size()) continue;
      const auto& cell = row_.cells[index];
      if (cell.type == Cell::Type::empty || trimmed(cell.text).empty()) return {};
      return {&cell, column_letters(column.index)};
    }
    return {};
  }

  Place place(std::string column) const {
    Place place;
    place.sheet = sheet_;
    place.row = row_.number;
    place.column = std::move(column);
    return place;
  }

  void fault(std::string code, const Found& found) {
    findings_.push_back(finding(std::move(code), place(found.letters), excerpt(found.cell->text)));
  }

  std::string text(std::string_view target) {
    const auto found = find(target);
    if (!found) return "";
    if (is_value_error(*found.cell)) return fault("cell.value_error", found), "";
    return trimmed(found.cell->text);
  }

  std::optional<Siret> siret(std::string_view target) {
    const auto found = find(target);
    if (!found) return std::nullopt;
    const auto read = read_siret(*found.cell);
    if (!read.fault.empty()) return fault(read.fault, found), std::nullopt;
    if (read.zeros_restored) fault("cell.siret.repaired", found);
    return Siret::parse(read.digits);
  }

  std::optional<Date> date(std::string_view target) {
    const auto found = find(target);
    if (!found) return std::nullopt;
    const auto read = read_date(*found.cell);
    if (!read.fault.empty()) fault(read.fault, found);
    else if (!read.repair.empty()) fault(read.repair, found);
    return read.date;
  }

  std::optional<WorkTime> hours() {
    const auto found = find("hours");
    if (!found) return std::nullopt;
    const auto read = read_hours(*found.cell, false);  // hours owed are whole or decimal: 7.30 is 7,30
    if (!read.fault.empty()) fault(read.fault, found);
    return read.time && *read.time > WorkTime::zero() ? read.time : std::nullopt;
  }

  std::optional<Money> amount() {
    const auto found = find("amount");
    if (!found) return std::nullopt;
    const auto read = Money::parse(trimmed(found.cell->text));
    if (read && read->cents() >= 0) return read;
    return fault("tracker.amount.format", found), std::nullopt;
  }

  // "24", "24 mois", "2 ans".
  std::optional<int> duration() {
    const auto found = find("duration_months");
    if (!found) return std::nullopt;
    constexpr int months_max = 600;
    const auto words = folded(found.cell->text);
    const auto end = words.find_first_not_of("0123456789");
    const auto unit = end == std::string::npos ? "" : words.substr(words.find_first_not_of(' ', end));
    const bool known = unit.empty() || unit == "mois" || unit == "an" || unit == "ans" || unit == "annees";
    if (end == 0 || words.empty() || (end == std::string::npos ? words.size() : end) > 3 || !known) return fault("tracker.duration.format", found), std::nullopt;
    const int value = std::stoi(words.substr(0, end)) * (unit.starts_with("an") ? 12 : 1);
    if (value >= 1 && value <= months_max) return value;
    return fault("tracker.duration.format", found), std::nullopt;
  }

  const std::string& sheet_;
  const GridRow& row_;
  const std::vector<RecognisedColumn>& columns_;
  std::vector<Finding>& findings_;
};

void refuse_nirs(const Sheet& sheet, const GridRow& row, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (!holds_nir(row.cells[i].text)) continue;
    Place place;
    place.sheet = sheet.name;
    place.row = row.number;
    place.column = column_letters(static_cast<int>(i));
    findings.push_back(finding("cell.nir", std::move(place)));
  }
}

}  // namespace

const std::vector<std::string>& tracker_targets() {
  static const std::vector<std::string> targets = {"buyer_name", "buyer_siret", "number",          "object", "lot_number",
                                                   "lot_label",  "amount",      "notified_on",     "starts_on", "ends_on",
                                                   "duration_months", "hours",  "holder_name",     "holder_siret"};
  return targets;
}

TrackerReading read_tracker(const Grid& grid, const TrackerContext& context) {
  TrackerReading reading;
  reading.findings = grid.findings;
  for (const auto& sheet : grid.sheets)
    for (const auto& row : sheet.rows) refuse_nirs(sheet, row, reading.findings);
  if (any_error(reading.findings)) return reading;
  const auto header = find_header(grid, context);
  if (!header.sheet) {
    reading.findings.push_back(finding("tracker.headers"));
    return reading;
  }
  reading.sheet = header.sheet->name;
  reading.header_row = header.sheet->rows[header.row_at].number;
  reading.columns = header.columns;
  if (recognised(reading.columns) < titles_min) {
    reading.findings.push_back(finding("tracker.headers"));
    return reading;
  }
  for (std::size_t i = header.row_at + 1; i < header.sheet->rows.size(); ++i) {
    const auto& row = header.sheet->rows[i];
    const bool empty = std::all_of(row.cells.begin(), row.cells.end(), [](const Cell& c) { return trimmed(c.text).empty(); });
    if (empty) continue;
    if (is_total(row)) {
      Place place;
      place.sheet = reading.sheet;
      place.row = row.number;
      reading.findings.push_back(finding("row.total.skipped", std::move(place)));
      continue;
    }
    reading.lines.push_back(RowReading(reading.sheet, row, reading.columns, reading.findings).read());
  }
  if (reading.lines.empty()) reading.findings.push_back(finding("tracker.lines.none"));
  return reading;
}

}  // namespace clausier::read
