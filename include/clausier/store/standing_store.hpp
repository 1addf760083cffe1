#pragma once
// Where lots stand on a day, kept with their hours by month. The base itself adds new hours, and forgets a row when
// anything else under it changes (triggers of the tables).
#include <functional>
#include <optional>
#include <string>

#include "clausier/domain/hours_tally.hpp"
#include "clausier/store/database.hpp"

namespace clausier::store {

struct Standing {
  LotState state = LotState::no_clause;
  std::optional<WorkTime> owed = {};
  std::optional<WorkTime> due = {};
  std::optional<WorkTime> missing = {};
  std::optional<Money> exposure = {};
  HoursTotals hours = {};
  bool operator==(const Standing&) const = default;
};

struct KeptStanding {
  LotId lot;
  Date day;
  std::string rules;  // version of the program, digest of its rules
  int urgency = 0;    // rank in a portfolio
  Standing standing;
  std::optional<HoursTally> tally;  // empty: only the entries tell
};

// In the place of what was kept of the lot.
void keep_standing(Connection& connection, const KeptStanding& kept);
// On a later day, from the hours kept: they stay as they are.
void renew_standing(Connection& connection, const KeptStanding& kept);
std::optional<KeptStanding> find_standing(Connection& connection, LotId lot);
void each_standing(Connection& connection, const std::function<void(const KeptStanding&)>& take);

// Columns of lot_standings in a row of any query.
Standing standing_of(const Row& row);

}  // namespace clausier::store
