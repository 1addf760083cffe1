#pragma once
// A person in an insertion pathway, without identity: eligibility decisions and employments.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/clause.hpp"
#include "clausier/domain/ids.hpp"
#include "clausier/domain/rulebook.hpp"
#include "clausier/domain/timesheet.hpp"

namespace clausier {

// Eligibility criteria (domain.md §3.1): reference data, with whether the criterion is sensitive
// (health, justice, refugee status) and so hidden from everybody but the facilitator.
struct Criterion {
  std::string code;
  std::string label;
  bool sensitive = false;
  std::string proof;               // proof usually seen
  std::optional<int> proof_months;  // how old a proof may be at the decision
  std::string source;
};

// CSV of src/store/reference/criteria.csv: comments "#", then code;label;sensitive;proof;proof_months;source
// with sensitive 0 or 1. Throws std::invalid_argument on a bad line.
std::vector<Criterion> parse_criteria(std::string_view csv);

// Codes of work contracts (domain.md §4.2, §4.3); labels under "contract_type.<code>".
const std::vector<std::string>& contract_type_codes();

enum class EligibilityVerdict { eligible, refused };
std::string_view eligibility_verdict_code(EligibilityVerdict verdict);
std::optional<EligibilityVerdict> parse_eligibility_verdict(std::string_view code);

// A home in a priority district (QPV), as seen on the day of hiring: a fact beside the criterion, for a person may be
// eligible on another ground and live there. Read by the office alone.
struct PriorityHome {
  std::string district;  // code in its list, "QN05927M"
  int list_year = 0;     // year of that list: districts were drawn again (domain.md §5.1)
  bool operator==(const PriorityHome&) const = default;
};
// "QP" or "QN", then six letters or digits, in capitals.
bool is_district_code(std::string_view text);
// Whether the list is the one in force on the day (rule qpv.geography.year); false on a day for which no list is known.
bool is_current_list(int list_year, Date day, const Rulebook& rulebook);

inline constexpr std::string_view priority_district_group = "QPV";  // the criterion that a home may stand for

// A dated decision of a facilitator; the latest recorded one prevails. Never edited.
struct EligibilityDecision {
  ParticipantId participant;
  EligibilityVerdict verdict = EligibilityVerdict::eligible;
  std::string criterion;
  Date effective_on;                   // day of hiring at which it was appreciated
  std::optional<Date> countable_until;  // set by the facilitator; else the clause's window decides
  std::string proof_kind;              // what was seen, never the document
  std::optional<Date> proof_seen_on;
  std::string reason;
  std::string decided_by;
  Instant decided_at;
  std::optional<PriorityHome> home = {};
};

// Whether the person is one of those for whom a share is kept: by the criterion retained, or, for residents of priority
// districts, by a home in a district of the list in force at hiring. Who is eligible is far from employment already;
// a home in a former list says nothing (domain.md §9-14, §9-15).
bool belongs_to_group(const EligibilityDecision& decision, std::string_view group, const Rulebook& rulebook);

struct Employment {
  ParticipantId participant;
  LotId lot;
  OrganisationId firm;  // who declares
  Modality modality = Modality::direct_hire;
  std::string contract_type;  // permanent, fixed_term, … (domain.md §4.3)
  std::string employer_siret;
  Date starts_on;
  std::optional<Date> ends_on;
  Instant recorded_at;
  // True when at least one day worked is a day employed: nobody works outside their employment, so
  // the sheet of the week of hiring holds only hours done after it.
  bool covers(const DateRange& worked) const;
};

// The decision in force for a person at a recorded instant; null when none was taken.
const EligibilityDecision* eligibility_at(const std::vector<EligibilityDecision>& decisions,
                                          ParticipantId participant, Instant recorded_until);

// Last day on which the person's hours count for a lot: facilitator's date, else hiring + the months of the
// clause for that type of contract − 1 day, and never past the execution unless the clause says so for the
// type (domain.md §3.5).
Date countable_until(const EligibilityDecision& decision, const Clause& clause, std::string_view contract_type = "");

}  // namespace clausier
