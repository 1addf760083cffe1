#pragma once
// Must this consultation hold a social condition? Code de la commande publique L.2112-2-1, from 22 August 2026 for
// contracts whose estimated value reaches the European thresholds (domain.md §1.1 to §1.3). What decides is the day the
// consultation is launched, never the notification; thresholds and entry into force are dated rules.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/explanation.hpp"
#include "clausier/domain/money.hpp"
#include "clausier/domain/rulebook.hpp"

namespace clausier {

enum class BuyerKind { central, other_authority, entity };  // State; other contracting authority; contracting entity
enum class PurchaseKind { supplies_services, works, concession };

// Reasons that the law admits for leaving the condition out; their wording is to be confirmed in the text.
enum class Derogation { none, available_solution, no_link, restricts_competition, short_works };

std::string_view buyer_kind_code(BuyerKind kind);
std::string_view purchase_kind_code(PurchaseKind kind);
std::string_view derogation_code(Derogation derogation);
std::optional<BuyerKind> parse_buyer_kind(std::string_view code);
std::optional<PurchaseKind> parse_purchase_kind(std::string_view code);
std::optional<Derogation> parse_derogation(std::string_view code);

struct Consultation {
  std::optional<Date> launched_on = {};  // consultation launched, or notice sent to publication
  Money estimated = Money::zero();  // whole need, all lots, before tax
  BuyerKind buyer = BuyerKind::other_authority;
  PurchaseKind purchase = PurchaseKind::supplies_services;
  bool defence = false;             // defence or security: social conditions stay optional (L.2312-1-1)
  Derogation derogation = Derogation::none;
};

enum class ObligationAnswer { required, not_required, undecidable };
std::string_view obligation_answer_code(ObligationAnswer answer);

struct ObligationTest {
  ObligationAnswer answer = ObligationAnswer::undecidable;
  std::string reason;                // message key "consultation.<…>"
  std::optional<Money> threshold;    // in force on the day of launch
  Explanation explanation;
};

// The threshold in force for a consultation launched on a day; empty when the rulebook has none for that day.
std::optional<Money> european_threshold(const Rulebook& rulebook, BuyerKind buyer, PurchaseKind purchase, Date launched_on);

ObligationTest test_obligation(const Consultation& consultation, const Rulebook& rulebook);

}  // namespace clausier
