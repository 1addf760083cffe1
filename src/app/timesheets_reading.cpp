#include "timesheets_reading.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include "clausier/domain/contract.hpp"
#include "clausier/read/timesheet_reader.hpp"
#include "clausier/store/clause_store.hpp"
#include "clausier/store/contract_store.hpp"
#include "clausier/store/ledger_store.hpp"
#include "clausier/store/office_rule_store.hpp"
#include "clausier/store/participant_store.hpp"
#include "clausier/store/timesheet_store.hpp"
#include "lot_position.hpp"
#include "people_perimeter.hpp"
#include "people_resolution.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

constexpr int usual_months = 6;     // months looked at to say what a usual one is
constexpr int usual_months_min = 3;
constexpr int days_in_week = 7;

std::vector<ParticipantId> people_of(const TimesheetDraft& draft) {
  std::set<ParticipantId> people;
  for (const auto* lines : {&draft.lines, &draft.unread})
    for (const auto& line : *lines)
      if (line.participant) people.insert(*line.participant);
  return {people.begin(), people.end()};
}

std::optional<DateRange> execution_of_contract(store::Connection& connection, LotId lot) {
  const auto row = connection.query_one("SELECT contract_id FROM lots WHERE id = ?1", store::values(lot));
  const auto contract = row ? store::find_contract(connection, row->id<ContractId>("contract_id")) : std::nullopt;
  if (!contract) return std::nullopt;
  return contract_as_of(*contract, Date::from_days(1'000'000)).execution;  // every amendment known
}

// With what the actor may read of the decisions of the lot's office.
KnownPerson known_person(store::Connection& connection, const Actor& actor, const TimesheetSubject& subject, ParticipantId id,
                         std::optional<Date> birth_date) {
  const auto who = store::find_participant(connection, id);
  if (!who) throw CorruptData("an identity without its person");
  std::vector<EligibilityDecision> eligibility;
  if (reads_decision(actor, store::is_acknowledged(connection, id, subject.lot, subject.firm)))
    eligibility = store::eligibility_of(connection, id, store::office_of(connection, subject.lot));
  auto employments = store::employments_of(connection, id);
  return {id, who->reference, std::move(eligibility), std::move(employments), birth_date};
}

// Hours of the same people which the actor may know of: those of the own firm, those of the lots that
// the own office follows. That somebody works elsewhere is nobody else's business.
std::vector<Entry> entries_known(store::Connection& connection, const Actor& actor, const TimesheetSubject& subject,
                                 const std::vector<ParticipantId>& people, const DateRange& worked) {
  auto entries = store::standing_entries_of(connection, people, worked);
  std::set<LotId> lots;
  if (actor.role != Role::contractor)
    connection.each("SELECT id FROM (" + lots_within(actor) + ")", {perimeter_key(actor)},
                    [&](const store::Row& row) { lots.insert(row.id<LotId>("id")); });
  std::erase_if(entries, [&](const Entry& e) {
    return actor.role == Role::contractor ? e.subject.firm != subject.firm : !lots.contains(e.subject.lot);
  });
  return entries;
}

// Of the month, apart from the sheet itself.
std::vector<Entry> entries_elsewhere(std::vector<Entry> known, const TimesheetSubject& subject) {
  std::erase_if(known, [&](const Entry& e) { return e.subject == subject || e.worked.last < subject.month.first_day(); });
  return known;
}

// Of the weeks before the month.
std::vector<Entry> entries_before(std::vector<Entry> known, Month month) {
  std::erase_if(known, [&](const Entry& e) { return e.worked.last >= month.first_day(); });
  return known;
}

std::optional<WorkTime> median(std::vector<WorkTime> months) {
  if (months.size() < usual_months_min) return std::nullopt;
  std::sort(months.begin(), months.end());
  return months[months.size() / 2];
}

// Rows of the file that hold a line, whatever was made of it.
std::size_t count_rows(const TimesheetDraft& draft) {
  std::set<std::pair<std::string, int>> rows;
  for (const auto* lines : {&draft.lines, &draft.unread})
    for (const auto& line : *lines) rows.insert({line.place.sheet, line.place.row});
  return rows.size();
}

// Different people, found or not.
std::size_t count_people(const TimesheetDraft& draft) {
  std::set<std::string> people;
  for (const auto* lines : {&draft.lines, &draft.unread})
    for (const auto& line : *lines) {
      const auto& m = line.person;
      people.insert(line.participant ? line.participant->text()
                                     : "?" + folded(m.reference + " " + m.full_name + " " + m.family_name + " " + m.given_name));
    }
  return people.size();
}

std::string name_in_file(const PersonMention& m) {
  if (!m.full_name.empty()) return m.full_name;
  return m.given_name.empty() || m.family_name.empty() ? m.given_name + m.family_name : m.given_name + " " + m.family_name;
}

std::vector<std::string> ambiguous_columns(const std::vector<Finding>& findings) {
  std::set<std::string> columns;
  for (const auto& f : findings)
    if (f.code == "cell.hours.minutes") columns.insert(f.place.column);
  return {columns.begin(), columns.end()};
}

}  // namespace

std::map<std::string, bool> parse_minutes_answers(const std::string& text) {
  std::map<std::string, bool> answers;
  std::istringstream parts(text);
  for (std::string part; std::getline(parts, part, ',');) {
    const auto equals = part.find('=');
    if (equals != std::string::npos) answers[part.substr(0, equals)] = part.substr(equals + 1) == "minutes";
  }
  return answers;
}

std::string minutes_answers_text(const std::map<std::string, bool>& answers) {
  std::string text;
  for (const auto& [column, minutes] : answers)
    text += (text.empty() ? "" : ",") + column + (minutes ? "=minutes" : "=decimal");
  return text;
}

std::string neutral_file_name(Month month, const std::string& typed_name) {
  std::string name = "relevé-" + month.iso();
  const auto dot = typed_name.rfind('.');
  const auto extension = dot == std::string::npos ? "" : folded(typed_name.substr(dot + 1));
  for (const std::string known : {"csv", "xlsx", "ods", "txt", "tsv"})
    if (extension == known) name += "." + known;
  return name;
}

std::map<std::string, std::string> parse_chosen_columns(const std::string& text) {
  std::map<std::string, std::string> chosen;
  std::istringstream parts(text);
  for (std::string part; std::getline(parts, part, ',');)
    if (const auto equals = part.find('='); equals != std::string::npos) chosen[part.substr(0, equals)] = part.substr(equals + 1);
  return chosen;
}

std::string chosen_columns_text(const std::map<std::string, std::string>& chosen) {
  std::string text;
  for (const auto& [column, target] : chosen) text += (text.empty() ? "" : ",") + column + "=" + target;
  return text;
}

namespace {

std::string lines_text(const std::set<std::string>& words) {
  std::string text;
  for (auto at = words.begin(); at != words.end(); ++at) text += (at == words.begin() ? "" : "\n") + *at;
  return text;
}

std::set<std::string> lines_in(const std::string& text) {
  std::set<std::string> words;
  for (std::size_t at = 0, end = 0; end != std::string::npos; at = end + 1) {
    end = text.find('\n', at);
    words.insert(text.substr(at, end == std::string::npos ? end : end - at));
  }
  return words;
}

}  // namespace

// Folded words hold neither bar nor line end. Without a firm, whoever employs.
std::string part_text(const read::FilePart& part) { return lines_text(part.lots) + "|" + lines_text(part.firms) + "|" + (part.takes_undated ? "undated" : "dated"); }

std::optional<read::FilePart> parse_part(const std::string& text, Month month) {
  const auto first = text.find('|'), last = text.rfind('|');
  if (first == std::string::npos || first == last) return std::nullopt;
  const auto firms = text.substr(first + 1, last - first - 1);
  return read::FilePart{lines_in(text.substr(0, first)), firms.empty() ? std::set<std::string>() : lines_in(firms), month, text.substr(last + 1) == "undated"};
}

DraftChoices choices_of(Services& services, const store::TimesheetRow& sheet) {
  auto corrections = services.identity->read([&](store::Connection& c) { return store::corrections_of(c, sheet.id); });
  auto part = parse_part(sheet.part, sheet.subject.month);
  return {sheet.subject.month, parse_minutes_answers(sheet.minutes_answers), parse_chosen_columns(sheet.chosen_columns), std::move(part), std::move(corrections)};
}

read::ReadingContext reading_context(const Services& services, const DraftChoices& choices) {
  return {choices.month, services.reference.header_synonyms, choices.minutes_answers, choices.columns, choices.part};
}

Original read_original(const Services& services, const std::string& bytes, const DraftChoices& choices) {
  auto grid = read::grid_of_part(read::read_grid(bytes), reading_context(services, choices));
  std::vector<read::GridChange> changes;
  for (const auto& c : choices.corrections) changes.push_back({c.sheet, c.row, c.column, c.text});
  read::apply_changes(grid, changes);
  auto draft = read::read_timesheet(grid, reading_context(services, choices));
  return {std::move(grid), std::move(draft)};
}

CheckContext check_context(Services& services, store::Connection& connection, const Actor& actor, const TimesheetSubject& subject,
                           const std::vector<ParticipantId>& people) {
  const auto span_weeks = static_cast<int>(services.reference.rulebook.at("hours.average.span_weeks", subject.month.last_day()).value);
  const auto known = entries_known(connection, actor, subject, people,
                                   {subject.month.first_day().plus_days(-days_in_week * span_weeks), subject.month.last_day()});
  CheckContext context{.subject = subject,
                       .today = services.today(),
                       .execution = std::nullopt,
                       .closed_months = store::closed_months(connection, subject.lot),
                       .people = {},
                       .standing = store::standing_entries_of(connection, subject),
                       .elsewhere = entries_elsewhere(known, subject),
                       .usual_month = median(store::former_months(connection, subject, usual_months)),
                       .clause = store::find_clause(connection, subject.lot, current_cutoff(services).recorded_until),
                       .rulebook = &services.reference.rulebook,
                       .before = entries_before(known, subject.month)};
  if (const auto office = store::office_of(connection, subject.lot)) context.office_rules = rulebook_of_office(store::office_rules_of(connection, *office));
  context.execution = context.clause ? std::optional(context.clause->execution) : execution_of_contract(connection, subject.lot);
  const auto names = names_within(services, connection, actor, people);
  for (const auto id : people) {
    const auto named = names.find(id);
    context.people.push_back(known_person(connection, actor, subject, id, named == names.end() ? std::nullopt : named->second.birth_date));
  }
  return context;
}

CheckedDraft checked(Services& services, store::Connection& connection, const Actor& actor, const TimesheetSubject& subject,
                     TimesheetDraft draft, const std::string& sha256) {
  resolve_people(services, connection, actor, subject, draft);
  const auto context = check_context(services, connection, actor, subject, people_of(draft));
  complete_lines(draft, context);
  auto findings = check_timesheet(draft, context);
  if (const auto replaced = store::find_replaced(connection, subject, sha256))
    findings.insert(findings.begin(), finding("timesheet.resent", {}, "",
                                              {{"received", french_instant(replaced->received_at)},
                                               {"replaced", french_instant(replaced->replaced_at)}}));
  return {std::move(draft), std::move(findings), context.standing};
}

void name_as_written(std::vector<Finding>& findings, const TimesheetDraft& draft) {
  std::map<std::pair<std::string, int>, std::string> names;
  for (const auto* lines : {&draft.lines, &draft.unread})
    for (const auto& line : *lines)
      if (auto name = name_in_file(line.person); !name.empty()) names.emplace(std::pair(line.place.sheet, line.place.row), std::move(name));
  for (auto& fault : findings) {
    const auto reference = fault.parameters.find("reference");
    const auto name = names.find({fault.place.sheet, fault.place.row});
    if (reference == fault.parameters.end() || name == names.end()) continue;
    if (fault.value == reference->second) fault.value = name->second;
    reference->second = name->second;
  }
}

TimesheetReading reading_of(TimesheetHead head, CheckedDraft checked) {
  TimesheetReading reading{.head = std::move(head),
                           .findings = std::move(checked.findings),
                           .draft = std::move(checked.draft),
                           .replaces = std::nullopt,
                           .ambiguous_columns = {},
                           .already_received = std::nullopt,
                           .posted = std::nullopt};
  reading.rows = count_rows(reading.draft);
  reading.persons = count_people(reading.draft);
  reading.declared = reading.draft.declared();
  reading.ambiguous_columns = ambiguous_columns(reading.findings);
  const bool open = reading.head.state == TimesheetState::draft;
  reading.can_confirm = open && !any_error(reading.findings);
  reading.needs_tick = open && count_of(reading.findings, Severity::warning) > 0;
  if (reading.can_confirm && !checked.standing.empty())
    reading.replaces = plan_posting(reading.draft, reading.head.subject, reading.head.id,
                                    neutral_file_name(reading.head.subject.month, reading.head.file_name),
                                    reading.head.file_sha256, checked.standing, reading.head.received_at);
  return reading;
}

}  // namespace clausier::app
