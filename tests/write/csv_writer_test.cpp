#include <catch2/catch.hpp>

#include <algorithm>

#include "clausier/write/csv_writer.hpp"
#include "sample_report.hpp"

using namespace clausier;
using namespace clausier::report;
using namespace clausier::test;

namespace {

const std::string mark = "\xEF\xBB\xBF";

std::string csv_of(std::vector<Cell> row) {
  Sheet sheet{.name = "t"};
  for (std::size_t i = 0; i < row.size(); ++i) sheet.columns.push_back({"c", 10, ColumnKind::text});
  sheet.rows.push_back(std::move(row));
  const auto text = write::write_csv(sheet);
  return text.substr(text.find("\r\n") + 2);
}

}  // namespace

TEST_CASE("The CSV of a programme is the one that was approved", "[write][csv]") {
  check_golden("report/programme.csv", write::write_csv(flat_table(sample_report(), french_wording())));
}

TEST_CASE("A CSV starts with the UTF-8 mark and ends every line with CRLF", "[write][csv]") {
  const auto text = write::write_csv(flat_table(sample_report(), french_wording()));
  CHECK(text.starts_with(mark));
  CHECK(text.ends_with("\r\n"));
  CHECK(std::count(text.begin(), text.end(), '\n') == std::count(text.begin(), text.end(), '\r'));
}

TEST_CASE("Numbers have a decimal comma, days and months their French or ISO form", "[write][csv]") {
  CHECK(csv_of({WorkTime::from_seconds(4'500'000), Money::from_cents(123'450), std::int64_t{1'234}, day("2026-05-31"), month("2026-05"),
                BasisPoints{6'250}, Masked{"< 5"}, {}}) == "1250,00;1234,50;1234;31/05/2026;2026-05;62,50%;< 5;\r\n");
}

TEST_CASE("Text that a spreadsheet would run gets an apostrophe, numbers do not", "[write][csv]") {
  struct Case {
    std::string text, written;
  };
  const std::vector<Case> cases{{"=1+1", "'=1+1"},     {"+33", "'+33"},         {"-5", "'-5"},   {"@SUM(A1)", "'@SUM(A1)"},
                                {"\t=1", "'\t=1"},     {"\r=1", "'=1"},         {"\n=1", "\"'\n=1\""}, {"1=1", "1=1"},
                                {"", ""},              {"=A;B", "\"'=A;B\""},   {"a\"b", "\"a\"\"b\""}};
  for (const auto& [text, written] : cases) {
    INFO(text);
    CHECK(csv_of({Cell(text)}) == written + "\r\n");
  }
  CHECK(csv_of({WorkTime::from_seconds(-45'000)}) == "-12,50\r\n");
  CHECK(csv_of({Money::from_cents(-5)}) == "-0,05\r\n");
}
