#include "clausier/report/report.hpp"

#include <algorithm>
#include <stdexcept>

#include "divisions.hpp"
#include "group_tables.hpp"
#include "lot_section.hpp"

namespace clausier::report {
namespace {

constexpr int months_at_most = 1'200;  // a mistyped year shall not fill the report with empty months

struct PlacedLot {
  LotSection section;
  const Position* position;
};

std::vector<PlacedLot> placed_lots(const ReportRequest& request, std::size_t people_minimum) {
  std::vector<PlacedLot> placed;
  for (const auto& part : request.lots) placed.push_back({section_of(part, request.cutoff, people_minimum), &part.position});
  std::sort(placed.begin(), placed.end(),
            [](const PlacedLot& a, const PlacedLot& b) { return comes_before(a.section, b.section); });
  return placed;
}

template <class Amount>
void add_known(std::optional<Amount>& sum, const std::optional<Amount>& part) {
  if (part) sum = sum ? *sum + *part : *part;
}

void add_figures(Figures& sum, const Figures& part) {
  add_known(sum.owed, part.owed);
  add_known(sum.due, part.due);
  add_known(sum.missing, part.missing);
  add_known(sum.remaining, part.remaining);
  add_known(sum.exposure, part.exposure);
  sum.hours += part.hours;
  sum.credited += part.credited;
  sum.straddling += part.straddling;
}

std::vector<ModalityLine> modalities_of(const std::vector<LotSection>& lots) {
  std::map<Modality, HoursTotals> sums;
  for (const auto& lot : lots) {
    for (const auto& line : lot.modalities) sums[line.modality] += line.hours;
  }
  std::vector<ModalityLine> lines;
  for (const auto& [modality, hours] : sums) lines.push_back({modality, hours});
  return lines;
}

// First month with hours, or in which an obligation runs.
Month first_month_of(const Report& report, const std::map<Month, HoursTotals>& declared) {
  Month first = report.cutoff.worked_until.month_of();
  if (!declared.empty()) first = std::min(first, declared.begin()->first);
  for (const auto& lot : report.lots) {
    if (lot.clause) first = std::min(first, lot.clause->execution.first.month_of());
  }
  return std::max(first, Month::from_index(report.cutoff.worked_until.month_of().index() - months_at_most));
}

// What was due on a day, of the lots whose obligation is known in hours.
std::optional<WorkTime> due_of(const ReportRequest& request, Date day) {
  std::optional<WorkTime> sum;
  for (const auto& lot : request.lots) {
    if (!lot.clause || !lot.position.owed) continue;
    const auto due = obligation_on(*lot.clause, lot.facts, {day, request.cutoff.recorded_until}).due;
    add_known(sum, due ? std::optional(WorkTime::from_seconds(*due)) : std::nullopt);
  }
  return sum;
}

std::vector<ProgressLine> progress_of(const ReportRequest& request, const Report& report) {
  std::map<Month, HoursTotals> sums;
  for (const auto& lot : report.lots) {
    for (const auto& line : lot.months) sums[line.month] += line.hours;
  }
  const Month last = report.cutoff.worked_until.month_of();
  std::vector<ProgressLine> lines;
  WorkTime counted = WorkTime::zero();
  for (Month month = first_month_of(report, sums); month <= last; month = month.next()) {
    const auto found = sums.find(month);
    ProgressLine line{.month = month};
    if (found != sums.end()) line.hours = found->second;
    counted += line.hours.counted;
    line.counted_so_far = counted;
    line.due_so_far = due_of(request, std::min(month.last_day(), report.cutoff.worked_until));
    lines.push_back(line);
  }
  return lines;
}

void add_totals(Report& report) {
  std::set<ContractId> contracts;
  for (const auto& lot : report.lots) {
    contracts.insert(lot.contract);
    ++report.states[lot.state];
    add_figures(report.totals, lot.figures);
    if (lot.last_recorded && (!report.last_recorded || *report.last_recorded < *lot.last_recorded))
      report.last_recorded = lot.last_recorded;
  }
  report.contracts = contracts.size();
}

std::vector<RuleValue> rules_in_force(const Rulebook& rulebook, Date day) {
  std::vector<RuleValue> rules;
  for (const auto& rule : rulebook.values()) {
    if (rule.valid.contains(day)) rules.push_back(rule);
  }
  return rules;
}

}  // namespace

std::string_view report_kind_code(ReportKind kind) {
  switch (kind) {
    case ReportKind::contract: return "contract";
    case ReportKind::portfolio: return "portfolio";
    case ReportKind::programme: return "programme";
    case ReportKind::office: return "office";
    case ReportKind::firm: return "firm";
  }
  throw std::logic_error("report kind");
}

std::optional<ReportKind> parse_report_kind(std::string_view code) {
  for (const auto kind : {ReportKind::contract, ReportKind::portfolio, ReportKind::programme, ReportKind::office, ReportKind::firm}) {
    if (report_kind_code(kind) == code) return kind;
  }
  return std::nullopt;
}

Report build_report(const ReportRequest& request, const Rulebook& rulebook) {
  const Date day = request.cutoff.worked_until;
  Report report{.kind = request.kind,
                .title = request.title,
                .buyer = request.buyer,
                .firm = request.firm,
                .programme = request.programme,
                .cutoff = request.cutoff,
                .recorded_until_text = request.recorded_until_text,
                .rulebook_version = rulebook.version(),
                .rules = rules_in_force(rulebook, day),
                .entries_sha256 = request.entries_sha256,
                .software_version = request.software_version,
                .indicators = request.indicators,
                .people_minimum = static_cast<std::size_t>(rulebook.at(small_count_rule, day).value)};
  std::vector<const Position*> positions;
  for (auto& placed : placed_lots(request, report.people_minimum)) {
    report.lots.push_back(std::move(placed.section));
    positions.push_back(placed.position);
  }
  add_totals(report);
  add_people(report, positions);
  add_groups(report, positions);
  report.months = progress_of(request, report);
  report.modalities = modalities_of(report.lots);
  std::vector<std::string> departments;
  for (const auto& part : request.departments)
    if (part.programme == request.programme) departments.push_back(part.department);
  add_divisions(report, positions, departments);
  add_targets(report, request.targets);
  return report;
}

std::optional<std::int64_t> ratio_basis_points(WorkTime part, std::optional<WorkTime> whole) {
  if (!whole || whole->seconds() <= 0) return std::nullopt;
  return part.seconds() * 10'000 / whole->seconds();
}

}  // namespace clausier::report
