#pragma once
// Short ways to write clauses, entries and decisions in the tests of the engine. All fictive.
#include <fstream>
#include <sstream>
#include <string>

#include "clausier/domain/dated_indices.hpp"
#include "clausier/domain/position.hpp"
#include "places.hpp"

namespace samples {

using namespace clausier;

inline Date day(const char* iso) { return Date::parse_iso(iso).value(); }
inline Month month(const char* iso) { return Month::parse_iso(iso).value(); }
inline Instant instant(const char* iso) { return Instant::parse_iso(iso).value(); }
inline DateRange days(const char* first, const char* last) { return {day(first), day(last)}; }
inline WorkTime hours(std::int64_t count) { return WorkTime::from_hours(count); }
inline Money euros(std::int64_t count) { return Money::from_cents(count * 100); }
inline ParticipantId person(std::int64_t number) { return ParticipantId::from_trusted(number); }

inline const LotId lot = LotId::from_trusted(11);
inline const OrganisationId firm = OrganisationId::from_trusted(21);

inline Clause clause_of(Target target) {
  return {.id = ClauseId::from_trusted(1),
          .lot = lot,
          .target = std::move(target),
          .execution = days("2025-07-01", "2026-06-30"),
          .legal_bases = {"L2112_2"},
          .penalty_per_missing_hour = std::nullopt,
          .counting_months = std::nullopt,
          .source_document = "CCAP article 5.3",
          .author = "Camille Exemple",
          .recorded_at = instant("2025-06-20T08:00:00Z")};
}

inline AmountFormula formula(std::int64_t amount, int share, int rate, std::int64_t cost, Rounding rounding = Rounding::nearest) {
  return {euros(amount), share, rate, euros(cost), rounding, std::nullopt};
}

inline Entry entry(std::int64_t id, ParticipantId who, const char* first, const char* last, WorkTime declared,
                   const char* recorded = "2025-08-05T09:00:00Z") {
  return {.id = EntryId::from_trusted(id),
          .timesheet = TimesheetId::from_trusted(31),
          .subject = {lot, firm, day(last).month_of()},
          .participant = who,
          .contract_type = "fixed_term",
          .employer_siret = "",
          .worked = days(first, last),
          .declared = declared,
          .reverses = std::nullopt,
          .source = {"releve.csv", "0f", {}},
          .recorded_at = instant(recorded)};
}

inline LineDecision decision(std::int64_t id, Verdict verdict, const char* at = "2025-08-10T09:00:00Z") {
  return {EntryId::from_trusted(id), verdict, verdict == Verdict::rejected ? "duplicate" : "", "", "Camille Exemple", instant(at)};
}

inline EligibilityDecision eligible(ParticipantId who, const char* effective = "2025-07-01", const char* criterion = "DELD",
                                    const char* at = "2025-06-25T09:00:00Z") {
  return {.participant = who,
          .verdict = EligibilityVerdict::eligible,
          .criterion = criterion,
          .effective_on = day(effective),
          .countable_until = std::nullopt,
          .proof_kind = "",
          .proof_seen_on = std::nullopt,
          .reason = "",
          .decided_by = "Camille Exemple",
          .decided_at = instant(at)};
}

inline std::string project_file(const std::string& path) {
  std::ifstream file(clausier::test::source_folder() / path, std::ios::binary);
  if (!file) throw std::runtime_error("missing " + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline const Rulebook& legal_values() {
  static const Rulebook values = Rulebook::parse(project_file("src/store/reference/legal_values.csv"));
  return values;
}

inline const Rulebook& rulebook() {
  static const Rulebook rules = with_indices(Rulebook::parse(project_file("src/store/reference/rules.csv")), legal_values());
  return rules;
}

inline Wording french() {
  Wording wording;
  wording.add(project_file("templates/messages.fr/rules.txt"));
  wording.add(project_file("templates/messages.fr/terms.txt"));
  return wording;
}

}  // namespace samples
