#include "clausier/app/deposit_links.hpp"

#include "account_rows.hpp"
#include "audit.hpp"
#include "scope.hpp"
#include "timesheets_heads.hpp"
#include "timesheets_parties.hpp"

namespace clausier::app {
namespace {

Refusal unusable() { return {"link.expired"}; }

struct HeldLink {
  DepositLinkId id;
  TimesheetSubject subject;
  Instant expires_at;
  std::optional<TimesheetId> timesheet;  // sent with it
  std::int64_t openings;
};

// The link of a token while it can be looked at: neither expired nor revoked.
std::optional<HeldLink> held_link(store::Connection& connection, const std::string& token, Instant now) {
  const auto row = connection.query_one("SELECT * FROM deposit_links WHERE token_sha256 = ?1 AND revoked_at IS NULL AND expires_at > ?2",
                                        store::values(sha256_hex(token), now));
  if (!row) return std::nullopt;
  const TimesheetSubject subject{row->id<LotId>("lot_id"), row->id<OrganisationId>("firm_id"), row->month("month")};
  return HeldLink{row->id<DepositLinkId>("id"), subject, row->instant("expires_at"), row->id_or_null<TimesheetId>("timesheet_id"), row->integer("openings")};
}

// Whoever holds the link acts for the firm, and can do no more than a firm may: nobody's account.
Actor holder_of(const Services& services, const Organisation& firm) {
  return {UserId::from_trusted(0), Role::contractor, "", services.wording.say("link.deposit.holder"), firm};
}

struct Held {
  HeldLink link;
  Actor actor;
};

// The firm must still have its access to the lot.
Outcome<Held> held(Services& services, store::Connection& connection, const std::string& token) {
  const auto link = held_link(connection, token, services.clock());
  if (!link) return unusable();
  const auto row = connection.query_one("SELECT o.* FROM organisations o WHERE o.id = ?1", store::values(link->subject.firm));
  if (!row) return unusable();
  const auto siret = Siret::from_trusted(row->text("siret"));
  const Organisation named{link->subject.firm, OrganisationKind::firm, siret, row->text("name")};
  const auto actor = holder_of(services, named);
  if (!declaring_firm(connection, actor, link->subject.lot, link->subject.firm)) return unusable();
  return Held{*link, actor};
}

// One that can still send, opened or not.
Outcome<Held> unused(Services& services, store::Connection& connection, const std::string& token) {
  auto found = held(services, connection, token);
  if (found && found.value().link.timesheet) return unusable();
  return found;
}

// One that was opened by its form, and can still send.
Outcome<Held> opened_link(Services& services, const std::string& token) {
  return services.database->read([&](store::Connection& c) -> Outcome<Held> {
    auto found = unused(services, c, token);
    if (found && found.value().link.openings == 0) return Refusal{"link.unopened"};
    return found;
  });
}

Outcome<std::vector<GridPerson>> without_names(Outcome<std::vector<GridPerson>> people) {
  if (people)
    for (auto& person : people.value()) person.identity = {};
  return people;
}

void note_used(Services& services, const Held& held, TimesheetId timesheet) {
  services.database->write([&](store::Connection& c) {
    const auto now = store::next_instant(c, services.clock());
    const auto noted = c.execute("UPDATE deposit_links SET used_at = ?2, timesheet_id = ?3 WHERE id = ?1 AND used_at IS NULL",
                                 store::values(held.link.id, now, timesheet));
    if (noted > 0) record_audit(c, held.actor, now, "deposit_link.used", "timesheet", timesheet.text(), held.link.id.text());
  });
}

// Rows of the file that typing makes: the titles, then one for each line that says something. What was
// repaired on the way is nobody's concern here.
std::vector<Remark> remarks_on(const std::vector<Finding>& findings, const std::vector<TypedLine>& lines) {
  std::vector<std::string> reference_of_row(2);
  for (const auto& line : lines)
    if (says_something(line)) reference_of_row.push_back(line.reference);
  std::vector<Remark> remarks;
  for (const auto& f : findings)
    if (f.severity != Severity::info)
      remarks.push_back({f, static_cast<std::size_t>(f.place.row) < reference_of_row.size() ? reference_of_row[static_cast<std::size_t>(f.place.row)] : ""});
  return remarks;
}

DepositLinkLine line_of(const store::Row& row, Instant now) {
  auto author = row.text("author");
  const auto expires_at = row.instant("expires_at"), recorded_at = row.instant("recorded_at");
  const auto opened_at = row.instant_or_null("opened_at"), used_at = row.instant_or_null("used_at"), revoked_at = row.instant_or_null("revoked_at");
  return {row.id<DepositLinkId>("id"), std::move(author), recorded_at, expires_at, opened_at, used_at, revoked_at,
          !used_at && !revoked_at && expires_at > now};
}

}  // namespace

Outcome<IssuedLink> issue_deposit_link(Services& services, const Actor& actor, const TimesheetSubject& subject) {
  if (!is_office(actor)) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<IssuedLink> {
    if (const auto firm = declaring_firm(c, actor, subject.lot, subject.firm); !firm) return firm.refusal();
    const auto now = store::next_instant(c, services.clock());
    const auto days = services.reference.rulebook.at("deposit.link.days", services.today()).value;
    const auto token = random_token();
    const auto id = DepositLinkId::from_trusted(random_id());
    const auto expires_at = plus(now, days * day);
    c.execute("INSERT INTO deposit_links (id, token_sha256, lot_id, firm_id, month, author, recorded_at, expires_at)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
              store::values(id, sha256_hex(token), subject.lot, subject.firm, subject.month, actor.display_name, now, expires_at));
    record_audit(c, actor, now, "deposit_link.issued", "lot", subject.lot.text(), id.text() + " " + subject.firm.text() + " " + subject.month.iso());
    return IssuedLink{"/d/" + token, expires_at};
  });
}

Outcome<std::vector<DepositLinkLine>> deposit_links(Services& services, const Actor& actor, const TimesheetSubject& subject) {
  if (!is_office(actor)) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<std::vector<DepositLinkLine>> {
    std::vector<DepositLinkLine> lines;
    for (const auto& row : c.query("SELECT * FROM deposit_links WHERE lot_id = ?2 AND firm_id = ?3 AND month = ?4 AND lot_id IN (" +
                                       lots_within(actor) + ") ORDER BY recorded_at DESC",
                                   {perimeter_key(actor), store::value_of(subject.lot), store::value_of(subject.firm), store::value_of(subject.month)}))
      lines.push_back(line_of(row, services.clock()));
    return lines;
  });
}

Outcome<TimesheetSubject> revoke_deposit_link(Services& services, const Actor& actor, DepositLinkId id) {
  if (!is_office(actor)) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<TimesheetSubject> {
    const auto row = c.query_one("SELECT * FROM deposit_links WHERE id = ?2 AND lot_id IN (" + lots_within(actor) + ")",
                                 {perimeter_key(actor), store::value_of(id)});
    if (!row) return not_found();
    const auto now = store::next_instant(c, services.clock());
    if (c.execute("UPDATE deposit_links SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL", store::values(id, now)) > 0)
      record_audit(c, actor, now, "deposit_link.revoked", "lot", row->id<LotId>("lot_id").text(), id.text());
    return TimesheetSubject{row->id<LotId>("lot_id"), row->id<OrganisationId>("firm_id"), row->month("month")};
  });
}

Outcome<LinkedDeposit> look_at_deposit_link(Services& services, const std::string& token) {
  return services.database->read([&](store::Connection& c) -> Outcome<LinkedDeposit> {
    const auto found = held(services, c, token);
    if (!found) return found.refusal();
    const auto& [link, actor] = found.value();
    const auto scope = lot_scope(c, actor, link.subject.lot);
    if (!scope) return unusable();
    auto label = lot_label(services.wording, *scope);
    auto sent = link.timesheet ? head_within(services, c, actor, *link.timesheet) : std::nullopt;
    return LinkedDeposit{link.subject, *actor.organisation, std::move(label), scope->contract_object, scope->buyer_name, link.expires_at, std::move(sent)};
  });
}

Outcome<std::vector<GridPerson>> open_deposit_link(Services& services, const std::string& token) {
  const auto openings_max = services.reference.rulebook.at("deposit.link.max_openings", services.today()).value;
  const auto found = services.database->write([&](store::Connection& c) -> Outcome<Held> {
    auto held = unused(services, c, token);
    if (!held) return held;
    const auto& [link, actor] = held.value();
    if (link.openings >= openings_max) return Refusal{"link.openings", {{"n", std::to_string(openings_max)}}};
    const auto now = store::next_instant(c, services.clock());
    c.execute("UPDATE deposit_links SET openings = openings + 1, opened_at = coalesce(opened_at, ?2) WHERE id = ?1", store::values(link.id, now));
    if (link.openings == 0) record_audit(c, actor, now, "deposit_link.opened", "lot", link.subject.lot.text(), link.id.text());
    return held;
  });
  if (!found) return found.refusal();
  return without_names(people_to_declare(services, found.value().actor, found.value().link.subject));
}

Outcome<std::vector<GridPerson>> people_behind_link(Services& services, const std::string& token) {
  const auto found = opened_link(services, token);
  if (!found) return found.refusal();
  return without_names(people_to_declare(services, found.value().actor, found.value().link.subject));
}

Outcome<LinkedSending> send_by_link(Services& services, const std::string& token, const std::vector<TypedLine>& lines, bool warnings_accepted) {
  const auto found = opened_link(services, token);
  if (!found) return found.refusal();
  const auto& [link, actor] = found.value();
  const auto bytes = typed_file(services, lines);
  const auto reading = check_timesheet_file(services, actor, link.subject, typed_file_name(services), bytes);
  if (!reading) return reading.refusal();
  if (!reading.value().can_confirm || (reading.value().needs_tick && !warnings_accepted)) return LinkedSending{std::nullopt, remarks_on(reading.value().findings, lines)};
  const auto received = receive_timesheet(services, actor, link.subject, typed_file_name(services), bytes);
  if (!received) return received.refusal();
  auto receipt = confirm_timesheet(services, actor, received.value().timesheet, warnings_accepted);
  if (!receipt) return receipt.refusal();
  note_used(services, found.value(), received.value().timesheet);
  return LinkedSending{std::move(receipt.value()), {}};
}

Outcome<Receipt> declare_nil_by_link(Services& services, const std::string& token, const std::string& reason) {
  const auto found = opened_link(services, token);
  if (!found) return found.refusal();
  auto receipt = declare_nil(services, found.value().actor, found.value().link.subject, reason);
  if (receipt) note_used(services, found.value(), receipt.value().head.id);
  return receipt;
}

}  // namespace clausier::app
