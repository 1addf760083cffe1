#pragma once
// What people decided of records that were not used, as rows.
#include <optional>
#include <string>

#include "clausier/app/quarantine.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

std::optional<Settlement> find_settlement(store::Connection& connection, const std::string& record_key);

}  // namespace clausier::app
