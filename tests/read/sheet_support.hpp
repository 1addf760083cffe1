#pragma once
// What the tests of spreadsheets share: fixtures, archives made on the spot, findings by code.
#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "clausier/read/grid.hpp"
#include "clausier/read/timesheet_reader.hpp"
#include "places.hpp"

namespace sheet_support {

inline std::string file_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("no file " + path);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

inline std::string fixture(const std::string& name) { return file_bytes((clausier::test::source_folder() / "tests/read/fixtures" / name).string()); }

using Parts = std::vector<std::pair<std::string, std::string>>;

// A ZIP archive of deflated parts; `stated_size` lies about the inflated size of each when not zero.
inline std::string zip_of(const Parts& parts, std::uint32_t stated_size = 0) {
  std::string archive, directory;
  const auto put = [](std::string& out, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
  };
  for (const auto& [name, content] : parts) {
    std::string packed(compressBound(content.size()) + 64, '\0');
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    const auto checksum = crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()));
    std::string common;
    for (const auto& [value, bytes] : {std::pair{20u, 2}, {0u, 2}, {8u, 2}, {0u, 2}, {33u, 2}, {static_cast<unsigned>(checksum), 4},
                                      {static_cast<unsigned>(packed.size()), 4},
                                      {stated_size ? stated_size : static_cast<unsigned>(content.size()), 4},
                                      {static_cast<unsigned>(name.size()), 2}, {0u, 2}})
      put(common, value, bytes);
    put(directory, 0x02014B50, 4);
    put(directory, 20, 2);
    directory += common;
    put(directory, 0, 2);
    put(directory, 0, 2);
    put(directory, 0, 2);
    put(directory, 0, 4);
    put(directory, static_cast<std::uint32_t>(archive.size()), 4);
    directory += name;
    put(archive, 0x04034B50, 4);
    archive += common + name + packed;
  }
  const auto start = static_cast<std::uint32_t>(archive.size());
  archive += directory;
  put(archive, 0x06054B50, 4);
  put(archive, 0, 4);
  put(archive, static_cast<std::uint32_t>(parts.size()), 2);
  put(archive, static_cast<std::uint32_t>(parts.size()), 2);
  put(archive, static_cast<std::uint32_t>(directory.size()), 4);
  put(archive, start, 4);
  put(archive, 0, 2);
  return archive;
}

// A workbook of one sheet named "Mai" from what stands between <sheetData> and its end.
inline Parts xlsx_parts(const std::string& rows, const std::string& after_rows = "", const std::string& styles = "") {
  const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  Parts parts = {
      {"[Content_Types].xml", "<Types/>"},
      {"_rels/.rels", "<Relationships><Relationship Id='a' Type='" + office + "officeDocument' Target='xl/workbook.xml'/></Relationships>"},
      {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id='s' Type='" + office + "worksheet' Target='worksheets/sheet1.xml'/>"
                                     "<Relationship Id='t' Type='" + office + "styles' Target='styles.xml'/></Relationships>"},
      {"xl/workbook.xml", "<workbook xmlns:r='r'><sheets><sheet name='Mai' sheetId='1' r:id='s'/></sheets></workbook>"},
      {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData>" + after_rows + "</worksheet>"},
  };
  if (!styles.empty()) parts.emplace_back("xl/styles.xml", styles);
  return parts;
}

inline Parts ods_parts(const std::string& tables, const std::string& styles = "") {
  return {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
          {"content.xml", "<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x' xmlns:style='s' xmlns:calcext='c'>"
                          "<office:automatic-styles>" + styles + "</office:automatic-styles><office:body><office:spreadsheet>" +
                          tables + "</office:spreadsheet></office:body></office:document-content>"}};
}

inline std::vector<std::string> codes(const std::vector<clausier::Finding>& findings) {
  std::vector<std::string> out;
  for (const auto& f : findings) out.push_back(f.code);
  return out;
}

inline const clausier::Finding* found(const std::vector<clausier::Finding>& findings, const std::string& code) {
  const auto at = std::find_if(findings.begin(), findings.end(), [&](const auto& f) { return f.code == code; });
  return at == findings.end() ? nullptr : &*at;
}

inline std::size_t count(const std::vector<clausier::Finding>& findings, const std::string& code) {
  return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(), [&](const auto& f) { return f.code == code; }));
}

// "Mai!D4", as people say it; "D4" without a sheet.
inline std::string spot(const clausier::Place& place) {
  return (place.sheet.empty() ? "" : place.sheet + "!") + place.column + (place.row ? std::to_string(place.row) : "");
}

inline const clausier::read::HeaderSynonyms& synonyms() {
  static const auto all = clausier::read::parse_header_synonyms(
      file_bytes((clausier::test::source_folder() / "src/store/reference/header_synonyms.csv").string()));
  return all;
}

inline clausier::read::ReadingContext context_of(const std::string& month) {
  return {*clausier::Month::parse_iso(month), synonyms(), {}, {}};
}

// Texts of a row, "" for empty cells.
inline std::vector<std::string> texts(const clausier::read::GridRow& row) {
  std::vector<std::string> out;
  for (const auto& cell : row.cells) out.push_back(cell.text);
  return out;
}

}  // namespace sheet_support
