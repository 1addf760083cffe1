#pragma once
// What each lot asks of its office, kept so that a dashboard does not visit every lot. The base forgets a row when what it
// rests on changes (triggers of lot_tasks); the same day or not is the same to it.
#include <functional>
#include <optional>

#include "clausier/app/actor.hpp"
#include "clausier/app/services.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

struct LotTasks {
  std::optional<Month> awaited_from = {};  // first month of the calendar that a firm has not sent, due or not
  bool people_wait = false;                // for a decision of the office, or for it to know of an employment
  bool operator==(const LotTasks&) const = default;
};

// From the grants, timesheets, closures and people of the lot.
LotTasks reckoned_tasks(store::Connection& connection, const Services& services, LotId lot);
void keep_tasks_in(store::Connection& connection, const Services& services, LotId lot);
void each_kept_tasks(store::Connection& connection, const std::function<void(LotId, const LotTasks&)>& take);

// Keeps what is not kept yet of the lots of the actor's portfolio. How many were not.
std::int64_t keep_tasks(Services& services, const Actor& actor);

}  // namespace clausier::app
