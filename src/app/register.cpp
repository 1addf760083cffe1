#include "clausier/app/register.hpp"

#include "audit.hpp"
#include "clausier/domain/contract.hpp"
#include "contract_indexing.hpp"
#include "organisation_names.hpp"
#include "paging.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

bool may_look(const Actor& actor) { return has_role(actor, {Role::facilitator, Role::administrator}); }

// Names that begin with the words, or hold them further on; or a SIRET that begins so.
std::vector<store::Value> sought(const std::string& words) {
  std::string digits = words;
  std::erase(digits, ' ');
  const bool number = !digits.empty() && digits.find_first_not_of("0123456789") == std::string::npos;
  return store::values(number ? digits : "", number ? "" : folded(words));
}

constexpr std::string_view sought_rows = " FROM organisation_register r WHERE (?1 = '' OR (r.siret >= ?1 AND r.siret < ?1 || ':')) "
                                         "AND (?2 = '' OR instr(' ' || r.folded_name, ' ' || ?2) > 0)";

std::string files_of(store::Connection& c, std::optional<ImportId> import) {
  if (!import) return "";
  return c.query_one("SELECT coalesce((SELECT group_concat(file_name, ', ') FROM import_files WHERE import_id = ?1), '') AS files", store::values(*import))
      ->text("files");
}

void add_seen_names(store::Connection& c, OrganisationSheet& sheet) {
  for (const auto& row : c.query("SELECT * FROM organisation_names WHERE siret = ?1 ORDER BY times DESC, name", store::values(sheet.siret.digits()))) {
    auto name = row.text("name"), origin = row.text("origin");
    auto files = files_of(c, row.id_or_null<ImportId>("first_import_id"));
    const auto first = row.instant("first_seen_at"), last = row.instant("last_seen_at");
    const auto times = row.integer("times");
    sheet.seen.push_back({std::move(name), std::move(origin), std::move(files), first, last, times});
  }
}

void add_history(store::Connection& c, OrganisationSheet& sheet) {
  for (const auto& row : c.query("SELECT * FROM organisation_register_history WHERE siret = ?1 ORDER BY rowid DESC", store::values(sheet.siret.digits()))) {
    auto files = files_of(c, row.id_or_null<ImportId>("import_id"));
    auto name = row.text("name"), origin = row.text("origin"), author = row.text("author"), reason = row.text("reason");
    const auto at = row.instant("recorded_at");
    sheet.history.push_back({KnownName{std::move(name), std::move(origin), files.empty() ? std::move(author) : std::move(files), at}, std::move(reason)});
  }
}

std::int64_t counted(store::Connection& c, const std::string& rows, const Siret& siret) {
  return c.query_one("SELECT count(*) AS n FROM (SELECT 1 FROM " + rows + " LIMIT ?2)", store::values(siret.siren().digits(), counted_max))->integer("n");
}

}  // namespace

Outcome<OrganisationPage> list_organisations(Services& services, const Actor& actor, const OrganisationQuery& query) {
  if (!may_look(actor)) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<OrganisationPage> {
    auto arguments = sought(query.words);
    OrganisationPage page;
    page.total = c.query_one("SELECT count(*) AS n" + std::string(sought_rows), arguments)->integer("n");
    const auto cut = page_of(page.total, query.page, query.per_page);
    page.page = cut.page;
    page.pages = cut.pages;
    arguments.push_back(cut.last - cut.first);
    arguments.push_back(cut.first);
    for (const auto& row : c.query("SELECT r.siret" + std::string(sought_rows) + " ORDER BY r.folded_name, r.siret LIMIT ?3 OFFSET ?4", arguments)) {
      const auto siret = row.text("siret");
      auto known = known_name(c, siret);
      page.lines.push_back({Siret::from_trusted(siret), std::move(known)});
    }
    return page;
  });
}

Outcome<OrganisationSheet> view_organisation(Services& services, const Actor& actor, const Siret& siret) {
  if (!may_look(actor)) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<OrganisationSheet> {
    auto shown = known_name(c, siret.digits());
    OrganisationSheet sheet{.siret = siret, .shown = std::move(shown), .seen = {}, .history = {}};
    add_seen_names(c, sheet);
    add_history(c, sheet);
    sheet.bought = counted(c, "visible_contracts WHERE buyer_siren = ?1", siret);
    sheet.held = counted(c, "contract_parties p JOIN visible_contracts c ON c.id = p.contract_id WHERE p.siren = ?1", siret);
    const bool known = !sheet.shown.name.empty() || sheet.bought > 0 || sheet.held > 0;
    if (!known) return not_found();  // no source has ever named this SIRET
    return sheet;
  });
}

Outcome<Done> name_organisation(Services& services, const Actor& actor, const Siret& siret, const std::string& name, const std::string& reason) {
  if (!may_look(actor)) return forbidden();
  if (name.empty()) return Refusal{"organisation.nom.missing"};
  if (reason.empty()) return Refusal{"organisation.motif.missing"};
  if (const auto known = view_organisation(services, actor, siret); !known) return known.refusal();
  services.database->write([&](store::Connection& c) {
    const Instant now = store::next_instant(c, services.clock());
    NamesSeen seen;
    seen.note(siret, name, {"person", std::nullopt, actor.display_name}, now);
    seen.write(c);
    show_name(c, siret, name, {"person", std::nullopt, actor.display_name}, reason, now);
    record_audit(c, actor, now, "organisation.named", "organisation", siret.digits(), name);
  });
  index_waiting_contracts(services);
  return Done{};
}

}  // namespace clausier::app
