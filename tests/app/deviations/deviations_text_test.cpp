// The deviations of real files that concern bytes, text, CPV and places (formats.md §2.6, §2.7), one
// test each.
#include "published_record.hpp"

using namespace published_record;

namespace {

Met object_of(const std::string& published) { return changed_2019("Peinture de l'école", published); }

}  // namespace

TEST_CASE("Deviation 32: a byte order mark is nothing, lost accents stay lost and are told", "[app][deviations]") {
  PublishedBase base;
  const auto marked = base.import("\xEF\xBB\xBF" + list_of({of_2022}));
  REQUIRE(marked.size() == 1);
  CHECK(marked[0].says_nothing());
  CHECK(marked[0].line.raw == of_2022);
  const auto lost = object_of("R\xEF\xBF\xBDnovation de l'école");
  CHECK(lost.record.object == "R\xEF\xBF\xBDnovation de l'école");
  CHECK(lost.says("record.encoding.lost"));
}

TEST_CASE("Deviation 33: control characters of Windows-1252 become what they were", "[app][deviations]") {
  const auto met = object_of("l\xC2\x92\xC2\x9Cuvre \xC2\x96 lot \xC2\x95");
  CHECK(met.record.object == "l’œuvre – lot •");
  CHECK(met.says("record.encoding.repaired"));
  PublishedBase base;
  const auto all = base.import("<marches><marche><id>X1</id><acheteur><id>20003019500115</id></acheteur><objet>Mur\x01 et\x0Btoit</objet></marche></marches>");
  REQUIRE(all.size() == 1);
  CHECK(all[0].record.object.find('\x01') == std::string::npos);
  CHECK(all[0].record.object.starts_with("Mur"));
}

TEST_CASE("Deviation 34: typographic characters replaced by question marks are told", "[app][deviations]") {
  const auto met = object_of("CSNE?2023?44, Pas?de?Calais");
  CHECK(met.record.object == "CSNE?2023?44, Pas?de?Calais");
  CHECK(met.says("record.encoding.lost"));
}

TEST_CASE("Deviation 35: HTML in the object is read as text", "[app][deviations]") {
  for (const auto& [published, read] : std::vector<std::pair<std::string, std::string>>{
           {"Murs<br />toits", "Murs toits"}, {"A &amp; B", "A & B"}, {"l&#8217;école", "l’école"}, {"&amp;quot;A&amp;quot;", "\"A\""}}) {
    const auto met = object_of(published);
    CHECK(met.record.object == read);
    CHECK(met.says("record.html"));
  }
}

TEST_CASE("Deviation 36: line breaks and tabs in the object become spaces", "[app][deviations]") {
  CHECK(object_of(R"(Murs\r\n\tet toits)").record.object == "Murs et toits");
  const auto raw = object_of("Murs\net\ttoits");
  CHECK(raw.record.object == "Murs et toits");
  CHECK(raw.says("record.syntax.repaired"));
}

TEST_CASE("Deviation 37: quotes and backslashes that nobody escaped are repaired", "[app][deviations]") {
  const auto quoted = object_of("Peinture \"A\" de l'école");
  CHECK(quoted.record.object == "Peinture \"A\" de l'école");
  CHECK(quoted.says("record.syntax.repaired"));
  const auto slashed = object_of("C:\\école\\ lot");
  CHECK(slashed.record.object == "C:\\école\\ lot");
  CHECK(slashed.says("record.syntax.repaired"));
  CHECK(slashed.record.amount == Money::from_cents(4'500'050));
}

TEST_CASE("Deviation 38: JSON served inside an HTML page is read", "[app][deviations]") {
  PublishedBase base;
  const auto id = base.importer.plan("<!DOCTYPE html><html><head><title>x</title></head>" + list_of({of_2019}) + "</html>");
  const auto applied = base.importer.apply(id);
  CHECK(applied.files.at(0).counts.created == 1);
  REQUIRE(applied.files.at(0).findings.size() == 1);
  CHECK(applied.files.at(0).findings[0].code == "file.html_wrapped");
  CHECK(app::import_records(*base, base.who, id, std::nullopt, 1, 10).value().lines.at(0).raw == of_2019);
}

TEST_CASE("Deviation 39: labels are compared without case, accents and apostrophes", "[app][deviations]") {
  for (const char* published : {"Appel d’offres ouvert", "Appel d offres ouvert", "APPEL D'OFFRES OUVERT"}) {
    const auto met = changed_2022("Appel d'offres ouvert", published);
    CHECK(met.record.procedure == "Appel d'offres ouvert");
    CHECK(met.says("record.label.old"));
  }
}

TEST_CASE("Deviation 40: an object cut at 256 characters is noted", "[app][deviations]") {
  std::string object = "Canal Seine-Nord Europ";
  while (object.size() < 256) object.insert(0, "t");
  const auto met = object_of(object);
  CHECK(met.says("record.object.cut"));
  CHECK(met.record.object == object);
  CHECK_FALSE(object_of(object.substr(1)).says("record.object.cut"));
}

TEST_CASE("Deviation 41: CPV codes are completed when one completion is likely", "[app][deviations]") {
  for (const auto& [published, read, code] : std::vector<std::tuple<std::string, std::string, std::string>>{
           {"45112500-0", "45112500", ""}, {"9132100", "09132100", "record.cpv.repaired"}, {"71356200-0 ", "71356200", ""},
           {"66516 000", "66516000", "record.cpv.repaired"}, {"00000000", "", "record.cpv.invalid"}}) {
    const auto met = changed_2019("45442100-8", published);
    CAPTURE(published);
    CHECK(met.record.cpv == read);
    if (code.empty()) CHECK(met.says_nothing());
    else CHECK(met.says(code));
  }
}

TEST_CASE("Deviation 42: a place whose code is not of its type is kept and noted", "[app][deviations]") {
  const auto met = changed_2019(R"("code":"59350")", R"("code":"INO")");
  CHECK(met.record.place_code == "INO");
  CHECK(met.record.department.empty());
  CHECK(met.says("record.place.invalid"));
}

TEST_CASE("Deviation 43: the department follows from the place, overseas and Corsica too", "[app][deviations]") {
  for (const auto& [place, department] : std::vector<std::pair<std::string, std::string>>{
           {R"("code":"59000","typeCode":"Code postal")", "59"}, {R"("code":"59350","typeCode":"Code commune")", "59"},
           {R"("code":"62","typeCode":"Code département")", "62"}, {R"("code":"97411","typeCode":"Code commune")", "974"},
           {R"("code":"2A004","typeCode":"Code commune")", "2A"}, {R"("code":"FR","typeCode":"Code pays")", ""}}) {
    const auto met = changed_2022(R"("code":"59000","typeCode":"Code postal")", place);
    CAPTURE(place);
    CHECK(met.record.department == department);
  }
  PublishedBase base;
  const auto id = base.importer.plan(list_of({of_2022, with(of_2022, R"("code":"59000")", R"("code":"75001")")}), {.departments = {"59"}});
  CHECK(base.importer.view(id).files.at(0).counts.skipped == 1);
}
