#include "divisions.hpp"

#include <algorithm>
#include <functional>

#include "clausier/report/small_counts.hpp"

namespace clausier::report {
namespace {

using Codes = std::vector<std::string>;

std::string year_of(Month month) { return month.iso().substr(0, 4); }

HoursTotals hours_in_year(const LotSection& lot, const std::string& year) {
  HoursTotals sum;
  for (const auto& line : lot.months)
    if (year_of(line.month) == year) sum += line.hours;
  return sum;
}

struct Gathered {
  DivisionLine line;
  std::set<ContractId> contracts;
  std::set<ParticipantId> people;
};

// Lots gathered under each of their codes. Such a line says what a report of its lots alone would say:
// whole lots, and distinct people over the lots that show how many they are.
Division division_of_lots(const Report& report, const std::vector<const Position*>& positions, std::string dimension,
                          const std::function<Codes(const LotSection&)>& codes_of) {
  const auto year = year_of(report.cutoff.worked_until.month_of());
  std::map<std::string, Gathered> gathered;
  for (std::size_t i = 0; i < report.lots.size(); ++i) {
    const auto& lot = report.lots[i];
    for (const auto& code : codes_of(lot)) {
      auto& [line, contracts, people] = gathered[code];
      line.code = code;
      ++line.lots;
      contracts.insert(lot.contract);
      line.hours += lot.figures.hours;
      line.of_year += hours_in_year(lot, year);
      if (lot.people.disclosure == Disclosure::shown) people.insert(positions[i]->people.begin(), positions[i]->people.end());
      else ++line.lots_left_out;
    }
  }
  Division division{.dimension = std::move(dimension)};
  for (auto& [code, found] : gathered) {
    found.line.contracts = found.contracts.size();
    found.line.people = {Disclosure::shown, found.people.size()};
    if (found.people.empty() && found.line.lots_left_out > 0) found.line.people.disclosure = Disclosure::withheld;
    division.lines.push_back(std::move(found.line));
  }
  return division;
}

// Hours by type of work contract, as far as each lot may show them: decided lot by lot, as for groups.
Division division_by_contract_type(const Report& report, const std::vector<const Position*>& positions) {
  Division division{.dimension = "contract_type"};
  std::map<std::string, HoursTotals> shown;
  for (const auto* position : positions) {
    const auto codes = shown_cells(position->by_contract_type, report.people_minimum);
    for (const auto& [code, part] : position->by_contract_type) {
      if (codes.contains(code)) shown[code] += part.hours;
      else division.undistributed = division.undistributed.value_or(HoursTotals{}) += part.hours;
    }
  }
  for (const auto& [code, hours] : shown)
    division.lines.push_back({.code = code, .people = {Disclosure::withheld, 0}, .hours = hours});
  return division;
}

Division division_by_year(const Report& report) {
  Division division{.dimension = "year"};
  std::map<std::string, HoursTotals> years;
  for (const auto& line : report.months)
    if (line.hours.declared != WorkTime::zero()) years[year_of(line.month)] += line.hours;
  for (const auto& [year, hours] : years)
    division.lines.push_back({.code = year, .people = {Disclosure::withheld, 0}, .hours = hours});
  return division;
}

Codes or_unknown(std::string code) { return {std::move(code)}; }

// Departments of the programme without a lot are shown too.
void add_empty_departments(Division& division, const std::vector<std::string>& departments) {
  for (const auto& department : departments) {
    const bool there = std::any_of(division.lines.begin(), division.lines.end(), [&](const auto& line) { return line.code == department; });
    if (!there) division.lines.push_back({.code = department, .people = {Disclosure::shown, 0}});
  }
  std::sort(division.lines.begin(), division.lines.end(), [](const auto& a, const auto& b) { return a.code < b.code; });
}

// Hours of a group over the perimeter, when every lot that has it shows it.
void reach_group(TargetLine& target, const Report& report, std::string_view group) {
  if (report.groups.undistributed) target.disclosure = Disclosure::withheld;
  else target.reached = 0;
  for (const auto& line : report.groups.lines) {
    if (line.code != group) continue;
    target.reached = line.hours.counted.seconds();
    target.at_least = report.groups.undistributed.has_value();
    target.disclosure = Disclosure::shown;
  }
}

TargetLine target_of(const Report& report, const ProgrammeTarget& aim) {
  TargetLine target{.code = aim.code, .unit = aim.unit, .value = aim.value, .source = aim.source};
  if (aim.code == "insertion_jobs") {
    target.disclosure = report.people.disclosure;
    target.reached = static_cast<std::int64_t>(report.people.people);
    target.at_least = report.lots_left_out > 0;
  }
  if (aim.code == "qpv_hours") reach_group(target, report, "QPV");
  return target;  // otherwise unknown: nobody declares to us what it is measured against
}

}  // namespace

bool is_of_lots(const Division& division) { return division.dimension != "contract_type" && division.dimension != "year"; }

void add_divisions(Report& report, const std::vector<const Position*>& positions, const std::vector<std::string>& departments) {
  if (report.kind == ReportKind::contract) return;
  const auto by = [&](const char* dimension, const std::function<Codes(const LotSection&)>& codes_of) {
    report.divisions.push_back(division_of_lots(report, positions, dimension, codes_of));
  };
  by("buyer", [](const LotSection& lot) { return or_unknown(lot.buyer); });
  by("programme", [](const LotSection& lot) { return lot.programmes.empty() ? Codes{""} : lot.programmes; });
  by("department", [](const LotSection& lot) { return or_unknown(lot.department); });
  add_empty_departments(report.divisions.back(), departments);
  by("epci", [](const LotSection& lot) { return or_unknown(lot.epci); });
  report.divisions.push_back(division_by_contract_type(report, positions));
  report.divisions.push_back(division_by_year(report));
}

void add_targets(Report& report, const std::vector<ProgrammeTarget>& targets) {
  for (const auto& target : targets)
    if (target.programme == report.programme && target.valid.contains(report.cutoff.worked_until)) report.targets.push_back(target_of(report, target));
}

}  // namespace clausier::report
