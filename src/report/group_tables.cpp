#include "group_tables.hpp"

#include <algorithm>

namespace clausier::report {
namespace {

using Positions = std::vector<const Position*>;

GroupCell cell_of(const Breakdown& breakdown) { return {breakdown.people.size(), breakdown.hours}; }

// Groups met in the perimeter, the undecided last.
std::vector<std::string> codes_in(const Positions& positions) {
  std::set<std::string> met;
  for (const auto* position : positions) {
    for (const auto& [code, breakdown] : position->by_group) met.insert(code);
  }
  std::vector<std::string> codes(met.begin(), met.end());
  if (!codes.empty() && codes.front().empty()) std::rotate(codes.begin(), codes.begin() + 1, codes.end());
  return codes;
}

GroupRow perimeter_row(const Positions& positions, const std::vector<std::string>& codes) {
  GroupRow row;
  for (const auto& code : codes) {
    Breakdown all;
    for (const auto* position : positions) {
      const auto found = position->by_group.find(code);
      if (found == position->by_group.end()) continue;
      all.hours += found->second.hours;
      all.people.insert(found->second.people.begin(), found->second.people.end());
    }
    row.push_back(cell_of(all));
  }
  return row;
}

std::vector<GroupRow> lot_rows(const Positions& positions, const std::vector<std::string>& codes) {
  std::vector<GroupRow> rows;
  for (const auto* position : positions) {
    GroupRow row;
    for (const auto& code : codes) {
      const auto found = position->by_group.find(code);
      row.push_back(found == position->by_group.end() ? GroupCell{} : cell_of(found->second));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

HoursTotals printed_hours(const HoursTotals& hours) {
  return {.declared = hours.declared, .counted = hours.counted, .pending = hours.pending};
}

GroupLine line_of(const std::string& code, const GroupCell& cell, Disclosure disclosure) {
  GroupLine line{.code = code};
  line.people.disclosure = disclosure;
  if (disclosure != Disclosure::shown) return line;
  line.people.people = cell.people;
  line.hours = printed_hours(cell.hours);
  return line;
}

bool hides(const std::vector<Disclosure>& row) {
  return std::any_of(row.begin(), row.end(), [](Disclosure d) { return d != Disclosure::shown; });
}

void add_lot_groups(LotSection& section, const std::vector<std::string>& codes,
                    const GroupRow& row, const std::vector<Disclosure>& disclosed) {
  section.hides_groups = hides(disclosed);
  for (std::size_t group = 0; group < codes.size(); ++group) {
    if (row[group].people == 0 || disclosed[group] != Disclosure::shown) continue;
    auto line = line_of(codes[group], row[group], Disclosure::shown);
    line.people = {Disclosure::withheld, 0};  // the table of the lots gives hours only
    section.groups.push_back(std::move(line));
  }
}

std::size_t distinct_people(const Positions& positions) {
  std::set<ParticipantId> people;
  for (const auto* position : positions) people.insert(position->people.begin(), position->people.end());
  return people.size();
}

PeopleCount people_count(std::size_t people, Disclosure disclosure) {
  return {disclosure, disclosure == Disclosure::shown ? people : 0};
}

}  // namespace

void add_groups(Report& report, const Positions& positions) {
  const auto codes = codes_in(positions);
  const auto perimeter = perimeter_row(positions, codes);
  const auto rows = lot_rows(positions, codes);
  const auto disclosed = protect_groups(perimeter, rows, report.people_minimum);
  report.hides_groups = hides(disclosed.perimeter);
  const bool none = !codes.empty() && wholly_hidden(disclosed.perimeter) &&
                    std::count(disclosed.perimeter.begin(), disclosed.perimeter.end(), Disclosure::small) == 0;
  for (std::size_t group = 0; group < codes.size() && !none; ++group) {
    report.groups.push_back(line_of(codes[group], perimeter[group], disclosed.perimeter[group]));
  }
  if (positions.size() < 2) return;  // the table of the perimeter is that of the lot
  for (std::size_t lot = 0; lot < positions.size(); ++lot) {
    add_lot_groups(report.lots[lot], codes, rows[lot], disclosed.lots[lot]);
  }
}

void add_people(Report& report, const Positions& positions) {
  const auto all = distinct_people(positions);
  report.people = people_count(all, all > 0 && all < report.people_minimum ? Disclosure::small : Disclosure::shown);
  std::vector<std::size_t> counts;  // of the lots where somebody worked
  for (const auto* position : positions) {
    if (!position->people.empty()) counts.push_back(position->people.size());
  }
  const bool alone = counts.size() == 1;  // the count of the perimeter itself
  const auto disclosed = alone ? std::vector{report.people.disclosure} : protect_counts(counts, report.people_minimum);
  std::size_t rank = 0;
  for (std::size_t lot = 0; lot < positions.size(); ++lot) {
    const auto people = positions[lot]->people.size();
    report.lots[lot].people = people_count(people, people == 0 ? Disclosure::shown : disclosed[rank++]);
  }
}

}  // namespace clausier::report
