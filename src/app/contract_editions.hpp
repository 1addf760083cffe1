#pragma once
// Later publications of known contracts, from the moment their import is applied.
#include "clausier/app/services.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

// Inside the transaction that makes the import visible: contracts say what it published last, and the programmes that
// follow from their object or place are suggested.
void apply_editions(Services& services, store::Connection& connection, ImportId import, Instant now);

}  // namespace clausier::app
