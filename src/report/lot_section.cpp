#include "lot_section.hpp"

#include <algorithm>
#include <tuple>

#include "clausier/report/withheld_counts.hpp"

namespace clausier::report {
namespace {

// Inputs of a step name their author beside the document: a report keeps former steps only as sources.
// The document stands in the clause.
std::vector<Step> steps_without_authors(const Explanation& explanation) {
  auto steps = explanation.steps();
  const auto is_step = [&](const std::string& from) {
    return std::any_of(steps.begin(), steps.end(), [&](const Step& step) { return step.id == from; });
  };
  for (auto& step : steps) {
    for (auto& input : step.inputs) {
      const bool month = Month::parse_iso(input.from).has_value();
      if (!is_step(input.from) && !month) input.from.clear();
    }
  }
  return steps;
}

std::optional<Instant> last_recorded_of(const Position& position) {
  std::optional<Instant> last;
  for (const auto& decided : position.entries) {
    if (!last || *last < decided.entry.recorded_at) last = decided.entry.recorded_at;
  }
  return last;
}

Figures figures_of(const Position& position) {
  Figures figures{.owed = position.owed, .due = position.due, .missing = position.missing, .hours = position.hours,
                  .credited = position.credited, .straddling = position.straddling, .exposure = position.exposure};
  if (figures.owed) figures.remaining = std::max(WorkTime::zero(), *figures.owed - position.credited);
  return figures;
}

void describe_contract(LotSection& section, const ReportLot& part, Date day) {
  const auto& initial = part.contract.initial;
  const auto state = contract_as_of(part.contract, day);
  const auto& number = initial.root_id.empty() ? initial.source_id : initial.root_id;
  section.contract_number = meaningless_id(number) ? "" : number;
  section.object = initial.object;
  section.buyer = part.buyer_name.empty() ? initial.buyer_name : part.buyer_name;
  section.buyer_siret = initial.buyer ? initial.buyer->digits() : "";
  section.department = initial.department;
  section.notified_on = initial.notified_on;
  section.duration_months = state.duration_months;
  section.amount = part.lot.amount ? part.lot.amount : state.amount;
}

// "2" before "10" before "A", "3" before "3B".
std::tuple<bool, std::size_t, std::string> counting_order(const std::string& number) {
  const auto digits = std::min(number.find_first_not_of("0123456789"), number.size());
  return {digits == 0, digits, number};
}

}  // namespace

LotSection section_of(const ReportLot& part, const Cutoff& cutoff, std::size_t people_minimum) {
  LotSection section{.contract = part.contract.id, .lot = part.lot.id};
  describe_contract(section, part, cutoff.worked_until);
  section.programmes = part.programmes;
  section.epci = part.epci;
  section.holders = part.holders;
  section.lot_number = part.lot.number;
  section.lot_label = part.lot.label;
  section.clause = part.clause;
  if (section.clause) section.clause->author.clear();
  section.state = part.position.state;
  section.figures = figures_of(part.position);
  for (const auto& [month, breakdown] : part.position.by_month) section.months.push_back({month, breakdown.hours});
  for (const auto& [modality, breakdown] : part.position.by_modality) section.modalities.push_back({modality, breakdown.hours});
  auto position = part.position;
  withhold_small_counts(position, people_minimum);
  section.rhythm_at_end = part.outlook.rhythm.at_end;
  section.rhythm_short = part.outlook.rhythm.short_of_owed;
  section.penalties = part.outlook.penalties;
  if (section.penalties && section.penalties->penalties.empty()) section.penalties.reset();
  section.steps = steps_without_authors(explained_with(position, part.outlook));
  section.last_recorded = last_recorded_of(part.position);
  return section;
}

bool comes_before(const LotSection& a, const LotSection& b) {
  const auto key = [](const LotSection& s) {
    return std::tuple(s.contract_number, s.object, s.contract, counting_order(s.lot_number), s.lot);
  };
  return key(a) < key(b);
}

}  // namespace clausier::report
