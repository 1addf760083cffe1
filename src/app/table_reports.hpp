#pragma once
// What the reports made of tables say, from the base, inside the caller's snapshot.
#include <optional>

#include "clausier/app/reports.hpp"
#include "clausier/report/table_report.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

// Timesheets past their date on the last day of the cut-off, as known then: of every firm that had access to a lot
// of the perimeter. Empty when the perimeter holds no lot.
std::optional<report::TableReport> missing_timesheets_at(store::Connection& c, Services& services, const Actor& actor,
                                                         const ReportParameters& asked, const Cutoff& cutoff);

// Hours of the person of `asked.person` on the lots of the perimeter. Empty when the actor knows no such person.
std::optional<report::TableReport> hours_statement_at(store::Connection& c, Services& services, const Actor& actor,
                                                      const ReportParameters& asked, const Cutoff& cutoff);

// Pathways that the actor's office follows, or the office of `asked.firm_siret` for the operator. Empty when it recorded
// nothing by then.
std::optional<report::TableReport> pathways_at(store::Connection& c, Services& services, const Actor& actor, const ReportParameters& asked,
                                               const Cutoff& cutoff);

}  // namespace clausier::app
