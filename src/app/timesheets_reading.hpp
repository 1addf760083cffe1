#pragma once
// A received file as it reads now: the original is read again, people are looked up again and the
// checks run again at every look, since the world moves between two of them.
#include <map>
#include <string>
#include <vector>

#include "clausier/app/timesheets.hpp"
#include "clausier/domain/timesheet_checks.hpp"
#include "clausier/read/timesheet_reader.hpp"
#include "clausier/store/draft_store.hpp"
#include "clausier/store/timesheet_store.hpp"

namespace clausier::app {

// Answers to "7.30 means 7 h 30?" by column: "F=minutes,H=decimal".
std::map<std::string, bool> parse_minutes_answers(const std::string& text);
std::string minutes_answers_text(const std::map<std::string, bool>& answers);

// "A=last_name,C=hours"
std::map<std::string, std::string> parse_chosen_columns(const std::string& text);
std::string chosen_columns_text(const std::map<std::string, std::string>& chosen);
// How a part of a file is kept with its draft; its month is that of the draft.
std::string part_text(const read::FilePart& part);
std::optional<read::FilePart> parse_part(const std::string& text, Month month);

// How the bytes are to be read: the month, and what people chose or changed since they came.
struct DraftChoices {
  Month month;
  std::map<std::string, bool> minutes_answers = {};
  std::map<std::string, std::string> columns = {};
  std::optional<read::FilePart> part = {};
  std::vector<store::DraftCorrection> corrections = {};
};
DraftChoices choices_of(Services& services, const store::TimesheetRow& sheet);
read::ReadingContext reading_context(const Services& services, const DraftChoices& choices);

// What the bytes say; people are not looked up yet.
struct Original {
  read::Grid grid;  // as corrected; of a part, its rows only: the others are not for who reads this draft
  TimesheetDraft draft;
};
Original read_original(const Services& services, const std::string& bytes, const DraftChoices& choices);

// What the ledger, which nothing can be erased from, calls a file: "relevé-2026-05.csv". People type names in the
// name of a file; the typed one stays with the timesheet, and the hash says which file it was.
std::string neutral_file_name(Month month, const std::string& typed_name);

// What the checks need to know about the subject and those people, within the caller's snapshot: of
// decisions and of hours declared elsewhere, only what the actor may know.
CheckContext check_context(Services& services, store::Connection& connection, const Actor& actor, const TimesheetSubject& subject,
                           const std::vector<ParticipantId>& people);

struct CheckedDraft {
  TimesheetDraft draft;  // people found, lines completed
  std::vector<Finding> findings;
  std::vector<Entry> standing;  // of the same subject
};
// `sha256` of the original, "" without one: a file that another one has replaced since is told.
CheckedDraft checked(Services& services, store::Connection& connection, const Actor& actor, const TimesheetSubject& subject,
                     TimesheetDraft draft, const std::string& sha256);

// To who sends a file, its faults name people as the file does; a reference stays where the file gives no name.
void name_as_written(std::vector<Finding>& findings, const TimesheetDraft& draft);

// The figures of a reading and what confirming it would ask and change.
TimesheetReading reading_of(TimesheetHead head, CheckedDraft checked);

}  // namespace clausier::app
