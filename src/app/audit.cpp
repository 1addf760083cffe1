#include "audit.hpp"

#include <algorithm>

#include "chain.hpp"
#include "clausier/app/reports.hpp"
#include "clausier/app/services.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

constexpr int per_page_max = 200;

// Fields are separated by "|"; what could be taken for a separator or an end of line is escaped, so
// that two different events never share a line.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '|') out += '\\';
    if (c == '\n') out += "\\n"; else out += c;
  }
  return out;
}

template <class I> std::string id_text(const std::optional<I>& id) { return id ? id->text() : ""; }

std::optional<OrganisationId> office_of(const Actor& actor) {
  if (!actor.organisation || actor.organisation->kind != OrganisationKind::office) return std::nullopt;
  return actor.organisation->id;
}

AuditEvent event_of(const store::AuditRow& row) {
  return {row.sequence, row.recorded_at, row.actor, row.action, row.object_kind, row.object, row.detail};
}

}  // namespace

Actor unknown_visitor() {
  return {UserId::from_trusted(0), Role::contractor, "", "visiteur", std::nullopt};
}

std::string canonical_line(const store::AuditRow& row) {
  std::string line = "audit|" + std::to_string(row.sequence) + "|" + row.recorded_at.iso() + "|" + id_text(row.user) +
                     "|" + id_text(row.office);
  for (const auto& field : {row.actor, row.action, row.object_kind, row.object, row.detail}) line += "|" + escaped(field);
  return line;
}

void record_audit(store::Connection& connection, const Actor& actor, Instant at, std::string action,
                  std::string object_kind, std::string object, std::string detail) {
  const auto last = store::last_audit_row(connection);
  store::AuditRow row;
  row.sequence = last ? last->sequence + 1 : 1;
  row.recorded_at = at;
  if (actor.user.value() != 0) row.user = actor.user;
  row.actor = actor.display_name;
  row.office = office_of(actor);
  row.action = std::move(action);
  row.object_kind = std::move(object_kind);
  row.object = std::move(object);
  row.detail = std::move(detail);
  row.chain_sha256 = chained(last ? last->chain_sha256 : "", canonical_line(row));
  store::append_audit_row(connection, row);
}

Outcome<AuditPage> audit_journal(Services& services, const Actor& actor, const AuditQuery& query) {
  if (!has_role(actor, {Role::administrator, Role::facilitator})) return forbidden();
  store::AuditFilter filter{std::nullopt, query.action, query.object};
  if (actor.role == Role::facilitator) filter.office = actor.organisation->id;
  const std::int64_t per_page = std::clamp(query.per_page, 1, per_page_max);
  return services.database->read([&](store::Connection& connection) {
    AuditPage page;
    page.total = store::count_audit_rows(connection, filter);
    page.pages = static_cast<int>(std::max<std::int64_t>(1, (page.total + per_page - 1) / per_page));
    page.page = std::clamp(query.page, 1, page.pages);
    for (const auto& row : store::find_audit_rows(connection, filter, per_page, (page.page - 1) * per_page))
      page.events.push_back(event_of(row));
    return page;
  });
}

}  // namespace clausier::app
