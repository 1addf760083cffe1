#pragma once
// Terms that a contract may set besides what is owed: who counts, for how long, what lateness costs.
// Each is a parameter of the clause (domain.md §11); nothing here is preselected.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/money.hpp"
#include "clausier/domain/timesheet.hpp"
#include "clausier/domain/work_time.hpp"

namespace clausier {

// A person's hours under one type of contract count for so many months (domain.md §3.5).
struct CountingWindow {
  std::string contract_type;       // a code of contract_type_codes()
  int months = 0;
  bool ends_with_contract = true;  // false: hours after the end of the execution count as well
  bool operator==(const CountingWindow&) const = default;
};

// A bonus on hours of one type of contract. No source asks for one: none by default, raw hours always apart (§3.6).
struct Weighting {
  std::string contract_type;
  int basis_points = 10'000;  // 15 000 = counts one and a half
  bool operator==(const Weighting&) const = default;
};

// A share of the hours owed that is kept for one group of people (NPNRU: residents far from employment, §5.1).
struct ReservedShare {
  std::string criterion;
  int basis_points = 0;
  bool operator==(const ReservedShare&) const = default;
};

// Services bought from an insertion or adapted structure stand for hours: amount × labour share ÷ hourly cost,
// never more than a part of what is owed.
struct ServiceCredit {
  int labour_share_basis_points = 0;
  Money hourly_cost;
  int cap_basis_points = 10'000;
  bool operator==(const ServiceCredit&) const = default;
};

enum class DayKind { calendar, working };
enum class PenaltyStart { due_date, formal_notice };
enum class GroupPenalty { lead, split };  // domain.md §1.5: the lead holder bears all unless told otherwise

struct IndexedPenalty {  // for a missing hour, so many times a dated index of the rulebook (§1.6)
  std::string index;          // rule code: "index.hourly_ceiling.value_cents"
  int times_hundredths = 0;   // 400 = four times the index
  bool operator==(const IndexedPenalty&) const = default;
};

struct DocumentPenalty {
  Money per_day;
  DayKind days = DayKind::calendar;
  PenaltyStart from = PenaltyStart::formal_notice;
  bool first_day_counts = false;  // whether the day of the start is itself a day of delay
  bool operator==(const DocumentPenalty&) const = default;
};

struct PenaltyTerms {
  std::optional<IndexedPenalty> indexed = {};  // instead of the clause's fixed penalty per missing hour
  std::optional<DocumentPenalty> documents = {};
  std::optional<Money> absence = {};          // each absence from a meeting that the clause names
  std::optional<Money> cap = {};              // on the sum of all
  bool hours_need_notice = false;
  bool liberatory = false;                    // paying does not extinguish the hours, unless written (§1.6)
  GroupPenalty group = GroupPenalty::lead;
  bool operator==(const PenaltyTerms&) const = default;
};

enum class Reporting { monthly, quarterly, half_yearly, on_request };
std::string_view reporting_code(Reporting reporting);
std::optional<Reporting> parse_reporting(std::string_view code);

struct ReportingCalendar {
  Reporting period = Reporting::monthly;
  int days = 0;                            // after the end of the period, or after the request
  DayKind day_kind = DayKind::calendar;
  bool operator==(const ReportingCalendar&) const = default;
};
// The day by which the documents of the period that ends last before or on `day` are expected (§6.2). Quarter ends
// + 15 days: 15 April, 15 July, 15 October, 15 January of the next year. On request: `day` is the request.
Date documents_due_on(const ReportingCalendar& calendar, Date day);

enum class ClauseScope { contract, lot, tranche, order };
std::string_view clause_scope_code(ClauseScope scope);
std::optional<ClauseScope> parse_clause_scope(std::string_view code);

struct ClauseTerms {
  ClauseScope scope = ClauseScope::lot;
  std::string facilitator = {};
  std::vector<std::string> groups = {};    // eligibility criteria the contract lists; empty = any
  bool list_open = true;                   // "notamment": others may be accepted; false = "impérativement"
  bool opinion_allowed = true;             // a reasoned opinion of the facilitator opens a closed list
  std::vector<Modality> modalities = {};   // empty = all
  bool internships_count = false;
  bool other_sites_count = false;          // only under a pooling agreement
  std::vector<CountingWindow> windows = {};
  std::vector<Weighting> weightings = {};
  std::vector<ReservedShare> reserved = {};
  std::optional<ServiceCredit> services = {};
  PenaltyTerms penalties = {};
  std::optional<ReportingCalendar> reporting = {};
  std::vector<std::string> documents = {};  // what the contract asks for, in its words
  std::string charter = {};                 // version of a programme's charter: "2005", "2014"
  std::string template_code = {};           // what prefilled it, or ""
  std::string reason = {};                  // why this version was recorded
  bool operator==(const ClauseTerms&) const = default;
};

// The window set for a type of contract; null when the clause has none of its own for it.
const CountingWindow* window_for(const ClauseTerms& terms, std::string_view contract_type);

}  // namespace clausier
