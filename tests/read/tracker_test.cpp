// Old trackers in the three formats, columns recognised and chosen, all faults at once.
#include <catch2/catch.hpp>

#include "clausier/read/tracker_reader.hpp"
#include "golden.hpp"
#include "places.hpp"

using namespace clausier;
using namespace clausier::read;

namespace {

HeaderSynonyms synonyms() {
  return parse_header_synonyms(test::file_text(clausier::test::source_folder() / "src/store/reference/tracker_synonyms.csv"));
}

TrackerReading read_bytes(const std::string& bytes, std::map<std::string, std::string> chosen = {}) {
  return read_tracker(read_grid(bytes), {synonyms(), std::move(chosen)});
}

std::string faults_of(const TrackerReading& reading) {
  std::string text;
  for (const auto& f : reading.findings) text += f.code + "@" + f.place.column + std::to_string(f.place.row) + " ";
  return text;
}

}  // namespace

TEST_CASE("An old tracker reads the same as CSV, XLSX and ODS", "[read][tracker]") {
  const auto name = GENERATE("ancien-suivi.csv", "ancien-suivi.xlsx", "ancien-suivi.ods");
  CAPTURE(name);
  const auto reading = read_bytes(test::file_text(clausier::test::source_folder() / "tests/read/fixtures/trackers" / name));
  CHECK(reading.header_row == 3);
  CHECK(reading.columns.size() == 12);
  for (const auto& column : reading.columns) {
    CAPTURE(column.title);
    CHECK_FALSE(column.target.empty());
  }
  CHECK(faults_of(reading) == "row.total.skipped@8 ");
  REQUIRE(reading.lines.size() == 4);
  const auto& first = reading.lines[0];
  CHECK(first.buyer->digits() == "99900203300010");
  CHECK(first.number == "2025-GYM");
  CHECK(first.lot_number == "1");
  CHECK(first.amount == Money::parse("820000.50"));
  CHECK(first.notified_on == Date::of(2025, 9, 1));
  CHECK(first.duration_months == 18);
  CHECK(first.hours == WorkTime::from_hours(1240));
  CHECK(first.holder->digits() == "99900302300010");
  CHECK(reading.lines[1].hours == WorkTime::from_seconds(757'800));  // 210,5 h
  CHECK_FALSE(reading.lines[3].hours);
  CHECK(plan_tracker(reading.lines).findings.empty());
}

TEST_CASE("Faults of an old tracker name their row and column, all of them", "[read][tracker]") {
  const auto reading = read_bytes("Marché;Objet;SIRET acheteur;Montant;Notification;Durée;Heures\n"
                                  "M1;Halle;123;beaucoup;32/01/2026;longtemps;7h9x\n"
                                  "M2;Pont;99900203300010;-5;01/02/2026;2 ans;#REF!\n"
                                  "M3;Quai;99900203300010;1 000,50 €;2026-02-01;18 mois;120\n");
  CHECK(faults_of(reading) == "cell.siret@C2 tracker.amount.format@D2 cell.date.format@E2 tracker.duration.format@F2 "
                              "cell.hours.format@G2 tracker.amount.format@D3 cell.value_error@G3 ");
  REQUIRE(reading.lines.size() == 3);
  CHECK(reading.lines[1].duration_months == 24);
  CHECK(reading.lines[2].amount == Money::parse("1000.50"));
}

TEST_CASE("A person's choice of a column wins over its title", "[read][tracker]") {
  const std::string bytes = "Marché;Objet;Affaire;Total prévu\nX;Halle;2026-01;300\n";
  CHECK(read_bytes(bytes).lines[0].number == "X");
  const auto chosen = read_bytes(bytes, {{"A", "ignore"}, {"B", "object"}, {"C", "number"}, {"D", "hours"}});
  REQUIRE(chosen.lines.size() == 1);
  CHECK(chosen.lines[0].number == "2026-01");
  CHECK(chosen.lines[0].hours == WorkTime::from_hours(300));
}

TEST_CASE("A file that is no tracker, or holds a social security number, is refused", "[read][tracker]") {
  CHECK(faults_of(read_bytes("a;b\n1;2\n")) == "tracker.headers@0 ");
  CHECK(faults_of(read_bytes("Marché;Objet\n")) == "tracker.lines.none@0 ");
  const auto nir = read_bytes("Marché;Objet;Remarque\nM1;Halle;1 85 05 78 006 084 91\n");
  CHECK(faults_of(nir) == "cell.nir@C2 ");
  CHECK(nir.lines.empty());
}
