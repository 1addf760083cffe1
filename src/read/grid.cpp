#include "clausier/read/grid.hpp"

#include <algorithm>

#include "csv_reader.hpp"
#include "grid_builder.hpp"
#include "ods_reader.hpp"
#include "xlsx_reader.hpp"

namespace clausier::read {
namespace {

bool starts_with_any(std::string_view bytes, std::initializer_list<std::string_view> starts) {
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return bytes.starts_with(start); });
}

// Formats that people take for spreadsheets and that are none we read.
bool is_foreign_format(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (starts_with_any(bytes, {"%PDF", "\x89PNG", "\xFF\xD8\xFF", "GIF8", "{\\rtf", "7z\xBC\xAF", "Rar!", "\x1F\x8B", "\x7F"
                              "ELF", "RIFF", "II*\0"sv, "MM\0*"sv}))
    return true;
  // HTML tables and flat XML saved under the name of a spreadsheet.
  std::string start(bytes.substr(0, 200));
  std::transform(start.begin(), start.end(), start.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const auto first = start.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string::npos) return false;
  return starts_with_any(std::string_view(start).substr(first), {"<?xml", "<!doctype", "<html", "<table", "<head", "<meta"});
}

// A few control characters are an accident of export and are repaired; many make a binary file.
bool is_binary(std::string_view bytes) {
  if (starts_with_any(bytes, {"\xFF\xFE", "\xFE\xFF"})) return false;  // UTF-16
  const auto sample = bytes.substr(0, 64 * 1024);
  const auto controls = std::count_if(sample.begin(), sample.end(), [](unsigned char c) {
    return c < 0x20 && c != '\t' && c != '\r' && c != '\n' && c != '\f';
  });
  return controls > 2 && static_cast<std::size_t>(controls) * 50 > sample.size();
}

bool is_blank(std::string_view bytes) {
  if (starts_with_any(bytes, {"\xEF\xBB\xBF"})) bytes.remove_prefix(3);
  if (starts_with_any(bytes, {"\xFF\xFE", "\xFE\xFF"}) && bytes.size() == 2) return true;
  return bytes.find_first_not_of(" \t\r\n;,") == std::string_view::npos;
}

Grid read_archive(std::string_view bytes, const GridLimits& limits) {
  ZipArchive archive(bytes, limits);
  if (archive.has_any_ending("vbaProject.bin") || archive.has_any_under("Basic/") || archive.has_any_under("Scripts/"))
    throw GridFault("file.macro");
  if (archive.has("[Content_Types].xml") && archive.has_any_under("xl/") && !archive.has("xl/workbook.bin"))
    return read_xlsx(archive, limits);
  constexpr std::size_t mimetype_bytes_max = 200;
  if (archive.has("mimetype") && archive.has("content.xml") &&
      archive.read_whole("mimetype", mimetype_bytes_max).starts_with("application/vnd.oasis.opendocument.spreadsheet"))
    return read_ods(archive, limits);
  throw GridFault("file.type");
}

std::string megabytes(std::size_t bytes) {
  const auto tenths = (bytes * 10 + 1024 * 1024 - 1) / (1024 * 1024);  // rounded up: never "5,0" for too large
  return std::to_string(tenths / 10) + "," + std::to_string(tenths % 10);
}

Grid read_by_content(std::string_view bytes, const GridLimits& limits) {
  if (bytes.size() > limits.file_bytes_max) throw GridFault("file.size", {{"x", megabytes(bytes.size())}});
  if (is_blank(bytes)) throw GridFault("file.empty");
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) throw GridFault("file.legacy");  // .xls, or encrypted
  if (starts_with_any(bytes, {"PK\x03\x04", "PK\x05\x06"})) return read_archive(bytes, limits);
  if (is_foreign_format(bytes) || is_binary(bytes)) throw GridFault("file.type");
  return read_csv(bytes, limits);
}

}  // namespace

std::string column_letters(int index_from_zero) {
  std::string letters;
  for (int rest = index_from_zero + 1; rest > 0; rest = (rest - 1) / 26) letters.insert(0, 1, static_cast<char>('A' + (rest - 1) % 26));
  return letters;
}

Grid read_grid(std::string_view bytes, const GridLimits& limits) {
  try {
    Grid grid = read_by_content(bytes, limits);
    const bool any_row = std::any_of(grid.sheets.begin(), grid.sheets.end(), [](const Sheet& s) { return !s.rows.empty(); });
    if (!any_row) throw GridFault("file.empty");
    return grid;
  } catch (const GridFault& fault) {
    Grid grid;
    grid.findings.push_back(finding(fault.code, {}, "", fault.parameters));
    return grid;
  }
}

}  // namespace clausier::read
