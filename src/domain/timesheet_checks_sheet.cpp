#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "clausier/domain/wording.hpp"
#include "timesheet_checks_parts.hpp"

namespace clausier::timesheet_check {
namespace {

using LineKey = std::tuple<ParticipantId, DateRange, WorkTime, WorkKind>;

LineKey key_of(const DraftLine& line) { return {*line.participant, *line.worked, line.declared, line.kind}; }
LineKey key_of(const Entry& entry) { return {entry.participant, entry.worked, entry.declared, entry.kind}; }

bool says_something(const DraftLine& line) {
  return line.participant && line.worked && line.declared != WorkTime::zero();
}

bool can_be_posted(const DraftLine& line) { return line.participant && line.worked && line.modality; }

}  // namespace

// A sheet that could not be read is said to be so, not to be empty.
Findings sheet_has_lines(const TimesheetDraft& draft, const CheckContext& context) {
  if (!draft.lines.empty() || !draft.unread.empty() || any_error(draft.findings)) return {};
  return {finding("sheet.lines.none", {}, "", {{"month", french_month(context.subject.month)}})};
}

Findings lines_are_distinct(const TimesheetDraft& draft, const CheckContext& context) {
  Findings found;
  std::map<LineKey, int> first_rows;
  for (const auto& line : draft.lines) {
    if (!says_something(line)) continue;
    const auto [known, added] = first_rows.emplace(key_of(line), line.place.row);
    if (added) continue;
    found.push_back(finding("cell.duplicate", line.place, french_hours(line.declared),
                            {{"row", std::to_string(known->second)}, {"reference", reference_of(context, *line.participant)}}));
  }
  return found;
}

Findings lines_are_new(const TimesheetDraft& draft, const CheckContext& context) {
  std::set<LineKey> elsewhere;
  for (const auto& entry : context.elsewhere) elsewhere.insert(key_of(entry));
  Findings found;
  for (const auto& line : draft.lines) {
    if (!says_something(line) || !elsewhere.contains(key_of(line))) continue;
    found.push_back(finding("cell.already", line.place, french_hours(line.declared),
                            {{"reference", reference_of(context, *line.participant)},
                             {"hours", french_hours(line.declared)},
                             {"month", french_month(context.subject.month)}}));
  }
  return found;
}

Findings totals_agree(const TimesheetDraft& draft, const CheckContext& context) {
  const auto gap = WorkTime::from_seconds(limit(context, "timesheet.total.max_gap_seconds"));
  Findings found;
  for (const auto& total : draft.totals) {
    if (total.stated <= total.summed + gap && total.summed <= total.stated + gap) continue;
    found.push_back(finding("sheet.total.differs", total.place, french_hours(total.stated),
                            {{"stated", french_hours(total.stated)}, {"summed", french_hours(total.summed)}}));
  }
  return found;
}

Findings hours_do_not_jump(const TimesheetDraft& draft, const CheckContext& context) {
  if (!context.usual_month || *context.usual_month <= WorkTime::zero()) return {};
  const auto factor = limit(context, "timesheet.jump.max_factor");
  const WorkTime declared = draft.declared();
  if (declared <= WorkTime::from_seconds(context.usual_month->seconds() * factor)) return {};
  return {finding("timesheet.jump", {}, french_hours(declared),
                  {{"hours", french_hours(declared)},
                   {"usual", french_hours(*context.usual_month)},
                   {"factor", std::to_string(factor)}})};
}

// Confirming replaces what stands for the same lot, firm and month: what would change is said first,
// once the whole file is read.
Findings former_sheet_is_kept(const TimesheetDraft& draft, const CheckContext& context) {
  const bool whole = !draft.lines.empty() && draft.unread.empty() && !any_error(draft.findings);
  if (!whole || context.standing.empty() || !std::all_of(draft.lines.begin(), draft.lines.end(), can_be_posted)) return {};
  const auto posting = plan_posting(draft, context.subject, TimesheetId::from_trusted(0), "", "", context.standing,
                                    Instant::from_milliseconds(0));
  if (posting.additions.empty() && posting.reversals.empty()) return {};
  return {finding("timesheet.replaces", {}, "",
                  {{"added", std::to_string(posting.additions.size())},
                   {"removed", std::to_string(posting.reversals.size())},
                   {"unchanged", std::to_string(posting.unchanged)}})};
}

}  // namespace clausier::timesheet_check
