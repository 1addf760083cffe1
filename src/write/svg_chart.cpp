#include "svg_chart.hpp"

#include <algorithm>
#include <vector>

#include "markup.hpp"

namespace clausier::write {
namespace {

using namespace report;

constexpr std::int64_t width = 1000;
constexpr std::int64_t label_width = 210;  // left of the bars
constexpr std::int64_t axis_width = 70;    // left of the lines
constexpr std::int64_t bar_step = 30, bar_height = 18;
constexpr std::int64_t plot_height = 260;
constexpr std::int64_t month_margin = 40;  // half a month's label, on both sides
constexpr std::int64_t legend_height = 34, axis_height = 26;
constexpr std::size_t label_characters_at_most = 26;

std::string number(std::int64_t value) { return std::to_string(value); }

std::int64_t seconds_of(const Cell& cell) {
  const auto* time = std::get_if<WorkTime>(&cell);
  return time ? std::max<std::int64_t>(0, time->seconds()) : 0;
}

const char* class_of(SeriesStyle style) {
  switch (style) {
    case SeriesStyle::solid: return "solid";
    case SeriesStyle::hatched: return "hatched";
    case SeriesStyle::hollow: return "hollow";
    case SeriesStyle::plain_line: return "plain-line";
    case SeriesStyle::dashed_line: return "dashed-line";
  }
  return "solid";
}

std::size_t characters_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// A round number of hours not under the value: 1, 2 or 5 and zeros.
std::int64_t round_top(std::int64_t seconds) {
  const std::int64_t hours = std::max<std::int64_t>(1, (seconds + 3'599) / 3'600);
  for (std::int64_t unit = 1;; unit *= 10)
    for (const std::int64_t step : {1, 2, 5})
      if (unit * step >= hours) return unit * step * 3'600;
}

// Quarters of the axis, in hours: "5" or "2,5", exactly.
std::string tick_text(std::int64_t top, std::int64_t tick) {
  auto hours = french_hours(WorkTime::from_seconds(top * tick / 4));
  while (hours.ends_with('0')) hours.pop_back();
  if (hours.ends_with(',')) hours.pop_back();
  return hours;
}

class Drawing {
public:
  Drawing(const Sheet& sheet, std::string id) : sheet_(sheet), chart_(*sheet.chart), id_(std::move(id)) {
    rows_ = sheet.rows.size() - sheet.total_rows;
  }

  std::string bars() {
    std::int64_t longest = 0;
    for (std::size_t row = 0; row < rows_; ++row) longest = std::max(longest, sum_of(row));
    const auto top = round_top(longest);
    const auto plot = width - label_width - 40;
    const auto height = static_cast<std::int64_t>(rows_) * bar_step;
    open(height + axis_height + legend_height);
    for (std::int64_t tick = 0; tick <= 4; ++tick) {
      const auto x = label_width + plot * tick / 4;
      line("grid", x, 0, x, height);
      text("middle", x, height + 18, tick_text(top, tick));
    }
    for (std::size_t row = 0; row < rows_; ++row) draw_bar(row, top, plot);
    legend(height + axis_height + 20);
    return close();
  }

  std::string lines() {
    std::int64_t highest = 0;
    for (std::size_t row = 0; row < rows_; ++row)
      for (const auto& series : chart_.series) highest = std::max(highest, seconds_of(sheet_.rows[row][series.column]));
    const auto top = round_top(highest);
    open(plot_height + 10 + axis_height + legend_height);
    for (std::int64_t tick = 0; tick <= 4; ++tick) {
      const auto y = 10 + plot_height - plot_height * tick / 4;
      line("grid", axis_width, y, width, y);
      text("end", axis_width - 8, y + 5, tick_text(top, tick));
    }
    const std::size_t every = std::max<std::size_t>(1, (rows_ + 11) / 12);
    for (std::size_t row = 0; row < rows_; row += every) text("middle", x_of(row), plot_height + 32, label_of(row));
    for (const auto& series : chart_.series) draw_line(series, top);
    legend(10 + plot_height + axis_height + 20);
    return close();
  }

private:
  std::int64_t sum_of(std::size_t row) const {
    std::int64_t sum = 0;
    for (const auto& series : chart_.series) sum += seconds_of(sheet_.rows[row][series.column]);
    return sum;
  }

  std::int64_t x_of(std::size_t row) const {
    const auto plot = width - axis_width - 2 * month_margin;
    return axis_width + month_margin + (rows_ < 2 ? 0 : plot * static_cast<std::int64_t>(row) / static_cast<std::int64_t>(rows_ - 1));
  }

  std::string label_of(std::size_t row) const {
    const auto& cell = sheet_.rows[row][chart_.category_column];
    if (const auto* month = std::get_if<Month>(&cell)) return month->iso().substr(5) + "/" + month->iso().substr(0, 4);
    return printed(cell);
  }

  void draw_bar(std::size_t row, std::int64_t top, std::int64_t plot) {
    const auto y = static_cast<std::int64_t>(row) * bar_step + (bar_step - bar_height) / 2;
    text("end", label_width - 10, y + 14, label_of(row));
    std::int64_t before = 0;
    for (const auto& series : chart_.series) {
      const auto from = before * plot / top;
      before += seconds_of(sheet_.rows[row][series.column]);
      const auto to = before * plot / top;
      if (to > from) box(series.style, label_width + from, y, to - from, bar_height);
    }
  }

  void draw_line(const ChartSeries& series, std::int64_t top) {
    svg_ += std::string("<polyline class=\"") + class_of(series.style) + "\" points=\"";
    for (std::size_t row = 0; row < rows_; ++row) {
      const auto y = 10 + plot_height - seconds_of(sheet_.rows[row][series.column]) * plot_height / top;
      svg_ += number(x_of(row)) + "," + number(y) + " ";
    }
    svg_ += "\"/>";
  }

  void legend(std::int64_t y) {
    std::int64_t x = chart_.kind == ChartKind::lines ? axis_width : label_width;
    for (const auto& series : chart_.series) {
      const bool is_line = series.style == SeriesStyle::plain_line || series.style == SeriesStyle::dashed_line;
      if (is_line) svg_ += std::string("<polyline class=\"") + class_of(series.style) + "\" points=\"" + number(x) + "," + number(y - 5) + " " +
                           number(x + 34) + "," + number(y - 5) + "\"/>";
      else box(series.style, x, y - 13, 34, 16);
      words("start", x + 42, y, sheet_.columns[series.column].header);
      x += 72 + static_cast<std::int64_t>(characters_of(sheet_.columns[series.column].header)) * 17 / 2;  // of the letters here
    }
  }

  void box(SeriesStyle style, std::int64_t x, std::int64_t y, std::int64_t w, std::int64_t h) {
    const std::string fill = style == SeriesStyle::hatched ? " fill=\"url(#" + id_ + "-hachures)\"" : "";
    svg_ += std::string("<rect class=\"") + class_of(style) + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(w) +
            "\" height=\"" + number(h) + "\"" + fill + "/>";
  }

  void line(const char* css_class, std::int64_t x1, std::int64_t y1, std::int64_t x2, std::int64_t y2) {
    svg_ += std::string("<line class=\"") + css_class + "\" x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) +
            "\" y2=\"" + number(y2) + "\"/>";
  }

  void text(const char* anchor, std::int64_t x, std::int64_t y, const std::string& what) { words(anchor, x, y, shortened(what)); }

  void words(const char* anchor, std::int64_t x, std::int64_t y, const std::string& what) {
    svg_ += std::string("<text text-anchor=\"") + anchor + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\">" +
            escaped(what) + "</text>";
  }

  // The whole of it stands in the table.
  static std::string shortened(const std::string& words) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < words.size(); ++at) {
      if ((static_cast<unsigned char>(words[at]) & 0xC0) == 0x80) continue;
      if (++characters > label_characters_at_most) return words.substr(0, at) + "…";
    }
    return words;
  }

  void open(std::int64_t height) {
    svg_ = "<svg role=\"img\" aria-labelledby=\"" + id_ + "-titre " + id_ + "-desc\" viewBox=\"0 0 " + number(width) + " " + number(height) +
           "\" focusable=\"false\"><title id=\"" + id_ + "-titre\">" + escaped(chart_.title) + "</title><desc id=\"" + id_ + "-desc\">" +
           escaped(chart_.description) + "</desc><defs><pattern id=\"" + id_ +
           "-hachures\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
           "<rect class=\"hatch-back\" width=\"8\" height=\"8\"/><rect class=\"hatch-line\" width=\"3\" height=\"8\"/></pattern></defs>";
  }
  std::string close() { return std::move(svg_) + "</svg>"; }

  const Sheet& sheet_;
  const Chart& chart_;
  std::string id_;
  std::size_t rows_ = 0;
  std::string svg_;
};

}  // namespace

std::string svg_chart(const Sheet& sheet, const std::string& id) {
  Drawing drawing(sheet, id);
  return sheet.chart->kind == ChartKind::stacked_bars ? drawing.bars() : drawing.lines();
}

}  // namespace clausier::write
