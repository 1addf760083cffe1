#include "clausier/report/withheld_counts.hpp"

#include <algorithm>
#include <functional>

#include "clausier/report/small_counts.hpp"

namespace clausier::report {
namespace {

bool small(std::int64_t people, std::size_t minimum) { return 0 < people && people < static_cast<std::int64_t>(minimum); }

bool starts(const Step& step, std::string_view family) { return step.rule.starts_with(family); }

void withhold(std::string& value, std::string& unit) {
  value = "withheld";
  unit = "mask";
}

void withhold_inputs(Step& step, const std::vector<std::string>& names) {
  for (auto& input : step.inputs)
    if (std::find(names.begin(), names.end(), input.name) != names.end()) withhold(input.value, input.unit);
}

void withhold_result(Step& step) { withhold(step.result, step.unit); }

void change_steps(Explanation& explanation, const std::function<void(Step&)>& change) {
  Explanation changed;
  for (auto step : explanation.steps()) {
    change(step);
    changed.add(std::move(step));
  }
  explanation = std::move(changed);
}

std::int64_t count_in(const Step& step, std::string_view name) {
  for (const auto& input : step.inputs)
    if (input.name == name) return std::stoll(input.value);
  return 0;
}

const Step* step_of(const Explanation& explanation, std::string_view rule) {
  for (const auto& step : explanation.steps())
    if (step.rule == rule) return &step;
  return nullptr;
}

// ---- Clauses that ask for people -----------------------------------------------------------------------------------

// Everything that tells how many people were retained: their number, what is missing, the pace.
void withhold_retained(Step& step) {
  if (step.rule == "people.counted" || step.rule == "people.missing") {
    withhold_inputs(step, {"people", "under_minimum", "counted"});
    withhold_result(step);
  }
  if (step.rule == "state.pace") {
    withhold_inputs(step, {"counted"});
    withhold_result(step);
  } else if (starts(step, "state.")) {
    withhold_inputs(step, {"counted", "pace"});
  }
}

// The number of people of the lot stands in reports beside this test: what it leaves over is a count as well.
void withhold_people(Position& position, std::size_t minimum) {
  const auto* counted_step = step_of(position.explanation, "people.counted");
  if (!counted_step) return;
  const auto all = static_cast<std::int64_t>(position.people.size());
  const auto retained = *position.people_test->counted;
  const auto with_hours = count_in(*counted_step, "people");
  const bool all_told = !small(all, minimum);
  if (small(retained, minimum) || (all_told && small(all - retained, minimum))) {
    position.people_test->counted.reset();
    position.people_test->missing.reset();
    change_steps(position.explanation, withhold_retained);
  } else if (small(with_hours, minimum) || small(with_hours - retained, minimum) || (all_told && small(all - with_hours, minimum))) {
    change_steps(position.explanation, [](Step& step) {
      if (step.rule == "people.counted") withhold_inputs(step, {"people", "under_minimum"});
    });
  }
}

// Hires month by month: one small month and none is told, since the others and the sum would give it back.
void withhold_hires(Step& step, std::size_t minimum) {
  if (step.rule != "work.all_hires") return;
  const bool any_small = std::any_of(step.inputs.begin(), step.inputs.end(),
                                     [&](const StepInput& input) { return small(std::stoll(input.value), minimum); });
  if (any_small) withhold_inputs(step, {"hires"});
}

void withhold_all_hires(Position& position, std::size_t minimum) {
  const auto* hires = step_of(position.explanation, "work.all_hires");
  if (!hires) return;
  const bool sum_small = small(std::stoll(hires->result), minimum);
  change_steps(position.explanation, [&](Step& step) {
    withhold_hires(step, minimum);
    if (!sum_small) return;
    if (step.rule == "work.all_hires") withhold_result(step);
    withhold_inputs(step, {"all_hires"});
  });
}

// ---- Shares kept for a group ---------------------------------------------------------------------------------------

using Cell = std::pair<std::string, bool>;  // the group shown, "" for those that are hidden; whether its people are members

// A share kept for people of several criteria cuts across the groups that the lot shows: it is told when no part that the
// cut leaves, in any of them, is small.
bool cuts_no_small_part(const Position& position, const std::set<ParticipantId>& members, const std::set<std::string>& shown, std::size_t minimum) {
  std::map<Cell, std::set<ParticipantId>> cells;
  for (const auto& [group, breakdown] : position.by_group)
    for (const auto person : breakdown.people) cells[{shown.contains(group) ? group : "", members.contains(person)}].insert(person);
  return std::all_of(cells.begin(), cells.end(), [&](const auto& cell) { return cell.second.size() >= minimum; });
}

bool reserved_people_told(const Position& position, const ReservedTest& test, std::size_t minimum) {
  if (!test.people) return true;
  const auto counted = *test.people->counted, members = static_cast<std::int64_t>(test.members.size());
  const auto& retained = position.people_test->counted;
  return retained && !small(counted, minimum) && !small(*retained - counted, minimum) && !small(members - counted, minimum);
}

// Hours that an agreement brings or takes are those of single lines: to say for which group would tell of one person.
bool tells_of_lines(const Position& position, const ReservedTest& test) {
  const auto& steps = position.explanation.steps();
  return std::any_of(steps.begin(), steps.end(), [&](const Step& step) {
    return step.rule == "reserved.pooled" && step.inputs.back().value == test.criterion;
  });
}

bool reserved_told(const Position& position, const ReservedTest& test, const std::set<std::string>& shown, std::size_t minimum) {
  const bool by_criterion_alone = test.criterion != priority_district_group;
  const bool group_told = by_criterion_alone ? shown.contains(test.criterion) : cuts_no_small_part(position, test.members, shown, minimum);
  return group_told && !tells_of_lines(position, test) && reserved_people_told(position, test, minimum);
}

void withhold_reserved(Position& position, const std::function<bool(const ReservedTest&)>& told) {
  std::vector<std::string> hidden;
  for (auto& test : position.reserved) {
    if (told(test)) continue;
    hidden.push_back(test.criterion);
    test.counted.reset();
    test.missing.reset();
    test.members.clear();
    if (test.people) test.people->counted.reset(), test.people->missing.reset();
  }
  if (hidden.empty()) return;
  const auto about_hidden = [&](const Step& step) {
    return std::any_of(step.inputs.begin(), step.inputs.end(), [&](const StepInput& input) {
      return input.name == "criterion" && std::find(hidden.begin(), hidden.end(), input.value) != hidden.end();
    });
  };
  change_steps(position.explanation, [&](Step& step) {
    if (step.rule == "state.reserved") withhold_inputs(step, {"reserved_missing"});
    if ((step.rule != "reserved.missing" && step.rule != "reserved.counted" && step.rule != "reserved.pooled") || !about_hidden(step)) return;
    withhold_inputs(step, {"counted", "by_criterion", "by_home", "pooled_in", "pooled_out"});
    withhold_result(step);
  });
}

}  // namespace

void withhold_small_counts(Position& position, std::size_t minimum) {
  if (position.people_test) withhold_people(position, minimum);
  withhold_all_hires(position, minimum);
  const auto shown = shown_groups(position, minimum);
  withhold_reserved(position, [&](const ReservedTest& test) { return reserved_told(position, test, shown, minimum); });
}

void withhold_groups(Position& position) {
  withhold_reserved(position, [](const ReservedTest&) { return false; });
}

}  // namespace clausier::report
