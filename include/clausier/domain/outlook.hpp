#pragma once
// What follows from a position: where the recent rhythm leads, and what lateness may cost. Told by steps that go on from
// those of the position, so that pages, workbooks, XML, JSON and the command line print one computation.
#include <optional>

#include "clausier/domain/forecast.hpp"
#include "clausier/domain/penalty.hpp"

namespace clausier {

struct Outlook {
  RhythmForecast rhythm = {};
  std::optional<PenaltyProposal> penalties = {};  // empty without a clause
};

// The steps of the position, then those of the rhythm and of the proposal, numbered as one list. What these took from "position"
// names the step that gives it; a proposal that holds nothing adds no step.
Explanation explained_with(const Position& position, const Outlook& outlook);

}  // namespace clausier
