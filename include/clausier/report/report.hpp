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
#include "clausier/domain/indicator.hpp"
#include "clausier/domain/outlook.hpp"
#include "clausier/domain/position.hpp"
#include "clausier/domain/programme_target.hpp"
#include "clausier/domain/rulebook.hpp"
#include "clausier/report/small_counts.hpp"

namespace clausier::report {

// office: the yearly consolidation of a clause office, a portfolio with its year.
enum class ReportKind { contract, portfolio, programme, office, firm };
std::string_view report_kind_code(ReportKind kind);
std::optional<ReportKind> parse_report_kind(std::string_view code);

// ---- What a report is built from ---------------------------------------------------------------------------

struct ReportLot {
  Contract contract;
  Lot lot;
  std::string buyer_name = {};
  std::vector<std::string> programmes = {};  // confirmed codes
  std::vector<std::string> holders = {};     // names of firms
  std::string epci = {};                     // name of the intercommunal body of the place, "" when not known
  std::optional<Clause> clause = {};         // in force at the recorded cut-off
  Position position;                    // at the cut-off of the request
  Outlook outlook = {};                 // at the same cut-off
  std::vector<ObligationFact> facts = {};  // of the execution, any instant: what was due at the end of former months
};

struct ReportRequest {
  ReportKind kind = ReportKind::contract;
  std::string title = {};
  std::string buyer = {};               // label of the buyer the perimeter is limited to, or ""
  std::string firm = {};                // the same of the firm that holds the lots
  std::string programme = {};           // code of the programme the perimeter is limited to, or ""
  Cutoff cutoff;
  std::string recorded_until_text = {};  // the instant as people of the office read it
  std::string entries_sha256 = {};       // of the canonical lines of the perimeter
  std::string software_version = {};
  std::vector<Indicator> indicators = {};  // the dictionary
  std::vector<ProgrammeTarget> targets = {};          // of all programmes
  std::vector<ProgrammeDepartment> departments = {};  // of all programmes
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
  std::optional<WorkTime> missing = {};   // max(0, due − credited); of a total: sum over lots, one lot's advance never fills another's gap
  std::optional<WorkTime> remaining = {};  // max(0, owed − credited), summed in the same way
  HoursTotals hours = {};
  WorkTime credited = WorkTime::zero();   // hours.counted plus what the clause adds to it or pooling takes away: what due is held against
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

// Part of the perimeter under one code. Lines of lots may overlap (a lot in two programmes): never add them up.
struct DivisionLine {
  std::string code = {};  // "" = not known
  std::size_t contracts = 0, lots = 0, lots_left_out = 0;  // of lots only
  PeopleCount people = {};   // distinct; as for the report, a least number when lots are left out
  HoursTotals hours = {};
  HoursTotals of_year = {};  // of the calendar year of the cut-off; of lots only
};

struct Division {
  std::string dimension = {};  // buyer, programme, department, epci: of whole lots; contract_type, year: of hours
  std::vector<DivisionLine> lines = {};
  std::optional<HoursTotals> undistributed = {};  // what lots do not show of a type of work contract
};

bool is_of_lots(const Division& division);

// What a programme aims at, and what the perimeter reaches.
struct TargetLine {
  std::string code = {};
  std::string unit = {};                   // count, basis_points, seconds
  std::optional<std::int64_t> value = {};  // to reach
  std::string source = {};
  Disclosure disclosure = Disclosure::shown;
  std::optional<std::int64_t> reached = {};  // empty: not measured here
  bool at_least = false;
};

struct LotSection {
  ContractId contract;
  std::string contract_number = {};  // as published, "" when it identifies nothing
  std::string object = {};
  std::string buyer = {};
  std::string buyer_siret = {};      // 14 digits or ""
  std::string department = {};       // "59", "2A", or ""
  std::string epci = {};             // name, or ""
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
  std::optional<WorkTime> rhythm_at_end = {}, rhythm_short = {};  // hours at the end as in the recent months; what would be missing
  std::optional<PenaltyProposal> penalties = {};  // a proposal; empty when there is nothing to ask for
  std::vector<Step> steps = {};        // of all that is above, without the names of those who set the parameters
  std::optional<Instant> last_recorded = {};
};

// What a lot said in the report before and says in this one.
struct Standing {
  LotState state = LotState::no_clause;
  Figures figures = {};
};

struct LotChange {
  LotId lot;
  std::string contract_number = {};
  std::string lot_number = {};
  ContractId contract;
  std::optional<Standing> before = {};  // empty: the lot was not in the report before
  std::optional<Standing> after = {};   // empty: it is no longer in this one
};

struct Changes {
  Cutoff since;                          // of the report before
  std::string recorded_until_text = {};  // the instant as people of the office read it
  std::string entries_sha256 = {};
  std::vector<LotChange> lots = {};      // those that differ, in the order of the report, then those gone
};

struct Report {
  ReportKind kind;
  std::string title = {};
  std::string buyer = {};
  std::string firm = {};
  std::string programme = {};
  Cutoff cutoff;
  std::string recorded_until_text = {};
  std::string rulebook_version = {};
  std::vector<RuleValue> rules = {};  // in force on the last day worked
  std::string entries_sha256 = {};
  std::string software_version = {};
  std::vector<Indicator> indicators = {};
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
  std::vector<Division> divisions = {};  // of several lots
  std::vector<TargetLine> targets = {};  // of a programme
  std::optional<Instant> last_recorded = {};
  std::optional<Changes> changes = {};  // since the report before, when there was one
};

// What `after` says otherwise than `before`, lot by lot: states, hours, obligation, exposure. Groups and
// numbers of people are left out: their differences could tell of a few people.
Changes changes_between(const Report& before, const Report& after);

// Throws std::out_of_range when the rulebook lacks the rule of small counts on the last day worked.
Report build_report(const ReportRequest& request, const Rulebook& rulebook);

// Parts for ten thousand, rounded down as in the pace of a lot; empty when there is nothing to compare with.
std::optional<std::int64_t> ratio_basis_points(WorkTime part, std::optional<WorkTime> whole);

}  // namespace clausier::report
