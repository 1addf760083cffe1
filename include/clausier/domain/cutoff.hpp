#pragma once
// The two dates of every question.
#include "clausier/domain/calendar.hpp"

namespace clausier {

// Two dates, never one: last day worked that is looked at, last instant recorded that is believed.
struct Cutoff {
  Date worked_until;
  Instant recorded_until;
};

}  // namespace clausier
