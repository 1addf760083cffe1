#pragma once
// A timesheet as a firm sends it: lines read from a file or typed, before they enter the ledger.
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/finding.hpp"
#include "clausier/domain/ids.hpp"
#include "clausier/domain/siret.hpp"
#include "clausier/domain/work_time.hpp"

namespace clausier {

// How the person is employed for the clause (domain.md §4.1).
enum class Modality { direct_hire, labour_supply, subcontracting };
std::string_view modality_code(Modality modality);  // "direct_hire", …
std::optional<Modality> parse_modality(std::string_view code);
// French words met in files: "embauche directe", "ETTI", "mise à disposition", "sous-traitance"…
std::optional<Modality> recognise_modality(std::string_view words);

// Kind of work contract by the words of a file ("CDI", "CDDI", "Contrat de mission"): a code of
// contract_type_codes(), or nothing.
std::optional<std::string> recognise_contract_type(std::string_view words);

enum class WorkKind { work, training, internship };
std::string_view work_kind_code(WorkKind kind);
std::optional<WorkKind> parse_work_kind(std::string_view code);

// How a file names a person. Lives in memory only; the ledger knows ParticipantId alone.
struct PersonMention {
  std::string reference;    // "P-7K3F-92QX" when the file uses public references
  std::string family_name;
  std::string given_name;
  std::string full_name;    // when one cell holds both
  std::optional<Date> birth_date;
  bool operator==(const PersonMention&) const = default;
};

// Columns of a line's cells other than its hours, by letters; "" where the file has no such column.
struct LineColumns {
  std::string person;    // the reference, the family name or the full name
  std::string days;      // the day, the week, the start of the period, or the month
};

struct DraftLine {
  Place place;  // the hours cell: sheet, row, column
  PersonMention person;
  std::optional<ParticipantId> participant;  // filled by whoever knows identities
  std::optional<DateRange> worked;           // a day, a week, a month; empty = the timesheet's month
  WorkTime declared = WorkTime::zero();
  std::optional<Modality> modality;          // as the file says; else the employment's
  std::string contract_type;                 // code, when the file says it in known words
  std::string employer_siret;                // 14 digits when the file gives a valid one
  WorkKind kind = WorkKind::work;
  LineColumns columns = {};
};

// Where a fault about the person or the days of a line stands: its hours cell when no other tells them.
Place person_place(const DraftLine& line);
Place days_place(const DraftLine& line);

// A control total found in the file, compared with the sum of the lines it covers.
struct SheetTotal {
  Place place;
  WorkTime stated = WorkTime::zero();
  WorkTime summed = WorkTime::zero();
};

struct TimesheetDraft {
  std::vector<DraftLine> lines;
  // Rows that name a person but whose hours or dates could not be read (a finding says why, declared
  // is zero): never posted, but their person can be checked in the same pass as the others.
  std::vector<DraftLine> unread;
  std::vector<SheetTotal> totals;
  std::vector<Finding> findings;  // faults and repairs met while reading
  WorkTime declared() const;
};

// What a timesheet is about.
struct TimesheetSubject {
  LotId lot;
  OrganisationId firm;
  Month month;
  auto operator<=>(const TimesheetSubject&) const = default;
};

// Parses working time as people write it: "35,5" "35.50" "1 234,75" "7h30" "7 h 30" "07:30"
// "151:40" "7h" "45 min". Thousands by any space. Negative values parse; callers decide.
// "7.30"-like values (a dot, exactly two decimals from 01 to 59, whole part under 24) set
// ambiguous_minutes: they may mean 7 h 30 (conventions.md). Decimals convert exactly from their
// digits, to the nearest second. Refused: "7h5" and "7:5" (5 or 50 minutes?), "7h75", "1e3".
struct ParsedWorkTime {
  WorkTime time = WorkTime::zero();
  bool ambiguous_minutes = false;
};
std::optional<ParsedWorkTime> parse_work_time(std::string_view text);

// The other reading of a "7.30"-like value: the digits after the dot as minutes, whatever the whole
// part. Empty when the text is not digits, a dot or comma, and two digits under 60.
std::optional<WorkTime> parse_work_time_as_minutes(std::string_view text);

}  // namespace clausier
