#include "clausier/report/small_counts.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace clausier::report {
namespace {

constexpr std::size_t groups_hidden_at_least = 2;

struct Group {
  std::size_t people;
  std::string code;
  auto operator<=>(const Group&) const = default;
};

// Where a person works, and the group shown there; an empty optional where the group is hidden.
using Trace = std::vector<std::pair<std::size_t, std::optional<std::string>>>;

}  // namespace

std::set<std::string> shown_cells(const std::map<std::string, Breakdown>& cells, std::size_t minimum) {
  std::map<std::string, std::size_t> people_by_code;
  for (const auto& [code, breakdown] : cells) people_by_code.emplace(code, breakdown.people.size());
  return shown_cells(people_by_code, minimum);
}

std::set<std::string> shown_cells(const std::map<std::string, std::size_t>& people_by_code, std::size_t minimum) {
  std::vector<Group> groups;
  for (const auto& [code, people] : people_by_code) groups.push_back({people, code});
  std::sort(groups.begin(), groups.end());
  auto shown = groups.begin();
  std::size_t hidden_people = 0;
  const auto enough = [&] {
    const auto hidden = static_cast<std::size_t>(shown - groups.begin());
    return hidden == 0 || (hidden >= groups_hidden_at_least && hidden_people >= minimum);
  };
  while (shown != groups.end() && (shown->people < minimum || !enough())) hidden_people += (shown++)->people;
  std::set<std::string> codes;
  for (; shown != groups.end(); ++shown) codes.insert(shown->code);
  return codes;
}

bool people_may_be_counted(const std::vector<LotGroups>& lots, std::size_t minimum) {
  std::map<ParticipantId, Trace> traces;
  for (std::size_t lot = 0; lot < lots.size(); ++lot) {
    if (lots[lot].position->people.size() < minimum) continue;
    for (const auto& [code, breakdown] : lots[lot].position->by_group) {
      const auto shown = lots[lot].shown.contains(code) ? std::optional(code) : std::nullopt;
      for (const auto person : breakdown.people) traces[person].emplace_back(lot, shown);
    }
  }
  std::map<Trace, std::size_t> alike;
  for (const auto& [person, trace] : traces) ++alike[trace];
  return std::all_of(alike.begin(), alike.end(), [&](const auto& set) { return set.second >= minimum; });
}

}  // namespace clausier::report
