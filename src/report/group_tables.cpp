#include "group_tables.hpp"

#include <algorithm>

namespace clausier::report {
namespace {

HoursTotals printed_hours(const HoursTotals& hours) {
  return {.declared = hours.declared, .counted = hours.counted, .pending = hours.pending};
}

void add(Breakdown& sum, const Breakdown& part) {
  sum.hours += printed_hours(part.hours);
  sum.people.insert(part.people.begin(), part.people.end());
}

GroupLine line_of(const std::string& code, const Breakdown& group, bool with_people) {
  GroupLine line{.code = code, .people = {Disclosure::withheld, 0}, .hours = group.hours};
  if (with_people) line.people = {Disclosure::shown, group.people.size()};
  return line;
}

GroupTable table_of(const std::vector<LotGroups>& lots, std::size_t minimum) {
  std::map<std::string, Breakdown> shown;
  Breakdown hidden;
  GroupTable table;
  for (const auto& lot : lots) {
    for (const auto& [code, breakdown] : lot.position->by_group) add(lot.shown.contains(code) ? shown[code] : hidden, breakdown);
  }
  const bool with_people = people_may_be_counted(lots, minimum);
  for (const auto& [code, group] : shown) table.lines.push_back(line_of(code, group, with_people));
  // Those whose eligibility is not decided stand last.
  if (shown.contains("")) std::rotate(table.lines.begin(), table.lines.begin() + 1, table.lines.end());
  if (!hidden.people.empty()) table.undistributed = hidden.hours;
  return table;
}

PeopleCount people_of(const Position& lot, std::size_t minimum) {
  const auto people = lot.people.size();
  if (people > 0 && people < minimum) return {Disclosure::small, 0};
  return {Disclosure::shown, people};
}

}  // namespace

void add_groups(Report& report, const std::vector<const Position*>& positions) {
  std::vector<LotGroups> lots;
  for (const auto* position : positions) lots.push_back({position, shown_groups(*position, report.people_minimum)});
  for (std::size_t i = 0; i < lots.size(); ++i) report.lots[i].groups = table_of({lots[i]}, report.people_minimum);
  report.groups = table_of(lots, report.people_minimum);
}

void add_people(Report& report, const std::vector<const Position*>& positions) {
  std::set<ParticipantId> people;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    report.lots[i].people = people_of(*positions[i], report.people_minimum);
    if (report.lots[i].people.disclosure == Disclosure::shown) people.insert(positions[i]->people.begin(), positions[i]->people.end());
    else ++report.lots_left_out;
  }
  report.people = {Disclosure::shown, people.size()};
  if (people.empty() && report.lots_left_out > 0)
    report.people.disclosure = positions.size() == 1 ? Disclosure::small : Disclosure::withheld;
}

}  // namespace clausier::report
