#include "clausier/domain/consultation.hpp"

#include <stdexcept>

namespace clausier {
namespace {

constexpr std::string_view entry_into_force = "obligation.social_condition.in_force_flag";

struct CodedBuyer {
  BuyerKind kind;
  std::string_view code;
};
constexpr CodedBuyer buyers[] = {
    {BuyerKind::central, "central"}, {BuyerKind::other_authority, "other_authority"}, {BuyerKind::entity, "entity"}};

struct CodedPurchase {
  PurchaseKind kind;
  std::string_view code;
};
constexpr CodedPurchase purchases[] = {{PurchaseKind::supplies_services, "supplies_services"},
                                       {PurchaseKind::works, "works"},
                                       {PurchaseKind::concession, "concession"}};

struct CodedDerogation {
  Derogation derogation;
  std::string_view code;
};
constexpr CodedDerogation derogations[] = {{Derogation::none, "none"},
                                           {Derogation::available_solution, "available_solution"},
                                           {Derogation::no_link, "no_link"},
                                           {Derogation::restricts_competition, "restricts_competition"},
                                           {Derogation::short_works, "short_works"}};

// Works and concessions have one threshold whoever buys.
std::string threshold_rule(BuyerKind buyer, PurchaseKind purchase) {
  if (purchase != PurchaseKind::supplies_services) return "threshold.european.works_cents";
  return "threshold.european." + std::string(buyer_kind_code(buyer)) + "_cents";
}

class Test {
public:
  ObligationTest answered(ObligationAnswer answer, const char* reason, std::vector<StepInput> inputs, std::string legal) {
    test_.answer = answer;
    test_.reason = std::string("consultation.") + reason;
    test_.explanation.add({"", test_.reason, std::move(inputs), std::string(obligation_answer_code(answer)), "obligation", "",
                           std::move(legal)});
    return std::move(test_);
  }
  void threshold(Money value) { test_.threshold = value; }

private:
  ObligationTest test_;
};

StepInput date_input(Date day) { return {"launched_on", day.iso(), "date", "consultation"}; }

}  // namespace

std::string_view buyer_kind_code(BuyerKind kind) {
  for (const auto& known : buyers)
    if (known.kind == kind) return known.code;
  throw std::logic_error("buyer kind");
}

std::string_view purchase_kind_code(PurchaseKind kind) {
  for (const auto& known : purchases)
    if (known.kind == kind) return known.code;
  throw std::logic_error("purchase kind");
}

std::string_view derogation_code(Derogation derogation) {
  for (const auto& known : derogations)
    if (known.derogation == derogation) return known.code;
  throw std::logic_error("derogation");
}

std::optional<BuyerKind> parse_buyer_kind(std::string_view code) {
  for (const auto& known : buyers)
    if (known.code == code) return known.kind;
  return std::nullopt;
}

std::optional<PurchaseKind> parse_purchase_kind(std::string_view code) {
  for (const auto& known : purchases)
    if (known.code == code) return known.kind;
  return std::nullopt;
}

std::optional<Derogation> parse_derogation(std::string_view code) {
  for (const auto& known : derogations)
    if (known.code == code) return known.derogation;
  return std::nullopt;
}

std::string_view obligation_answer_code(ObligationAnswer answer) {
  switch (answer) {
    case ObligationAnswer::required: return "required";
    case ObligationAnswer::not_required: return "not_required";
    case ObligationAnswer::undecidable: return "undecidable";
  }
  throw std::logic_error("answer");
}

std::optional<Money> european_threshold(const Rulebook& rulebook, BuyerKind buyer, PurchaseKind purchase, Date launched_on) {
  const auto* rule = rulebook.find(threshold_rule(buyer, purchase), launched_on);
  return rule ? std::optional(Money::from_cents(rule->value)) : std::nullopt;
}

ObligationTest test_obligation(const Consultation& asked, const Rulebook& rulebook) {
  Test test;
  using enum ObligationAnswer;
  if (asked.defence) return test.answered(not_required, "defence", {}, "CCP L.2312-1-1");
  if (!asked.launched_on) return test.answered(undecidable, "no_date", {}, "CCP L.2112-2-1, loi 2021-1104 art. 35");
  const auto* in_force = rulebook.find(entry_into_force, *asked.launched_on);
  if (!in_force) return test.answered(not_required, "before", {date_input(*asked.launched_on)}, "CCP L.2112-2-1, loi 2021-1104 art. 35");

  const auto* rule = rulebook.find(threshold_rule(asked.buyer, asked.purchase), *asked.launched_on);
  if (!rule) return test.answered(undecidable, "no_threshold", {date_input(*asked.launched_on)}, in_force->source);
  test.threshold(Money::from_cents(rule->value));
  const std::vector<StepInput> compared = {date_input(*asked.launched_on),
                                           {"estimated", std::to_string(asked.estimated.cents()), "cents", "consultation"},
                                           {"threshold", std::to_string(rule->value), "cents", rule->code}};
  if (asked.estimated.cents() < rule->value) return test.answered(not_required, "below", compared, rule->source);
  if (asked.derogation != Derogation::none) {
    auto with_reason = compared;
    with_reason.push_back({"derogation", std::string(derogation_code(asked.derogation)), "derogation", "consultation"});
    if (asked.derogation == Derogation::short_works && asked.purchase != PurchaseKind::works)  // of works alone (domain.md §1.1)
      return test.answered(required, "works_alone", std::move(with_reason), in_force->source);
    return test.answered(not_required, "derogation", std::move(with_reason), in_force->source);
  }
  return test.answered(required, "above", compared, in_force->source);
}

}  // namespace clausier
