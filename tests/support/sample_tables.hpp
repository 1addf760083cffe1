#pragma once
// Reports made of tables to write and to read again: plainly fictive.
#include "clausier/report/attestation.hpp"
#include "clausier/report/hours_statement.hpp"
#include "clausier/report/missing_timesheets.hpp"
#include "clausier/report/pathway_report.hpp"
#include "sample_report.hpp"

namespace clausier::test {

inline report::ReportFrame sample_frame(std::string title) {
  return {std::move(title), sample_cutoff(), "15/07/2026 à 14 h 00", "2026-11-01", std::string(64, 'a'), "0.1.0"};
}

inline DecidedEntry stated_entry(std::int64_t id, const char* first, const char* last, std::int64_t seconds, LineStatus status) {
  const TimesheetSubject subject{LotId::from_trusted(1), OrganisationId::from_trusted(2), day(last).month_of()};
  return {{EntryId::from_trusted(id), TimesheetId::from_trusted(0), subject, ParticipantId::from_trusted(3), Modality::direct_hire, "", "",
           WorkKind::work, {day(first), day(last)}, WorkTime::from_seconds(seconds), std::nullopt, {"", "", {}},
           Instant::from_milliseconds(0)},
          status, ""};
}

inline report::TableReport sample_statement() {
  return report::hours_statement(
      sample_frame("Heures de la personne 7K3F au 30 juin 2026"), {"7K3F", "=HYPERLIEN", "Zoé", day("1990-04-05")},
      {{"2026-014 · lot 2", "Terrassements Fictifs", stated_entry(9, "2026-06-01", "2026-06-30", 126'000, LineStatus::pending)},
       {"2026-014 · lot 2", "Terrassements Fictifs", stated_entry(4, "2026-05-01", "2026-05-31", 252'000, LineStatus::counted)},
       {"2026-020", "Menuiseries Inventées", stated_entry(7, "2026-05-04", "2026-05-08", 27'000, LineStatus::rejected)}},
      french_wording());
}

inline report::TableReport sample_missing() {
  return report::missing_timesheets(
      sample_frame("Relevés d’heures manquants au 30 juin 2026"),
      {{"2026-014 · lot 2", "Ville fictive", "Terrassements Fictifs", "12345678200010", month("2026-03"), day("2026-04-10"), 81, std::nullopt},
       {"2026-020", "Ville fictive", "Menuiseries Inventées", "12345678200028", month("2026-04"), day("2026-05-11"), 50, day("2026-05-20")}},
      french_wording());
}

// The figures of 2025 are those that La Porte du Hainaut published: 461 followed, 201 entered, 125 exits, 70 positive.
inline report::TableReport sample_pathways() {
  return report::pathway_report(sample_frame("Parcours suivis par le service fictif, au 31 décembre 2025"),
                                {"Service fictif",
                                 {{{day("2024-01-01"), day("2024-12-31")}, {380, 190, 120, 4, 3}}, {{day("2025-01-01"), day("2025-12-31")}, {461, 201, 125, 70, 12}}},
                                 {{"emploi_durable", "Emploi de six mois ou plus", "Positive, confirmée", 52},
                                  {"creation", "Création d’entreprise", "Positive, confirmée", 3},
                                  {"formation_qualifiante", "Formation qualifiante", "Positive, confirmée", 15},
                                  {"emploi_durable", "Emploi de six mois ou plus", "À confirmer", 12},
                                  {"autre", "Autre motif", "Autre sortie", 43}},
                                 {{"france_travail", "France Travail", "", 150}, {"mission_locale", "Mission locale", "", 49}, {"others", "Autres", "", 2}},
                                 {}},
                                5, french_wording());
}

inline report::TableReport sample_attestation() { return report::attestation(report_of_one_lot(), french_wording()); }

}  // namespace clausier::test
