#include "clausier/domain/obligation.hpp"

#include <algorithm>
#include <set>

#include "obligation_parts.hpp"

namespace clausier {

std::string source_of(const ObligationFact& fact) {
  std::string text(fact_kind_code(fact.kind));
  if (!fact.reference.empty()) text += " " + fact.reference;
  return text + (fact.document.empty() ? "" : ", " + fact.document);
}

DateRange execution_on(const ObligationContext& context) {
  DateRange execution = context.clause.execution;
  for (const auto& amendment : context.of(FactKind::amendment))
    if (amendment.on <= context.until && amendment.last) execution.last = std::max(*amendment.last, execution.first);
  return execution;
}

std::vector<Reckoned> after_waivers(const ObligationContext& context, std::vector<Reckoned> totals, std::string_view rule, Explanation& why) {
  std::vector<StepInput> waived;
  auto rest = WorkTime::zero();
  for (const auto& waiver : context.of(FactKind::waiver)) {
    if (waiver.on > context.until) continue;
    waived.push_back({"waived", text_of(*waiver.hours), "s", source_of(waiver)});
    rest += *waiver.hours;
  }
  for (auto& total : totals) {
    if (rest == WorkTime::zero()) break;
    const auto left = std::max(WorkTime::zero(), total.hours - rest);
    Step step{"", std::string(rule), {{"before", text_of(total.hours), "s", total.step}}, text_of(left), "s", "", context.legal};
    step.inputs.insert(step.inputs.end(), waived.begin(), waived.end());
    rest = rest - (total.hours - left);
    waived = {{"waived", text_of(rest), "s", waived.back().from}};
    total = {left, why.add(std::move(step))};
  }
  return totals;
}

Reckoned after_waivers(const ObligationContext& context, const Reckoned& total, std::string_view rule, Explanation& why) {
  return after_waivers(context, std::vector<Reckoned>{total}, rule, why).front();
}

ObligationContext at_the_end(const ObligationContext& context) { return {context.clause, context.facts, *Date::parse_iso("9999-12-31")}; }

Reckoned sum_of(const std::vector<Reckoned>& parts, const char* rule, Explanation& why) {
  Step step{"", rule, {}, "", "s", "", ""};
  auto sum = WorkTime::zero();
  for (const auto& part : parts) {
    step.inputs.push_back({"part", text_of(part.hours), "s", part.step});
    sum += part.hours;
  }
  step.result = text_of(sum);
  return {sum, why.add(std::move(step))};
}

namespace {

// Hours that one fact adds over its own days.
struct Part {
  ObligationFact fact;
  DateRange days;
};

// The day the optional tranche was affirmed, when it was by then.
std::optional<Date> affirmed_on(const ObligationContext& context, const ObligationFact& tranche) {
  for (const auto& affirmation : context.of(FactKind::affirmation))
    if (affirmation.reference == tranche.reference && affirmation.on <= context.until) return affirmation.on;
  return std::nullopt;
}

// Days over which the hours of a tranche or a renewal become due; nothing when it does not bind on the day. A firm
// tranche binds from the signature, a renewal from its first day, an optional tranche from its affirmation: no hour of
// it is due before.
std::optional<DateRange> binding_days(const ObligationContext& context, const ObligationFact& fact) {
  const auto last = fact.last.value_or(fact.on);
  if (fact.kind == FactKind::firm_tranche) return DateRange{fact.on, last};
  if (fact.kind == FactKind::renewal) return fact.on <= context.until ? std::optional(DateRange{fact.on, last}) : std::nullopt;
  const auto affirmed = affirmed_on(context, fact);
  if (!affirmed) return std::nullopt;
  const auto first = std::max(fact.on, *affirmed);
  return DateRange{first, std::max(first, last)};
}

bool is_part(const ObligationFact& fact) {
  return fact.kind == FactKind::firm_tranche || fact.kind == FactKind::renewal || fact.kind == FactKind::optional_tranche;
}

// Tranches and renewals that bind on the day.
std::vector<Part> parts_of(const ObligationContext& context) {
  std::vector<Part> parts;
  for (const auto& fact : context.facts)
    if (const auto days = is_part(fact) ? binding_days(context, fact) : std::nullopt) parts.push_back({fact, *days});
  return parts;
}

// The clause with the base of its formula or grid changed by an amendment; nothing when it has no such base.
std::optional<Clause> with_amount(const Clause& clause, Money amount) {
  Clause amended = clause;
  if (auto* formula = std::get_if<AmountFormula>(&amended.target)) {
    formula->amount = amount;
    formula->contractual.reset();  // it was printed for the former amount
    return amended;
  }
  if (auto* grid = std::get_if<BracketGrid>(&amended.target)) {
    grid->amount = amount;
    grid->contractual.reset();
    return amended;
  }
  return std::nullopt;
}

// The steps of `more` after those of `why`, renumbered; returns the step that stands for its last.
std::string append_steps(Explanation& why, const Explanation& more) {
  const auto shift = why.steps().size();
  std::set<std::string> ids;
  for (const auto& step : more.steps()) ids.insert(step.id);
  std::string last;
  for (auto step : more.steps()) {
    for (auto& input : step.inputs)
      if (ids.contains(input.from)) input.from = "s" + std::to_string(std::stoul(input.from.substr(1)) + shift);
    last = why.add(std::move(step));
  }
  return last;
}

Reckoned amended_total(const ObligationContext& context, const ObligationFact& amendment, const Reckoned& total, Explanation& why) {
  auto next = total;
  if (const auto amended = amendment.amount ? with_amount(context.clause, *amendment.amount) : std::nullopt) {
    auto owed = owed_by(*amended);
    next = {owed.hours, append_steps(why, owed.explanation)};
  }
  if (amendment.hours) {
    auto step = why.add({"", "owed.amended",
                         {{"before", text_of(next.hours), "s", next.step},
                          {"amended", text_of(*amendment.hours), "s", source_of(amendment)},
                          {"effective_on", amendment.on.iso(), "date", source_of(amendment)}},
                         text_of(*amendment.hours), "s", "", context.legal});
    next = {*amendment.hours, std::move(step)};
  }
  return next;
}

Reckoned base_total(const ObligationContext& context, Explanation& why) {
  auto signed_total = owed_by(context.clause);
  Reckoned total{signed_total.hours, append_steps(why, signed_total.explanation)};
  for (const auto& amendment : context.of(FactKind::amendment))
    if (amendment.on <= context.until) total = amended_total(context, amendment, total, why);
  return total;
}

// The base and each part, less what was waived.
std::vector<Reckoned> totals_of(const ObligationContext& context, const std::vector<Part>& parts, Explanation& why) {
  std::vector<Reckoned> totals{base_total(context, why)};
  for (const auto& part : parts) {
    auto step = why.add({"", "owed.part", {{"hours", text_of(*part.fact.hours), "s", source_of(part.fact)}},
                         text_of(*part.fact.hours), "s", "", context.legal});
    totals.push_back({*part.fact.hours, std::move(step)});
  }
  return after_waivers(context, std::move(totals), "owed.waived", why);
}

WorkTime whole_on(const ObligationContext& context, const std::vector<Part>& parts) {
  Explanation apart;
  auto sum = WorkTime::zero();
  for (const auto& total : totals_of(context, parts, apart)) sum += total.hours;
  return sum;
}

// What would still change the total if nothing else were recorded: tranches and renewals to come, amendments and
// waivers of a later day.
std::optional<WorkTime> forecast_of(const ObligationContext& context, const Reckoned& owed, Explanation& why) {
  if (context.facts.empty()) return owed.hours;
  Step step{"", "forecast.whole", {{"owed", text_of(owed.hours), "s", owed.step}}, "", "s", "", ""};
  auto total = owed.hours;
  const auto parts = parts_of(context);
  auto foreseen = parts;
  const auto add = [&](Date day, const ObligationFact& fact) {
    const auto then = whole_on({context.clause, context.facts, day}, foreseen);
    if (then == total) return;
    step.inputs.push_back({"change", text_of(then - total), "s", source_of(fact)});
    total = then;
  };
  for (const auto& fact : context.facts) {
    const bool binds = std::any_of(parts.begin(), parts.end(), [&](const Part& part) { return part.fact == fact; });
    if (!is_part(fact) || binds) continue;
    foreseen.push_back({fact, {fact.on, fact.last.value_or(fact.on)}});
    add(context.until, fact);
  }
  for (const auto& fact : context.facts)
    if (fact.on > context.until && (fact.kind == FactKind::amendment || fact.kind == FactKind::waiver)) add(fact.on, fact);
  step.result = text_of(total);
  why.add(std::move(step));
  return total;
}

Obligation people_obligation(const ObligationContext& context, const People& target) {
  Obligation result{.execution = execution_on(context)};
  auto& why = result.explanation;
  const auto& days = result.execution;
  const auto count = text_of(std::int64_t{target.people});
  result.owed_step = why.add({"", "owed.people", {{"people", count, "count", context.source}}, count, "count", "", context.legal});
  const auto due = context.clause.schedule == DueSchedule::at_end
                       ? (context.until >= days.last ? target.people : 0)
                       : narrow(divided(Wide(target.people) * elapsed_days(days, context.until), days.days(), Rounding::floor));
  const char* rule = context.clause.schedule == DueSchedule::at_end ? "due.people_at_end" : "due.people_linear";
  result.due_step = why.add({"", rule,
                             {{"owed", count, "count", result.owed_step},
                              {"first_day", days.first.iso(), "date", context.source},
                              {"last_day", days.last.iso(), "date", context.source},
                              {"until", context.until.iso(), "date", "cutoff"}},
                             text_of(std::int64_t{due}), "count",
                             context.clause.schedule == DueSchedule::at_end ? "" : "floor", ""});
  result.owed = result.forecast = target.people;
  result.due = due;
  return result;
}

}  // namespace

Obligation settled_obligation(const ObligationContext& context) {
  if (const auto* people = std::get_if<People>(&context.clause.target)) return people_obligation(context, *people);
  Obligation result{.execution = execution_on(context)};
  auto& why = result.explanation;
  const auto parts = parts_of(context);
  const auto owed = totals_of(context, parts, why);
  const auto total = parts.empty() ? owed.front() : sum_of(owed, "owed.sum", why);

  std::vector<Reckoned> due{due_within(result.execution, context.clause.schedule, owed.front(), context.until, context.source, why)};
  for (std::size_t i = 0; i < parts.size(); ++i)
    due.push_back(due_within(parts[i].days, context.clause.schedule, owed[i + 1], context.until, source_of(parts[i].fact), why));
  const auto due_total = parts.empty() ? due.front() : sum_of(due, "due.sum", why);

  result.owed = total.hours.seconds();
  result.owed_step = total.step;
  result.due = due_total.hours.seconds();
  result.due_step = due_total.step;
  if (const auto forecast = forecast_of(context, total, why)) result.forecast = forecast->seconds();
  return result;
}

Obligation obligation_on(const Clause& clause, const std::vector<ObligationFact>& facts, const Cutoff& cutoff) {
  const auto believed = facts_believed(facts, cutoff.recorded_until);
  const ObligationContext context{clause, believed, cutoff.worked_until};
  return accrues(clause.target) ? accruing_obligation(context) : settled_obligation(context);
}

}  // namespace clausier
