#include <catch2/catch.hpp>

#include "clausier/domain/consultation.hpp"
#include "engine_samples.hpp"

using namespace samples;

namespace {

Consultation services(std::int64_t amount, std::optional<Date> launched) {
  return {.launched_on = launched, .estimated = euros(amount)};
}

struct Case {
  const char* name;
  Consultation asked;
  ObligationAnswer answer;
  const char* reason;
};

}  // namespace

TEST_CASE("An amount below the threshold of one year is above that of the next", "[domain][consultation]") {
  const auto at = [](const char* launched) {
    return european_threshold(legal_values(), BuyerKind::other_authority, PurchaseKind::supplies_services, day(launched));
  };
  CHECK(at("2025-12-15") == euros(221'000));
  CHECK(at("2026-01-15") == euros(216'000));
  CHECK(euros(220'000) < at("2025-12-15"));
  CHECK(euros(220'000) > at("2026-01-15"));
  CHECK_FALSE(at("2028-01-01"));  // revised every two years: not known yet
}

TEST_CASE("A consultation is told whether it must hold a social condition, and why", "[domain][consultation]") {
  auto works = services(5'500'000, day("2026-09-01"));
  works.purchase = PurchaseKind::works;
  auto small_works = works;
  small_works.estimated = euros(5'403'999);
  auto central = services(150'000, day("2026-09-01"));
  central.buyer = BuyerKind::central;
  auto defence = services(9'000'000, day("2026-09-01"));
  defence.defence = true;
  auto excused = services(300'000, day("2026-09-01"));
  excused.derogation = Derogation::no_link;
  auto short_services = services(300'000, day("2026-09-01"));
  short_services.derogation = Derogation::short_works;
  auto short_works = services(9'000'000, day("2026-09-01"));
  short_works.purchase = PurchaseKind::works;
  short_works.derogation = Derogation::short_works;
  using enum ObligationAnswer;
  for (const auto& c : {Case{"above", services(216'000, day("2026-08-22")), required, "consultation.above"},
                        Case{"the day before", services(216'000, day("2026-08-21")), not_required, "consultation.before"},
                        Case{"below", services(215'999, day("2026-09-01")), not_required, "consultation.below"},
                        Case{"no date", services(9'000'000, std::nullopt), undecidable, "consultation.no_date"},
                        Case{"works", works, required, "consultation.above"},
                        Case{"small works", small_works, not_required, "consultation.below"},
                        Case{"the State has a lower threshold", central, required, "consultation.above"},
                        Case{"defence", defence, not_required, "consultation.defence"},
                        Case{"derogation", excused, not_required, "consultation.derogation"},
                        Case{"short works", short_works, not_required, "consultation.derogation"},
                        Case{"services are no works", short_services, required, "consultation.works_alone"},
                        Case{"thresholds unknown", services(300'000, day("2028-02-01")), undecidable, "consultation.no_threshold"}}) {
    INFO(c.name);
    const auto test = test_obligation(c.asked, legal_values());
    CHECK(obligation_answer_code(test.answer) == obligation_answer_code(c.answer));
    CHECK(test.reason == c.reason);
    REQUIRE(test.explanation.steps().size() == 1);
    const auto sentence = sentence_of(french(), test.explanation.steps()[0]);
    INFO(sentence);
    CHECK(sentence.find('[') == std::string::npos);
    CHECK(sentence.find('{') == std::string::npos);
  }
}

TEST_CASE("Codes of buyers, purchases and derogations read back as they are written", "[domain][consultation]") {
  for (const auto kind : {BuyerKind::central, BuyerKind::other_authority, BuyerKind::entity})
    CHECK(parse_buyer_kind(buyer_kind_code(kind)) == kind);
  for (const auto kind : {PurchaseKind::supplies_services, PurchaseKind::works, PurchaseKind::concession})
    CHECK(parse_purchase_kind(purchase_kind_code(kind)) == kind);
  for (const auto kind : {Derogation::none, Derogation::available_solution, Derogation::no_link, Derogation::restricts_competition,
                          Derogation::short_works})
    CHECK(parse_derogation(derogation_code(kind)) == kind);
  CHECK_FALSE(parse_buyer_kind("x"));
}
