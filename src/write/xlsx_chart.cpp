#include "xlsx_chart.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "clean_text.hpp"
#include "xlsx_formats.hpp"
#include "xlsx_sheet.hpp"

namespace clausier::write {
namespace {

using report::SeriesStyle;

constexpr lxw_color_t navy = 0x1F3864;
constexpr lxw_color_t amber = 0xB45F06;
constexpr lxw_color_t brick = 0x9C2A1B;
constexpr lxw_color_t white = 0xFFFFFF;
constexpr lxw_color_t grey = 0xD0D0D0;

// Default size of a chart in pixels, that the scales apply to.
constexpr double default_width = 480;
constexpr double default_height = 288;
constexpr double narrowest = 680;
constexpr double bar_step = 28;

// As wide as the table above it. A wide table is printed smaller: bars and letters of its chart grow, half
// as much as the width, to stay legible on the page.
class Size {
public:
  explicit Size(const report::Sheet& sheet) : width_(std::max(narrowest, pixels_of(sheet.columns) - 16)) {}
  double width() const { return width_; }
  double scaled(double pixels) const { return pixels * (1 + width_ / narrowest) / 2; }
  double points(double letters) const { return std::round(scaled(letters)); }

private:
  double width_;
};

lxw_chart_line line_of(lxw_color_t colour, float points, std::uint8_t dash) {
  lxw_chart_line line{};
  line.color = colour;
  line.width = points;
  line.dash_type = dash;
  return line;
}

void dress(lxw_chart_series* series, SeriesStyle style) {
  lxw_chart_fill fill{};
  lxw_chart_pattern pattern{};
  auto line = line_of(navy, 0.75F, LXW_CHART_LINE_DASH_SOLID);
  switch (style) {
    case SeriesStyle::solid:
      fill.color = navy;
      chart_series_set_fill(series, &fill);
      break;
    case SeriesStyle::hatched:
      pattern.fg_color = amber;
      pattern.bg_color = white;
      pattern.type = LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL;
      chart_series_set_pattern(series, &pattern);
      line.color = amber;
      break;
    case SeriesStyle::hollow:
      fill.color = white;
      chart_series_set_fill(series, &fill);
      line.color = brick;
      break;
    case SeriesStyle::plain_line:
      line = line_of(navy, 2.5F, LXW_CHART_LINE_DASH_SOLID);
      break;
    case SeriesStyle::dashed_line:
      line = line_of(brick, 2.0F, LXW_CHART_LINE_DASH_DASH);
      break;
  }
  chart_series_set_line(series, &line);
}

void add_series(lxw_chart* chart, const report::Sheet& sheet, const report::ChartSeries& wanted, lxw_row_t last_row) {
  auto* series = chart_add_series(chart, nullptr, nullptr);
  if (!series) throw std::runtime_error("workbook, chart series: out of memory");
  const auto category = static_cast<lxw_col_t>(sheet.chart->category_column);
  const auto column = static_cast<lxw_col_t>(wanted.column);
  chart_series_set_categories(series, sheet.name.c_str(), 1, category, last_row, category);
  chart_series_set_values(series, sheet.name.c_str(), 1, column, last_row, column);
  chart_series_set_name_range(series, sheet.name.c_str(), 0, column);
  dress(series, wanted.style);
}

// The library calls x the horizontal axis, also when bars lie down and it carries the values.
void arrange_axes(lxw_chart* chart, const report::Chart& wanted, const Size& size) {
  const bool bars = wanted.kind == report::ChartKind::stacked_bars;
  auto* values = bars ? chart->x_axis : chart->y_axis;
  auto* categories = bars ? chart->y_axis : chart->x_axis;
  auto faint = line_of(grey, 0.5F, LXW_CHART_LINE_DASH_SOLID);
  chart_axis_set_name(values, clean_text(wanted.value_axis).c_str());
  chart_axis_set_num_format(values, "#,##0");
  lxw_chart_font font{};
  font.size = size.points(10);
  chart_axis_set_num_font(values, &font);
  chart_axis_set_num_font(categories, &font);
  chart_axis_set_name_font(values, &font);
  chart_axis_major_gridlines_set_visible(values, LXW_TRUE);
  chart_axis_major_gridlines_set_line(values, &faint);
  if (!bars) return chart_axis_set_num_format(categories, "mm/yyyy");
  chart_axis_set_interval_unit(categories, 1);  // every lot is named
  chart_axis_set_reverse(categories);       // the first row on top…
  chart_axis_set_crossing_max(categories);  // …and the hours still at the bottom
  chart_axis_major_gridlines_set_visible(categories, LXW_FALSE);
  chart_set_series_overlap(chart, 100);
  chart_set_series_gap(chart, 60);
}

}  // namespace

lxw_row_t chart_row(const report::Sheet& sheet) { return static_cast<lxw_row_t>(sheet.rows.size() + 2 + sheet.notes.size()); }

void insert_chart(lxw_workbook* book, lxw_worksheet* worksheet, const report::Sheet& sheet) {
  const auto& wanted = *sheet.chart;
  const auto rows = static_cast<lxw_row_t>(sheet.rows.size() - sheet.total_rows);
  const bool bars = wanted.kind == report::ChartKind::stacked_bars;
  auto* chart = workbook_add_chart(book, bars ? LXW_CHART_BAR_STACKED : LXW_CHART_LINE);
  if (!chart) throw std::runtime_error("workbook, chart: out of memory");
  for (const auto& series : wanted.series) add_series(chart, sheet, series, rows);
  const Size size(sheet);
  lxw_chart_font title_font{};
  title_font.size = size.points(13);
  title_font.bold = LXW_TRUE;
  chart_title_set_name(chart, clean_text(wanted.title).c_str());
  chart_title_set_name_font(chart, &title_font);
  chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
  lxw_chart_font legend_font{};
  legend_font.size = size.points(10);
  chart_legend_set_font(chart, &legend_font);
  arrange_axes(chart, wanted, size);

  const auto description = clean_text(wanted.description);
  const double height = bars ? size.scaled(170.0 + bar_step * static_cast<double>(rows)) : 380.0;
  lxw_chart_options options{};
  options.x_offset = 8;
  options.x_scale = size.width() / default_width;
  options.y_scale = height / default_height;
  options.object_position = LXW_OBJECT_MOVE_DONT_SIZE;
  options.description = const_cast<char*>(description.c_str());  // copied by the library
  check(worksheet_insert_chart_opt(worksheet, chart_row(sheet), 0, chart, &options), "chart");
}

}  // namespace clausier::write
