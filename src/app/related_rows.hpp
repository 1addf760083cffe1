#pragma once
// Contracts named on the page of another one, as rows.
#include "clausier/app/contract_relations.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

// Columns id, uid, object, notified_on, amount_cents.
RelatedContract related_contract_of(const store::Row& row);

}  // namespace clausier::app
