#include <catch2/catch.hpp>

#include "decp_fixtures.hpp"

using namespace decp_fixtures;

namespace {

std::string json_record(const std::string& id, const std::string& place) {
  return R"({"id":")" + id + R"(","acheteur":{"id":")" + buyer_siret + R"("},"objet":"Travaux  de )" + id + R"(","montant":1000,)" + place +
         R"("titulaires":[{"typeIdentifiant":"SIRET","id":")" + holder_siret + R"("}]})";
}

std::string place(const std::string& code, const std::string& kind) {
  return R"("lieuExecution":{"code":")" + code + R"(","typeCode":")" + kind + R"("},)";
}

std::vector<SourceRecord> read_for(const std::string& text, const std::vector<std::string>& departments) {
  std::istringstream input(text);
  std::vector<SourceRecord> records;
  read_decp(input, [&](SourceRecord&& record) { records.push_back(std::move(record)); }, departments);
  return records;
}

}  // namespace

TEST_CASE("of a record of another territory, only what identifies it is read", "[read][decp]") {
  const std::string text = R"({"marches":[)" + json_record("A", place("75011", "Code postal")) + "," +
                           json_record("B", place("59300", "Code postal")) + "]}";
  const auto records = read_for(text, {"59"});
  REQUIRE(records.size() == 2);
  CHECK(records[0].elsewhere);
  CHECK(records[0].record.source_id == "A");
  CHECK(records[0].record.buyer_identifier == buyer_siret);
  CHECK(records[0].record.department == "75");
  CHECK(records[0].record.object == "Travaux  de A");
  CHECK_FALSE(records[0].record.amount);
  CHECK(records[0].findings.empty());
  CHECK(records[0].raw == json_record("A", place("75011", "Code postal")));
  CHECK_FALSE(records[1].elsewhere);
  CHECK(records[1].record.amount == Money::from_cents(100'000));
}

TEST_CASE("a territory is read as the whole file would be, whatever the way its place is written", "[read][decp]") {
  const std::vector<std::string> places = {place("59300", "Code postal"), place("59", "Code département"), place("059", "CODE DEPARTEMENT"),
                                           place("1000", "Code postal"), place("20100", "Code postal"), place("FR", "Code pays"),
                                           R"("lieuExecution.code":"59300","lieuExecution.typeCode":"Code postal",)", R"("lieuExecution":null,)",
                                           R"("lieuExecution":{"code ":"59300","typeCode":"Code postal"},)", ""};
  std::string text;
  for (std::size_t i = 0; i < places.size(); ++i) text += (i ? "," : "") + json_record("R" + std::to_string(i), places[i]);
  text = R"({"marches":{"marche":[)" + text + "]}}";
  const auto whole = read_text(text).records;
  for (const std::string department : {"59", "01", "2A", "75"}) {
    const auto chosen = read_for(text, {department});
    REQUIRE(chosen.size() == whole.size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
      INFO(department << " " << places[i]);
      const bool inside = whole[i].record.department == department;
      CHECK((chosen[i].record.department == department) == inside);
      if (inside) CHECK(chosen[i].record == whole[i].record);
    }
  }
}

TEST_CASE("a territory is chosen in XML too, and a damaged record is read in full", "[read][decp]") {
  const std::string xml = "<marches><marche><id>A</id><acheteur><id>" + buyer_siret +
                          "</id></acheteur><lieuExecution><code>33000</code><typeCode>Code postal</typeCode></lieuExecution></marche></marches>";
  const auto records = read_for(xml, {"59"});
  REQUIRE(records.size() == 1);
  CHECK(records[0].elsewhere);
  CHECK(records[0].record.source_id == "A");
  const auto damaged = read_for(R"({"marches":[)" + with(json_record("A", place("75011", "Code postal")), "1000", "NaN") + "]}", {"59"});
  REQUIRE(damaged.size() == 1);
  CHECK_FALSE(damaged[0].elsewhere);
  CHECK(has(damaged[0].findings, "record.syntax.repaired"));
}
