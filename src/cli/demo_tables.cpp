#include "demo_tables.hpp"

#include <charconv>
#include <stdexcept>

#include "clausier/read/grid.hpp"
#include "desk.hpp"

namespace clausier::cli {
namespace {

template <class T>
T value_or_fail(const SampleRow& row, const std::string& column, const std::optional<T>& value) {
  if (!value) row.fail(column, row.text(column));
  return *value;
}

}  // namespace

void SampleRow::fail(const std::string& column, const std::string& why) const {
  throw std::runtime_error("sample " + place_ + ", " + column + ": " + why);
}

const std::string& SampleRow::text(const std::string& column) const {
  const auto found = cells_.find(column);
  if (found == cells_.end()) fail(column, "no such column");
  return found->second;
}

Date SampleRow::date(const std::string& column) const { return value_or_fail(*this, column, Date::parse_iso(text(column))); }

std::optional<Date> SampleRow::date_or_none(const std::string& column) const {
  return text(column).empty() ? std::nullopt : std::optional(date(column));
}

Month SampleRow::month(const std::string& column) const { return value_or_fail(*this, column, Month::parse_iso(text(column))); }

Instant SampleRow::instant(const std::string& column) const {
  return value_or_fail(*this, column, Instant::parse_iso(text(column)));
}

Siret SampleRow::siret(const std::string& column) const { return value_or_fail(*this, column, Siret::parse(text(column))); }

Money SampleRow::money(const std::string& column) const { return value_or_fail(*this, column, Money::parse(text(column))); }

std::optional<Money> SampleRow::money_or_none(const std::string& column) const {
  return text(column).empty() ? std::nullopt : std::optional(money(column));
}

// A percentage has two decimals at most, as an amount has cents: the same digits.
int SampleRow::basis_points(const std::string& column) const { return static_cast<int>(money(column).cents()); }

int SampleRow::integer(const std::string& column) const {
  const auto& digits = text(column);
  int value = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (fault != std::errc{} || end != digits.data() + digits.size()) fail(column, digits);
  return value;
}

std::vector<SampleRow> read_table(const std::filesystem::path& samples, const std::string& name) {
  const auto bytes = content_of(samples / (name + ".csv"));
  const auto grid = read::read_grid(bytes.value_or(""));
  if (!bytes || grid.sheets.empty()) throw std::runtime_error("cannot read sample table " + name);
  const auto& rows = grid.sheets.front().rows;
  std::vector<std::string> columns;
  for (const auto& cell : rows.front().cells) columns.push_back(cell.text);
  std::vector<SampleRow> table;
  for (auto row = rows.begin() + 1; row != rows.end(); ++row) {
    std::map<std::string, std::string> cells;
    for (std::size_t i = 0; i < columns.size(); ++i) cells[columns[i]] = i < row->cells.size() ? row->cells[i].text : "";
    table.emplace_back(name + " row " + std::to_string(row->number), std::move(cells));
  }
  return table;
}

}  // namespace clausier::cli
