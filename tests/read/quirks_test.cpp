// Every quirk of real spreadsheets has its sample in tests/read/quirks, with what must be read of it written
// beside it by the script that makes them.
#include <catch2/catch.hpp>

#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "clausier/domain/contract.hpp"
#include "places.hpp"
#include "sheet_support.hpp"

using namespace clausier;
using namespace sheet_support;
namespace fs = std::filesystem;

namespace {

const fs::path folder = clausier::test::source_folder() / "tests/read/quirks";

std::string name_of(const PersonMention& person) {
  if (!person.reference.empty()) return person.reference;
  return person.full_name.empty() ? person.family_name + "|" + person.given_name : person.full_name;
}

std::string place_of(const Place& place) {
  return (place.sheet.empty() ? "" : place.sheet + "!") + place.column + (place.row ? std::to_string(place.row) : "");
}

using Facts = std::multiset<std::string>;

Facts facts_of(const TimesheetDraft& draft) {
  Facts facts;
  for (const auto& line : draft.lines) {
    const auto days = line.worked ? line.worked->first.iso() + " " + line.worked->last.iso() : std::string("- -");
    const std::string kind = line.kind == WorkKind::work ? "" : " " + std::string(work_kind_code(line.kind));
    facts.insert("line " + place_of(line.place) + " " + name_of(line.person) + " " + days + " " + std::to_string(line.declared.seconds()) + kind);
    if (!line.employer_siret.empty()) facts.insert("siret " + line.employer_siret);
  }
  for (const auto& total : draft.totals)
    facts.insert("total " + place_of(total.place) + " " + std::to_string(total.stated.seconds()) + " " + std::to_string(total.summed.seconds()));
  for (const auto& f : draft.findings) {
    const auto spot = place_of(f.place);
    facts.insert("finding " + f.code + (spot.empty() ? "" : " " + spot));
  }
  return facts;
}

Facts expected_of(const fs::path& sample) {
  Facts facts;
  std::istringstream lines(file_bytes(fs::path(sample).replace_extension(".expected").string()));
  for (std::string line; std::getline(lines, line);) facts.insert(line);
  return facts;
}

std::vector<fs::path> samples() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() != ".expected" && entry.path().extension() != ".py") found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

std::string text_of(const Facts& facts) {
  std::string text;
  for (const auto& fact : facts) text += fact + "\n";
  return text;
}

Facts facts_in(const fs::path& sample) { return facts_of(read::read_timesheet(read::read_grid(file_bytes(sample.string())), context_of("2026-05"))); }

}  // namespace

TEST_CASE("Every sample of a quirk gives the entries and findings written beside it", "[read][quirks]") {
  REQUIRE(samples().size() >= 90);
  for (const auto& sample : samples()) {
    const auto now = facts_in(sample), wanted = expected_of(sample);
    INFO(sample.filename().string() << "\nwanted:\n" << text_of(wanted) << "read:\n" << text_of(now));
    CHECK((now == wanted));
    CHECK_FALSE(wanted.empty());
  }
}

// Hours, people, days and totals, without where they stand.
TEST_CASE("One content gives the same entries as CSV, XLSX and ODS, of openpyxl and of LibreOffice", "[read][quirks]") {
  const auto content_of = [](const fs::path& sample) {
    const auto draft = read::read_timesheet(read::read_grid(file_bytes(sample.string())), context_of("2026-05"));
    std::vector<std::string> content;
    for (const auto& line : draft.lines)
      content.push_back(line.place.column + std::to_string(line.place.row) + " " + name_of(line.person) + " " + line.worked->first.iso() + " " +
                        std::to_string(line.declared.seconds()) + " " + line.employer_siret);
    for (const auto& total : draft.totals) content.push_back(std::to_string(total.stated.seconds()) + " " + std::to_string(total.summed.seconds()));
    for (const auto& f : draft.findings) content.push_back(f.code);
    return content;
  };
  std::map<std::string, std::vector<std::string>> by_file;
  for (const auto& sample : samples())
    if (sample.filename().string().starts_with("same-")) by_file[sample.filename().string()] = content_of(sample);
  REQUIRE(by_file.size() == 5);
  for (const auto& [name, content] : by_file) {
    CAPTURE(name);
    CHECK(content == by_file.begin()->second);
    CHECK(content.size() == 6);
  }
}
