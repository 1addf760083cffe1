// Every real notice of the shared corpus, when it is there: what it is, how many lots and winners, and
// the places where it speaks of a social clause. Approved: tests/golden/notices/counts.csv.
#include <catch2/catch.hpp>

#include <fstream>
#include <map>
#include <sstream>

#include "clausier/read/notice_reader.hpp"
#include "golden.hpp"
#include "places.hpp"

using namespace clausier;
namespace fs = std::filesystem;

namespace {

read::NoticeReference reference() {
  const fs::path tables = clausier::test::source_folder() / "src/store/reference";
  return {parse_notice_clues(test::file_text(tables / "notice_clues.csv")),
          read::parse_nuts_departments(test::file_text(tables / "nuts_departments.csv"))};
}

// file;format;stage;lots;winners;amount;department;usable;field:code:kind:certainty=count …;finding=count …
std::string line_of(const std::string& name, const read::NoticeReading& reading) {
  std::ostringstream out;
  out << name << ';' << reading.format << ';';
  std::map<std::string, int> mentions, findings;
  if (reading.notice) {
    const auto& notice = *reading.notice;
    std::size_t winners = 0;
    for (const auto& lot : notice.lots) winners += lot.winners.size();
    const auto faults = check_record(contract_of(notice));
    out << notice_stage_code(notice.stage) << ';' << notice.lots.size() << ';' << winners << ';'
        << (notice.amount ? notice.amount->decimal_text() : "") << ';' << notice.department << ';' << (faults.empty() ? "usable" : faults.front().code);
    for (const auto& m : notice.mentions)
      ++mentions[m.field + ":" + m.code + ":" + std::string(social_consideration_code(m.kind)) + ":" + std::string(certainty_code(m.certainty))];
  } else {
    out << ";;;;;" << reading.file_findings.front().code;
  }
  for (const auto& f : reading.record_findings) ++findings[f.code];
  const char* separator = ";";
  for (const auto& [mention, count] : mentions) out << std::exchange(separator, " ") << mention << '=' << count;
  if (mentions.empty()) out << ';';
  separator = ";";
  for (const auto& [code, count] : findings) out << std::exchange(separator, " ") << code << '=' << count;
  return out.str() + "\n";
}

}  // namespace

TEST_CASE("Every real notice of the corpus is read as approved", "[corpus][notice]") {
  const fs::path root = clausier::test::shared_data();
  if (!fs::exists(root / "boamp-real")) {
    WARN("no shared corpus beside the project: the real notices were not read");
    return;
  }
  std::vector<fs::path> files;
  for (const char* folder : {"boamp-real", "ted-real", "eforms-sdk/examples", "scsne"})
    for (const auto& entry : fs::directory_iterator(root / folder))
      if (entry.path().extension() == ".xml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  const auto data = reference();
  std::string table = "file;format;stage;lots;winners;amount;department;usable;mentions;findings\n";
  for (const auto& file : files) {
    std::ifstream input(file, std::ios::binary);
    CAPTURE(file);
    CHECK(read::is_notice(input));
    table += line_of(fs::relative(file, root).string(), read::read_notice(input, data));
  }
  test::check_golden("notices/counts.csv", table);
}

TEST_CASE("The award of the Seine-Nord quays gives M213 and M214, exact, with a hint on both lots", "[corpus][notice]") {
  const fs::path file = clausier::test::shared_data() / "scsne/notice_ted_806579-2025_ContractAwardNotice.xml";
  std::ifstream input(file, std::ios::binary);
  if (!input) {
    WARN("no shared corpus beside the project: the notice 806579-2025 was not read");
    return;
  }
  const auto reading = read::read_notice(input, reference());
  REQUIRE(reading.notice);
  const auto& notice = *reading.notice;
  CHECK(notice.publication == "806579-2025");
  CHECK(notice.published_on == Date::of(2025, 12, 4));
  CHECK(notice.reference == "M215");
  REQUIRE(notice.lots.size() == 2);
  CHECK(notice.lots[0].contract_reference == "M213");
  CHECK(notice.lots[0].amount == Money::parse("2999530.10"));
  CHECK(notice.lots[1].contract_reference == "M214");
  CHECK(notice.lots[1].amount == Money::parse("4228416"));
  CHECK(notice.lots[1].signed_on == Date::of(2025, 11, 20));
  CHECK(notice.lots[1].winners.front().name == "SAS CHARIER Génie Civil - Agence de Paris");
  REQUIRE(notice.mentions.size() == 2);
  for (const auto& m : notice.mentions) {
    CHECK(m.field == "BT-775");
    CHECK(m.code == "other");
    CHECK(m.certainty == Certainty::hint);
  }
}
