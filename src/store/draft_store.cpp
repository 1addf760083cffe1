#include "clausier/store/draft_store.hpp"

namespace clausier::store {

void append_correction(Connection& identity, TimesheetId timesheet, const DraftCorrection& c, const std::string& author, Instant now) {
  identity.execute("INSERT INTO draft_corrections (timesheet_id, sheet, source_row, source_column, text, reason, author, recorded_at)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                   values(timesheet, c.sheet, static_cast<std::int64_t>(c.row), c.column, c.text, c.reason, author, now));
}

std::vector<DraftCorrection> corrections_of(Connection& identity, TimesheetId timesheet) {
  std::vector<DraftCorrection> corrections;
  identity.each("SELECT * FROM draft_corrections WHERE sequence IN (SELECT max(sequence) FROM draft_corrections WHERE timesheet_id = ?1"
                " GROUP BY sheet, source_row, source_column) ORDER BY sequence",
                values(timesheet), [&](const Row& row) {
                  auto sheet = row.text("sheet"), column = row.text("source_column"), text = row.text("text"), reason = row.text("reason");
                  const auto number = static_cast<int>(row.integer("source_row"));
                  corrections.push_back({std::move(sheet), number, std::move(column), std::move(text), std::move(reason)});
                });
  return corrections;
}

}  // namespace clausier::store
