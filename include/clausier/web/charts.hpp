#pragma once
// Drawings made on the server, coloured by the style sheet alone. Each is an image with a title and
// a description; the same figures always stand in a table beside it.
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/work_time.hpp"
#include "clausier/web/html.hpp"

namespace clausier::web {

// Progress of one lot: solid = counted, hatched = pending, black tick = time elapsed, dashed = projection.
struct Gauge {
  std::string id;           // unique in the page, letters, digits and hyphens
  std::string title;        // "Avancement du lot 3"
  std::string description;  // the figures in one sentence
  WorkTime owed;            // zero: an empty gauge
  WorkTime counted;
  WorkTime pending;
  std::optional<int> elapsed_per_mille = std::nullopt;  // of the time of execution
  std::optional<WorkTime> projected = std::nullopt;     // at the end of execution
};
Html gauge_svg(const Gauge& gauge);

struct MonthBar {
  std::string label;  // short: "janv."
  WorkTime counted;
  WorkTime pending;
};
struct MonthChart {
  std::string id;
  std::string title;
  std::string description;
  std::vector<MonthBar> months = {};
};
Html month_bars_svg(const MonthChart& chart);

// What is left to do, month after month: as expected (dashed) and as counted (solid, up to today).
struct BurnDownPoint {
  std::string label;              // short: "janv."
  WorkTime expected_left;
  std::optional<WorkTime> left = std::nullopt;  // empty after today
};
struct BurnDown {
  std::string id;
  std::string title;
  std::string description;
  WorkTime owed;                  // what there was to do at the start: the top of the vertical scale
  std::string whole_label;        // of the scale: that figure, and its half
  std::string half_label;
  std::vector<BurnDownPoint> points = {};
};
Html burn_down_svg(const BurnDown& chart);

}  // namespace clausier::web
