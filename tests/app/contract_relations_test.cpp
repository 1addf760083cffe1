// Framework agreements and their call-offs, lots of one consultation.
#include "published_record.hpp"

#include "clausier/app/contract_relations.hpp"

using namespace published_record;

namespace {

std::string named(const std::string& id, const std::string& object, const std::string& framework = "") {
  auto record = with(with(of_2022, "M2024-7", id), "Réhabilitation de la piscine", object);
  return framework.empty() ? record : with(record, "\"marcheInnovant\"", "\"idAccordCadre\":\"" + framework + "\",\"marcheInnovant\"");
}

std::vector<std::string> objects(const std::vector<app::RelatedContract>& contracts) {
  std::vector<std::string> all;
  for (const auto& one : contracts) all.push_back(one.object);
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

TEST_CASE("A framework agreement and its call-offs are tied by idAccordCadre, for one buyer", "[app][relations]") {
  PublishedBase base;
  const auto all = base.import(list_of({named("AC1", "Accord-cadre"), named("MS1", "Premier", "AC1"), named("MS2", "Second", "AC1"),
                                        named("MS3", "Autre cadre", "AC2"), with(named("MS4", "Autre acheteur", "AC1"), buyer_siret, "99900201700013"),
                                        named("MS5", "Sans cadre", "000")}));
  const auto of = [&](std::size_t i) { return app::contract_relations(*base, base.who, *all.at(i).line.contract).value(); };
  CHECK(objects(of(0).call_offs) == std::vector<std::string>{"Premier", "Second"});
  CHECK(objects(of(1).frameworks) == std::vector<std::string>{"Accord-cadre"});
  CHECK(of(3).frameworks.empty());
  CHECK(of(4).frameworks.empty());
  CHECK(of(5).frameworks.empty());
  const app::Actor officer{UserId::from_trusted(9), app::Role::officer, "", "Ailleurs", std::nullopt};
  CHECK_FALSE(app::contract_relations(*base, officer, *all[0].line.contract));
}

TEST_CASE("Lots of one consultation are found by the number in their objects", "[app][relations]") {
  PublishedBase base;
  const auto all = base.import(list_of({named("L1", "Consultation n° 2024-18, lot 1"), named("L2", "Consultation n° 2024-18, lot 2"),
                                        named("L3", "Consultation n° 2024-180, lot 1"), named("L4", "Voirie")}));
  const auto relations = app::contract_relations(*base, base.who, *all[0].line.contract).value();
  CHECK(relations.consultation == "2024-18");
  CHECK(objects(relations.same_consultation) == std::vector<std::string>{"Consultation n° 2024-18, lot 2"});
}
