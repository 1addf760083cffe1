// Notices: the project's own files, one per shape, then hostile ones.
#include <catch2/catch.hpp>

#include "notice_fixtures.hpp"

using namespace clausier;
using namespace clausier::test;
using Lines = std::vector<std::string>;

namespace {

Notice own(const std::string& name) {
  auto reading = read_bytes(own_notice(name));
  REQUIRE(reading.notice);
  CHECK(reading.file_findings.empty());
  return *reading.notice;
}

std::string codes_of(const std::vector<Finding>& findings) {
  std::string codes;
  for (const auto& f : findings) codes += f.code + " ";
  return codes;
}

const SocialMention& mention_of(const Notice& notice, const std::string& lot, const std::string& field) {
  for (const auto& m : notice.mentions)
    if (m.lot == lot && m.field == field) return m;
  FAIL("no mention of " << field << " in lot " << lot);
  throw std::logic_error("unreachable");
}

}  // namespace

TEST_CASE("An eForms notice wrapped by BOAMP gives its buyer, its lots, its dates and both its keys", "[read][notice]") {
  const auto notice = own("boamp-eforms-appel.xml");
  CHECK(notice.format == "boamp-eforms");
  CHECK(notice.stage == NoticeStage::competition);
  CHECK(notice.procedure_keys == Lines{"eforms:5d1c2b7a-0000-4000-8000-0000000f01d1", "boamp:26-000101"});
  CHECK(notice.publication == "26-000101");
  CHECK(notice.published_on == Date::of(2026, 3, 11));
  REQUIRE(notice.buyer);
  CHECK(notice.buyer->digits() == "99900201700013");
  CHECK(notice.buyer_name == "Société du Canal d’Exemple");
  CHECK(notice.object == "Réaménagement des quais de l’Exemple");
  CHECK(notice.reference == "2026-QUAIS");
  CHECK(notice.procedure == "Appel d'offres ouvert");
  CHECK(notice.department == "59");
  CHECK(notice.amount == Money::parse("3250000.50"));
  CHECK(notice.duration_months == 24);  // 700 days of the second lot, rounded up
  REQUIRE(notice.lots.size() == 2);
  CHECK(notice.lots[0].number == "1");
  CHECK(notice.lots[0].estimate == Money::parse("3000000"));
  CHECK(notice.lots[0].duration_months == 18);
  CHECK(notice.lots[1].title == "Entretien des berges");
  CHECK(notice.lots[1].cpv == "77310000");
}

TEST_CASE("Each place of an eForms notice where a social clause stands is told with its certainty", "[read][notice]") {
  const auto notice = own("boamp-eforms-appel.xml");
  CHECK(mentions_of(notice) == Lines{"LOT-0001 BT-06 soc-obj clause stated", "LOT-0001 BT-775 opp clause stated",
                                     "LOT-0001 BT-70  clause stated", "LOT-0002 BT-775 other clause hint",
                                     "LOT-0002 BT-736 yes reserved stated", "LOT-0002 BT-71 res-ws reserved stated",
                                     "LOT-0002 BT-540  criterion hint"});
  const auto& condition = mention_of(notice, "LOT-0001", "BT-70");
  CHECK(condition.quotation == "Le titulaire du lot 1 réalise 1 200 heures d’insertion au titre de la clause sociale "
                               "d’insertion, suivies par le facilitateur.");
  CHECK(announced_hours(condition.quotation) == WorkTime::from_hours(1200));
  CHECK(condition.place.row == 48);
  CHECK(condition.place.path == "jo:ann/DONNEES/EFORMS/ContractNotice/cac:ProcurementProjectLot[1]/cac:TenderingTerms/"
                                "cac:ContractExecutionRequirement[2]/cbc:Description");
}

TEST_CASE("An award names what each lot became: the contract signed, its members, its amount", "[read][notice]") {
  const auto notice = own("ted-attribution.xml");
  CHECK(notice.format == "eforms");
  CHECK(notice.stage == NoticeStage::award);
  CHECK(notice.publication == "500111-2026");
  CHECK_FALSE(notice.buyer);  // 83983 is a number of the platform
  CHECK(notice.buyer_name == "Société du Canal d’Exemple");
  CHECK(notice.amount == Money::parse("2899530.10"));
  REQUIRE(notice.lots.size() == 2);
  const auto& won = notice.lots[0];
  CHECK(won.result == "awarded");
  CHECK(won.amount == Money::parse("2899530.10"));  // the tender that lost is not counted
  CHECK(won.signed_on == Date::of(2026, 7, 20));    // never the 2000-01-01 of TenderResult
  CHECK(won.contract_reference == "M301");
  CHECK(won.winners == std::vector<Party>{{PartyRole::holder, "SIRET", "99900301500016", "Terrassements de l’Exemple"},
                                          {PartyRole::joint_holder, "", "", "Bâti Modèle Nord"},
                                          {PartyRole::subcontractor, "", "", "Paysages du Gabarit"}});
  CHECK(notice.lots[1].result == "unsuccessful");
  CHECK(notice.lots[1].winners.empty());
}

TEST_CASE("A BOAMP 2.3.0 notice is read with its lots said once, and its clause quoted", "[read][notice]") {
  const auto notice = own("boamp-230-appel.xml");
  CHECK(notice.format == "boamp-2.3");
  CHECK(notice.procedure_keys == Lines{"boamp:18-000453"});
  CHECK(notice.reference == "18TRI001");
  CHECK(notice.department == "60");
  CHECK(notice.duration_months == 24);
  CHECK(notice.amount == Money::parse("2000000"));
  REQUIRE(notice.lots.size() == 2);
  CHECK(notice.lots[1].number == "C");
  CHECK(mentions_of(notice) == Lines{" CRITERES_SOCIAUX_ENV SOCIAUX criterion stated",
                                     " CONDITION_PARTICULIERE_EXECUTION  clause stated",
                                     " CONDITION_PARTICULIERE_EXECUTION  clause hint", " MARCHE_RESERVE OUI reserved stated",
                                     " CRITERE  criterion stated"});
  CHECK(notice.mentions[1].quotation ==
        "Conformément à l'article 38 de l'ordonnance n°2015-899, le marché public intègre, pour chacun des lots, une clause "
        "d’insertion par l’activité économique (CIAE).");
  CHECK(notice.mentions[2].quotation == "Les travaux ont un caractère social.");
}

TEST_CASE("A BOAMP award in an old encoding is tied to the call it follows", "[read][notice]") {
  const auto notice = own("boamp-230-attribution.xml");
  CHECK(notice.stage == NoticeStage::award);
  CHECK(notice.procedure_keys == Lines{"boamp:18-000999", "boamp:18-000453"});
  CHECK(notice.buyer_name == "Communauté d'agglomération du Val-Fictif");
  REQUIRE(notice.lots.size() == 2);
  CHECK(notice.lots[0].amount == Money::parse("1402300.50"));
  CHECK(notice.lots[0].signed_on == Date::of(2018, 9, 12));
  CHECK(notice.lots[0].winners.size() == 2);
  CHECK(notice.lots[1].result == "unsuccessful");
}

TEST_CASE("The record of a notice states only what the notice states", "[read][notice]") {
  const auto record = contract_of(own("ted-attribution.xml"));
  CHECK(record.source_format == "eforms");
  CHECK(record.root_id == "eforms:5d1c2b7a-0000-4000-8000-0000000f01d1");
  CHECK(record.source_id == "2026-QUAIS");
  CHECK(record.notified_on == Date::of(2026, 7, 20));
  CHECK(record.social == std::vector{SocialConsideration::clause});
  CHECK(record.parties.size() == 3);
  CHECK(check_record(record).empty());
  const auto change = change_of(own("ted-attribution.xml"), {});
  REQUIRE(change);
  CHECK(change->amount == Money::parse("2899530.10"));
  CHECK(change->source_number == "500111-2026");
  CHECK_FALSE(change_of(own("boamp-eforms-appel.xml"), {}));
}

TEST_CASE("Only the root element tells a notice from a file of contracts", "[read][notice]") {
  const auto [bytes, expected] = GENERATE(table<std::string, bool>({
      {own_notice("boamp-eforms-appel.xml"), true},
      {own_notice("ted-attribution.xml"), true},
      {own_notice("boamp-230-appel.xml"), true},
      {"<!-- a comment -->\n<ANNONCE/>", true},
      {"<?xml version=\"1.0\"?><marches><marche/></marches>", false},
      {"<marche><objet>ContractNotice</objet></marche>", false},
      {"{\"marches\": [{\"objet\": \"<ContractNotice>\"}]}", false},
      {"Nom;Prénom;Heures\n", false},
      {"<!DOCTYPE ANNONCE><ANNONCE/>", false},
      {"", false},
  }));
  CAPTURE(bytes.substr(0, 60));
  CHECK(recognised(bytes) == expected);
}

TEST_CASE("A hostile notice is refused with its reason, and never expanded", "[read][notice]") {
  const std::string entities = "<!DOCTYPE ANNONCE [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;\">]><ANNONCE>&b;</ANNONCE>";
  std::string deep = "<ContractNotice>", wide = "<ContractNotice>";
  for (int i = 0; i < 200'000; ++i) deep += "<a>";
  for (int i = 0; i < 400'001; ++i) wide += "<a/>";
  const std::string whole = own_notice("ted-attribution.xml");
  const auto [what, bytes, code] = GENERATE_COPY(table<std::string, std::string, std::string>({
      {"entities", entities, "file.decp.doctype "},
      {"an external entity", "<!DOCTYPE x SYSTEM \"file:///etc/hostname\"><ContractNotice>&x;</ContractNotice>", "file.decp.doctype "},
      {"deep and unclosed", deep, "file.notice.unreadable "},
      {"wide", wide + "</ContractNotice>", "file.notice.too_large "},
      {"long", "<ContractNotice>" + std::string(17u * 1024 * 1024, ' ') + "</ContractNotice>", "file.notice.too_large "},
      {"cut", whole.substr(0, whole.size() * 3 / 5), "file.notice.unreadable "},
      {"another root", "<rapport/>", "file.not_decp "},
  }));
  CAPTURE(what);
  const auto reading = read_bytes(bytes);
  CHECK_FALSE(reading.notice);
  CHECK(codes_of(reading.file_findings) == code);
}

TEST_CASE("Sixty-five levels are too many, closed or not", "[read][notice]") {
  std::string text = "<ContractNotice>";
  for (int i = 0; i < 65; ++i) text += "<a>";
  for (int i = 0; i < 65; ++i) text += "</a>";
  CHECK(codes_of(read_bytes(text + "</ContractNotice>").file_findings) == "file.notice.unreadable ");
}

TEST_CASE("An empty notice is read and names nobody: the import refuses it", "[read][notice]") {
  const auto reading = read_bytes("<ContractNotice><ID>x</ID></ContractNotice>");
  REQUIRE(reading.notice);
  CHECK(codes_of(check_record(contract_of(*reading.notice))) == "record.no_buyer ");
}

TEST_CASE("What cannot be used in a notice is noted with its place", "[read][notice]") {
  auto bytes = own_notice("ted-attribution.xml");
  const auto replace = [&](const std::string& old, const std::string& by) { bytes.replace(bytes.find(old), old.size(), by); };
  replace("<cbc:PayableAmount currencyID=\"EUR\">", "<cbc:PayableAmount currencyID=\"CZK\">");
  replace("2026-07-20+02:00", "bientôt");
  const auto reading = read_bytes(bytes);
  REQUIRE(reading.notice);
  CHECK_FALSE(reading.notice->lots[0].amount);
  CHECK_FALSE(reading.notice->lots[0].signed_on);
  const auto codes = codes_of(reading.record_findings);
  CHECK(codes.find("record.amount.invalid") != std::string::npos);
  CHECK(codes.find("record.date.invalid") != std::string::npos);
  CHECK(codes.find("record.siret.invalid") != std::string::npos);
}
