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
  std::vector<ObligationFact> facts = {};  // of the execution, any instant: what was due at the end of former months
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
  PeopleCount people = {};  // distinct, over the lots that show the group
  HoursTotals hours = {};   // of the lots that show the group; declared, counted and pending only
};

struct GroupTable {
  std::vector<GroupLine> lines = {};                 // shown groups, the undecided last
  std::optional<HoursTotals> undistributed = {};     // all the rest, groups mixed; empty when no lot hides a group
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
  GroupTable groups = {};
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
  PeopleCount people = {};  // distinct over the lots that show their count, never the sum of the lots
  std::size_t lots_left_out = 0;  // lots of fewer than `people_minimum` people: `people` is then a least number
  std::vector<ProgressLine> months = {};  // without gaps, up to the month of the cut-off
  std::vector<ModalityLine> modalities = {};
  GroupTable groups = {};
  std::optional<Instant> last_recorded = {};
};

// Throws std::out_of_range when the rulebook lacks the rule of small counts on the last day worked.
Report build_report(const ReportRequest& request, const Rulebook& rulebook);

// Parts for ten thousand, rounded down as in the pace of a lot; empty when there is nothing to compare with.
std::optional<std::int64_t> ratio_basis_points(WorkTime part, std::optional<WorkTime> whole);

}  // namespace clausier::report
