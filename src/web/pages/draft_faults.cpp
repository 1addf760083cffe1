// The faults of a draft: in which order, which of them, each with its place.
#include <algorithm>
#include <functional>
#include <map>
#include <numeric>

#include "draft_parts.hpp"
#include "firm_parts.hpp"

namespace clausier::web {
namespace {

constexpr std::string_view filter_name = "faute";

std::string text_of(std::size_t count) { return french_integer(static_cast<std::int64_t>(count)); }

View link(const Request& here, const std::string& value, std::string label) {
  const bool current = here.query.get(filter_name) == value;
  auto query = std::vector<std::pair<std::string, std::string>>{};
  if (!value.empty()) query.emplace_back(filter_name, value);
  return View().set("path", address(here.path, query)).set("label", std::move(label)).set("is_current", current);
}

}  // namespace

std::string kind_of_fault(const Wording& wording, const std::string& code) {
  if (const auto own = "fault." + code; wording.has(own)) return wording.say(own);
  const auto found = wording.entries().find(code);
  const std::string_view text = found == wording.entries().end() ? std::string_view(code) : std::string_view(found->second);
  std::string label;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at).starts_with(". ")) break;
    if (text[at] != '{') {
      label += text[at];
      continue;
    }
    const auto close = std::min(text.find('}', at), text.size());
    const auto hole = text.substr(at + 1, close - at - 1);
    const auto many = hole.rfind('|');
    label += many == std::string_view::npos ? "…" : std::string(hole.substr(many + 1));
    at = close;
  }
  return label;
}

std::vector<std::size_t> faults_shown(const app::TimesheetReading& reading, const Request& request) {
  const auto& findings = reading.findings;
  std::vector<std::size_t> ranks(findings.size());
  std::iota(ranks.begin(), ranks.end(), std::size_t{0});
  const auto& asked = request.query.get(filter_name);
  const auto is_asked = [&](auto rank) { return findings[rank].code == asked || severity_code(findings[rank].severity) == asked; };
  if (std::any_of(ranks.begin(), ranks.end(), is_asked)) std::erase_if(ranks, std::not_fn(is_asked));  // a fault that is no more: all of them
  std::stable_sort(ranks.begin(), ranks.end(), [&](auto a, auto b) { return findings[a].severity < findings[b].severity; });
  return ranks;
}

View fault_filters(const Wording& wording, const app::TimesheetReading& reading, const Request& here) {
  const auto& asked = here.query.get(filter_name);
  View severities = View::list();
  severities.add(link(here, "", wording.say("reading.all")));
  for (const auto severity : {Severity::error, Severity::warning, Severity::info}) {
    const auto count = count_of(reading.findings, severity);
    if (count == 0) continue;
    const std::string code(severity_code(severity));
    severities.add(link(here, code, wording.say("reading." + code + "s", {{"n", std::to_string(count)}, {"count", text_of(count)}})));
  }
  std::map<std::pair<Severity, std::string>, std::size_t> counts;
  for (const auto& f : reading.findings) ++counts[{f.severity, f.code}];
  View codes = View::list();
  if (counts.size() > 1)
    for (const auto& [fault, count] : counts) codes.add(link(here, fault.second, kind_of_fault(wording, fault.second)).set("count", text_of(count)));
  const bool is_code = std::any_of(counts.begin(), counts.end(), [&](const auto& entry) { return entry.first.second == asked; });
  return View().set("severities", severities).set("codes", codes).set("is_open", is_code);
}

View fault_view(const SiteParts& parts, const app::TimesheetReading& reading, const std::set<std::string>& sheets, std::size_t rank, bool open) {
  const auto timesheet = reading.head.id;
  const auto& fault = reading.findings[rank];
  std::string declare;
  if (fault.code == "cell.person.unknown")
    declare = address("/participants/nouveau", {{"releve", timesheet.text()},
                                                {"feuille", std::to_string(sheet_rank(sheets, fault.place.sheet))},
                                                {"ligne", std::to_string(fault.place.row)}});
  const auto tone = fault.severity == Severity::error ? Tone::danger : fault.severity == Severity::warning ? Tone::warning : Tone::neutral;
  return View()
      .set("severity", tag(tone, parts.wording.say("severity." + std::string(severity_code(fault.severity)))))
      .set("sheet", fault.place.sheet).set("row", fault.place.row > 0 ? text_of(static_cast<std::size_t>(fault.place.row)) : "")
      .set("column", fault.place.column).set("value", fault.value).set("text", finding_text(parts.wording, fault))
      .set("declare_path", declare).set("repair", open ? repair_view(reading, rank) : View(false));
}

}  // namespace clausier::web
