#include "clausier/web/charts.hpp"

#include <algorithm>

namespace clausier::web {
namespace {

std::string number(std::int64_t value) { return std::to_string(value); }

// Attributes only: the content policy refuses style attributes.
std::string rectangle(std::string_view css_class, std::int64_t x, std::int64_t y, std::int64_t width, std::int64_t height,
                      std::string_view fill = {}) {
  return "<rect class=\"" + std::string(css_class) + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" +
         number(width) + "\" height=\"" + number(height) + "\"" +
         (fill.empty() ? "" : " fill=\"" + std::string(fill) + "\"") + "/>";
}

std::string upright(std::string_view css_class, std::int64_t x, std::int64_t y1, std::int64_t y2) {
  return "<line class=\"" + std::string(css_class) + "\" x1=\"" + number(x) + "\" x2=\"" + number(x) + "\" y1=\"" +
         number(y1) + "\" y2=\"" + number(y2) + "\"/>";
}

std::string opening(std::string_view css_class, std::string_view id, std::int64_t width, std::int64_t height,
                    std::string_view title, std::string_view description) {
  const std::string name = escape_html(id);
  return "<svg class=\"" + std::string(css_class) + "\" role=\"img\" aria-labelledby=\"" + name + "-titre " + name +
         "-desc\" viewBox=\"0 0 " + number(width) + " " + number(height) + "\" focusable=\"false\"><title id=\"" + name +
         "-titre\">" + escape_html(title) + "</title><desc id=\"" + name + "-desc\">" + escape_html(description) +
         "</desc>";
}

// Oblique strokes for what still waits for a decision; one pattern per drawing, ids being unique.
std::string hatching(std::string_view id) {
  return "<defs><pattern id=\"" + escape_html(id) +
         "-hachures\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
         "<rect class=\"chart-pending-back\" width=\"8\" height=\"8\"/><rect class=\"chart-pending-line\" width=\"4\" "
         "height=\"8\"/></pattern></defs>";
}

std::string hatched(std::string_view id) { return "url(#" + escape_html(id) + "-hachures)"; }

std::int64_t scaled(WorkTime part, WorkTime whole, std::int64_t length) {
  if (whole <= WorkTime::zero()) return 0;
  const auto seconds = std::clamp<std::int64_t>(part.seconds(), 0, whole.seconds());
  return (seconds * length + whole.seconds() / 2) / whole.seconds();
}

// A level of the vertical scale: a thin line, its figure at the end where the curves have come down.
std::string level(std::int64_t y, std::int64_t width, std::string_view label) {
  return "<line class=\"chart-level\" x1=\"0\" x2=\"" + number(width) + "\" y1=\"" + number(y) + "\" y2=\"" + number(y) +
         "\"/><text class=\"chart-label\" text-anchor=\"end\" x=\"" + number(width - 2) + "\" y=\"" + number(y + 14) + "\">" +
         escape_html(label) + "</text>";
}

}  // namespace

Html gauge_svg(const Gauge& gauge) {
  constexpr std::int64_t width = 1000;
  constexpr std::int64_t top = 12;
  constexpr std::int64_t height = 36;
  const auto counted = scaled(gauge.counted, gauge.owed, width);
  const auto with_pending = scaled(gauge.counted + gauge.pending, gauge.owed, width);
  std::string svg = opening("gauge", gauge.id, width, top * 2 + height, gauge.title, gauge.description);
  svg.insert(4, " preserveAspectRatio=\"none\"");  // as wide as the page, always as tall
  svg += hatching(gauge.id);
  svg += rectangle("gauge-track", 0, top, width, height);
  svg += rectangle("chart-counted", 0, top, counted, height);
  svg += rectangle("chart-pending", counted, top, with_pending - counted, height, hatched(gauge.id));
  if (gauge.projected) svg += upright("gauge-projection", std::min(scaled(*gauge.projected, gauge.owed, width), width - 3), 2, top * 2 + height - 2);
  if (gauge.elapsed_per_mille) {
    const auto at = std::clamp<std::int64_t>(*gauge.elapsed_per_mille, 3, width - 3);
    svg += upright("gauge-elapsed", at, 0, top * 2 + height);
  }
  return Html::from_own_markup(svg + "</svg>");
}

Html month_bars_svg(const MonthChart& chart) {
  constexpr std::int64_t step = 56;
  constexpr std::int64_t bar = 34;
  constexpr std::int64_t height = 160;
  constexpr std::int64_t label_height = 28;
  WorkTime tallest = WorkTime::zero();
  for (const auto& month : chart.months) tallest = std::max(tallest, month.counted + month.pending);
  const auto width = std::max<std::int64_t>(step, step * static_cast<std::int64_t>(chart.months.size()));
  std::string svg = opening("month-bars", chart.id, width, height + label_height, chart.title, chart.description);
  svg += hatching(chart.id);
  std::int64_t x = (step - bar) / 2;
  for (const auto& month : chart.months) {
    const auto whole = scaled(month.counted + month.pending, tallest, height - 10);
    const auto counted = std::min(whole, scaled(month.counted, tallest, height - 10));
    svg += rectangle("chart-pending", x, height - whole, bar, whole - counted, hatched(chart.id));
    svg += rectangle("chart-counted", x, height - counted, bar, counted);
    svg += "<text class=\"chart-label\" text-anchor=\"middle\" x=\"" + number(x + bar / 2) + "\" y=\"" +
           number(height + 20) + "\">" + escape_html(month.label) + "</text>";
    x += step;
  }
  svg += "<line class=\"chart-axis\" x1=\"0\" x2=\"" + number(width) + "\" y1=\"" + number(height) + "\" y2=\"" +
         number(height) + "\"/>";
  return Html::from_own_markup(svg + "</svg>");
}

Html burn_down_svg(const BurnDown& chart) {
  constexpr std::int64_t step = 56;
  constexpr std::int64_t height = 160;
  constexpr std::int64_t label_height = 28;
  const auto width = std::max<std::int64_t>(step, step * static_cast<std::int64_t>(chart.points.size()));
  std::string svg = opening("burn-down", chart.id, width, height + label_height, chart.title, chart.description);
  const auto at = [&](std::int64_t x, WorkTime left) {
    const auto tall = scaled(std::clamp(left, WorkTime::zero(), chart.owed), chart.owed, height - 10);
    return " " + number(x) + "," + number(height - tall);
  };
  svg += level(10, width, chart.whole_label) + level((height + 10) / 2, width, chart.half_label);
  std::string expected = at(0, chart.owed), counted = at(0, chart.owed);
  std::int64_t x = step / 2;
  for (const auto& point : chart.points) {
    expected += at(x, point.expected_left);
    if (point.left) counted += at(x, *point.left);
    svg += "<text class=\"chart-label\" text-anchor=\"middle\" x=\"" + number(x) + "\" y=\"" + number(height + 20) + "\">" +
           escape_html(point.label) + "</text>";
    x += step;
  }
  svg += "<polyline class=\"chart-expected\" fill=\"none\" points=\"" + expected.substr(1) + "\"/>";
  svg += "<polyline class=\"chart-left\" fill=\"none\" points=\"" + counted.substr(1) + "\"/>";
  svg += "<line class=\"chart-axis\" x1=\"0\" x2=\"" + number(width) + "\" y1=\"" + number(height) + "\" y2=\"" + number(height) + "\"/>";
  return Html::from_own_markup(svg + "</svg>");
}

}  // namespace clausier::web
