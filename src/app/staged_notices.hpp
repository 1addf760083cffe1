#pragma once
// A notice in an import: the contract it makes, or what it adds to the one of its procedure.
#include "clausier/app/services.hpp"
#include "clausier/domain/notice.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

// Decides and stages. New: a contract with the lots of the notice. Amended: the contract that a notice of
// the same procedure made gains this notice, its awards and its lots. Unchanged: the notice is known in
// this version. Duplicate: it stands twice in the import.
PlannedRecord stage_notice(store::Connection& connection, const Services& services, ImportId import, const Notice& notice, Instant now);

}  // namespace clausier::app
