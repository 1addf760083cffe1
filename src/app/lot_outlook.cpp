#include "lot_outlook.hpp"

namespace clausier::app {

Outlook outlook_in(store::Connection& c, const Services& services, const std::optional<Clause>& clause, const Position& position) {
  Outlook outlook;
  if (!clause) return outlook;
  const auto at_zero = months_at_zero(c, clause->lot, position.cutoff.recorded_until);
  outlook.rhythm = rhythm_forecast(position, services.reference.rulebook, at_zero);
  outlook.penalties = proposal_in(c, services, *clause, position);
  return outlook;
}

}  // namespace clausier::app
