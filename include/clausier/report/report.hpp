#pragma once
// What a report says, as values: one model for the workbook, the XML and the CSV. Pure: the same
// request gives the same report. No name and no reference of a person enters it.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/clause.hpp"
#include "clausier/domain/contract.hpp"
#include "clausier/domain/position.hpp"
#include "clausier/domain/rulebook.hpp"
#include "clausier/report/small_counts.hpp"

namespace clausier::report {

enum class ReportKind { contract, portfolio, programme };
std::string_view report_kind_code(ReportKind kind);
std::optional<ReportKind> parse_report_kind(std::string_view code);

// ---- What a report is built from ---------------------------------------------------------------------------

struct ReportLot {
  Contract contract;
  Lot lot;
  std::string buyer_name = {};
  std::vector<std::string> programmes = {};  // confirmed codes
  std::vector<std::string> holders = {};     // names of firms
  std::optional<Clause> clause = {};         // in force at the recorded cut-off
  Position position;                    // at the cut-off of the request
};

struct ReportRequest {
  ReportKind kind = ReportKind::contract;
  std::string title = {};
  std::string buyer = {};               // label of the buyer the perimeter is limited to, or ""
  std::string programme = {};           // code of the programme the perimeter is limited to, or ""
  Cutoff cutoff;
  std::string recorded_until_text = {};  // the instant as people of the office read it
  std::string entries_sha256 = {};       // of the canonical lines of the perimeter
  std::string software_version = {};
  std::vector<ReportLot> lots = {};
};

// Rule that gives the smallest number of people a group may have to be shown.
inline constexpr std::string_view small_count_rule = "report.group.min_count";

// ---- What a report holds -----------------------------------------------------------------------------------

struct PeopleCount {
  Disclosure disclosure = Disclosure::shown;
  std::size_t people = 0;  // distinct; 0 unless shown
};

struct Figures {
  std::optional<WorkTime> owed = {};      // empty when no lot of the perimeter has a clause
  std::optional<WorkTime> due = {};
  std::optional<WorkTime> missing = {};   // of a total: sum over lots, one lot's advance never fills another's gap
  std::optional<WorkTime> remaining = {};  // max(0, owed − counted), summed in the same way
  HoursTotals hours = {};
  HoursTotals straddling = {};            // lines across the last day worked: in no other figure
  std::optional<Money> exposure = {};
};

struct MonthLine {
  Month month;
  HoursTotals hours = {};
};

struct ProgressLine {  // of the perimeter, at the end of a month or at the cut-off in its own month
  Month month;
  HoursTotals hours = {};
  WorkTime counted_so_far = WorkTime::zero();
  std::optional<WorkTime> due_so_far = {};  // empty when no lot has a clause
};

struct ModalityLine {
  Modality modality;
  HoursTotals hours = {};
};

struct GroupLine {
  std::string code = {};  // eligibility criterion, "" = not decided yet; label under "criterion.<code>"
  PeopleCount people = {};
  HoursTotals hours = {};  // declared, counted and pending only; zero unless shown
};

struct LotSection {
  ContractId contract;
  std::string contract_number = {};  // as published, "" when it identifies nothing
  std::string object = {};
  std::string buyer = {};
  std::string buyer_siret = {};      // 14 digits or ""
  std::vector<std::string> programmes = {};
  std::vector<std::string> holders = {};
  std::optional<Date> notified_on = {};
  std::optional<int> duration_months = {};
  std::optional<Money> amount = {};  // of the lot, else of the contract as amended at the cut-off
  LotId lot;
  std::string lot_number = {};       // "" for the implicit lot
  std::string lot_label = {};
  std::optional<Clause> clause = {};  // without its author
  LotState state = LotState::no_clause;
  Figures figures = {};
  PeopleCount people = {};
  std::vector<MonthLine> months = {};
  std::vector<ModalityLine> modalities = {};
  std::vector<GroupLine> groups = {};  // shown ones only, hours only; empty in a report of one lot
  bool hides_groups = false;      // true when groups of the lot are left out to protect people
  std::vector<Step> steps = {};        // without the names of those who set the parameters
  std::optional<Instant> last_recorded = {};
};

struct Report {
  ReportKind kind;
  std::string title = {};
  std::string buyer = {};
  std::string programme = {};
  Cutoff cutoff;
  std::string recorded_until_text = {};
  std::string rulebook_version = {};
  std::vector<RuleValue> rules = {};  // in force on the last day worked
  std::string entries_sha256 = {};
  std::string software_version = {};
  std::size_t people_minimum = 0;
  std::vector<LotSection> lots = {};  // by contract number, then lot number
  std::size_t contracts = 0;
  std::map<LotState, std::size_t> states = {};
  Figures totals = {};
  PeopleCount people = {};  // distinct over the whole perimeter, never the sum of the lots
  std::vector<ProgressLine> months = {};  // without gaps, up to the month of the cut-off
  std::vector<ModalityLine> modalities = {};
  std::vector<GroupLine> groups = {};  // empty when none may be listed
  bool hides_groups = false;
  std::optional<Instant> last_recorded = {};
};

// Throws std::out_of_range when the rulebook lacks the rule of small counts on the last day worked.
Report build_report(const ReportRequest& request, const Rulebook& rulebook);

// Parts for ten thousand, rounded down as in the pace of a lot; empty when there is nothing to compare with.
std::optional<std::int64_t> ratio_basis_points(WorkTime part, std::optional<WorkTime> whole);

}  // namespace clausier::report
