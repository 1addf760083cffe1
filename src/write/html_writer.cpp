#include "clausier/write/html_writer.hpp"

#include "clean_text.hpp"
#include "markup.hpp"
#include "svg_chart.hpp"

namespace clausier::write {
namespace {

using namespace report;

constexpr std::string_view style = R"css(
:root{color-scheme:light dark;--ink:#161616;--paper:#fff;--line:#8d8d8d;--head:#1f3864;--head-ink:#fff;--total:#dce6f1;--quiet:#595959;
--solid:#1f3864;--hatch:#9a4d05;--hollow:#9c2a1b;--grid:#d0d0d0}
@media (prefers-color-scheme:dark){:root{--ink:#ededed;--paper:#161616;--line:#7a7a7a;--head:#2c4a7c;--total:#24344d;--quiet:#c0c0c0;
--solid:#8fb4f0;--hatch:#f0a860;--hollow:#ff9b8a;--grid:#444}}
body{margin:0 auto;padding:1rem;max-width:90rem;background:var(--paper);color:var(--ink);font:1rem/1.4 Calibri,Carlito,"Liberation Sans",Arial,sans-serif}
h1{font-size:1.6rem;margin:0 0 .3rem}h2{font-size:1.25rem;margin:2rem 0 .5rem}
.foot{color:var(--quiet);margin:0 0 1rem;overflow-wrap:anywhere}
nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;padding:0;list-style:none}a{color:inherit}
section.table{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.85rem}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.wide{min-width:14em}
th,td{border-bottom:1px solid var(--line);padding:.25rem .4rem;text-align:left;vertical-align:top;font-weight:normal}
thead th{background:var(--head);color:var(--head-ink);font-weight:bold;vertical-align:middle}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}thead .n{white-space:normal}
.total th,.total td{background:var(--total);font-weight:bold}
.masked{font-style:italic;color:var(--quiet)}
.note{color:var(--quiet);margin:.3rem 0}
figure{margin:1rem 0}svg{width:100%;height:auto;max-width:70rem}svg text{fill:var(--ink);font-size:15px}
.grid{stroke:var(--grid)}.solid{fill:var(--solid)}.hatched{stroke:var(--hatch)}.hollow{fill:none;stroke:var(--hollow)}
.hatch-back{fill:var(--paper)}.hatch-line{fill:var(--hatch)}
polyline{fill:none}.plain-line{stroke:var(--solid);stroke-width:3}.dashed-line{stroke:var(--hollow);stroke-width:3;stroke-dasharray:10 6}
@page{size:A4 landscape;margin:12mm}
@media print{:root{color-scheme:light;--ink:#000;--paper:#fff;--line:#8d8d8d;--head:#1f3864;--head-ink:#fff;--total:#dce6f1;--quiet:#444;
--solid:#1f3864;--hatch:#9a4d05;--hollow:#9c2a1b;--grid:#d0d0d0}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}body{padding:0;max-width:none;font-size:9pt}table{font-size:7.2pt}
th,td{padding:.15rem .25rem}nav{display:none}section.table{overflow:visible}h2{break-after:avoid}tr,figure{break-inside:avoid}thead{display:table-header-group}
section.sheet+section.sheet{break-before:page}section.sheet h2{margin-top:0}}
)css";

constexpr int wide_from = 22;  // characters: such a text is not squeezed between numbers

bool is_number(ColumnKind kind) { return kind != ColumnKind::text && kind != ColumnKind::date && kind != ColumnKind::month; }

std::string attribute(std::string_view name, std::string_view value) {
  return value.empty() ? "" : " " + std::string(name) + "=\"" + escaped(value) + "\"";
}

bool is_wide(const Column& column) { return column.kind == ColumnKind::text && column.width >= wide_from; }

std::string class_of(const Column& column, const Cell& cell) {
  std::string classes = is_number(column.kind) ? "n" : is_wide(column) ? "wide" : "";
  if (std::holds_alternative<Masked>(cell)) classes += classes.empty() ? "masked" : " masked";
  return attribute("class", classes);
}

std::string row_markup(const Sheet& sheet, std::size_t row) {
  const bool total = row + sheet.total_rows >= sheet.rows.size() || sheet.subtotals.contains(row);
  std::string out = total ? "<tr class=\"total\">" : "<tr>";
  const auto& cells = sheet.rows[row];
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string tag = i == 0 ? "th" : "td";
    out += "<" + tag + (i == 0 ? " scope=\"row\"" : "") + class_of(sheet.columns[i], cells[i]) + ">" + escaped(printed(cells[i])) + "</" + tag + ">";
  }
  return out + "</tr>\n";
}

std::string table_markup(const Sheet& sheet, const std::string& id) {
  std::string out = "<section class=\"table\" aria-labelledby=\"" + id + "-table\" tabindex=\"0\">\n<table>\n<caption id=\"" + id + "-table\">" +
                    escaped(sheet.name) + "</caption>\n<thead><tr>";
  for (const auto& column : sheet.columns)
    out += std::string("<th scope=\"col\"") + (is_number(column.kind) ? " class=\"n\"" : "") + attribute("data-indicator", column.indicator) + ">" +
           escaped(column.header) + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (std::size_t row = 0; row < sheet.rows.size(); ++row) out += row_markup(sheet, row);
  return out + "</tbody>\n</table>\n</section>\n";
}

std::string sheet_markup(const Sheet& sheet, const std::string& id, const Wording& wording) {
  std::string out = "<section class=\"sheet\" id=\"" + id + "\">\n<h2>" + escaped(sheet.name) + "</h2>\n";
  out += sheet.rows.empty() ? "<p>" + escaped(wording.say("report.sheet.empty")) + "</p>\n" : table_markup(sheet, id);
  for (const auto& note : sheet.notes) out += "<p class=\"note\">" + escaped(note) + "</p>\n";
  if (sheet.chart && sheet.rows.size() > sheet.total_rows)
    out += "<figure>\n<figcaption>" + escaped(sheet.chart->title + " (" + sheet.chart->value_axis + ")") + "</figcaption>\n" +
           svg_chart(sheet, id + "-graphique") + "\n</figure>\n";
  return out + "</section>\n";
}

}  // namespace

std::string_view html_style() { return style; }

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : clean_text(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string write_html(const Workbook& book, const Wording& wording) {
  std::string out = "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
                    escaped(book.title) + " - " + escaped(book.author) + "</title>\n<style>" + std::string(style) +
                    "</style>\n</head>\n<body>\n<header>\n<h1>" + escaped(book.title) + "</h1>\n<p class=\"foot\">" + escaped(book.cutoff_line) +
                    "</p>\n</header>\n<nav aria-label=\"" + escaped(wording.say("report.sheets_nav")) + "\"><ul>\n";
  const auto id_of = [](std::size_t i) { return "feuille-" + std::to_string(i + 1); };
  for (std::size_t i = 0; i < book.sheets.size(); ++i)
    out += "<li><a href=\"#" + id_of(i) + "\">" + escaped(book.sheets[i].name) + "</a></li>\n";
  out += "</ul></nav>\n<main>\n";
  for (std::size_t i = 0; i < book.sheets.size(); ++i) out += sheet_markup(book.sheets[i], id_of(i), wording);
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace clausier::write
