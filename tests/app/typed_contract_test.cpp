#include <catch2/catch.hpp>

#include "clausier/app/typed_contract.hpp"
#include "contract_files.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;
using contract_files::canal_siret;

namespace {

TypedContract typed() {
  return {.buyer = *Siret::parse(canal_siret), .buyer_name = "Société du Canal d’Exemple", .number = "2026T1", .object = "Halle d’exemple",
          .notified_on = *Date::parse_iso("2026-03-02"), .amount = Money::from_cents(100'000'00), .duration_months = 12, .cpv = "45000000",
          .department = "59", .postal_code = "", .parties = {{PartyRole::holder, "SIRET", "99900301500016", "Terrassements de l’Exemple"}},
          .social = {SocialConsideration::clause}, .is_another = false};
}

template <class T>
std::string refused(const Outcome<T>& outcome) { return outcome ? "" : outcome.refusal().code; }

}  // namespace

TEST_CASE("A contract typed by hand is found, followed, and says who typed it", "[app][typed]") {
  sample::Base base;
  const auto id = create_contract(*base, base.facilitator, typed()).value();
  const auto view = view_contract(*base, base.facilitator, id).value();
  CHECK(view.followed_by_me);
  CHECK(view.contract.initial.source_format == "typed");
  REQUIRE(view.sources.size() == 1);
  CHECK(view.sources.front().file.find(base.facilitator.display_name) != std::string::npos);
  ContractQuery query;
  query.words = "halle terrassements";
  CHECK(search_contracts(*base, base.facilitator, query).value().total == 1);
  CHECK(base.number("count(*) FROM audit_events WHERE action = 'contract.typed'") == 1);
}

TEST_CASE("What is typed has the identity that an import gives: neither makes the other twice", "[app][typed]") {
  sample::Base base;
  contract_files::Importer importer(*base, contract_files::importing_administrator());
  const contract_files::Published published{.id = "2026T1", .object = "Halle d’exemple", .notified = "2026-03-02"};
  SECTION("typed, then published") {
    REQUIRE(create_contract(*base, base.facilitator, typed()));
    CHECK(importer.load({published}).amended == 1);  // the procedure, which is not typed
    CHECK(importer.load({published}).unchanged == 1);
  }
  SECTION("typed, then published otherwise") {
    auto other = typed();
    other.duration_months = 24;
    REQUIRE(create_contract(*base, base.facilitator, other));
    CHECK(importer.load({published}).doubtful == 1);  // a person typed it: a person says which is right
  }
  SECTION("published, then typed") {
    importer.load({published});
    CHECK(refused(create_contract(*base, base.facilitator, typed())) == "typed.same");
    auto other = typed();
    other.amount = Money::from_cents(120'000'00);
    CHECK(similar_contracts(*base, base.facilitator, other).value().size() == 1);
    CHECK(refused(create_contract(*base, base.facilitator, other)) == "typed.similar");
    other.is_another = true;
    CHECK(create_contract(*base, base.facilitator, other));
  }
  CHECK(base.number("count(*) FROM contracts WHERE source_id = '2026T1'") >= 1);
}

TEST_CASE("Only facilitators type contracts, and a refusal writes nothing", "[app][typed]") {
  sample::Base base;
  const auto before = base.number("count(*) FROM imports");
  for (const auto& who : {base.holder, base.officer, base.administrator}) CHECK(refused(create_contract(*base, who, typed())) == "forbidden");
  auto unusable = typed();
  unusable.number = "000";
  unusable.object = "";
  CHECK(refused(create_contract(*base, base.facilitator, unusable)) == "typed.unusable");
  CHECK(base.number("count(*) FROM imports") == before);
}
