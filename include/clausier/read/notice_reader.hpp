#pragma once
// Notices of public procurement, one a file: eForms XML of TED, the same wrapped by BOAMP (urn:boamp
// namespaces), and BOAMP 2.3.0. Told apart from DECP by the root element. Sources: formats.md §3.
#include <istream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/notice.hpp"

namespace clausier::read {

// Data that reading a notice needs.
struct NoticeReference {
  NoticeClues clues;
  std::map<std::string, std::string> departments_by_nuts;  // "FRE11" -> "59"
};
// Fields code;department;name below comment lines. Throws std::invalid_argument.
std::map<std::string, std::string> parse_nuts_departments(std::string_view csv);

struct NoticeReading {
  std::string format;                      // "eforms", "boamp-eforms", "boamp-2.3", "" when it is no notice
  std::optional<Notice> notice;            // none: file_findings say why
  std::string raw;                         // the file as UTF-8
  std::vector<Finding> file_findings;      // file.notice.*, file.decp.*, file.not_decp
  std::vector<Finding> record_findings;    // what was repaired or could not be used, with line and path
};

// True when the root element is that of a notice; the stream is left at its beginning. A file with a
// DOCTYPE is none: no notice has one.
bool is_notice(std::istream& input);

// Bounded: 16 MB, 400 000 elements, 64 levels; no entity of the file is ever expanded. Never throws on
// bad input; throws std::runtime_error when the stream fails.
NoticeReading read_notice(std::istream& input, const NoticeReference& reference);

}  // namespace clausier::read
