// Subcontracting acts: firms kept as parties, also those that a later edition adds.
#include "published_record.hpp"

using namespace published_record;

namespace {

std::string acts(const std::vector<std::string>& firms) {
  std::string text;
  for (const auto& firm : firms)
    text += std::string(text.empty() ? "" : ",") + R"({"acteSousTraitance":{"id":1,"sousTraitant":{"typeIdentifiant":"SIRET","id":")" + firm + "\"}}}";
  return with(of_2022, R"("procedure")", "\"actesSousTraitance\":[" + text + "],\"procedure\"");
}

std::vector<std::string> subcontractors(const Met& met) {
  std::vector<std::string> all;
  for (const auto& party : met.record.parties)
    if (party.role == PartyRole::subcontractor) all.push_back(party.identifier);
  return all;
}

}  // namespace

TEST_CASE("Subcontractors are parties of the contract, with their role", "[app][import][subcontractors]") {
  const auto met = imported(acts({other_siret, "99900301500016"}));
  CHECK(subcontractors(met) == std::vector<std::string>{other_siret, "99900301500016"});
  CHECK(met.today->holders.size() == 1);
}

TEST_CASE("A subcontractor that a later edition adds becomes a party, once", "[app][import][subcontractors]") {
  PublishedBase base;
  base.one(acts({other_siret}));
  const auto later = acts({other_siret, "99900301500016"});
  const auto planned = base.importer.plan(list_of({later}));
  CHECK(base.importer.view(planned).files.at(0).counts.amended == 1);
  CHECK(base.count("contract_subcontractors") == 1);
  REQUIRE(app::discard_import(*base, base.who, planned));
  CHECK(base.count("contract_words WHERE words LIKE '%99900301500016%'") == 0);
  CHECK(base.count("contract_subcontractors") == 0);
  const auto met = base.one(later);
  CHECK(met.line.outcome == RecordOutcome::amended);
  CHECK(base.count("contract_words WHERE words LIKE '%99900301500016%'") == 1);  // and is found by it
  CHECK(subcontractors(met) == std::vector<std::string>{other_siret, "99900301500016"});
  CHECK(base.import(list_of({later}))[0].line.outcome == RecordOutcome::unchanged);
}

TEST_CASE("Modifications of acts are noted in both spellings", "[app][import][subcontractors]") {
  for (const char* element : {"modificationActeSousTraitance", "modificationActesSousTraitance"}) {
    const auto met = imported(with(acts({other_siret}), R"("procedure")",
                                   std::string(R"("modificationsActesSousTraitance":[{")") + element +
                                       R"(":{"id":1,"dateNotificationModificationSousTraitance":"2025-01-10","montant":120000}}],"procedure")"));
    CAPTURE(element);
    REQUIRE(met.codes() == std::set<std::string>{"record.subcontract.amended"});
    CHECK(met.line.findings.at(0).value == "1, dateNotificationModificationSousTraitance 2025-01-10, montant 120000");
  }
}

TEST_CASE("Amounts, dates and durations of acts and of what modifies them are kept, and told once", "[app][import][subcontractors]") {
  const auto published = [](const std::string& change) {
    const std::string act = R"({"acteSousTraitance":{"id":1,"sousTraitant":{"typeIdentifiant":"SIRET","id":")" + other_siret +
                            R"("},"dureeMois":6,"dateNotification":"2024-09-01","datePublicationDonnees":"2024-09-20","montant":80000.5,"variationPrix":"Ferme"}})";
    return with(of_2022, R"("procedure")", "\"actesSousTraitance\":[" + act + "]," + change + "\"procedure\"");
  };
  const std::string change = R"("modificationsActesSousTraitance":[{"modificationActeSousTraitance":{"id":1,"dateNotificationModificationSousTraitance":"2025-01-10",)"
                             R"("datePublicationDonnees":"2025-02-01","montant":120000}}],)";
  PublishedBase base;
  const auto first = base.one(published(""));
  REQUIRE(first.record.subcontracts.size() == 1);
  const auto& act = first.record.subcontracts[0];
  CHECK(act.source_number == "1");
  CHECK_FALSE(act.is_change);
  CHECK(act.firm.identifier == other_siret);
  CHECK(act.firm.role == PartyRole::subcontractor);
  CHECK(act.amount == Money::from_cents(8'000'050));
  CHECK(act.duration_months == 6);
  CHECK(act.notified_on == Date::parse_iso("2024-09-01"));
  CHECK(act.price_variation == "Ferme");

  const auto later = base.one(published(change));  // a later edition adds a modification: the contract is amended
  CHECK(later.line.outcome == RecordOutcome::amended);
  REQUIRE(later.record.subcontracts.size() == 2);
  CHECK(later.record.subcontracts[1].is_change);
  CHECK(later.record.subcontracts[1].source_number == "1");
  CHECK(later.record.subcontracts[1].amount == Money::from_cents(12'000'000));
  CHECK_FALSE(later.record.subcontracts[1].duration_months);
  CHECK(base.import(list_of({published(change)}))[0].line.outcome == RecordOutcome::unchanged);
  CHECK(base.count("contract_subcontracts") == 2);
  CHECK(store::decode_record(store::encode_record(later.record)).subcontracts == later.record.subcontracts);
}
