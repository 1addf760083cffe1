#include "clausier/read/contract_file.hpp"

#include <algorithm>
#include <sstream>

#include "clausier/read/grid.hpp"

namespace clausier::read {
namespace {

constexpr std::string_view archive_beginning = "PK\x03\x04";

bool is_archive(std::istream& input) {
  std::string beginning(archive_beginning.size(), '\0');
  input.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  const bool archive = input.gcount() == static_cast<std::streamsize>(beginning.size()) && beginning == archive_beginning;
  input.clear();
  input.seekg(0);
  return archive;
}

// One byte more than a spreadsheet may have: enough to see that it has too many.
std::string bytes_of(std::istream& input, std::size_t bytes_max) {
  std::string bytes(bytes_max + 1, '\0');
  input.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(input.gcount()));
  return bytes;
}

std::string published_text(const Cell& cell) { return cell.type == Cell::Type::date && cell.date ? cell.date->iso() : cell.text; }

void add_quoted(std::string& line, const std::string& text) {
  line += '"';
  for (const char c : text) line += c == '"' ? std::string("\"\"") : std::string(1, c);
  line += '"';
}

// The sheet as the delimited text that the same table has; rows keep their numbers.
std::string delimited(const Sheet& sheet) {
  std::string text;
  int number = 1;
  for (const auto& row : sheet.rows) {
    for (; !text.empty() && number < row.number; ++number) text += '\n';
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (i > 0) text += ',';
      add_quoted(text, published_text(row.cells[i]));
    }
    text += '\n';
    number = row.number + 1;
  }
  return text;
}

// A flattened table in XLSX or ODS: the first sheet that holds contracts, read like the same table in CSV. The limits of
// spreadsheets bound the memory; a larger table comes as CSV.
DecpSummary read_spreadsheet(std::istream& input, const std::function<void(SourceRecord&&)>& on_record) {
  const GridLimits limits;
  const auto grid = read_grid(bytes_of(input, limits.file_bytes_max), limits);
  DecpSummary summary;
  for (const auto& sheet : grid.sheets) {
    std::istringstream text(delimited(sheet));
    auto read = read_decp(text, on_record);
    if (!read.is_decp) continue;
    read.format = grid.format == GridFormat::ods ? "decp-ods" : "decp-xlsx";
    return read;
  }
  for (const auto& fault : grid.findings)
    if (fault.severity == Severity::error && fault.code != "file.type") summary.findings.push_back(fault);
  if (summary.findings.empty()) summary.findings.push_back(finding("file.not_decp"));
  return summary;
}

}  // namespace

DecpSummary read_contract_file(std::istream& input, const NoticeReference& reference,
                               const std::function<void(SourceRecord&&)>& on_record, const std::vector<std::string>& departments) {
  if (is_archive(input)) return read_spreadsheet(input, on_record);
  if (!is_notice(input)) return read_decp(input, on_record, departments);
  auto reading = read_notice(input, reference);
  DecpSummary summary;
  summary.format = reading.format;
  summary.is_decp = !reading.format.empty();
  summary.findings = std::move(reading.file_findings);
  if (!reading.notice) return summary;
  SourceRecord record;
  record.position = summary.records = 1;
  record.raw = std::move(reading.raw);
  record.record = contract_of(*reading.notice);
  record.findings = std::move(reading.record_findings);
  record.notice = std::move(reading.notice);
  on_record(std::move(record));
  return summary;
}

}  // namespace clausier::read
