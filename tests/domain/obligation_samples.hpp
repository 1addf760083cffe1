#pragma once
// Short ways to write the dated facts of an execution.
#include "engine_samples.hpp"

namespace samples {

inline ObligationFact fact(std::int64_t id, FactKind kind, const char* on, const char* recorded = "2025-01-05T09:00:00Z") {
  return {.id = FactId::from_trusted(id), .lot = lot, .kind = kind, .on = day(on), .recorded_at = instant(recorded)};
}

inline ObligationFact invoice(std::int64_t id, const char* on, std::int64_t euros_before_tax) {
  auto made = fact(id, FactKind::invoice, on);
  made.amount = euros(euros_before_tax);
  made.reference = "F-" + std::to_string(id);
  return made;
}

inline ObligationFact order(std::int64_t id, const char* first, const char* last, std::int64_t euros_before_tax) {
  auto made = fact(id, FactKind::order, first);
  made.last = day(last);
  made.amount = euros(euros_before_tax);
  made.reference = "BC-" + std::to_string(id);
  return made;
}

inline ObligationFact part(std::int64_t id, FactKind kind, const char* first, const char* last, std::int64_t hours_added,
                           const char* reference = "TO1") {
  auto made = fact(id, kind, first);
  made.last = day(last);
  made.hours = hours(hours_added);
  made.reference = reference;
  return made;
}

inline ObligationFact all_hours(std::int64_t id, const char* month_iso, std::int64_t worked) {
  const auto of = month(month_iso);
  auto made = fact(id, FactKind::all_hours, of.first_day().iso().c_str());
  made.last = of.last_day();
  made.hours = hours(worked);
  return made;
}

inline ObligationFact hours_fact(std::int64_t id, FactKind kind, const char* on, std::int64_t count, const char* reason = "") {
  auto made = fact(id, kind, on);
  made.hours = hours(count);
  made.reason = reason;
  made.document = "Bilan du 31 décembre";
  made.reference = "A1";
  return made;
}

inline ObligationFact cancelling(std::int64_t id, std::int64_t other, const char* recorded) {
  auto made = fact(id, FactKind::invoice, "2025-01-01", recorded);
  made.cancels = FactId::from_trusted(other);
  made.reason = "saisie en double";
  return made;
}

inline Cutoff all_recorded(const char* until) { return {day(until), instant("2030-01-01T00:00:00Z")}; }

inline Obligation obliged(const Clause& clause, const std::vector<ObligationFact>& facts, const char* until) {
  return obligation_on(clause, facts, all_recorded(until));
}

inline std::optional<std::int64_t> in_hours(std::optional<std::int64_t> seconds) {
  return seconds ? std::optional(*seconds / 3600) : std::nullopt;
}

// The framework agreement of the fixtures: an hour for each 2 000 euros invoiced beyond 2 700 000 euros.
inline HoursPerAmount beyond_threshold() {
  return {.threshold = euros(2'700'000), .tranche = euros(2'000)};
}

inline BracketGrid training_grid(std::int64_t amount) {
  return {{{euros(1), hours(150)}, {euros(100'000), hours(300)}, {euros(200'000), hours(450)}, {euros(400'000), hours(900)}},
          euros(amount), std::nullopt};
}

}  // namespace samples
