#pragma once
// The scenario tables of samples/*.csv, row by row, columns by name.
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/money.hpp"
#include "clausier/domain/siret.hpp"

namespace clausier::cli {

// The samples ship with the program: a value that cannot be read is a fault of ours and throws
// std::runtime_error with table, row and column.
class SampleRow {
public:
  SampleRow(std::string place, std::map<std::string, std::string> cells) : place_(std::move(place)), cells_(std::move(cells)) {}

  const std::string& text(const std::string& column) const;  // "" when the cell is empty
  Date date(const std::string& column) const;
  std::optional<Date> date_or_none(const std::string& column) const;
  Month month(const std::string& column) const;
  Instant instant(const std::string& column) const;
  Siret siret(const std::string& column) const;
  Money money(const std::string& column) const;
  std::optional<Money> money_or_none(const std::string& column) const;
  int basis_points(const std::string& column) const;  // of a percentage: "7.5" is 750
  int integer(const std::string& column) const;
  [[noreturn]] void fail(const std::string& column, const std::string& why) const;

private:
  std::string place_;
  std::map<std::string, std::string> cells_;
};

std::vector<SampleRow> read_table(const std::filesystem::path& samples, const std::string& name);

}  // namespace clausier::cli
