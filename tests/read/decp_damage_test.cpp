// Files that break off, that are not quite JSON or XML, or that mean harm.
#include <catch2/catch.hpp>

#include "decp_fixtures.hpp"

using namespace decp_fixtures;

namespace {

std::string in_list(const std::string& records) { return "{\"marches\":[" + records + "]}"; }

std::string utf16(const std::string& ascii, bool big_endian) {
  std::string out = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) {
    if (big_endian) out += '\0';
    out += c;
    if (!big_endian) out += '\0';
  }
  return out;
}

}  // namespace

TEST_CASE("Every cut of a JSON file gives its whole records and says that it breaks off", "[read][decp][damage]") {
  const std::string file = in_list(record_2019 + "," + record_2022);
  const std::size_t second = file.find(record_2022);
  for (std::size_t length = std::string("{\"marches\":[").size(); length < file.size(); ++length) {
    const auto read = read_text(file.substr(0, length));
    INFO(length);
    REQUIRE(read.summary.is_decp);
    REQUIRE(has(read.summary.findings, "file.truncated"));
    const auto readable =
        std::count_if(read.records.begin(), read.records.end(), [](const auto& r) { return r.readable; });
    const std::size_t first_end = std::string("{\"marches\":[").size() + record_2019.size();
    const long expected = length >= second + record_2022.size() ? 2 : length >= first_end ? 1 : 0;
    REQUIRE(readable == expected);
    for (const auto& record : read.records)
      if (!record.readable) REQUIRE(codes(record.findings) == std::vector<std::string>{"record.unreadable"});
  }
}

TEST_CASE("Every cut of an XML file gives its whole records and says that it breaks off", "[read][decp][damage]") {
  const std::string start = "<?xml version=\"1.0\"?><marches>";
  const std::string file = start + xml_2019 + xml_2022 + "</marches>";
  for (std::size_t length = start.size(); length < file.size() - 1; ++length) {
    const auto read = read_text(file.substr(0, length));
    INFO(length);
    REQUIRE(read.summary.is_decp);
    REQUIRE(has(read.summary.findings, "file.truncated"));
    const auto readable =
        std::count_if(read.records.begin(), read.records.end(), [](const auto& r) { return r.readable; });
    const long expected = length >= start.size() + xml_2019.size() + xml_2022.size() ? 2
                          : length >= start.size() + xml_2019.size()                 ? 1
                                                                                     : 0;
    REQUIRE(readable == expected);
  }
}

TEST_CASE("A record that was never closed costs no other record", "[read][decp][damage]") {
  SECTION("JSON") {
    const auto read = read_text(in_list(record_2019.substr(0, record_2019.size() - 1) + "," + record_2022));
    REQUIRE(read.records.size() == 2);
    CHECK_FALSE(read.records[0].readable);
    CHECK(read.records[1].record.source_id == "M2024-7");
    CHECK(read.summary.findings.empty());
  }
  SECTION("XML, unclosed record") {
    const auto read = read_text("<marches>" + with(xml_2019, "</marche>", "") + xml_2022 + "</marches>");
    REQUIRE(read.records.size() == 2);
    CHECK_FALSE(read.records[0].readable);
    CHECK(read.records[1].record.source_id == "M2024-7");
  }
  SECTION("XML, unclosed element") {
    const auto read = read_text("<marches>" + with(xml_2019, "</objet>", "") + xml_2022 + "</marches>");
    REQUIRE(read.records.size() == 2);
    CHECK_FALSE(read.records[0].readable);
    CHECK(codes(read.records[0].findings) == std::vector<std::string>{"record.unreadable"});
    CHECK(read.records[1].record.source_id == "M2024-7");
  }
  SECTION("one bracket too many") {
    const auto read = read_text(in_list(record_2019 + "}," + record_2022));
    REQUIRE(read.records.size() == 2);
    CHECK(read.records[1].record.source_id == "M2024-7");
  }
  SECTION("a word in the list") {
    const auto read = read_text(in_list("12, \"texte, avec { virgule\", " + record_2019));
    REQUIRE(read.records.size() == 3);
    CHECK_FALSE(read.records[0].readable);
    CHECK(read.records[1].raw == "\"texte, avec { virgule\"");
    CHECK(read.records[2].readable);
  }
}

TEST_CASE("What is not quite JSON is repaired, and said", "[read][decp][damage]") {
  const auto [from, to, object] = GENERATE(table<std::string, std::string, std::string>({
      {"Peinture de l'école, lot 2", "Peinture \"A\" de l'école", "Peinture \"A\" de l'école"},
      {"Peinture de l'école, lot 2", "Tube de 12\" long", "Tube de 12\" long"},
      {"Peinture de l'école, lot 2", "dit \"A\", \"B\" et C", "dit \"A\", \"B\" et C"},
      {"Peinture de l'école, lot 2", "C:\\école\\ lot", "C:\\école\\ lot"},
      {"Peinture de l'école, lot 2", "ligne 1\nligne\t2", "ligne 1 ligne 2"},
      {"\"dureeMois\": 6", "\"dureeMois\": 6,", "Peinture de l'école, lot 2"},
      {"\"formePrix\": \"Ferme\"", "\"formePrix\": NaN", "Peinture de l'école, lot 2"},
      {"\"formePrix\": \"Ferme\"", "\"tauxAvance\": 123456789012345678901234567890", "Peinture de l'école, lot 2"},
  }));
  const auto read = read_text(in_list(with(record_2019, from, to) + "," + record_2022));
  INFO(to);
  REQUIRE(read.records.size() == 2);
  CHECK(read.records[0].readable);
  CHECK(has(read.records[0].findings, "record.syntax.repaired"));
  CHECK(read.records[0].record.object == object);
  CHECK(read.records[0].record.parties.size() == 1);
  CHECK(read.records[1].record.source_id == "M2024-7");
}

TEST_CASE("What is not quite XML is repaired, and said", "[read][decp][damage]") {
  const auto [text, object] = GENERATE(table<std::string, std::string>({
      {"débit < 5 l/s", "débit < 5 l/s"},
      {"mot\x0B clé\x01", "mot clé"},
  }));
  const auto read = read_text("<marches>" + with(xml_2019, "Peinture de l'école, lot 2", text) + "</marches>");
  REQUIRE(read.records.size() == 1);
  CHECK(read.records[0].record.object == object);
  CHECK(has(read.records[0].findings, "record.syntax.repaired"));
}

TEST_CASE("A comment or CDATA that mentions the end of a record does not end it", "[read][decp][damage]") {
  const auto read =
      read_text("<marches><!-- <marche> -->" +
                with(xml_2019, "Peinture de l'école, lot 2", "<!-- </marche> --><![CDATA[A </marche> & B]]>") +
                "<?fin </marches>?></marches>");
  REQUIRE(read.records.size() == 1);
  CHECK(read.records[0].record.object == "A </marche> & B");
}

TEST_CASE("JSON served inside an HTML page is read", "[read][decp][damage]") {
  const auto read = read_text("<!DOCTYPE html>\n<html><head><style>p { color: red }</style></head>" +
                              in_list(record_2019) + "</html>");
  CHECK(read.summary.is_decp);
  CHECK(codes(read.summary.findings) == std::vector<std::string>{"file.html_wrapped"});
  REQUIRE(read.records.size() == 1);
  CHECK(read.records[0].readable);
}

TEST_CASE("A declaration inside a record ends the reading, which says so", "[read][decp][damage]") {
  const auto read = read_text("<marches><marche><id>1</id><!DOCTYPE x></marche>" + xml_2019 + "</marches>");
  CHECK(has(read.summary.findings, "file.decp.doctype"));
  REQUIRE(read.records.size() == 1);
  CHECK_FALSE(read.records[0].readable);
}

TEST_CASE("A document type declaration is refused", "[read][decp][damage]") {
  const auto read = read_text("<!DOCTYPE marches [<!ENTITY a \"b\">]><marches>" + xml_2019 + "</marches>");
  CHECK_FALSE(read.summary.is_decp);
  CHECK(codes(read.summary.findings) == std::vector<std::string>{"file.decp.doctype"});
  CHECK(read.records.empty());
}

TEST_CASE("Declared and marked encodings are converted", "[read][decp][damage]") {
  SECTION("ISO-8859-1 by its declaration, with letters of Windows-1252") {
    const auto read = read_text(
        "<?xml version='1.0' encoding='ISO-8859-1'?><marches><marche><id>7</id>"
        "<objet>R\xE9novation d\x92\xE9"
        "cole</objet></marche></marches>");
    REQUIRE(read.records.size() == 1);
    CHECK(read.records[0].record.object == "Rénovation d’école");
  }
  SECTION("UTF-16, both ways") {
    const std::string xml =
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?><marches><marche><id>7</id><objet>Murs</objet></marche></marches>";
    for (const bool big_endian : {true, false}) {
      const auto read = read_text(utf16(xml, big_endian));
      REQUIRE(read.records.size() == 1);
      CHECK(read.records[0].record.object == "Murs");
      CHECK(has(read.summary.findings, "file.encoding.utf16"));
      CHECK(read_text(utf16(xml, big_endian).substr(2)).records.size() == 1);
      CHECK(read_text(utf16(in_list(R"({"id":"7","objet":"Murs"})"), big_endian)).records.size() == 1);
    }
  }
  SECTION("an encoding nobody knows") {
    const auto read = read_text("<?xml version=\"1.0\" encoding=\"EBCDIC-FR\"?><marches/>");
    CHECK_FALSE(read.summary.is_decp);
    CHECK(codes(read.summary.findings) == std::vector<std::string>{"file.decp.encoding"});
  }
  SECTION("bytes of Windows-1252 in a record of UTF-8") {
    const auto read = read_text(in_list(with(record_2019, "école",
                                             "\xE9"
                                             "cole") +
                                        "," + record_2022));
    REQUIRE(read.records.size() == 2);
    CHECK(read.records[0].record.object == "Peinture de l'école, lot 2");
    CHECK(has(read.records[0].findings, "record.encoding.repaired"));
    CHECK(read.records[1].findings.empty());
  }
}

TEST_CASE("A record over the limit is skipped over and the next is read", "[read][decp][damage]") {
  const std::string filler(17u * 1024 * 1024, 'x');
  SECTION("JSON") {
    const auto read = read_text(in_list(with(record_2019, "Peinture", filler) + "," + record_2022));
    REQUIRE(read.records.size() == 2);
    CHECK_FALSE(read.records[0].readable);
    CHECK(codes(read.records[0].findings) == std::vector<std::string>{"record.too_large"});
    CHECK(read.records[0].raw.size() < 10'000);
    CHECK(read.records[1].record.source_id == "M2024-7");
  }
  SECTION("XML") {
    const auto read = read_text("<marches>" + with(xml_2019, "Peinture", filler) + xml_2022 + "</marches>");
    REQUIRE(read.records.size() == 2);
    CHECK(codes(read.records[0].findings) == std::vector<std::string>{"record.too_large"});
    CHECK(read.records[1].record.source_id == "M2024-7");
  }
}

TEST_CASE("Deep nesting is survived", "[read][decp][damage]") {
  constexpr std::size_t depth = 1'000'000;
  const std::string brackets(depth, '['), closing(depth, ']');
  SECTION("around everything") { CHECK_FALSE(read_text(brackets).summary.is_decp); }
  SECTION("around the records") {
    CHECK(has(read_text("{\"marches\":" + brackets).summary.findings, "file.truncated"));
  }
  SECTION("inside a record") {
    const auto read = read_text(in_list("{\"id\":\"1\",\"titulaires\":" + brackets + closing + "}," + record_2022));
    REQUIRE(read.records.size() == 2);
    CHECK_FALSE(read.records[0].readable);
    CHECK(read.records[1].readable);
  }
  SECTION("inside another member") {
    CHECK(read_text("{\"autre\":" + brackets + closing + ",\"marches\":[" + record_2019 + "]}").records.size() == 1);
  }
  SECTION("of elements") {
    std::string xml = "<marches><marche>";
    for (std::size_t i = 0; i < 100'000; ++i) xml += "<a>";
    for (std::size_t i = 0; i < 100'000; ++i) xml += "</a>";
    const auto read = read_text(xml + "</marche>" + xml_2022 + "</marches>");
    REQUIRE(read.records.size() == 2);
    CHECK_FALSE(read.records[0].readable);
    CHECK(read.records[1].readable);
  }
}

TEST_CASE("A record may lie across the blocks that are read", "[read][decp][damage]") {
  // Shifts the second record by one byte at a time over the end of a block of 256 KiB.
  const std::string first = with(record_2019, "Peinture", std::string(262'144 - record_2019.size() - 40, 'p'));
  for (std::size_t shift = 0; shift < 80; ++shift) {
    const auto read = read_text("{\"marches\":[" + first + "," + std::string(shift, ' ') + record_2022 + "]}");
    REQUIRE(read.records.size() == 2);
    REQUIRE(read.records[1].raw == record_2022);
    REQUIRE(read.records[1].readable);
  }
}

TEST_CASE("One damaged byte never stops the reading", "[read][decp][damage]") {
  const std::string csv = "id;acheteur_id;objet;montant\nA;20003019500115;\"Murs\";5\nB;20003019500115;Toits;6\n";
  for (const auto& file : {in_list(record_2019 + "," + concession_2019), "<marches>" + xml_2019 + "</marches>", csv}) {
    for (const char byte : {'\0', '"', '{', ']', '<', '>', '\\', ',', '\xC3', '\xFF'}) {
      for (std::size_t at = 0; at < file.size(); at += 3) {
        auto damaged = file;
        damaged[at] = byte;
        const auto read = read_text(damaged);
        REQUIRE(static_cast<std::size_t>(read.summary.records) == read.records.size());
        for (const auto& record : read.records) REQUIRE((record.readable || !record.findings.empty()));
        REQUIRE((read.summary.is_decp || any_error(read.summary.findings)));
      }
    }
  }
}
