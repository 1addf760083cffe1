#include <algorithm>

#include "review_parts.hpp"

namespace clausier::web {
namespace {

std::string field(char what, EntryId entry) { return std::string{what, '-'} + entry.text(); }

LineChoice first_choice(const app::ReviewLine& line) {
  if (line.decision) return {.verdict = std::string(verdict_code(line.decision->verdict)), .reason = line.decision->reason, .note = line.decision->note};
  // A line nobody remarked and of a person found eligible is proposed for acceptance; the others wait.
  return {.verdict = line.remarks.empty() && line.eligibility == "eligible" ? "accepted" : "later"};
}

// What the use case would refuse, said at the line before anything is sent; a line that waits may have a note.
std::string fault_of(EntryId entry, const LineChoice& choice) {
  const auto fault = app::fault_of_verdict({entry, parse_verdict(choice.verdict).value_or(Verdict::accepted), choice.reason, choice.note});
  return fault ? fault->code : "";
}

bool is_in(const Request& request, EntryId entry) { return request.form.has(field('d', entry)); }

bool says_the_same(const LineChoice& choice, const LineDecision& decision) {
  return choice.verdict == verdict_code(decision.verdict) && choice.note == decision.note &&
         (choice.verdict == "accepted" || choice.reason == decision.reason);
}

// Whether the form speaks of this line: by its own fields, or as one of those that are ready.
bool is_meant(const Request& request, const app::ReviewLine& line, const LineChoice& choice) {
  if (request.form.has(whole_field)) return !line.decision && choice.verdict == "accepted";
  return is_in(request, line.entry.id);
}

}  // namespace

LineChoices first_choices(const app::ReviewView& view) {
  LineChoices choices;
  for (const auto& line : view.lines) choices.emplace(line.entry.id, first_choice(line));
  return choices;
}

LineChoices sent_choices(const app::ReviewView& view, const Request& request) {
  auto choices = first_choices(view);
  for (const auto& line : view.lines) {
    const auto entry = line.entry.id;
    if (!is_in(request, entry)) continue;
    LineChoice sent{.verdict = request.form.get(field('d', entry)), .reason = request.form.get(field('m', entry)), .note = request.form.get(field('n', entry))};
    if (sent.verdict != "later" && !parse_verdict(sent.verdict)) throw RequestProblem(400, "verdict");
    if (sent.verdict == "later" && line.decision) continue;  // decided meanwhile by somebody else: it stands
    sent.error = fault_of(entry, sent);
    choices[entry] = std::move(sent);
  }
  return choices;
}

bool any_error(const LineChoices& choices) {
  return std::any_of(choices.begin(), choices.end(), [](const auto& choice) { return !choice.second.error.empty(); });
}

std::size_t lines_ready(const app::ReviewView& view) {
  return static_cast<std::size_t>(std::count_if(view.lines.begin(), view.lines.end(), [](const app::ReviewLine& line) {
    return !line.decision && first_choice(line).verdict == "accepted";
  }));
}

std::vector<Chosen> new_decisions(const app::ReviewView& view, const LineChoices& choices, const Request& request) {
  std::vector<Chosen> chosen;
  for (const auto& line : view.lines) {
    const auto& choice = choices.at(line.entry.id);
    if (!is_meant(request, line, choice) || choice.verdict == "later") continue;
    if (!line.decision || !says_the_same(choice, *line.decision)) chosen.push_back({&line, &choice});
  }
  return chosen;
}

}  // namespace clausier::web
