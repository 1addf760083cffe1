#pragma once
// What must hold of a file of contracts, whatever the bytes were: records in order, each usable or with its
// reason; a file that is none says so.
#include <sstream>
#include <string>

#include "any_grid.hpp"
#include "clausier/read/decp_reader.hpp"

namespace fuzz {

inline void check_records(const std::string& bytes) {
  std::istringstream input(bytes);
  int last = 0;
  const auto summary = clausier::read::read_decp(input, [&](clausier::read::SourceRecord&& record) {
    require(record.position > last);
    require(record.readable || !record.findings.empty());
    last = record.position;
  });
  require(summary.is_decp || clausier::any_error(summary.findings));
}

// The reader is chosen by the first character: bytes that would lead to another one are put behind `lead`.
inline std::string led_to(std::string_view bytes, std::string_view starts, std::string_view lead) {
  const auto first = bytes.find_first_not_of(" \t\r\n");
  const bool already = first != std::string_view::npos && starts.find(bytes[first]) != std::string_view::npos;
  return already ? std::string(bytes) : std::string(lead) + std::string(bytes);
}

}  // namespace fuzz
