// Every file of the shared corpus, when it is there: which are contract files, how many records each
// holds, how many are usable, and what is said about them. Approved counts: tests/golden/decp.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <utility>

#include "clausier/read/decp_reader.hpp"
#include "golden.hpp"
#include "places.hpp"

using namespace clausier;
namespace fs = std::filesystem;

namespace {

struct FileCounts {
  read::DecpSummary summary;
  int contracts = 0;
  int concessions = 0;
  int usable = 0;
  int refused = 0;
  int refused_without_code = 0;
  std::map<std::string, int> codes;

  // file;format;records;usable;refused;code=count …
  std::string line(const std::string& file) const {
    std::ostringstream out;
    out << file << ';' << summary.format << ';' << summary.records << ';' << usable << ';' << refused << ';';
    const char* separator = "";
    for (const auto& [code, count] : codes) out << std::exchange(separator, " ") << code << '=' << count;
    return out.str();
  }
};

void count(FileCounts& counts, const read::SourceRecord& record) {
  auto findings = record.findings;
  auto unusable = record.readable ? check_record(record.record) : record.findings;
  if (record.readable) findings.insert(findings.end(), unusable.begin(), unusable.end());
  for (const auto& finding : findings) ++counts.codes[finding.code];
  const bool refused = !record.readable || !unusable.empty();
  ++(refused ? counts.refused : counts.usable);
  if (refused && !any_error(unusable)) ++counts.refused_without_code;
  ++(record.record.kind == ContractNature::concession ? counts.concessions : counts.contracts);
}

FileCounts counts_of(const fs::path& file) {
  std::ifstream input(file, std::ios::binary);
  FileCounts counts;
  counts.summary = read::read_decp(input, [&](read::SourceRecord&& record) { count(counts, record); });
  return counts;
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream row(line);
  for (std::string cell; std::getline(row, cell, '|');) {
    const auto first = cell.find_first_not_of(' ');
    cells.push_back(first == std::string::npos ? "" : cell.substr(first, cell.find_last_not_of(' ') - first + 1));
  }
  return cells;
}

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

// The table of record counts in the provenance page: file -> contracts, concessions.
std::map<std::string, std::pair<int, int>> stated_counts(const fs::path& root) {
  std::map<std::string, std::pair<int, int>> stated;
  std::ifstream page(root / "PROVENANCE.md");
  for (std::string line; std::getline(page, line);) {
    const auto cells = cells_of(line);
    if (cells.size() < 6 || !cells[1].starts_with("decp-") || !is_number(cells[3]) || !is_number(cells[4])) continue;
    stated[cells[1]] = {std::stoi(cells[3]), std::stoi(cells[4])};
  }
  return stated;
}

std::vector<std::string> files_under(const fs::path& root) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(root))
    if (entry.is_regular_file()) files.push_back(fs::relative(entry.path(), root).generic_string());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("Every contract file of the corpus is read with the records that its provenance states", "[corpus][decp]") {
  const fs::path root = clausier::test::shared_data();
  if (!fs::exists(root / "PROVENANCE.md")) {
    WARN("the shared corpus is not on this machine: nothing was read");
    return;
  }
  auto stated = stated_counts(root);
  REQUIRE(stated.size() >= 40);
  std::string golden = "file;format;records;usable;refused;codes\n";
  for (const auto& file : files_under(root)) {
    INFO(file);
    const auto counts = counts_of(root / file);
    if (!counts.summary.is_decp) {
      CHECK(counts.summary.records == 0);
      CHECK(any_error(counts.summary.findings));
      CHECK(stated.count(file) == 0);
      continue;
    }
    golden += counts.line(file) + "\n";
    CHECK(counts.summary.findings.empty());
    CHECK(counts.usable + counts.refused == counts.summary.records);
    CHECK(counts.refused_without_code == 0);
    CHECK((counts.summary.records == 0 || counts.usable > 0));  // never a blanket refusal
    if (const auto found = stated.find(file); found != stated.end()) {
      CHECK(std::pair(counts.contracts, counts.concessions) == found->second);
      stated.erase(found);
    }
  }
  CHECK(stated.empty());  // every file that the page counts was met
  test::check_golden("decp/counts.csv", golden);
}

TEST_CASE("The contracts of the Canal Seine-Nord Europe are all told apart", "[corpus][decp]") {
  const fs::path file = clausier::test::shared_data() / "scsne" / "decp_sesn_raw.csv";
  if (!fs::exists(file)) {
    WARN("the shared corpus is not on this machine: nothing was read");
    return;
  }
  std::ifstream input(file, std::ios::binary);
  std::ifstream rules_file(clausier::test::source_folder() / "src/store/reference/programme_rules.csv");
  const std::string rules_text(std::istreambuf_iterator<char>(rules_file), {});
  const auto rules = parse_programme_rules(rules_text);
  std::map<std::string, int> identities;
  int named_000 = 0, suggested = 0;
  const auto summary = read::read_decp(input, [&](read::SourceRecord&& record) {
    ++identities[identity_key(record.record)];
    named_000 += record.record.source_id == "000" ? 1 : 0;
    const auto programmes = suggest_programmes(record.record, rules);
    suggested += programmes.size() == 1 && programmes[0].programme == "CSNE" ? 1 : 0;
  });
  CHECK(summary.records == 46);
  CHECK(identities.size() == 46);
  CHECK(named_000 == 5);
  CHECK(suggested == 46);
}

TEST_CASE("A later edition of a real file finds the contracts of the earlier one", "[corpus][decp][plan]") {
  const fs::path folder = clausier::test::shared_data() / "decp-2019-json";
  if (!fs::exists(folder)) {
    WARN("the shared corpus is not on this machine: nothing was read");
    return;
  }
  std::map<std::string, KnownContract> known;
  std::ifstream earlier(folder / "pes_dgfip_2019-02-11.json", std::ios::binary);
  read::read_decp(earlier, [&](read::SourceRecord&& record) {
    const auto key = identity_key(record.record);
    known.emplace(key, KnownContract{ContractId::from_trusted(static_cast<std::int64_t>(known.size()) + 1), key,
                                     folded(record.record.object), record.record.amendments});
  });
  std::map<RecordOutcome, int> outcomes;
  std::ifstream later(folder / "pes_dgfip_2019-03-07.json", std::ios::binary);
  const auto summary = read::read_decp(later, [&](read::SourceRecord&& record) {
    const auto found = known.find(identity_key(record.record));
    const auto candidates = found == known.end() ? std::vector<KnownContract>{} : std::vector{found->second};
    ++outcomes[plan_record(record.record, candidates).outcome];
  });
  CHECK(summary.records == 552);
  CHECK(known.size() == 138);
  CHECK(outcomes[RecordOutcome::unchanged] + outcomes[RecordOutcome::amended] >= 100);
  CHECK(outcomes[RecordOutcome::created] >= 400);
}
