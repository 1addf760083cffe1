#include <catch2/catch.hpp>

#include "sheet_support.hpp"

using namespace clausier;
using namespace clausier::read;
using namespace sheet_support;
using Rows = std::vector<std::vector<std::string>>;

namespace {

Rows rows_of(std::string_view bytes) {
  const auto grid = read_grid(bytes);
  Rows rows;
  for (const auto& sheet : grid.sheets)
    for (const auto& row : sheet.rows) rows.push_back(texts(row));
  return rows;
}

std::vector<std::string> codes_of(std::string_view bytes) { return codes(read_grid(bytes).findings); }

}  // namespace

TEST_CASE("The separator is told by the lines it cuts alike", "[read][csv]") {
  struct Case {
    const char* name;
    const char* text;
    Rows rows;
  };
  const auto test = GENERATE(values<Case>({
      {"semicolon with decimal commas", "Nom;Heures\nA;7,5\nB;8,25\n", {{"Nom", "Heures"}, {"A", "7,5"}, {"B", "8,25"}}},
      {"comma", "Nom,Heures\nA,7.5\n", {{"Nom", "Heures"}, {"A", "7.5"}}},
      {"tab", "Nom\tHeures\nA\t7,5\n", {{"Nom", "Heures"}, {"A", "7,5"}}},
      {"bar, quotes alone", "a|b|c\n12\" x|\"y|z\n1|2|3\n", {{"a", "b", "c"}, {"12\" x", "\"y", "z"}, {"1", "2", "3"}}},
      {"declared", "sep=,\r\nNom;x,Heures\r\nA;y,7\r\n", {{"Nom;x", "Heures"}, {"A;y", "7"}}},
      {"one column", "Nom\nA\n", {{"Nom"}, {"A"}}},
      {"a lone comma in prose", "Marché, lot 3\nNom;Heures\nA;7\nB;8\n", {{"Marché, lot 3"}, {"Nom", "Heures"}, {"A", "7"}, {"B", "8"}}},
  }));
  CAPTURE(test.name);
  CHECK(rows_of(test.text) == test.rows);
}

TEST_CASE("Quotes, line ends and protected zeros follow spreadsheets", "[read][csv]") {
  CHECK(rows_of("a;\"b;c\"\n") == Rows{{"a", "b;c"}});
  CHECK(rows_of("a;\"dit \"\"oui\"\"\"\n") == Rows{{"a", "dit \"oui\""}});
  CHECK(rows_of("a;\"deux\r\nlignes\";c\nd;e;f\n") == Rows{{"a", "deux\nlignes", "c"}, {"d", "e", "f"}});
  CHECK(rows_of("a;b\rc;d\re;f") == Rows{{"a", "b"}, {"c", "d"}, {"e", "f"}});
  CHECK(rows_of("a;b\r\nc;d\ne;f\r") == Rows{{"a", "b"}, {"c", "d"}, {"e", "f"}});
  CHECK(rows_of("nom;=\"0123\"\nx;=\"1\"\"2\"\n") == Rows{{"nom", "0123"}, {"x", "1\"2"}});
  CHECK(rows_of("a;b;;;\nc;d;;;\n") == Rows{{"a", "b"}, {"c", "d"}});
  CHECK(rows_of("a;\"b\" suite;c\nd;e;f\n") == Rows{{"a", "b suite", "c"}, {"d", "e", "f"}});
}

TEST_CASE("A quote that swallows rows is a fault with its cell, and every row is still read", "[read][csv]") {
  struct Case {
    const char* name;
    const char* text;
    std::vector<std::string> spots;
  };
  const auto test = GENERATE(values<Case>({
      {"never closed", "a;b;c\nx;\"y;7\nz;t;8\n", {"B2"}},
      {"closed in the middle of a later row", "a;b;c\nx;\"y;7\nz;\"t\";8\nu;v;9\n", {"B2"}},
      {"closed at the end of a later field", "a;b;c\nx;\"y;7\nz;t\";8\nu;v;9\n", {"B2"}},
      {"closed after whole rows", "a;b;c\n\"x;y;7\nz;t;8\nu;v\";9\n", {"A2"}},
      {"closed at the end of a row", "a;b\n\"x;7\nz;8\"\nu;9\n", {"A2"}},
      {"protected zeros never closed", "a;b;c\nx;=\"012;7\nz;t;8\n", {"B2"}},
      {"two of them", "a;b;c\n\"x;\"y;7\nz;\"t;8\n", {"A2", "B2", "B3"}},
      {"bars", "a|b\nx|\"y\nz|t\n", {"B2"}},
  }));
  CAPTURE(test.name);
  const auto grid = read_grid(test.text);
  std::vector<std::string> spots;
  for (const auto& f : grid.findings) {
    CHECK(f.code == "cell.quote");
    CHECK(f.severity == Severity::error);
    spots.push_back(spot(f.place));
  }
  CHECK(spots == test.spots);
  REQUIRE(grid.sheets.size() == 1);
  const std::string_view text = test.text;
  CHECK(grid.sheets[0].rows.size() == static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')));
}

TEST_CASE("Honest cells of several lines are no fault", "[read][csv]") {
  const auto* text = GENERATE("a;b;c\nx;\"deux\nlignes\";7\n", "a;b;c\nx;\"trois\nlignes\n; ici\";7\n", "\"Titre; du\nrelevé\"\na;b;c\nx;y;7\n",
                              "a;b;c\nx;\"rue du Port ; bât. A\n59000 Lille\";7\n", "a;\"b\nb\"\r\nx;7\r\n");
  CAPTURE(text);
  CHECK(codes_of(text).empty());
}

TEST_CASE("Rows keep the number that a spreadsheet shows", "[read][csv]") {
  const auto grid = read_grid("a;b\n\n;;\nc;\"d\ne\"\nf;g\n");
  REQUIRE(grid.sheets.size() == 1);
  std::vector<int> numbers;
  for (const auto& row : grid.sheets[0].rows) numbers.push_back(row.number);
  CHECK(numbers == std::vector<int>{1, 4, 5});
}

TEST_CASE("Encodings are told apart and announced", "[read][csv]") {
  const Rows expected = {{"Nom", "Prénom", "Heures réalisées"}, {"ÉTABLI", "Zoë", "35,5"}, {"ÉCHELLE", "Maël", "7h30"}};
  CHECK(rows_of(fixture("utf8_bom.csv")) == expected);
  CHECK(codes_of(fixture("utf8_bom.csv")).empty());
  CHECK(rows_of(fixture("cp1252.csv")) == expected);
  CHECK(codes_of(fixture("cp1252.csv")) == std::vector<std::string>{"file.encoding.cp1252"});
  CHECK(rows_of(fixture("utf16.txt")) == expected);
  CHECK(codes_of(fixture("utf16.txt")) == std::vector<std::string>{"file.encoding.utf16"});
  CHECK(rows_of("prix;x\n\x80;\x9C\n") == Rows{{"prix", "x"}, {"€", "œ"}});
}

TEST_CASE("Text in no known encoding is refused", "[read][csv]") {
  CHECK(codes_of("Pr\xC3\xA9nom;r\xC3\xA9" "el;cass\xC3;\n") == std::vector<std::string>{"file.encoding"});  // broken UTF-8
  CHECK(codes_of("nom;\x81\x8D\n") == std::vector<std::string>{"file.encoding"});                          // undefined in cp1252
  CHECK(codes_of(std::string("\xFF\xFE" "a\0;", 5)) == std::vector<std::string>{"file.encoding"});         // half a character
  CHECK(codes_of(std::string("\xFF\xFE\x00\xD8" "a\0", 6)) == std::vector<std::string>{"file.encoding"});  // half a pair
}

TEST_CASE("Invisible characters are removed and announced once per column", "[read][csv]") {
  const auto grid = read_grid(std::string("Nom;Heures\nA\0B;7\n\u200BC;8\n\u200E;9\nD\u00ADE;\u202E10\n", 40));
  CHECK(texts(grid.sheets[0].rows[1])[0] == "AB");
  CHECK(texts(grid.sheets[0].rows[2])[0] == "C");
  CHECK(texts(grid.sheets[0].rows[3])[0].empty());
  REQUIRE(count(grid.findings, "cell.invisible") == 2);
  CHECK(spot(grid.findings[0].place) == "A2");
  CHECK(grid.findings[0].parameters.at("count") == "4");
  CHECK(grid.findings[0].value.empty());
}

TEST_CASE("Files that hold no table say which and keep no sheet", "[read][csv]") {
  struct Case {
    std::string bytes;
    const char* code;
  };
  const auto test = GENERATE(values<Case>({
      {"", "file.empty"},
      {"\xEF\xBB\xBF", "file.empty"},
      {" \r\n;;\r\n", "file.empty"},
      {"\u00A0;\u200B\n", "file.empty"},
      {std::string("\x7F" "ELF\x02\x01\x01\0\0\0\x03", 11), "file.type"},
      {std::string("abc\0\x01\x02\x03;\x04\x05\x06\n", 12), "file.type"},
      {"%PDF-1.7\n", "file.type"},
      {"\x89PNG\r\n\x1A\n", "file.type"},
      {"<html><table><tr><td>Nom</td></tr></table></html>", "file.type"},
      {"\n<?xml version=\"1.0\"?><Workbook/>", "file.type"},
      {fixture("old.xls"), "file.legacy"},
  }));
  const auto grid = read_grid(test.bytes);
  CHECK(codes(grid.findings) .back() == test.code);
  CHECK(grid.sheets.empty());
}

TEST_CASE("Limits of CSV count what is kept", "[read][csv]") {
  GridLimits limits;
  limits.rows_max = 3;
  limits.columns_max = 4;
  limits.file_bytes_max = 100;
  const auto rows = read_grid("a;b\n\n1;2\n3;4\n5;6\n7;8\n", limits);
  REQUIRE(codes(rows.findings) == std::vector<std::string>{"file.rows"});
  CHECK(rows.findings[0].parameters == Parameters{{"count", "5"}, {"max", "3"}});
  CHECK(codes(read_grid("a;b;c;d;;;;\n", limits).findings).empty());
  CHECK(codes(read_grid("a;b;c;d;e\n", limits).findings) == std::vector<std::string>{"file.columns"});
  CHECK(codes(read_grid(std::string(101, 'a'), limits).findings) == std::vector<std::string>{"file.size"});
}

TEST_CASE("A file of quotes is read in a time that follows its size", "[read][csv]") {
  const std::string quotes(2'000'000, '"');
  std::string lone;
  for (int i = 0; i < 200'000; ++i) lone += "\"a;";
  read_grid(quotes);
  CHECK(codes_of(lone) == std::vector<std::string>{"file.columns"});
}
