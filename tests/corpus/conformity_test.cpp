// How many records of the real files the official schemas would reject: what was measured with a validator of
// JSON schemas (formats.md §1.5), told here by the table of rules. None of them is rejected.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "clausier/read/conformity.hpp"
#include "clausier/read/decp_reader.hpp"
#include "places.hpp"

using namespace clausier;
namespace fs = std::filesystem;

namespace {

struct Counted {
  int records = 0, invalid = 0;
};

Counted counted(const fs::path& path, const read::SchemaRules& rules) {
  std::ifstream file(path, std::ios::binary);
  Counted counted;
  read::read_decp(file, [&](read::SourceRecord&& record) {
    const auto& r = record.record;
    if (r.kind == ContractNature::concession) return;  // measured on contracts alone
    const auto found = read::conformity_of(record.raw, r.source_format, r.kind == ContractNature::concession, rules);
    ++counted.records;
    counted.invalid += !found || !found->deviations.empty();
  });
  return counted;
}

}  // namespace

TEST_CASE("The report of conformity finds what a validator finds in the real files", "[corpus][conformity]") {
  const fs::path root = clausier::test::shared_data();
  if (!fs::exists(root / "PROVENANCE.md")) {
    WARN("the shared corpus is not on this machine: nothing was read");
    return;
  }
  std::ifstream table(clausier::test::source_folder() / "src/store/reference/decp_schema.csv", std::ios::binary);
  const auto rules = read::parse_schema_rules(std::string(std::istreambuf_iterator<char>(table), {}));
  struct Case {
    std::string file;
    int invalid;
  };
  for (const auto& c : std::vector<Case>{{"decp-2019-json/aife_place_2019-04-04.json", 4177},
                                         {"decp-2019-json/aws_marches-publics.info_2019-03-07.json", 147},
                                         {"decp-2019-json/croix59_marches-securises_2019-2021.json", 159},
                                         {"decp-2022-json/megalis_59920013600241_2024-07-09.json", 5},
                                         {"decp-2022-json/decp_test_2022.json", 5}}) {
    const auto found = counted(root / c.file, rules);
    CAPTURE(c.file, found.records);
    CHECK(found.invalid == c.invalid);
  }
  for (const auto& entry : fs::recursive_directory_iterator(root / "decp-official")) {
    if (entry.path().extension() != ".json" || entry.path().string().find("exemples") == std::string::npos) continue;
    CAPTURE(entry.path().string());
    CHECK(counted(entry.path(), rules).invalid == 0);
  }
}
