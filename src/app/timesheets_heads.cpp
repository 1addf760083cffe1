#include "timesheets_heads.hpp"

#include <array>
#include <set>
#include <stdexcept>
#include <utility>

#include "clausier/store/ledger_store.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

constexpr std::array<std::pair<TimesheetState, std::string_view>, 6> states = {{{TimesheetState::draft, "draft"},
                                                                                {TimesheetState::confirmed, "confirmed"},
                                                                                {TimesheetState::to_correct, "to_correct"},
                                                                                {TimesheetState::reviewed, "reviewed"},
                                                                                {TimesheetState::replaced, "replaced"},
                                                                                {TimesheetState::abandoned, "abandoned"}}};

bool is_active(TimesheetState state) {
  return state == TimesheetState::confirmed || state == TimesheetState::to_correct || state == TimesheetState::reviewed;
}

// Of an active timesheet, everything that stands for its subject: lines left unchanged by a correction
// keep the timesheet that brought them.
void add_figures(TimesheetHead& head, const std::vector<Entry>& standing) {
  std::set<ParticipantId> people;
  for (const auto& entry : standing) {
    head.declared += entry.declared;
    people.insert(entry.participant);
  }
  head.people = people.size();
  head.lines = standing.size();
}

TimesheetHead head_of(const store::Row& row, const Wording& wording) {
  auto sheet = store::timesheet_of(row);
  const auto state = parse_timesheet_state(sheet.state);
  if (!state) throw CorruptData("unknown state of timesheet");
  const auto scope = lot_scope_of(row);
  // What may throw is read before the braces: GCC 12 frees the members of a half-built value twice.
  auto firm_name = row.text("firm_name"), label = lot_label(wording, scope);
  auto nil_reason = sheet.nil_reason.value_or(""), sha256 = sheet.document_sha256.value_or("");
  const auto replaced_at = *state == TimesheetState::replaced ? row.instant_or_null("replaced_at") : std::nullopt;
  return {.id = sheet.id,
          .subject = sheet.subject,
          .state = *state,
          .nil = sheet.nil_reason.has_value(),
          .nil_reason = std::move(nil_reason),
          .firm_name = std::move(firm_name),
          .lot_label = std::move(label),
          .contract = scope.contract,
          .file_name = std::move(sheet.file_name),
          .file_sha256 = std::move(sha256),
          .sent_by = std::move(sheet.sent_by),
          .received_at = sheet.received_at,
          .confirmed_at = sheet.confirmed_at,
          .replaced_at = replaced_at,
          .comment = std::move(sheet.comment),
          .version = sheet.version};
}

}  // namespace

std::string_view timesheet_state_code(TimesheetState state) {
  for (const auto& [known, code] : states)
    if (known == state) return code;
  throw std::logic_error("state of timesheet outside its list");
}

std::optional<TimesheetState> parse_timesheet_state(std::string_view code) {
  for (const auto& [state, known] : states)
    if (known == code) return state;
  return std::nullopt;
}

std::string timesheets_within(const Actor& actor) {
  const std::string of_lots = "SELECT * FROM timesheets WHERE lot_id IN (" + lots_within(actor) + ")";
  return actor.role == Role::contractor ? of_lots + " AND firm_id = ?1" : of_lots;
}

std::optional<store::TimesheetRow> timesheet_within(store::Connection& connection, const Actor& actor, TimesheetId id) {
  const auto row = connection.query_one("SELECT t.* FROM (" + timesheets_within(actor) + ") t WHERE t.id = ?2",
                                        {perimeter_key(actor), store::value_of(id)});
  return row ? std::optional(store::timesheet_of(*row)) : std::nullopt;
}

std::vector<TimesheetHead> heads_within(Services& services, store::Connection& connection, const Actor& actor,
                                        const std::string& condition_and_order, std::vector<store::Value> arguments) {
  arguments.insert(arguments.begin(), perimeter_key(actor));
  std::vector<TimesheetHead> heads;
  for (const auto& row : connection.query("SELECT t.*, (" + std::string(store::replaced_at_sql) + ") AS replaced_at, o.name AS firm_name, " +
                                              std::string(described_lot_columns()) + " FROM (" +
                                              timesheets_within(actor) + ") t JOIN organisations o ON o.id = t.firm_id JOIN (" +
                                              described_lots_sql() + ") d ON d.lot_id = t.lot_id WHERE " +
                                              condition_and_order,
                                          arguments)) {
    auto head = head_of(row, services.wording);
    if (is_active(head.state)) add_figures(head, store::standing_entries_of(connection, head.subject));
    heads.push_back(std::move(head));
  }
  return heads;
}

std::optional<TimesheetHead> head_within(Services& services, store::Connection& connection, const Actor& actor, TimesheetId id) {
  auto heads = heads_within(services, connection, actor, "t.id = ?2", store::values(id));
  return heads.empty() ? std::nullopt : std::optional(std::move(heads.front()));
}

}  // namespace clausier::app
