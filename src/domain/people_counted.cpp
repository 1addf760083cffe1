#include "people_counted.hpp"

#include <algorithm>

#include "reckoning.hpp"

namespace clausier {
namespace {

std::map<ParticipantId, WorkTime> counted_by_person(const Position& position) {
  std::map<ParticipantId, WorkTime> counted;
  for (const auto& decided : position.entries)
    if (decided.status == LineStatus::counted) counted.try_emplace(decided.entry.participant, WorkTime::zero()).first->second += decided.entry.declared;
  return counted;
}

WorkTime least_hours(const Clause& clause) {
  const auto* people = std::get_if<People>(&clause.target);
  return people ? people->hours_min : WorkTime::zero();
}

// What is kept for a group, in seconds rounded down, or in whole people rounded up: half a person is not hired.
class ReservedReckoning {
public:
  ReservedReckoning(Position& position, const LotFacts& facts, const Clause& clause, const Rulebook& rulebook)
      : position_(position), facts_(facts), clause_(clause), rulebook_(rulebook), source_(stated_by(clause)), in_people_(position.people_test.has_value()) {}

  ReservedTest test_of(const ReservedShare& share, std::int64_t owed, const std::string& owed_step, std::int64_t due, const std::string& due_step) {
    ReservedTest test{.criterion = share.criterion, .members = members_of(share.criterion)};
    const auto kept = part_of(share, owed, "owed", owed_step);
    const auto asked = part_of(share, due, "due", due_step);
    const auto found = counted_in(share.criterion, test.members);
    const auto missing = std::max<std::int64_t>(0, asked.value - found.value);
    position_.explanation.add({"", "reserved.missing",
                               {{"due", text_of(asked.value), unit(), asked.step},
                                {"counted", text_of(found.value), unit(), found.step},
                                {"criterion", share.criterion, "criterion", source_}},
                               text_of(missing), unit(), "", ""});
    if (in_people_) {
      test.people = PeopleTest{kept.value, asked.value, found.value, missing};
    } else {
      test.owed = WorkTime::from_seconds(kept.value);
      test.due = WorkTime::from_seconds(asked.value);
      test.counted = WorkTime::from_seconds(found.value);
      test.missing = WorkTime::from_seconds(missing);
    }
    return test;
  }

private:
  struct Figure {
    std::int64_t value;
    std::string step;
  };
  struct Counted {
    std::int64_t by_criterion = 0;
    std::int64_t by_home = 0;
  };

  const char* unit() const { return in_people_ ? "count" : "s"; }

  Figure part_of(const ReservedShare& share, std::int64_t whole, const std::string& name, const std::string& from) {
    const auto rounding = in_people_ ? Rounding::ceil : Rounding::floor;
    const auto part = narrow(divided(Wide(whole) * share.basis_points, basis_points_in_whole, rounding));
    return {part, position_.explanation.add({"", "reserved." + name + (in_people_ ? "_people" : ""),
                                             {{name, text_of(whole), unit(), from},
                                              {"reserved_share", text_of(std::int64_t{share.basis_points}), "basis_points", source_},
                                              {"criterion", share.criterion, "criterion", source_}},
                                             text_of(part), unit(), std::string(rounding_code(rounding)), ""})};
  }

  const EligibilityDecision* decision_on(ParticipantId person) const {
    return eligibility_at(facts_.eligibility, person, position_.cutoff.recorded_until);
  }

  std::set<ParticipantId> members_of(const std::string& group) const {
    std::set<ParticipantId> members;
    for (const auto person : position_.people) {
      const auto* decision = decision_on(person);
      if (decision && belongs_to_group(*decision, group, rulebook_)) members.insert(person);
    }
    return members;
  }

  // The hours of the criterion, corrected for those whose home says otherwise: where nobody has one, their sum is enough.
  Counted hours_of(const std::string& group, const std::set<ParticipantId>& members) const {
    Counted found;
    const auto known = position_.by_group.find(group);
    if (known != position_.by_group.end()) found.by_criterion = known->second.hours.counted.seconds();
    for (const auto& [person, time] : counted_by_person(position_)) {
      const bool retained = decision_on(person)->criterion == group, member = members.contains(person);
      if (member && !retained) found.by_home += time.seconds();
      if (retained && !member) found.by_criterion -= time.seconds();
    }
    return found;
  }

  Counted people_of(const std::string& group, const std::set<ParticipantId>& members) const {
    Counted found;
    const auto least = least_hours(clause_);
    for (const auto& [person, time] : counted_by_person(position_))
      if (members.contains(person) && time >= least) ++(decision_on(person)->criterion == group ? found.by_criterion : found.by_home);
    return found;
  }

  // Hours of the group that an agreement brings from other lots, less those it takes away: nothing is counted twice.
  Figure pooled(const std::string& group, const std::set<ParticipantId>& members, Figure counted) {
    Step step{"", "reserved.pooled", {{"counted", text_of(counted.value), "s", counted.step}}, "", "s", "", ""};
    auto sum = counted.value;
    for (const auto& part : allocations_believed(facts_.pooled, position_.cutoff.recorded_until)) {
      if (part.worked.last > position_.cutoff.worked_until) continue;
      const bool comes = part.to == clause_.lot && part.line_counts && part.person && is_member(*part.person, group);
      const bool goes = part.from == clause_.lot && worked_by(part.entry, members);
      if (!comes && !goes) continue;
      step.inputs.push_back({comes ? "pooled_in" : "pooled_out", text_of(part.time), "s", "agreement " + part.agreement.text()});
      sum += comes ? part.time.seconds() : -part.time.seconds();
    }
    if (step.inputs.size() == 1) return counted;
    step.inputs.push_back({"criterion", group, "criterion", source_});
    step.result = text_of(sum);
    return {sum, position_.explanation.add(std::move(step))};
  }

  bool is_member(ParticipantId person, const std::string& group) const {
    const auto* decision = decision_on(person);
    return decision && belongs_to_group(*decision, group, rulebook_);
  }

  // Whether a line counted on this lot is of one of these people.
  bool worked_by(EntryId line, const std::set<ParticipantId>& people) const {
    return std::any_of(position_.entries.begin(), position_.entries.end(), [&](const DecidedEntry& known) {
      return known.entry.id == line && known.status == LineStatus::counted && people.contains(known.entry.participant);
    });
  }

  Figure counted_in(const std::string& group, const std::set<ParticipantId>& members) {
    const auto own = own_count(group, members);
    return in_people_ ? own : pooled(group, members, own);
  }

  Figure own_count(const std::string& group, const std::set<ParticipantId>& members) {
    const auto found = in_people_ ? people_of(group, members) : hours_of(group, members);
    if (group != priority_district_group) return {found.by_criterion, "journal"};
    const auto sum = found.by_criterion + found.by_home;
    return {sum, position_.explanation.add({"", "reserved.counted",
                                            {{"by_criterion", text_of(found.by_criterion), unit(), "journal"},
                                             {"by_home", text_of(found.by_home), unit(), "journal"},
                                             {"criterion", group, "criterion", source_}},
                                            text_of(sum), unit(), "", ""})};
  }

  Position& position_;
  const LotFacts& facts_;
  const Clause& clause_;
  const Rulebook& rulebook_;
  std::string source_;
  bool in_people_;
};

std::optional<std::int64_t> seconds_of(const std::optional<WorkTime>& time) {
  return time ? std::optional(time->seconds()) : std::nullopt;
}

}  // namespace

std::string explain_people(Position& position, const Clause& clause) {
  const auto counted = counted_by_person(position);
  const auto least = least_hours(clause);
  const auto under = std::count_if(counted.begin(), counted.end(), [&](const auto& known) { return known.second < least; });
  const auto enough = static_cast<std::int64_t>(counted.size()) - under;
  position.people_test->counted = enough;
  return position.explanation.add({"", "people.counted",
                                   {{"people", text_of(static_cast<std::int64_t>(counted.size())), "count", "journal"},
                                    {"hours_min", text_of(least), "s", stated_by(clause)},
                                    {"under_minimum", text_of(std::int64_t{under}), "count", "journal"}},
                                   text_of(enough), "count", "", ""});
}

void explain_reserved(Position& position, const LotFacts& facts, const Clause& clause, const Rulebook& rulebook,
                      const std::string& owed_step, const std::string& due_step) {
  const auto& people = position.people_test;
  const auto owed = people ? people->owed : seconds_of(position.owed);
  const auto due = people ? people->due : seconds_of(position.due);
  if (!owed || !due) return;  // nothing is known of the whole
  ReservedReckoning reckoning(position, facts, clause, rulebook);
  for (const auto& share : clause.terms.reserved) position.reserved.push_back(reckoning.test_of(share, *owed, owed_step, *due, due_step));
}

}  // namespace clausier
