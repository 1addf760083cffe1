#pragma once
// DECP files (essential data of public contracts): JSON, XML and flattened CSV, 2019 and 2022
// formats, in every root shape of formats.md §1.1, one record at a time in constant memory.
#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <vector>

#include "clausier/domain/notice.hpp"

namespace clausier::read {

struct SourceRecord {
  int position = 0;           // rank in the file, from 1
  std::uint64_t offset = 0;   // byte offset of the raw record; in a file converted to UTF-8, of its UTF-8 form
  std::string raw;            // bytes of the record as published (CSV: its rows); over 16 MB, its beginning
  ContractRecord record;
  std::vector<Finding> findings;  // deviations and repairs (record.*), with position and path
  std::optional<Notice> notice = {};  // what the record was made of, when the file is a notice
  bool elsewhere = false;     // outside the departments asked for: record holds what identifies it, nothing else
  bool readable = true;       // false: record holds nothing, findings say why
};

struct DecpSummary {
  std::string format;   // "decp-2019-json", "decp-2022-json", "decp-xml", "decp-csv", "decp-xlsx", "decp-ods", "decp-mixed-json", "" when no DECP
  int records = 0;
  std::vector<Finding> findings;  // about the file: file.empty, file.not_decp, file.truncated…
  bool is_decp = false;
};

// Calls on_record for every record in order. A record that cannot be read (broken, over 16 MB, cut
// by the end of the file) is delivered too, with readable = false and its reason: nothing is dropped.
// A truncated file gives its records and a file.truncated error. Usability (record.no_buyer,
// record.no_identity) is check_record's to tell. Throws std::runtime_error when the stream fails.
// departments: of the records performed elsewhere, only what identifies them is read, which takes a third of
// the time; one whose place is written in an unusual way may still come in full. Empty: every record in full.
DecpSummary read_decp(std::istream& input, const std::function<void(SourceRecord&&)>& on_record,
                      const std::vector<std::string>& departments = {});

}  // namespace clausier::read
