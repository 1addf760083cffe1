// What the importer makes of every file of the shared corpus, when it is there, and of the project's own
// samples: each alone in an empty base. Approved counts: tests/golden/decp/outcomes.csv.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "clausier/app/duplicates.hpp"
#include "clausier/app/imports.hpp"
#include "contract_files.hpp"
#include "golden.hpp"
#include "open_base.hpp"
#include "places.hpp"

using namespace clausier;
using namespace clausier::app;
namespace fs = std::filesystem;

namespace {

struct CorpusBase : OpenBase {
  Actor who{UserId::from_trusted(5), Role::facilitator, "", "Aline MODÈLE", std::nullopt};

  ImportView plan(const fs::path& file) {
    const auto id = plan_import(*services, who, {{file.filename().string(), file}}, {}).value();
    return view_import(*services, who, id).value();
  }
  DuplicatePage suggestions() { return duplicate_suggestions(*services, who, false, 1, 1000).value(); }
};

std::string row_of(const std::string& name, const OutcomeCounts& n, std::int64_t suggestions) {
  std::ostringstream row;
  row << name << ';' << n.total();
  for (const auto count : {n.created, n.amended, n.unchanged, n.duplicate, n.doubtful, n.refused, suggestions}) row << ';' << count;
  return row.str() + "\n";
}

std::vector<fs::path> files_under(const fs::path& root) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(root))
    if (entry.is_regular_file()) files.push_back(fs::relative(entry.path(), root));
  std::sort(files.begin(), files.end());
  return files;
}

// One row a file: what became of its records, or why it is no file of contracts.
std::string outcomes_of(const fs::path& root, const fs::path& file) {
  CorpusBase base;
  const auto plan = base.plan(root / file);
  const auto& planned = plan.files.at(0);
  if (plan.refused) {
    REQUIRE(any_error(planned.findings));
    const auto fault = std::find_if(planned.findings.begin(), planned.findings.end(), [](const auto& f) { return f.severity == Severity::error; });
    return file.generic_string() + ";" + fault->code + ";;;;;;;\n";
  }
  CHECK(planned.counts.total() == planned.records);
  const bool is_notice = !planned.format.starts_with("decp");  // one record: the corpus holds invalid ones on purpose
  CHECK((planned.records == 0 || is_notice || planned.counts.created > 0));  // never a blanket refusal
  const auto applied = apply_import(*base, base.who, plan.id).value();
  std::string row = row_of(file.generic_string(), applied.files.at(0).counts, base.suggestions().total);
  const auto again = base.plan(root / file).files.at(0).counts;
  CHECK(again.created == 0);
  CHECK(again.amended == 0);
  return row;
}

constexpr const char* header = "file;records;new;amended;unchanged;duplicate;doubtful;refused;suggestions\n";

}  // namespace

TEST_CASE("Every file of the corpus comes to the approved outcomes, and again to nothing new", "[corpus][outcomes]") {
  const fs::path root = clausier::test::shared_data();
  if (!fs::exists(root / "PROVENANCE.md")) {
    WARN("the shared corpus is not on this machine: nothing was read");
    return;
  }
  std::string golden = header;
  for (const auto& file : files_under(root)) {
    INFO(file.string());
    golden += outcomes_of(root, file);
  }
  test::check_golden("decp/outcomes.csv", golden);
}

TEST_CASE("The project's own samples come to the approved outcomes", "[corpus][outcomes]") {
  const fs::path root = clausier::test::source_folder() / "samples" / "contracts";
  std::string golden = header;
  for (const auto& file : files_under(root)) golden += outcomes_of(root, file);
  test::check_golden("decp/sample-outcomes.csv", golden);
}

TEST_CASE("Of the contracts of the Canal Seine-Nord Europe, M214 alone is suggested as published twice", "[corpus][outcomes]") {
  const fs::path file = clausier::test::shared_data() / "scsne" / "decp_sesn_raw.csv";
  if (!fs::exists(file)) {
    WARN("the shared corpus is not on this machine: nothing was read");
    return;
  }
  CorpusBase base;
  REQUIRE(apply_import(*base, base.who, base.plan(file).id));
  std::string golden = "first;second;amount of the first;amount of the second;why it is right\n";
  const auto suggestions = base.suggestions();
  for (const auto& pair : suggestions.lines) {
    CHECK(pair.first.record.source_id != pair.second.record.source_id);
    CHECK(std::abs(pair.power_of_ten) == 2);
    golden += pair.first.record.source_id + ";" + pair.second.record.source_id + ";" + pair.first.record.amount->decimal_text() + ";" +
              pair.second.record.amount->decimal_text() + ";M214: cents taken for euros by one platform, TED 806579-2025 gives 4228416\n";
  }
  CHECK(base.count("visible_contracts") == 46);
  test::check_golden("decp/scsne-suggestions.csv", golden);
}

TEST_CASE("The lots of a platform are not suggested as contracts published twice", "[corpus][outcomes]") {
  const fs::path file = clausier::test::shared_data() / "decp-2019-json" / "aws_marches-publics.info_2019-03-07.json";
  if (!fs::exists(file)) {
    WARN("the shared corpus is not on this machine: nothing was read");
    return;
  }
  CorpusBase base;
  REQUIRE(apply_import(*base, base.who, base.plan(file).id));
  const auto suggestions = base.suggestions();
  for (const auto& pair : suggestions.lines) CHECK_FALSE(same_numbering(pair.first.record.source_id, pair.second.record.source_id));
  // Of 4 509 records, 214 pairs agree on everything else. What is left was read one by one: a contract that
  // two systems published under 2018J1215A and 2018J1215A00, and objects word for word the same under
  // unrelated numbers, which only a person can tell.
  CHECK(suggestions.total >= 1);
  CHECK(suggestions.total <= 10);
}
