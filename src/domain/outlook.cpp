#include "clausier/domain/outlook.hpp"

#include <algorithm>
#include <map>

namespace clausier {
namespace {

constexpr std::string_view of_position = "position";

// Rules of a position that may give what is taken from it under this name; a family ends with a dot.
std::vector<std::string_view> givers(std::string_view name) {
  if (name == "missing") return {"hours.missing"};
  if (name == "credited") return {"credit.total", "hours.counted"};
  if (name == "forecast") return {"forecast.", "owed."};
  return {};
}

bool is_given_by(const Step& step, std::string_view giver) {
  return giver.ends_with('.') ? step.rule.starts_with(giver) : step.rule == giver;
}

// The last step of the position that gives this value; what no step gives stays "position".
std::string step_giving(const std::vector<Step>& position, const StepInput& input) {
  for (const auto giver : givers(input.name)) {
    const auto found = std::find_if(position.rbegin(), position.rend(), [&](const Step& step) {
      return is_given_by(step, giver) && step.result == input.value && step.unit == input.unit;
    });
    if (found != position.rend()) return found->id;
  }
  return std::string(of_position);
}

// Adds the steps of another computation: its own steps keep naming each other, under their new numbers.
void go_on(Explanation& whole, const std::vector<Step>& position, const Explanation& more) {
  std::map<std::string, std::string> renumbered;
  for (auto step : more.steps()) {
    for (auto& input : step.inputs) {
      if (const auto own = renumbered.find(input.from); own != renumbered.end()) input.from = own->second;
      else if (input.from == of_position) input.from = step_giving(position, input);
    }
    const auto former = step.id;
    renumbered[former] = whole.add(std::move(step));
  }
}

}  // namespace

Explanation explained_with(const Position& position, const Outlook& outlook) {
  auto whole = position.explanation;
  go_on(whole, position.explanation.steps(), outlook.rhythm.explanation);
  if (outlook.penalties && !outlook.penalties->penalties.empty())
    go_on(whole, position.explanation.steps(), outlook.penalties->explanation);
  return whole;
}

}  // namespace clausier
