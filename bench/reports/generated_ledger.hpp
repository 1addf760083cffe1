#pragma once
// Lines of a ledger made up in order, the same every time: what changes from line to line in a real one changes here.
#include <string>

#include "clausier/domain/position.hpp"

namespace bench {

class Ledger {
public:
  const clausier::DecidedEntry& next() {
    ++number_;
    if (number_ % lines_of_a_lot == 1) lot_ = "2026-" + std::to_string(100 + number_ / lines_of_a_lot) + " · lot 2";
    line_.entry.id = clausier::EntryId::from_trusted(number_);
    line_.entry.worked = {first_, first_.plus_days(static_cast<int>(number_ % 28))};
    line_.entry.declared = clausier::WorkTime::from_seconds(900 * (80 + number_ * 37 % 500));
    return line_;
  }
  const std::string& lot() const { return lot_; }

private:
  static constexpr std::int64_t lines_of_a_lot = 500;
  clausier::Date first_ = *clausier::Date::of(2026, 5, 1);
  std::int64_t number_ = 0;
  std::string lot_;
  clausier::DecidedEntry line_{{clausier::EntryId::from_trusted(0), clausier::TimesheetId::from_trusted(1),
                                {clausier::LotId::from_trusted(1), clausier::OrganisationId::from_trusted(2), *clausier::Month::parse_iso("2026-05")},
                                clausier::ParticipantId::from_trusted(3), clausier::Modality::direct_hire, "fixed_term", "", clausier::WorkKind::work,
                                {first_, first_}, clausier::WorkTime::zero(), std::nullopt, {"", "", {}}, clausier::Instant::from_milliseconds(0)},
                               clausier::LineStatus::counted, "status.awaiting_decision"};
};

}  // namespace bench
