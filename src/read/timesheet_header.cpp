#include "timesheet_header.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

#include "clausier/domain/contract.hpp"
#include "clausier/domain/wording.hpp"
#include "timesheet_cells.hpp"

namespace clausier::read {
namespace {

constexpr std::size_t header_rows_searched = 26;  // up to 15 rows of preamble, and blank ones between
constexpr int best_recognition_needed = 2;
constexpr std::size_t longest_title = 300;

constexpr std::array<std::string_view, 13> linking_words = {"de", "du", "des", "d",  "l",  "la", "le",
                                                            "les", "et", "en", "un", "une", "par"};
struct Abbreviation {
  std::string_view word, meaning;
};
constexpr std::array<Abbreviation, 10> abbreviations = {{{"n", "numero"}, {"no", "numero"}, {"num", "numero"},
                                                         {"nb", "nombre"}, {"nbr", "nombre"}, {"nbre", "nombre"},
                                                         {"h", "heures"}, {"hrs", "heures"}, {"hres", "heures"},
                                                         {"heure", "heures"}}};

std::string without_parentheses(std::string_view title) {
  std::string kept;
  int depth = 0;
  for (const char c : title) {
    if (c == '(' || c == '[') ++depth;
    if (depth == 0) kept += c;
    if ((c == ')' || c == ']') && depth > 0) --depth;
  }
  return depth == 0 && !folded(kept).empty() ? kept : std::string(title);
}

bool is_linking(std::string_view word) {
  return std::find(linking_words.begin(), linking_words.end(), word) != linking_words.end();
}

std::string_view meaning_of(std::string_view word) {
  for (const auto& [short_form, meaning] : abbreviations)
    if (short_form == word) return meaning;
  return word;
}

// Reads titles of one row with what stands above them in merged cells.
class RowTitles {
public:
  RowTitles(const Sheet& sheet, std::size_t row_at) : sheet_(sheet), row_(sheet.rows[row_at]) {}

  int width() const {
    int width = static_cast<int>(row_.cells.size());
    for (const auto& range : sheet_.merged)
      if (range.first_row < row_.number && row_.number <= range.last_row) width = std::max(width, range.first_column + 1);
    return std::min(width, columns_looked_at);
  }

  // The cell itself, or the one that covers it from above.
  const Cell* title_cell(int column) const {
    if (const auto* own = cell_at(row_, column); own && own->type != Cell::Type::empty) return own;
    const auto* range = range_over(row_.number, column);
    return range && range->first_row < row_.number ? cell_in(range->first_row, range->first_column) : nullptr;
  }

  // Without merged cells, as in CSV: the last title at or before the column in the row above, when that
  // row holds several. A group's title says something only with a title that says nothing by itself.
  const Cell* loose_group_cell(int column) const {
    const auto above = std::lower_bound(sheet_.rows.begin(), sheet_.rows.end(), row_.number - 1,
                                        [](const GridRow& row, int number) { return row.number < number; });
    if (above == sheet_.rows.end() || above->number != row_.number - 1) return nullptr;
    const auto filled = std::count_if(above->cells.begin(), above->cells.end(), [](const Cell& c) { return c.type == Cell::Type::text; });
    if (filled < 2) return nullptr;
    for (int at = column; at >= 0; --at)
      if (const auto* cell = cell_at(*above, at); cell && cell->type == Cell::Type::text) return cell;
    return nullptr;
  }

  // The title of a group of columns, merged over several of them in the row above.
  const Cell* group_cell(int column) const {
    const auto* range = range_over(row_.number - 1, column);
    if (!range || range->first_column == range->last_column || range->last_row >= row_.number) return nullptr;
    return cell_in(range->first_row, range->first_column);
  }

private:
  static constexpr int columns_looked_at = 256;

  static const Cell* cell_at(const GridRow& row, int column) {
    return static_cast<std::size_t>(column) < row.cells.size() ? &row.cells[static_cast<std::size_t>(column)] : nullptr;
  }

  const MergedRange* range_over(int row, int column) const {
    for (const auto& range : sheet_.merged)
      if (range.first_row <= row && row <= range.last_row && range.first_column <= column && column <= range.last_column)
        return &range;
    return nullptr;
  }

  const Cell* cell_in(int row_number, int column) const {
    const auto found = std::lower_bound(sheet_.rows.begin(), sheet_.rows.end(), row_number,
                                        [](const GridRow& row, int number) { return row.number < number; });
    return found != sheet_.rows.end() && found->number == row_number ? cell_at(*found, column) : nullptr;
  }

  const Sheet& sheet_;
  const GridRow& row_;
};

ColumnTarget target_in(const HeaderSynonyms& synonyms, std::string_view title) {
  const auto found = synonyms.find(folded_header(title));
  return found == synonyms.end() ? "" : found->second;
}

bool is_hours(const ColumnTarget& target) { return target == "hours" || target == "total"; }

// A month by itself, or with words that mean hours, is a column of hours of that month.
std::optional<MonthMention> month_column(const Cell& cell, const HeaderSynonyms& synonyms) {
  if (cell.type == Cell::Type::date && cell.date->day() == 1) return MonthMention{cell.date->month(), cell.date->year(), ""};
  auto mention = month_mentioned(cell.text);
  if (!mention) return std::nullopt;
  if (mention->rest.empty() || is_hours(target_in(synonyms, mention->rest))) return mention;
  return std::nullopt;
}

HeaderColumn named(const Cell& cell, const Cell* group, const Cell* loose_group, int index, const ReadingContext& context) {
  HeaderColumn column{index, cell.text, "", std::nullopt};
  if (cell.text.size() > longest_title) return column;
  const auto chosen = context.chosen_columns.find(column_letters(index));
  if (chosen != context.chosen_columns.end()) {
    column.target = chosen->second == "month_hours" ? "hours" : chosen->second;
    return column;
  }
  if (group) column.target = target_in(context.synonyms, group->text + " " + cell.text);
  if (column.target.empty()) column.target = target_in(context.synonyms, cell.text);
  if (column.target.empty() && loose_group) column.target = target_in(context.synonyms, loose_group->text + " " + cell.text);
  if (!column.target.empty()) return column;
  if ((column.month = month_column(cell, context.synonyms))) column.target = "month_hours";
  return column;
}

HeaderColumn recognised(const Cell& cell, const Cell* group, const Cell* loose_group, int index, const ReadingContext& context) {
  auto column = named(cell, group, loose_group, index, context);
  if (column.target == "perhaps_start") column.perhaps = "period_start";
  if (column.target == "perhaps_end") column.perhaps = "period_end";
  if (!column.perhaps.empty()) column.target = "ignore";
  return column;
}

int recognition(const TableHeader& header) {
  std::set<std::string_view> targets;
  for (const auto& column : header.columns)
    if (!column.target.empty()) targets.insert(column.target);
  return static_cast<int>(targets.size());
}

TableHeader header_at(const Sheet& sheet, std::size_t row_at, const ReadingContext& context) {
  TableHeader header{row_at, sheet.rows[row_at].number, {}};
  const RowTitles titles(sheet, row_at);
  for (int index = 0; index < titles.width(); ++index) {
    const Cell* cell = titles.title_cell(index);
    if (!cell || cell->text.empty()) continue;
    header.columns.push_back(recognised(*cell, titles.group_cell(index), titles.loose_group_cell(index), index, context));
  }
  return header;
}

Place place_of(const Sheet& sheet, const TableHeader& header, const HeaderColumn& column) {
  return {sheet.name, header.row_number, column_letters(column.index), 0, ""};
}

Finding left_aside(const Place& place, const HeaderColumn& column) {
  return finding("col.ignored", place, excerpt(column.title), {{"column", place.column}, {"title", excerpt(column.title)}});
}

const Cell* cell_of(const GridRow& row, int column) {
  return static_cast<std::size_t>(column) < row.cells.size() ? &row.cells[static_cast<std::size_t>(column)] : nullptr;
}

std::optional<Date> date_of(const GridRow& row, const HeaderColumn& column) {
  const auto* cell = cell_of(row, column.index);
  return cell ? read_date(*cell).date : std::nullopt;
}

// The first date under a title; empty when the column has none.
std::optional<Date> first_date(const Sheet& sheet, const TableHeader& header, const HeaderColumn& column) {
  for (auto at = header.row_at + 1; at < sheet.rows.size(); ++at)
    if (const auto date = date_of(sheet.rows[at], column)) return date;
  return std::nullopt;
}

// Days worked lie around the month and never span more than one: a work contract that does both on every row
// is read as the days worked, and an error then says what is outside the month.
bool look_worked(const Sheet& sheet, const TableHeader& header, const HeaderColumn& start, const HeaderColumn& end, Month month) {
  constexpr int longest_month = 31;
  const DateRange reach{month.previous().first_day(), month.next().last_day()};
  bool any = false;
  for (auto at = header.row_at + 1; at < sheet.rows.size(); ++at) {
    const auto first = date_of(sheet.rows[at], start), last = date_of(sheet.rows[at], end);
    for (const auto& date : {first, last})
      if (date && (*date < reach.first || *date > reach.last)) return false;
    if (first && last && *first <= *last && DateRange{*first, *last}.days() > longest_month) return false;
    any = any || first;
  }
  return any;
}

bool is_left_unread(const ColumnTarget& target) {
  return target.empty() || target == "ignore" || target == "employer_name" || target == "lot";
}

}  // namespace

std::string folded_header(std::string_view title) {
  const std::string plain = folded(without_parentheses(title));
  std::string kept;
  std::string every_word;
  const auto append = [](std::string& words, std::string_view word) {
    if (!words.empty()) words += ' ';
    words += word;
  };
  for (std::size_t at = 0; at < plain.size();) {
    const auto end = std::min(plain.find(' ', at), plain.size());
    const auto word = meaning_of(std::string_view(plain).substr(at, end - at));
    append(every_word, word);
    if (!is_linking(word)) append(kept, word);
    at = end + 1;
  }
  return kept.empty() ? every_word : kept;
}

HeaderSynonyms parse_header_synonyms(std::string_view csv) {
  HeaderSynonyms synonyms;
  bool title_line = true;
  while (!csv.empty()) {
    const auto end = std::min(csv.find('\n'), csv.size());
    auto line = csv.substr(0, end);
    csv.remove_prefix(std::min(end + 1, csv.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    if (std::exchange(title_line, false)) continue;
    const auto first = line.find(';');
    if (first == std::string_view::npos) throw std::invalid_argument("header synonym without target: " + std::string(line));
    const auto target = line.substr(first + 1, line.find(';', first + 1) - first - 1);
    if (target.empty()) throw std::invalid_argument("header synonym without target: " + std::string(line));
    const auto [known, added] = synonyms.emplace(folded_header(line.substr(0, first)), target);
    if (!added && known->second != target) throw std::invalid_argument("header synonym of two targets: " + std::string(line));
  }
  return synonyms;
}

const HeaderColumn* TableHeader::first(std::string_view target) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const HeaderColumn& c) { return c.target == target; });
  return found == columns.end() ? nullptr : &*found;
}

std::optional<TableHeader> find_header(const Sheet& sheet, const ReadingContext& context) {
  std::optional<TableHeader> best;
  int best_recognition = best_recognition_needed - 1;
  const auto searched = std::min(sheet.rows.size(), header_rows_searched);
  for (std::size_t at = 0; at < searched; ++at) {
    auto header = header_at(sheet, at, context);
    const int score = recognition(header);
    const bool completes = header.is_complete() && !(best && best->is_complete());
    const bool loses = best && best->is_complete() && !header.is_complete();
    if (score < best_recognition_needed || loses || (score <= best_recognition && !completes)) continue;
    best = std::move(header);
    best_recognition = score;
  }
  return best;
}

TableColumns TableColumns::choose(const Sheet& sheet, const TableHeader& header, const ReadingContext& context,
                                  std::vector<Finding>& findings) {
  TableColumns chosen;
  std::vector<const HeaderColumn*> doubtful;
  for (const auto& column : header.columns) {
    const Place place = place_of(sheet, header, column);
    if (column.target == "nir") {
      findings.push_back(finding("cell.nir", place, "", {{"column", place.column}}));
    } else if (!column.perhaps.empty()) {
      doubtful.push_back(&column);
    } else if (column.target == "lot" && context.part) {
      continue;  // it tells whose rows these are
    } else if (is_left_unread(column.target)) {
      findings.push_back(left_aside(place, column));
    } else if (column.target == "month_hours" && !column.month->is(context.month)) {
      chosen.by_month_ = true;
    } else {
      const bool of_month = column.target == "month_hours";
      const ColumnTarget target = of_month ? "hours" : column.target;
      const auto former = chosen.columns_.find(target);
      if (former == chosen.columns_.end()) {
        chosen.take(target, column);
      } else if (target != "total") {
        const auto other = column_letters(former->second.index);
        findings.push_back(finding("col.twice", place, excerpt(column.title),
                                   {{"title", excerpt(column.title)}, {"column", place.column}, {"other", other}}));
      }
    }
  }
  chosen.settle(doubtful, sheet, header, context, findings);
  for (const auto& [target, column] : chosen.columns_)
    if (sheet.hidden_columns.contains(column.index))
      findings.push_back(finding("col.hidden", place_of(sheet, header, column), excerpt(column.title),
                                 {{"column", column_letters(column.index)}, {"title", excerpt(column.title)}}));
  // A column named total holds the hours when no other does.
  if (!chosen.of("hours") && !chosen.by_month_)
    if (const auto* total = header.first("total")) chosen.take("hours", *total);
  return chosen;
}

bool TableColumns::says_when_worked(const TableHeader& header) const {
  if (header.first("month_hours")) return true;
  for (const char* target : {"worked_on", "week", "month", "period_start", "period_end"})
    if (of(target)) return true;
  return false;
}

void TableColumns::settle(const std::vector<const HeaderColumn*>& doubtful, const Sheet& sheet, const TableHeader& header,
                          const ReadingContext& context, std::vector<Finding>& findings) {
  const auto titled = [&](std::string_view target) {
    const auto found = std::find_if(doubtful.begin(), doubtful.end(), [&](const auto* column) { return column->perhaps == target; });
    return found == doubtful.end() ? nullptr : *found;
  };
  const bool said_elsewhere = says_when_worked(header);
  const auto* start = titled("period_start");
  const auto* end = titled("period_end");
  const bool worked = !said_elsewhere && start && end && look_worked(sheet, header, *start, *end, context.month);
  for (const auto* column : doubtful) {
    const Place place = place_of(sheet, header, *column);
    if (worked && (column == start || column == end)) {
      take(column->perhaps, *column);
      continue;
    }
    const auto date = said_elsewhere || worked ? std::nullopt : first_date(sheet, header, *column);
    findings.push_back(date ? finding("col.dates", place, excerpt(column->title),
                                      {{"column", place.column}, {"title", excerpt(column->title)}, {"date", french_date(*date)},
                                       {"month", french_month(context.month)}})
                            : left_aside(place, *column));
  }
}

std::optional<int> TableColumns::of(std::string_view target) const {
  const auto found = columns_.find(target);
  return found == columns_.end() ? std::nullopt : std::optional(found->second.index);
}

const std::string& TableColumns::title_of(std::string_view target) const { return columns_.find(target)->second.title; }

}  // namespace clausier::read
