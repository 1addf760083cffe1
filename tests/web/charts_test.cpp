#include <catch2/catch.hpp>

#include "clausier/web/charts.hpp"

using namespace clausier;
using namespace clausier::web;

namespace {

Gauge gauge(std::int64_t owed, std::int64_t counted, std::int64_t pending) {
  return {.id = "jauge-1", .title = "Avancement du lot <1>", .description = "910 h sur 2 000 h", .owed = WorkTime::from_hours(owed),
          .counted = WorkTime::from_hours(counted), .pending = WorkTime::from_hours(pending)};
}

bool has(const Html& drawing, std::string_view text) { return drawing.markup().find(text) != std::string::npos; }

}  // namespace

TEST_CASE("A gauge is an image with a name, drawn to scale", "[web][charts]") {
  auto progress = gauge(2000, 910, 130);
  progress.elapsed_per_mille = 500;
  progress.projected = WorkTime::from_hours(1800);
  const auto drawing = gauge_svg(progress);
  CHECK(has(drawing, "role=\"img\" aria-labelledby=\"jauge-1-titre jauge-1-desc\""));
  CHECK(has(drawing, "<title id=\"jauge-1-titre\">Avancement du lot &lt;1&gt;</title>"));
  CHECK(has(drawing, "<rect class=\"chart-counted\" x=\"0\" y=\"12\" width=\"455\""));
  CHECK(has(drawing, "<rect class=\"chart-pending\" x=\"455\" y=\"12\" width=\"65\""));
  CHECK(has(drawing, "class=\"gauge-elapsed\" x1=\"500\""));
  CHECK(has(drawing, "class=\"gauge-projection\" x1=\"900\""));
  CHECK_FALSE(has(drawing, "style="));
}

TEST_CASE("A gauge stays inside its frame", "[web][charts]") {
  CHECK(has(gauge_svg(gauge(100, 250, 50)), "class=\"chart-counted\" x=\"0\" y=\"12\" width=\"1000\""));
  CHECK(has(gauge_svg(gauge(100, 250, 50)), "class=\"chart-pending\" x=\"1000\" y=\"12\" width=\"0\""));
  CHECK(has(gauge_svg(gauge(0, 10, 0)), "class=\"chart-counted\" x=\"0\" y=\"12\" width=\"0\""));
  CHECK(has(gauge_svg(gauge(100, -5, 0)), "class=\"chart-counted\" x=\"0\" y=\"12\" width=\"0\""));
  CHECK_FALSE(has(gauge_svg(gauge(100, 1, 0)), "gauge-elapsed"));
}

TEST_CASE("Months are bars on one scale", "[web][charts]") {
  const auto drawing = month_bars_svg({"mois", "Heures par mois", "Deux mois",
                                       {{"janv.", WorkTime::from_hours(100), WorkTime::from_hours(100)},
                                        {"févr.", WorkTime::from_hours(50), WorkTime::zero()}}});
  CHECK(has(drawing, "viewBox=\"0 0 112 188\""));
  CHECK(has(drawing, "<rect class=\"chart-pending\" x=\"11\" y=\"10\" width=\"34\" height=\"75\""));
  CHECK(has(drawing, "<rect class=\"chart-counted\" x=\"11\" y=\"85\" width=\"34\" height=\"75\"/>"));
  CHECK(has(drawing, "<rect class=\"chart-counted\" x=\"67\" y=\"122\" width=\"34\" height=\"38\"/>"));
  CHECK(has(drawing, ">févr.</text>"));
  CHECK_NOTHROW(month_bars_svg({"vide", "Heures par mois", "Aucun mois", {}}));
}

TEST_CASE("What is left burns down from the whole, as expected and as counted until today", "[web][charts]") {
  const auto drawing = burn_down_svg({"reste", "Reste à faire", "Deux mois", WorkTime::from_hours(100), "100,00 h", "50,00 h",
                                      {{"janv.", WorkTime::from_hours(50), WorkTime::from_hours(80)}, {"févr.", WorkTime::zero()}}});
  CHECK(has(drawing, "class=\"chart-expected\" fill=\"none\" points=\"0,10 28,85 84,160\""));
  CHECK(has(drawing, "class=\"chart-level\" x1=\"0\" x2=\"112\" y1=\"10\""));
  CHECK(has(drawing, "y=\"24\">100,00 h</text>"));
  CHECK(has(drawing, "class=\"chart-level\" x1=\"0\" x2=\"112\" y1=\"85\""));
  CHECK(has(drawing, ">50,00 h</text>"));
  CHECK(has(drawing, "class=\"chart-left\" fill=\"none\" points=\"0,10 28,40\""));
  CHECK_FALSE(has(drawing, "style="));
}
