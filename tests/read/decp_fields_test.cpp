// Single fields of real files (formats.md §2.2 to §2.4, §2.7): one row per spelling that occurs, with
// what is read and what is said about it.
#include <catch2/catch.hpp>

#include "decp_fixtures.hpp"

using namespace decp_fixtures;

namespace {

using Codes = std::vector<std::string>;

SourceRecord changed_2019(const std::string& from, const std::string& to) {
  return read_one(with(record_2019, from, to));
}

}  // namespace

TEST_CASE("Dates are read as published, without shifting them", "[read][decp][date]") {
  const auto [published, expected, said] = GENERATE(table<std::string, std::string, std::string>({
      {"2019-03-01", "2019-03-01", ""},
      {"2019-03-01+01:00", "2019-03-01", ""},
      {"2019-03-01-04:00", "2019-03-01", ""},
      {"2019-03-01Z", "2019-03-01", ""},
      {"2019-03-01T23:30:00.000Z", "2019-03-01", ""},
      {"2019-3-1", "2019-03-01", "record.date.repaired"},
      {"01-03-2019", "2019-03-01", "record.date.repaired"},
      {"01.03.2019", "2019-03-01", "record.date.repaired"},
      {"01/03/2019", "2019-03-01", "record.date.repaired"},
      {"2019/03/01", "2019-03-01", "record.date.repaired"},
      {"20190301", "2019-03-01", "record.date.repaired"},
      {"March, 01 2019 00:00:00", "2019-03-01", "record.date.repaired"},
      // A year that cannot be: the publication of 15 March 2019 is the second witness.
      {"0019-03-01", "2019-03-01", "record.date.repaired"},
      {"0219-03-01", "2019-03-01", "record.date.repaired"},
      {"5019-03-01", "2019-03-01", "record.date.repaired"},
      {"219-03-01", "2019-03-01", "record.date.repaired"},
      {"0018-12-20", "2018-12-20", "record.date.repaired"},
      {"2019-13-01", "", "record.date.invalid"},
      {"2019-02-30", "", "record.date.invalid"},
      {"demain", "", "record.date.invalid"},
      {"2019-03-01xyz", "", "record.date.invalid"},
      {"", "", "record.date.missing"},
      {"NC", "", "record.date.missing"},
  }));
  const auto read = changed_2019("2019-03-01", published);
  INFO(published);
  CHECK((read.record.notified_on ? read.record.notified_on->iso() : "") == expected);
  CHECK(codes(read.findings) == (said.empty() ? Codes{} : Codes{said}));
  if (!said.empty()) CHECK(read.findings[0].place.path == "dateNotification");
}

TEST_CASE("A broken year is not repaired without a witness", "[read][decp][date]") {
  const auto read = read_one(with(with(record_2019, "2019-03-01", "0019-03-01"), "2019-03-15", ""));
  CHECK_FALSE(read.record.notified_on);
  CHECK(codes(read.findings) == Codes{"record.date.invalid", "record.date.missing"});
}

TEST_CASE("Amounts are read to the cent, and doubtful ones are said", "[read][decp][amount]") {
  const auto [published, cents, said] = GENERATE(table<std::string, std::optional<std::int64_t>, std::string>({
      {"45000.5", 45'000'50, ""},
      {"45000.499999999993", 45'000'50, ""},
      {"137614.0", 137'614'00, ""},
      {"4.2e5", 420'000'00, ""},
      {"\"30000.00\"", 30'000'00, "record.structure"},
      {"\"30 000,00 €\"", 30'000'00, "record.structure"},
      {"0", 0, "record.amount.doubtful"},
      {"0.5", 50, "record.amount.doubtful"},
      {"999999999", 999'999'999'00, "record.amount.doubtful"},
      {"1234567890", 1'234'567'890'00, "record.amount.doubtful"},
      {"3000000001", 3'000'000'001'00, "record.amount.doubtful"},
      {"422841600", 422'841'600'00, ""},
      {"1.0e17", std::nullopt, "record.amount.invalid"},
      {"-5", std::nullopt, "record.amount.invalid"},
      {"\"INX 12\"", std::nullopt, "record.amount.invalid"},
      {"null", std::nullopt, "record.amount.missing"},
      {"\"\"", std::nullopt, "record.amount.missing"},
      {"\"NC\"", std::nullopt, "record.amount.missing"},
  }));
  const auto read = changed_2019("45000.5", published);
  INFO(published);
  CHECK(read.record.amount.has_value() == cents.has_value());
  if (cents && read.record.amount) CHECK(read.record.amount->cents() == *cents);
  if (said.empty()) CHECK(read.findings.empty());
  else CHECK(has(read.findings, said));
}

TEST_CASE("A concession may be worth fifteen billion before it is doubtful", "[read][decp][amount]") {
  CHECK(read_one(with(concession_2019, "300000", "4000000000")).findings.empty() == false);  // the same digit too often
  CHECK(read_one(with(concession_2019, "300000", "4123698570")).findings.empty());
  CHECK(has(read_one(with(concession_2019, "300000", "15123698570")).findings, "record.amount.doubtful"));
}

TEST_CASE("Durations are whole months", "[read][decp][duration]") {
  const auto [published, months, said] = GENERATE(table<std::string, std::optional<int>, std::string>({
      {"12", 12, ""},
      {"36.0", 36, ""},
      {"36.5", 37, "record.duration.doubtful"},
      {"\"24\"", 24, "record.structure"},
      {"\"24 mois\"", 24, "record.structure"},
      {"365", 365, "record.duration.doubtful"},
      {"144", 144, "record.duration.doubtful"},
      {"1201", std::nullopt, "record.duration.invalid"},
      {"0", std::nullopt, "record.duration.invalid"},
      {"-3", std::nullopt, "record.duration.invalid"},
      {"\"un an\"", std::nullopt, "record.duration.invalid"},
      {"\"NC\"", std::nullopt, "record.duration.missing"},
      {"null", std::nullopt, "record.duration.missing"},
  }));
  const auto read = changed_2019("\"dureeMois\": 6", "\"dureeMois\": " + published);
  INFO(published);
  CHECK(read.record.duration_months == months);
  if (said.empty()) CHECK(read.findings.empty());
  else CHECK(has(read.findings, said));
}

TEST_CASE("CPV codes are completed when only one completion is likely", "[read][decp][cpv]") {
  const auto [published, expected, said] = GENERATE(table<std::string, std::string, std::string>({
      {"\"45442100-8\"", "45442100", ""},
      {"\"45442100\"", "45442100", ""},
      {"45442100", "45442100", ""},
      {"\"71356200-0 \"", "71356200", ""},
      {"\"66516 000\"", "66516000", "record.cpv.repaired"},
      {"\"9132100\"", "09132100", "record.cpv.repaired"},
      {"9132100", "09132100", "record.cpv.repaired"},
      {"\"3121000\"", "03121000", "record.cpv.repaired"},
      {"\"4521000\"", "45210000", "record.cpv.repaired"},
      {"\"451125000\"", "45112500", "record.cpv.repaired"},
      {"\"4521\"", "45210000", "record.cpv.repaired"},
      {"\"12345678\"", "", "record.cpv.invalid"},
      {"\"74400000\"", "", "record.cpv.invalid"},
      {"\"travaux\"", "", "record.cpv.invalid"},
      {"\"\"", "", "record.cpv.invalid"},
      {"null", "", "record.cpv.invalid"},
  }));
  const auto read = changed_2019("\"45442100-8\"", published);
  INFO(published);
  CHECK(read.record.cpv == expected);
  CHECK(codes(read.findings) == (said.empty() ? Codes{} : Codes{said}));
}

TEST_CASE("SIRETs are repaired only when the key then passes", "[read][decp][siret]") {
  const auto [published, identifier, type, said] = GENERATE(table<std::string, std::string, std::string, std::string>({
      {"\"99900022700010\"", "99900022700010", "SIRET", ""},
      {"99900022700010", "99900022700010", "SIRET", ""},
      {"\"999 000 227 000 10\"", "99900022700010", "SIRET", "record.siret.repaired"},
      {"\"   99900022700010\"", "99900022700010", "SIRET", ""},
      {"\"4999912100012\"", "04999912100012", "SIRET", "record.siret.repaired"},
      {"4999912100012", "04999912100012", "SIRET", "record.siret.repaired"},
      {"\"35600000012305\"", "35600000012305", "SIRET", ""},  // La Poste: digits sum to a multiple of 5
      {"\"99900022700011\"", "99900022700011", "", "record.siret.invalid"},
      {"\"999000227\"", "999000227", "", "record.siret.invalid"},
      {"\"99900022700010123\"", "99900022700010123", "", "record.siret.invalid"},
      {"\"00000000000000\"", "00000000000000", "", "record.siret.invalid"},
  }));
  const auto read = changed_2019("\"99900022700010\"", published);
  INFO(published);
  REQUIRE(read.record.parties.size() == 1);
  CHECK(read.record.parties[0].identifier == identifier);
  CHECK(read.record.parties[0].identifier_type == type);
  CHECK(codes(read.findings) == (said.empty() ? Codes{} : Codes{said}));
}

TEST_CASE("The buyer is known by its SIRET, else by what was published", "[read][decp][siret]") {
  const auto [published, siret, identifier, said] = GENERATE(table<std::string, std::string, std::string, std::string>({
      {"\"20003019500115\"", "20003019500115", "", ""},
      {"20003019500115", "20003019500115", "", ""},
      {"\"200 030 195 00115\"", "20003019500115", "", "record.siret.repaired"},
      {"\"20003019500116\"", "", "20003019500116", "record.buyer.invalid"},
      {"\"200030195\"", "", "200030195", "record.buyer.invalid"},
      {"\"00000000000000\"", "", "", "record.buyer.invalid"},
      {"null", "", "", ""},
  }));
  const auto read = changed_2019("\"20003019500115\"", published);
  INFO(published);
  CHECK((read.record.buyer ? read.record.buyer->digits() : "") == siret);
  CHECK(read.record.buyer_identifier == identifier);
  CHECK(codes(read.findings) == (said.empty() ? Codes{} : Codes{said}));
  CHECK(check_record(read.record).empty());  // its name remains
}

TEST_CASE("The place tells its department, and odd codes are said", "[read][decp][place]") {
  const auto [code, label, kind, department, said] =
      GENERATE(table<std::string, std::string, std::string, std::string, std::string>({
          {"59350", "Code commune", "commune", "59", ""},
          {"59000", "Code postal", "postal", "59", ""},
          {"59", "Code département", "departement", "59", ""},
          {"059", "Code département", "departement", "59", ""},
          {"1", "Code département", "departement", "01", ""},
          {"2A004", "Code commune", "commune", "2A", ""},
          {"20000", "Code postal", "postal", "2A", ""},
          {"20600", "Code postal", "postal", "2B", ""},
          {"97430", "Code postal", "postal", "974", ""},
          {"1000", "Code postal", "postal", "01", "record.place.invalid"},
          {"59350", "CODE COMMUNE", "commune", "59", "record.label.old"},
          {"59000", "Code Postal", "postal", "59", "record.label.old"},
          {"592", "Code arrondissement", "arrondissement", "59", ""},
          {"32", "Code région", "region", "", ""},
          {"FR", "Code pays", "pays", "", ""},
          {"INO", "Code commune", "commune", "", "record.place.invalid"},
          {"59", "Code postal", "postal", "59", "record.place.invalid"},
          {"60640", "", "", "60", ""},
          {"80", "", "", "80", ""},
          {"", "Code postal", "postal", "", ""},
      }));
  const auto read = changed_2019(R"("code": "59350", "typeCode": "Code commune")",
                                 "\"code\": \"" + code + "\", \"typeCode\": \"" + label + "\"");
  INFO(code + " " + label);
  CHECK(read.record.place_kind == kind);
  CHECK(read.record.department == department);
  CHECK(codes(read.findings) == (said.empty() ? Codes{} : Codes{said}));
}
