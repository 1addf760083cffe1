#pragma once
// Keeps the search index and the register of names in step with the contracts.
#include "clausier/app/services.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

// Indexes everything that waits, by short transactions: pages stay readable meanwhile. Resumed at the
// next opening when it was interrupted.
void index_waiting_contracts(Services& services);

// Rows are true on the day they were written. Writes again those that an amendment has changed since:
// called before the index is read; nothing but one look-up when no amendment took effect.
void refresh_index(Services& services);

// Writes the row of one contract again, within the caller's transaction: a person has just changed
// what it can be found by.
void index_contract_again(Services& services, store::Connection& connection, ContractId contract);

}  // namespace clausier::app
