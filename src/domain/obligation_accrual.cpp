// Obligations that grow with the execution: invoices, orders, hours worked, people hired.
#include <algorithm>

#include "obligation_parts.hpp"

namespace clausier {
namespace {

struct Summed {
  Money amount = Money::zero();
  std::string step;
};

// Invoices issued, or orders placed, up to a day (no day: all that are recorded).
Summed sum_amounts(const ObligationContext& context, FactKind kind, std::optional<Date> until, const char* rule, Explanation& why) {
  Step step{"", rule, {}, "", "cents", "", ""};
  Summed sum;
  for (const auto& fact : context.of(kind)) {
    if (until && fact.on > *until) continue;
    step.inputs.push_back({std::string(fact_kind_code(kind)), text_of(fact.amount->cents()), "cents", source_of(fact)});
    sum.amount = sum.amount + *fact.amount;
  }
  sum.amount = std::max(sum.amount, Money::zero());  // credit notes never make an obligation negative
  step.result = text_of(sum.amount.cents());
  sum.step = why.add(std::move(step));
  return sum;
}

Reckoned hours_for(const ObligationContext& context, const std::string& family, const Summed& amount, Explanation& why) {
  const Reckoning reckoning{family, context.source, context.legal, why};
  const StatedAmount stated{amount.amount, amount.step};
  if (const auto* formula = std::get_if<AmountFormula>(&context.clause.target)) return hours_by_formula(reckoning, stated, *formula);
  return hours_per_amount(reckoning, stated, std::get<HoursPerAmount>(context.clause.target));
}

// What is foreseen, less every waiver recorded, whatever its day.
std::int64_t forecast_after_waivers(const ObligationContext& context, const Reckoned& foreseen, Explanation& why) {
  return after_waivers(at_the_end(context), foreseen, "forecast.waived", why).hours.seconds();
}

// What was born is due at once: an obligation that follows invoices waits for no calendar.
void accrue(Obligation& result, const ObligationContext& context, const Reckoned& total) {
  const auto owed = after_waivers(context, total, "owed.waived", result.explanation);
  result.owed_step = owed.step;
  result.due_step = result.explanation.add({"", "due.accrued", {{"owed", text_of(owed.hours), "s", owed.step}}, text_of(owed.hours),
                                            "s", "", ""});
  result.owed = result.due = owed.hours.seconds();
}

AmountBase base_of(const Target& target) {
  if (const auto* formula = std::get_if<AmountFormula>(&target)) return formula->base;
  return std::get<HoursPerAmount>(target).base;
}

// The amount at the end: what is invoiced or, when larger, what is ordered or estimated.
Summed expected_amount(const ObligationContext& context, const Summed& known, Explanation& why) {
  const auto ordered = sum_amounts(context, FactKind::order, std::nullopt, "amount.ordered_in_all", why);
  Step step{"", "amount.expected",
            {{"known", text_of(known.amount.cents()), "cents", known.step},
             {"ordered", text_of(ordered.amount.cents()), "cents", ordered.step}},
            "", "cents", "", ""};
  Summed expected{std::max(known.amount, ordered.amount), ""};
  if (const auto* formula = std::get_if<AmountFormula>(&context.clause.target)) {
    step.inputs.push_back({"estimated", text_of(formula->amount.cents()), "cents", context.source});
    expected.amount = std::max(expected.amount, formula->amount);
  }
  step.result = text_of(expected.amount.cents());
  expected.step = why.add(std::move(step));
  return expected;
}

Obligation by_amount(const ObligationContext& context) {
  Obligation result{.settled = false, .execution = execution_on(context)};
  auto& why = result.explanation;
  const bool invoiced = base_of(context.clause.target) == AmountBase::invoiced;
  const auto known = invoiced ? sum_amounts(context, FactKind::invoice, context.until, "amount.invoiced", why)
                              : sum_amounts(context, FactKind::order, context.until, "amount.ordered", why);
  accrue(result, context, hours_for(context, "owed", known, why));
  result.forecast = forecast_after_waivers(context, hours_for(context, "forecast", expected_amount(context, known, why), why), why);
  return result;
}

Obligation by_order(const ObligationContext& context, const RatePerOrder& target) {
  Obligation result{.settled = false, .execution = execution_on(context)};
  auto& why = result.explanation;
  const Reckoning binding{"owed", context.source, context.legal, why};
  const Reckoning foreseen{"forecast", context.source, context.legal, why};
  std::vector<Reckoned> owed, all;
  std::vector<ObligationFact> orders;
  for (const auto& order : context.of(FactKind::order)) {
    const bool placed = order.on <= context.until;
    const auto hours = hours_of_order(placed ? binding : foreseen, {*order.amount, source_of(order)}, target);
    all.push_back(hours);
    if (!placed) continue;
    owed.push_back(hours);
    orders.push_back(order);
  }
  owed = after_waivers(context, std::move(owed), "owed.waived", why);
  std::vector<Reckoned> due;
  for (std::size_t i = 0; i < orders.size(); ++i)
    due.push_back(due_within({orders[i].on, orders[i].last.value_or(orders[i].on)}, context.clause.schedule, owed[i], context.until,
                             source_of(orders[i]), why));
  const auto total = sum_of(owed, "owed.sum", why);
  const auto due_total = sum_of(due, "due.sum", why);
  result.owed = total.hours.seconds();
  result.owed_step = total.step;
  result.due = due_total.hours.seconds();
  result.due_step = due_total.step;
  result.forecast = forecast_after_waivers(context, sum_of(all, "forecast.sum", why), why);
  return result;
}

// ---- Shares of the work of everybody ------------------------------------------------------------------------

// Months of the execution that are over on the day.
std::vector<Month> months_over(const DateRange& execution, Date until) {
  std::vector<Month> months;
  const auto last_day = std::min(until, execution.last);
  for (auto month = execution.first.month_of(); month.first_day() <= execution.last; month = month.next()) {
    if (month.last_day() > last_day && !(until >= execution.last)) break;
    if (month.first_day() > last_day) break;
    months.push_back(month);
  }
  return months;
}

std::int64_t declared_in(const ObligationFact& fact) { return fact.kind == FactKind::all_hours ? fact.hours->seconds() : *fact.people; }

struct WholeWork {
  std::int64_t sum = 0;         // seconds or people
  std::vector<Month> missing;  // months over without their declaration
  std::string step;
};

WholeWork whole_work(const ObligationContext& context, FactKind kind, const DateRange& execution, Explanation& why) {
  const bool hours = kind == FactKind::all_hours;
  Step step{"", hours ? "work.all_hours" : "work.all_hires", {}, "", hours ? "s" : "count", "", ""};
  WholeWork work;
  const auto declared = context.of(kind);
  for (const auto month : months_over(execution, context.until)) {
    bool found = false;
    for (const auto& fact : declared) {
      if (fact.on.month_of() != month) continue;
      found = true;
      work.sum += declared_in(fact);
      step.inputs.push_back({hours ? "month" : "hires", text_of(declared_in(fact)), hours ? "s" : "count", month.iso()});
    }
    if (!found) work.missing.push_back(month);
  }
  step.result = text_of(work.sum);
  work.step = why.add(std::move(step));
  return work;
}

// A share of an unknown whole is unknown, not zero (domain.md §9, rule 5).
void leave_indeterminate(Obligation& result, const WholeWork& work) {
  Step step{"", "owed.indeterminate", {}, "indeterminate", "state", "", ""};
  for (const auto month : work.missing) step.inputs.push_back({"missing_month", month.iso(), "month", "calendar"});
  result.owed_step = result.due_step = result.explanation.add(std::move(step));
}

Obligation share_of_hours(const ObligationContext& context, const ShareOfHours& target) {
  Obligation result{.settled = false, .execution = execution_on(context)};
  auto& why = result.explanation;
  const auto share = [&](WorkTime all, const std::string& step, const char* rule) -> Reckoned {
    const Wide part = Wide(all.seconds()) * target.rate_basis_points;
    const auto hours = WorkTime::from_seconds(
        narrow(divided(part, Wide(basis_points_in_whole) * seconds_in_hour, target.rounding) * seconds_in_hour));
    return {hours, why.add({"", rule,
                            {{"all_hours", text_of(all), "s", step},
                             {"rate", text_of(std::int64_t{target.rate_basis_points}), "basis_points", context.source}},
                            text_of(hours), "s", std::string(rounding_code(target.rounding)), context.legal})};
  };
  const auto work = whole_work(context, FactKind::all_hours, result.execution, why);
  if (!work.missing.empty()) leave_indeterminate(result, work);
  else accrue(result, context, share(WorkTime::from_seconds(work.sum), work.step, "owed.share_of_hours"));
  const bool over = context.until >= result.execution.last;
  if (over) result.forecast = result.owed;
  else if (target.expected) result.forecast = forecast_after_waivers(context, share(*target.expected, context.source, "forecast.share_of_hours"), why);
  return result;
}

Obligation share_of_hires(const ObligationContext& context, const ShareOfHires& target) {
  Obligation result{.settled = false, .execution = execution_on(context)};
  auto& why = result.explanation;
  const auto work = whole_work(context, FactKind::all_hires, result.execution, why);
  if (!work.missing.empty()) {
    leave_indeterminate(result, work);
    return result;
  }
  const auto people = narrow(divided(Wide(work.sum) * target.rate_basis_points, basis_points_in_whole, Rounding::ceil));
  result.owed_step = why.add({"", "owed.share_of_hires",
                              {{"all_hires", text_of(work.sum), "count", work.step},
                               {"rate", text_of(std::int64_t{target.rate_basis_points}), "basis_points", context.source}},
                              text_of(people), "count", "ceil", context.legal});
  result.due_step = result.owed_step;
  result.owed = result.due = people;
  if (context.until >= result.execution.last) result.forecast = people;
  return result;
}

}  // namespace

Obligation accruing_obligation(const ObligationContext& context) {
  if (const auto* share = std::get_if<ShareOfHours>(&context.clause.target)) return share_of_hours(context, *share);
  if (const auto* share = std::get_if<ShareOfHires>(&context.clause.target)) return share_of_hires(context, *share);
  if (const auto* per_order = std::get_if<RatePerOrder>(&context.clause.target)) return by_order(context, *per_order);
  return by_amount(context);
}

}  // namespace clausier
