#include "expected_months.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "clausier/domain/clause.hpp"
#include "clausier/store/clause_store.hpp"
#include "own_hours.hpp"
#include "scope.hpp"
#include "standings.hpp"
#include "timesheets_heads.hpp"

namespace clausier::app {
namespace {

struct GrantInForce {
  LotScope lot;
  std::string lot_label;
  OrganisationId firm;
  std::string firm_name;
  std::string role;
};

// Every lot of the perimeter, or those alone that await a month by that one: the engine then starts from them.
using AwaitedBy = std::optional<Month>;

std::string starting_from_lots(const AwaitedBy& by) {
  return by ? "(SELECT lot_id FROM lot_tasks WHERE awaited_from <= ?2) k CROSS JOIN " : "";
}
// The sign keeps SQLite from going through the whole perimeter for those lots.
std::string of_those_lots(const AwaitedBy& by, const std::string& table) { return by ? " AND " + table + ".lot_id = +k.lot_id" : ""; }
std::vector<store::Value> key_of(const Actor& actor, const AwaitedBy& by) {
  std::vector<store::Value> key{perimeter_key(actor)};
  if (by) key.push_back(store::value_of(*by));
  return key;
}

std::vector<GrantInForce> grants_within(Services& services, store::Connection& connection, const Actor& actor, const AwaitedBy& by = {}) {
  const std::string own = actor.role == Role::contractor ? " AND g.firm_id = ?1" : "";
  std::vector<GrantInForce> grants;
  for (const auto& row : connection.query("SELECT g.lot_id, g.firm_id, g.role, o.name AS firm_name, " +
                                              std::string(described_lot_columns()) + " FROM " + starting_from_lots(by) +
                                              "grants g JOIN organisations o ON o.id = g.firm_id JOIN (" +
                                              described_lots_sql() +
                                              ") d ON d.lot_id = g.lot_id WHERE g.revoked_at IS NULL AND g.lot_id IN (" +
                                              lots_within(actor) + ")" + own + of_those_lots(by, "g") +
                                              " ORDER BY d.contract_code, d.lot_number, o.name",
                                          key_of(actor, by))) {
    const auto scope = lot_scope_of(row);
    grants.push_back({scope, lot_label(services.wording, scope), row.id<OrganisationId>("firm_id"), row.text("firm_name"), row.text("role")});
  }
  return grants;
}

// What a firm has sent for a month: the active timesheet, else its draft.
struct Sent {
  TimesheetId id;
  std::string state;
  bool nil = false;
};

std::map<TimesheetSubject, Sent> sent_within(store::Connection& connection, const Actor& actor, const AwaitedBy& by) {
  std::map<TimesheetSubject, Sent> sent;
  for (const auto& row : connection.query("SELECT t.* FROM " + starting_from_lots(by) + "(" + timesheets_within(actor) +
                                              ") t WHERE t.state IN ('draft', 'confirmed', 'to_correct', 'reviewed')" + of_those_lots(by, "t") +
                                              " ORDER BY t.state = 'draft', t.received_at",
                                          key_of(actor, by))) {
    const auto sheet = store::timesheet_of(row);
    sent.try_emplace(sheet.subject, Sent{sheet.id, sheet.state, sheet.nil_reason.has_value()});
  }
  return sent;
}

std::string status_of(const Sent* sent, bool closed, Date due_on, Date today) {
  if (sent && sent->state == "to_correct") return closed ? "closed" : "to_correct";
  if (sent && sent->state != "draft") return sent->nil ? "nil" : sent->state == "reviewed" ? "reviewed" : "sent";
  if (closed) return "closed";
  if (today > due_on) return "late";  // a draft is nothing sent
  return sent ? "draft" : "expected";
}

int urgency(const std::string& status) {
  static const std::map<std::string, int> ranks = {{"to_correct", 0}, {"late", 1}, {"draft", 2}, {"faulty", 2}, {"expected", 2},
                                                   {"sent", 4},       {"reviewed", 5}, {"nil", 5}, {"closed", 5}};
  return ranks.at(status);
}

bool more_urgent(const FirmMonth& a, const FirmMonth& b) {
  const int left = urgency(a.expected.status), right = urgency(b.expected.status);
  if (left != right) return left < right;
  // What is awaited: the oldest first. What is done: the latest first.
  if (a.expected.month != b.expected.month) return is_awaited(a.expected) ? a.expected.month < b.expected.month : b.expected.month < a.expected.month;
  return std::tie(a.expected.lot_label, a.firm_name) < std::tie(b.expected.lot_label, b.firm_name);
}

class Calendar {
public:
  Calendar(Services& services, store::Connection& connection, const Actor& actor, const AwaitedBy& by)
      : services_(services), connection_(connection), sent_(sent_within(connection, actor, by)), today_(services.today()) {}

  void add(const GrantInForce& grant, std::vector<FirmMonth>& out) {
    const auto clause = store::find_clause(connection_, grant.lot.lot, current_cutoff(services_).recorded_until);
    if (!clause) return;
    const auto closed = store::closed_months(connection_, grant.lot.lot);
    const Month last = std::min(today_.month_of().previous(), clause->execution.last.month_of());
    for (Month month = clause->execution.first.month_of(); month <= last; month = month.next())
      out.push_back(line(grant, month, std::find(closed.begin(), closed.end(), month) != closed.end()));
  }

private:
  FirmMonth line(const GrantInForce& grant, Month month, bool closed) {
    const auto found = sent_.find({grant.lot.lot, grant.firm, month});
    const Sent* sent = found == sent_.end() ? nullptr : &found->second;
    const auto due_on = due_date(services_.reference.rulebook, month);
    ExpectedMonth expected{grant.lot.lot, grant.lot_label, grant.lot.contract_object, grant.lot.buyer_name, month, due_on,
                           status_of(sent, closed, due_on, today_), sent ? std::optional(sent->id) : std::nullopt, sent && sent->state == "draft"};
    const int overdue = today_.days_since_1970() - due_on.days_since_1970();
    const int days_late = is_awaited(expected) ? std::max(0, overdue) : 0;
    return {std::move(expected), grant.firm, grant.firm_name, days_late};
  }

  Services& services_;
  store::Connection& connection_;
  std::map<TimesheetSubject, Sent> sent_;
  Date today_;
};

std::vector<FirmMonth> months_of(Services& services, store::Connection& connection, const Actor& actor, const AwaitedBy& by) {
  Calendar calendar(services, connection, actor, by);
  std::vector<FirmMonth> months;
  for (const auto& grant : grants_within(services, connection, actor, by)) calendar.add(grant, months);
  std::sort(months.begin(), months.end(), more_urgent);
  return months;
}

}  // namespace

bool is_awaited(const ExpectedMonth& expected) {
  static const std::set<std::string> awaited = {"to_correct", "late", "draft", "faulty", "expected"};
  return awaited.contains(expected.status);
}

Date due_date(const Rulebook& rulebook, Month month) {
  const auto day = rulebook.at("timesheet.due.day", month.last_day()).value;
  return first_working_day_from(month.next().first_day().plus_days(static_cast<int>(day) - 1));
}

std::vector<FirmMonth> expected_in(Services& services, store::Connection& connection, const Actor& actor) {
  return months_of(services, connection, actor, std::nullopt);
}

std::vector<FirmMonth> awaited_in(Services& services, store::Connection& connection, const Actor& actor, Date today) {
  return months_of(services, connection, actor, today.month_of().previous());
}

std::vector<ExpectedMonth> expected_months(Services& services, const Actor& actor) {
  if (!has_role(actor, {Role::facilitator, Role::contractor})) return {};
  auto months = services.database->read([&](store::Connection& c) {
    std::vector<ExpectedMonth> read;
    for (auto& month : expected_in(services, c, actor)) read.push_back(std::move(month.expected));
    return read;
  });
  // A draft is read again to know: at most one a lot, since what is past its date is late whatever it holds.
  for (auto& month : months)
    if (month.status == "draft")
      if (const auto reading = view_timesheet(services, actor, *month.timesheet); reading && !reading.value().can_confirm)
        month.status = "faulty";
  return months;
}

std::vector<FirmLot> firm_lots(Services& services, const Actor& actor) {
  if (!has_role(actor, {Role::contractor})) return {};
  return services.database->read([&](store::Connection& c) {
    std::vector<FirmLot> lots;
    for (const auto& grant : grants_within(services, c, actor)) {
      const auto position = shown_position(c, services, actor, grant.lot.lot, current_cutoff(services)).position;
      lots.push_back({grant.lot.lot, grant.lot_label, grant.lot.contract_object, grant.lot.buyer_name, position.owed,
                      position.hours, grant.role});
    }
    return lots;
  });
}

}  // namespace clausier::app
