#include "labels.hpp"

namespace clausier::report {

std::string lot_reference(const LotSection& lot, const Wording& wording) {
  const std::string contract = lot.contract_number.empty() ? lot.contract.text() : lot.contract_number;
  if (lot.lot_number.empty()) return contract;
  return wording.say("report.lot.reference", {{"contract", contract}, {"number", lot.lot_number}});
}

std::string total_label(const Report& report, const Wording& wording) {
  return wording.say("report.total.lots", {{"lots", std::to_string(report.lots.size())}});
}

std::string subject_of(const LotSection& lot) {
  if (lot.lot_label.empty() || lot.lot_label == lot.object) return lot.object;
  return lot.object.empty() ? lot.lot_label : lot.object + " – " + lot.lot_label;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : std::string(separator)) + part;
  return text;
}

std::string programme_labels(const std::vector<std::string>& codes, const Wording& wording) {
  std::vector<std::string> labels;
  for (const auto& code : codes) labels.push_back(wording.has("programme." + code) ? wording.say("programme." + code) : code);
  return joined(labels, ", ");
}

std::string legal_labels(std::string_view codes, const Wording& wording) {
  constexpr std::string_view separator = ", ";
  std::vector<std::string> labels;
  for (std::string_view rest = codes; !rest.empty();) {
    const auto end = rest.find(separator);
    const auto key = "legal." + std::string(rest.substr(0, end));
    if (!wording.has(key)) return std::string(codes);
    labels.push_back(wording.say(key));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + separator.size());
  }
  return joined(labels, ", ");
}

Masked mask_of(Disclosure disclosure, std::size_t minimum, const Wording& wording) {
  const bool small = disclosure == Disclosure::small;
  return {wording.say(small ? "report.mask.small" : "report.mask.withheld", {{"minimum", std::to_string(minimum)}})};
}

Cell people_cell(const PeopleCount& count, std::size_t minimum, const Wording& wording) {
  if (count.disclosure == Disclosure::shown) return static_cast<std::int64_t>(count.people);
  return mask_of(count.disclosure, minimum, wording);
}

Cell people_of_all(const Report& report, const Wording& wording) {
  const bool some_left_out = report.lots_left_out > 0 && report.people.disclosure == Disclosure::shown;
  if (some_left_out) return Masked{wording.say("report.mask.at_least", {{"people", std::to_string(report.people.people)}})};
  return people_cell(report.people, report.people_minimum, wording);
}

namespace {

Emphasis emphasis_of(std::string_view name) {
  if (name == "missing" || name == "exposure") return Emphasis::above_zero;
  if (name == "pace") return Emphasis::below_whole;
  return name == "progress" ? Emphasis::bar : Emphasis::none;
}

}  // namespace

Column column(const Wording& wording, std::string_view name, ColumnKind kind, int width) {
  const bool figure = kind != ColumnKind::text && kind != ColumnKind::date && kind != ColumnKind::month;
  Column made{wording.say("report.column." + std::string(name)), width, kind, figure ? std::string(name) : "", std::string(name)};
  made.emphasis = emphasis_of(name);
  return made;
}

Column state_column(const Wording& wording, int width) {
  auto made = column(wording, "state", ColumnKind::text, width);
  for (const auto state : {LotState::late, LotState::missed}) made.alerts.push_back(wording.say("state." + std::string(lot_state_code(state))));
  return made;
}

Column hours_column(const Wording& wording, std::string_view name) {
  return column(wording, name, ColumnKind::hours, 11);
}

void append_hours_columns(std::vector<Column>& columns, const Wording& wording) {
  for (const auto* name : {"declared", "counted", "pending", "rejected", "uncountable"})
    columns.push_back(hours_column(wording, name));
}

void append_hours_cells(std::vector<Cell>& row, const HoursTotals& hours) {
  for (const auto time : {hours.declared, hours.counted, hours.pending, hours.rejected, hours.uncountable})
    row.emplace_back(time);
}

}  // namespace clausier::report
