#pragma once
// Notices for the tests: the project's own, all fictive, and the real ones of the shared corpus when present.
#include <fstream>
#include <sstream>

#include "clausier/read/notice_reader.hpp"
#include "golden.hpp"
#include "places.hpp"

namespace clausier::test {

inline read::NoticeReference notice_reference() {
  const std::filesystem::path tables = clausier::test::source_folder() / "src/store/reference";
  return {parse_notice_clues(file_text(tables / "notice_clues.csv")),
          read::parse_nuts_departments(file_text(tables / "nuts_departments.csv"))};
}

inline std::string own_notice(const std::string& name) {
  return file_text(clausier::test::source_folder() / "tests/read/fixtures/notices" / name);
}

inline read::NoticeReading read_bytes(const std::string& bytes) {
  std::istringstream input(bytes);
  return read::read_notice(input, notice_reference());
}

inline bool recognised(const std::string& bytes) {
  std::istringstream input(bytes);
  return read::is_notice(input);
}

// "lot field code kind certainty" of every mention, in order.
inline std::vector<std::string> mentions_of(const Notice& notice) {
  std::vector<std::string> lines;
  for (const auto& m : notice.mentions)
    lines.push_back(m.lot + " " + m.field + " " + m.code + " " + std::string(social_consideration_code(m.kind)) + " " +
                    std::string(certainty_code(m.certainty)));
  return lines;
}

}  // namespace clausier::test
