#pragma once
// The list of what was reported: the question, the hashes of the answer, who asked. Never the answer itself.
#include "clausier/app/reports.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

struct StoredReport {
  ReportId id;
  const ReportParameters& parameters;
  Cutoff cutoff;
  std::string title;
  std::string file_sha256;
  std::string entries_sha256;
};
// With its event in the journal. A file that is listed already is sent again, not listed twice: on pages,
// a question with its instant fixed was asked before; on the command line it may be new, and its file must
// be known to `verify-report`.
void record_report(store::Connection& connection, const Services& services, const Actor& actor, const StoredReport& report);

// As a row of `reports` keeps them.
ReportParameters parameters_of(const store::Row& row);

}  // namespace clausier::app
