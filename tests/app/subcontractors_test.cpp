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
