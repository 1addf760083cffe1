#pragma once
// A report made of plain tables: lines that somebody reads and signs, rather than the standing of lots. One
// model for the workbook, the printable page, the XML, the JSON and the CSV.
#include <string>
#include <vector>

#include "clausier/report/sheet.hpp"

namespace clausier::report {

// statement: the hours of one person, for that person, names allowed. attestation: what one lot has come to.
// missing: timesheets that are past their date. pathways: entries, exits and positive exits of an office.
enum class TableReportKind { statement, attestation, missing, pathways };
std::string_view table_report_kind_code(TableReportKind kind);
std::optional<TableReportKind> parse_table_report_kind(std::string_view code);

// What a report says of itself, beside its lines.
struct ReportFrame {
  std::string title;
  Cutoff cutoff;
  std::string recorded_until_text;  // the instant as people of the office read it
  std::string rulebook_version;
  std::string entries_sha256;
  std::string software_version;
};

struct Table {
  std::string code;  // of its XML element and JSON member
  Sheet sheet;       // every column has a code
};

struct TableReport {
  TableReportKind kind = TableReportKind::missing;
  ReportFrame frame;
  std::vector<Table> tables;
  std::size_t csv_table = 0;  // the one that a CSV holds
};

// Its tables as sheets, then the parameters.
Workbook to_workbook(const TableReport& report, const Wording& wording);

// The lines of the table of the CSV, both dates, the rules and the hash on each of them.
Sheet flat_table(const TableReport& report, const Wording& wording);

}  // namespace clausier::report
