// What each source says of a contract, and what agrees between a notice and the record of the open data.
#include "clausier/app/conformity.hpp"
#include "clausier/app/notice_ties.hpp"
#include "clausier/app/notices.hpp"
#include "clausier/domain/duplicates.hpp"
#include "golden.hpp"
#include "published_record.hpp"

using namespace published_record;
using namespace clausier::app;

namespace {

std::string text_of_field(const ContractRecord& record, const std::string& field) {
  for (const auto& one : fields_of(record))
    if (one.field == field) return one.text;
  return "no such field";
}

}  // namespace

TEST_CASE("What another edition says otherwise is kept beside what was first published, source by source", "[app][sources]") {
  PublishedBase base;
  const auto id = *base.one(of_2019).line.contract;
  CHECK(view_contract(*base, base.who, id).value().sources.size() == 1);
  const auto other = with(with(of_2019, "Peinture de l'école", "Peinture de l'école et du préau"), "\"dureeMois\":6", "\"dureeMois\":9");
  const auto edition = base.one(other);
  CHECK(edition.line.outcome == RecordOutcome::amended);
  REQUIRE(edition.codes() == std::set<std::string>{"record.edition.later"});
  CHECK(edition.line.findings.at(0).value == "Objet, Durée");
  base.import(list_of({other}));  // a third and a fourth that say nothing new
  base.import(list_of({of_2019}));
  const auto view = view_contract(*base, base.who, id).value();
  REQUIRE(view.sources.size() == 2);
  CHECK(view.repeated_sources == 2);
  CHECK(view.sources[0].file == "publication.json");
  CHECK(view.sources[0].position == 1);
  CHECK(text_of_field(view.sources[0].record, "object") == "Peinture de l'école");
  CHECK(text_of_field(view.sources[1].record, "object") == "Peinture de l'école et du préau");
  CHECK(text_of_field(view.sources[1].record, "duration_months") == "9");
  CHECK(text_of_field(view.sources[1].record, "amount") == text_of_field(view.sources[0].record, "amount"));
  CHECK(view.state.duration_months == 9);
}

TEST_CASE("The conformity of a record is told, and prevents nothing", "[app][conformity]") {
  PublishedBase base;
  const auto met = base.one(with(of_2019, R"("datePublicationDonnees":"2019-03-15",)", ""));
  CHECK(met.line.outcome == RecordOutcome::created);
  const auto report = contract_conformity(*base, *met.line.contract);
  REQUIRE(report);
  CHECK(report->schema == "marche-2019");
  REQUIRE(report->lines.size() == 1);
  CHECK(report->lines[0].path == "datePublicationDonnees");
  CHECK(report->lines[0].rule == "required");
  CHECK_FALSE(record_conformity(*base, "id;objet"));
}

TEST_CASE("A notice and the record of the same contract are suggested as one, tied by a person, and the clause announced is shown", "[app][ties]") {
  PublishedBase base;
  const auto award = test::file_text(test::source_folder() / "tests/read/fixtures/notices/ted-attribution.xml");
  const auto procedure = *base.import(award)[0].line.contract;
  const auto notices = view_notices(*base, base.who, procedure).value();
  const auto won = std::find_if(notices[0].notice.lots.begin(), notices[0].notice.lots.end(), [](const auto& lot) { return lot.amount && lot.signed_on; });
  REQUIRE(won != notices[0].notice.lots.end());
  // The same contract in the open data: another number, the same day, the amount in cents.
  auto record = with(of_2022, R"("montant":1250000)", "\"montant\":" + std::to_string(won->amount->cents()));
  record = with(record, R"("dateNotification":"2024-05-02")", "\"dateNotification\":\"" + won->signed_on->iso() + "\"");
  record = with(record, "Réhabilitation de la piscine", "Travaux, marché " + won->contract_reference);
  const auto id = *base.one(record).line.contract;

  auto ties = notice_ties(*base, base.who, id);
  REQUIRE(ties.size() == 1);
  CHECK(ties[0].procedure.id == procedure);
  CHECK(ties[0].lot_key == won->key);
  CHECK(ties[0].state == "suggested");
  CHECK(ties[0].match.same_day);
  CHECK(ties[0].match.same_amount);
  CHECK(ties[0].match.power_of_ten == 2);
  CHECK(notice_ties(*base, base.who, procedure).size() == 1);  // told from both sides
  CHECK(view_notices(*base, base.who, id).value().empty());    // nothing is united without a person

  REQUIRE(settle_notice_tie(*base, base.who, id, procedure, won->key, true));
  CHECK(notice_ties(*base, base.who, id).at(0).state == "tied");
  CHECK(notice_ties(*base, base.who, id).at(0).author == "Aline MODÈLE");
  const auto shown = view_notices(*base, base.who, id).value();
  REQUIRE(shown.size() == 1);
  REQUIRE(shown[0].notice.lots.size() == 1);
  CHECK(shown[0].notice.lots[0].key == won->key);
  REQUIRE(settle_notice_tie(*base, base.who, id, procedure, won->key, false));
  CHECK(view_notices(*base, base.who, id).value().empty());
  CHECK(notice_ties(*base, base.who, id).at(0).state == "apart");
  CHECK(base.count("notice_ties") == 2);
  CHECK(base.count("audit_events WHERE action IN ('notice.tied', 'notice.apart')") == 2);
  CHECK(settle_notice_tie(*base, base.who, id, procedure, "LOT-9999", true).refusal().code == "not_found");
  const Actor officer{UserId::from_trusted(9), Role::officer, "", "Odile TAMPON", std::nullopt};
  CHECK(settle_notice_tie(*base, officer, id, procedure, won->key, true).refusal().code == "forbidden");
}

TEST_CASE("A sourced list of priority districts in the data directory makes suggestions of place, and is kept", "[app][programmes]") {
  TemporaryDirectory directory;
  std::ofstream(directory.path() / "qpv.csv") << "# source: liste d’exemple\ncommune;code\n59350;QN00000M\n";
  const auto services = open_services(directory.path(), Share::at(test::source_folder()));
  CHECK(services->reference.geography.holds_priority_district("59350"));
  CHECK_FALSE(services->reference.geography.holds_priority_district("59606"));
  CHECK(services->database->read([](store::Connection& c) {
    return c.query_one("SELECT count(*) AS n FROM reference_tables WHERE name = 'qpv'")->integer("n");
  }) == 1);
  const Actor who{UserId::from_trusted(5), Role::facilitator, "", "Aline MODÈLE", std::nullopt};
  contract_files::Importer importer(*services, who);
  importer.load(list_of({with(of_2019, "Peinture de l'école", "Démolition de la halle")}));
  const auto line = search_contracts(*services, who, {}).value().lines.at(0);
  REQUIRE(line.programmes.size() == 1);
  CHECK(line.programmes[0].code == "NPNRU");
  CHECK(line.programmes[0].reason_key == "programme.reason.priority_district.and_words");
}
