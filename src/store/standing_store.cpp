#include "clausier/store/standing_store.hpp"

namespace clausier::store {
namespace {

constexpr std::string_view of_month = "month", of_contract_type = "contract_type", of_group = "group";

Value seconds_of(const std::optional<WorkTime>& time) { return time ? Value{time->seconds()} : Value{}; }

std::optional<WorkTime> time_in(const Row& row, std::string_view column) {
  const auto seconds = row.integer_or_null(column);
  return seconds ? std::optional(WorkTime::from_seconds(*seconds)) : std::nullopt;
}

WorkTime hours_in(const Row& row, std::string_view column) { return WorkTime::from_seconds(row.integer(column)); }

LotState state_in(const Row& row) {
  const auto& code = row.text("state");
  for (const auto state : {LotState::no_clause, LotState::not_started, LotState::done, LotState::ahead, LotState::on_pace,
                           LotState::to_watch, LotState::late, LotState::missed, LotState::indeterminate})
    if (lot_state_code(state) == code) return state;
  throw CorruptData("standing in an unknown state");
}

void insert_hours(Connection& c, LotId lot, std::string_view part, const std::string& name, const HoursTotals& hours, std::int64_t awaiting) {
  c.execute("INSERT INTO lot_hours (lot_id, part, name, counted_seconds, pending_seconds, rejected_seconds, uncountable_seconds, awaiting_lines)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            values(lot, part, name, hours.counted.seconds(), hours.pending.seconds(), hours.rejected.seconds(), hours.uncountable.seconds(), awaiting));
}

void insert_tally(Connection& c, LotId lot, const HoursTally& tally) {
  const auto counted = [](WorkTime time) {
    HoursTotals hours;
    hours.add(LineStatus::counted, time);
    return hours;
  };
  for (const auto& [month, sums] : tally.months) insert_hours(c, lot, of_month, month.iso(), sums.hours, sums.awaiting_lines);
  for (const auto& [type, time] : tally.counted_by_contract_type) insert_hours(c, lot, of_contract_type, type, counted(time), 0);
  for (const auto& [group, time] : tally.counted_by_group) insert_hours(c, lot, of_group, group, counted(time), 0);
}

HoursTotals totals_in(const Row& row) {
  HoursTotals hours;
  hours.add(LineStatus::counted, hours_in(row, "counted_seconds"));
  hours.add(LineStatus::pending, hours_in(row, "pending_seconds"));
  hours.add(LineStatus::rejected, hours_in(row, "rejected_seconds"));
  hours.add(LineStatus::uncountable, hours_in(row, "uncountable_seconds"));
  return hours;
}

HoursTally read_tally(Connection& c, LotId lot, std::optional<DateRange> execution) {
  HoursTally tally;
  tally.execution = execution;
  c.each("SELECT * FROM lot_hours WHERE lot_id = ?1", values(lot), [&](const Row& row) {
    const auto& part = row.text("part");
    const auto hours = totals_in(row);
    if (part == of_month) tally.months[row.month("name")] = {hours, row.integer("awaiting_lines")};
    else (part == of_contract_type ? tally.counted_by_contract_type : tally.counted_by_group).insert_or_assign(row.text("name"), hours.counted);
  });
  return tally;
}

KeptStanding kept_in(Connection& c, const Row& row) {
  const auto lot = row.id<LotId>("lot_id");
  const auto day = row.date("day");
  auto rules = row.text("rules");
  const auto urgency = static_cast<int>(row.integer("urgency"));
  const auto standing = standing_of(row);
  KeptStanding kept{lot, day, std::move(rules), urgency, standing, std::nullopt};
  if (!row.flag("has_tally")) return kept;
  const auto first = row.date_or_null("execution_from"), last = row.date_or_null("execution_to");
  kept.tally = read_tally(c, lot, first && last ? std::optional(DateRange{*first, *last}) : std::nullopt);
  return kept;
}

}  // namespace

Standing standing_of(const Row& row) {
  Standing standing;
  standing.state = state_in(row);
  standing.owed = time_in(row, "owed_seconds");
  standing.due = time_in(row, "due_seconds");
  standing.missing = time_in(row, "missing_seconds");
  if (const auto cents = row.integer_or_null("exposure_cents")) standing.exposure = Money::from_cents(*cents);
  standing.hours = totals_in(row);
  standing.hours.declared = hours_in(row, "declared_seconds");
  return standing;
}

void keep_standing(Connection& c, const KeptStanding& kept) {
  const auto& s = kept.standing;
  const auto execution = kept.tally ? kept.tally->execution : std::nullopt;
  c.execute("DELETE FROM lot_standings WHERE lot_id = ?1", values(kept.lot));
  c.execute("INSERT INTO lot_standings (lot_id, day, rules, urgency, state, owed_seconds, due_seconds, missing_seconds, exposure_cents,"
            " declared_seconds, counted_seconds, pending_seconds, rejected_seconds, uncountable_seconds, has_tally, execution_from, execution_to)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
            values(kept.lot, kept.day, kept.rules, kept.urgency, lot_state_code(s.state), seconds_of(s.owed), seconds_of(s.due),
                   seconds_of(s.missing), s.exposure ? Value{s.exposure->cents()} : Value{}, s.hours.declared.seconds(),
                   s.hours.counted.seconds(), s.hours.pending.seconds(), s.hours.rejected.seconds(), s.hours.uncountable.seconds(),
                   kept.tally.has_value(), execution ? std::optional(execution->first) : std::nullopt,
                   execution ? std::optional(execution->last) : std::nullopt));
  if (kept.tally) insert_tally(c, kept.lot, *kept.tally);
}

void renew_standing(Connection& c, const KeptStanding& kept) {
  const auto& s = kept.standing;
  c.execute("UPDATE lot_standings SET day = ?2, urgency = ?3, state = ?4, owed_seconds = ?5, due_seconds = ?6, missing_seconds = ?7,"
            " exposure_cents = ?8 WHERE lot_id = ?1",
            values(kept.lot, kept.day, kept.urgency, lot_state_code(s.state), seconds_of(s.owed), seconds_of(s.due), seconds_of(s.missing),
                   s.exposure ? Value{s.exposure->cents()} : Value{}));
}

std::optional<KeptStanding> find_standing(Connection& c, LotId lot) {
  const auto row = c.query_one("SELECT * FROM lot_standings WHERE lot_id = ?1", values(lot));
  return row ? std::optional(kept_in(c, *row)) : std::nullopt;
}

void each_standing(Connection& c, const std::function<void(const KeptStanding&)>& take) {
  c.each("SELECT * FROM lot_standings ORDER BY lot_id", {}, [&](const Row& row) { take(kept_in(c, row)); });
}

}  // namespace clausier::store
