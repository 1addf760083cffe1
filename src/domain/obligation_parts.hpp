#pragma once
// The two ways an obligation comes to be, behind obligation_on.
#include "clausier/domain/obligation.hpp"
#include "reckoning.hpp"

namespace clausier {

// Facts already believed, and the day looked at.
struct ObligationContext {
  const Clause& clause;
  const std::vector<ObligationFact>& facts;
  Date until;
  std::string source = stated_by(clause);
  std::string legal = legal_of(clause);

  std::vector<ObligationFact> of(FactKind kind) const {
    std::vector<ObligationFact> found;
    for (const auto& fact : facts)
      if (fact.kind == kind) found.push_back(fact);
    return found;
  }
};

// "invoice F-12": where an input of a step comes from.
std::string source_of(const ObligationFact& fact);

// Known at signature: amended, completed by tranches and renewals, lowered by waivers.
Obligation settled_obligation(const ObligationContext& context);
// Grows with what is invoiced, ordered, worked or hired.
Obligation accruing_obligation(const ObligationContext& context);

// Days of execution as the amendments in force on the day leave them.
DateRange execution_on(const ObligationContext& context);

// The sum of parts as a step of its own, each part named after the step that gives it.
Reckoned sum_of(const std::vector<Reckoned>& parts, const char* rule, Explanation& why);

// Takes what was waived by that day off totals, the first one first, what is left of the waivers off the next; adds a
// step for each total that is reached.
std::vector<Reckoned> after_waivers(const ObligationContext& context, std::vector<Reckoned> totals, std::string_view rule, Explanation& why);
Reckoned after_waivers(const ObligationContext& context, const Reckoned& total, std::string_view rule, Explanation& why);

// The same facts, as on a day when all of them have come: what a forecast looks at.
ObligationContext at_the_end(const ObligationContext& context);

}  // namespace clausier
