// The rows of one part of a file that speaks of several lots.
#include <catch2/catch.hpp>

#include "sheet_support.hpp"

using namespace clausier;
using namespace clausier::read;
using namespace sheet_support;

namespace {

Sheet sheet_of(const std::string& name, const std::vector<std::vector<std::string>>& rows) {
  Sheet sheet;
  sheet.name = name;
  for (const auto& texts : rows) {
    GridRow row;
    row.number = static_cast<int>(sheet.rows.size()) + 1;
    for (const auto& text : texts) {
      Cell cell;
      cell.type = text.empty() ? Cell::Type::empty : Cell::Type::text;
      cell.text = text;
      row.cells.push_back(cell);
    }
    sheet.rows.push_back(row);
  }
  return sheet;
}

Grid part_of(const std::vector<Sheet>& sheets, const std::string& lot) {
  Grid grid;
  grid.sheets = sheets;
  auto context = context_of("2026-05");
  context.part = FilePart{{lot}, {}, Month::parse_iso("2026-05"), true};
  return grid_of_part(grid, context);
}

std::string text_of(const Grid& grid) {
  std::string text;
  for (const auto& sheet : grid.sheets) {
    text += "[" + sheet.name + "]";
    for (const auto& row : sheet.rows)
      for (const auto& cell : row.cells)
        if (!cell.text.empty()) text += " " + cell.text;
  }
  return text;
}

}  // namespace

TEST_CASE("A part has its rows only: neither the tabs, the preamble nor the signatures of the others", "[read][parts]") {
  auto hidden = sheet_of("Ancien", {{"Lot", "Nom", "Heures"}, {"2", "CADRAN", "3"}});
  hidden.hidden = true;
  const auto part = part_of({sheet_of("Pages", {{"Relevé de BOUSSOLE"}, {"Mois :", "mai 2026"}, {"Lot", "Nom", "Heures"}, {"3", "BOUSSOLE", "7"}, {"2", "LAMPION", "14"},
                                                {"Lot", "Nom", "Heures"}, {"", "Total", "21"}, {"Signé", "", ""}}),
                             sheet_of("BOUSSOLE Iris", {{"Lot", "Nom", "Heures"}, {"3", "BOUSSOLE", "7"}}), hidden},
                            "2");
  CHECK(text_of(part) == "[Pages] Mois : mai 2026 Lot Nom Heures 2 LAMPION 14");
  REQUIRE(part.findings.size() == 1);
  CHECK(part.findings[0].code == "sheet.part.left");
  CHECK(part.findings[0].parameters.at("count") == "4");  // the total, the signature and the two rows of the hidden tab
}

TEST_CASE("Titles over titles stay with a part, since its columns cannot be told without", "[read][parts]") {
  const auto part = part_of({sheet_of("", {{"Page 1"}, {"", "", "Heures", "Heures"}, {"Lot", "Nom", "travaillées", "de formation"}, {"3", "BOUSSOLE", "7", ""}, {"2", "LAMPION", "14", "5"}})}, "2");
  CHECK(text_of(part) == "[] Heures Heures Lot Nom travaillées de formation 2 LAMPION 14 5");
  auto context = context_of("2026-05");
  context.part = FilePart{{"2"}, {}, Month::parse_iso("2026-05"), true};
  CHECK(read_timesheet(part, context).lines.size() == 2);
}

TEST_CASE("A part of which nothing is left says that no table was found", "[read][parts]") {
  const auto part = part_of({sheet_of("", {{"Lot", "Nom", "Heures"}, {"3", "BOUSSOLE", "7"}})}, "2");
  CHECK(part.sheets.empty());
  REQUIRE(part.findings.size() == 1);
  CHECK(part.findings[0].code == "file.headers");
}

TEST_CASE("A word that begins like a total drops no row; a total with dates is somebody's", "[read][parts]") {
  Grid grid;
  grid.sheets = {sheet_of("", {{"Lot", "Nom", "Date", "Heures", "Remarque"}, {"2", "TOTAIN", "04/05/2026", "7", ""}, {"2", "LAMPION", "04/05/2026", "7", "Totalité du mois"},
                               {"2", "Total", "04/05/2026", "7", ""}, {"2", "Total", "", "21", ""}, {"2", "", "", "21", "cumul"}})};
  const auto parts = parts_of(grid, context_of("2026-05"));
  REQUIRE(parts.size() == 1);
  CHECK(parts[0].rows == 3);
}
