#include <map>

#include "clausier/app/contracts.hpp"
#include "clausier/store/clause_store.hpp"
#include "clausier/store/contract_store.hpp"
#include "clausier/store/edition_store.hpp"
#include "contract_lines.hpp"
#include "organisation_names.hpp"
#include "own_hours.hpp"
#include "scope.hpp"
#include "source_records.hpp"
#include "standings.hpp"
#include "view_lot.hpp"

namespace clausier::app {
namespace {

// Facilitators look at any contract of the open data; others at their perimeter.
bool may_look(store::Connection& c, const Actor& actor, ContractId id) {
  return has_role(actor, {Role::facilitator}) || follows(c, actor, id);
}

bool office_follows(store::Connection& c, const Actor& actor, ContractId id) {
  return is_operator(actor) || (actor.role == Role::facilitator && follows(c, actor, id));
}

std::string buyer_name_of(store::Connection& c, ContractId id) {
  return c.query_one("SELECT " + buyer_name_sql() + " AS name FROM visible_contracts c WHERE c.id = ?1", store::values(id))
      ->text("name");
}

// Holders of today, then the subcontractors first published, named by the source or by the register.
void add_parties(store::Connection& c, ContractView& view) {
  auto parties = view.state.holders;
  for (const auto& party : view.contract.initial.parties)
    if (party.role == PartyRole::subcontractor) parties.push_back(party);
  for (auto& party : parties) {
    KnownName known{party.name, party.name.empty() ? "" : "source", "", {}};
    if (party.name.empty() && Siret::parse(party.identifier)) known = known_name(c, party.identifier);
    view.parties.push_back({std::move(party), std::move(known)});
  }
}

std::string buyer_origin_of(store::Connection& c, const ContractView& view) {
  const auto& record = view.contract.initial;
  if (!record.buyer_name.empty()) return "source";
  if (view.buyer_name.empty() || !record.buyer) return "";
  const auto known = known_name(c, record.buyer->digits());
  return known.name == view.buyer_name ? known.origin : "account";
}

std::string in_one_line(const std::vector<std::string>& items) {
  std::string line;
  for (const auto& item : items) line += (line.empty() ? "" : ", ") + item;
  return line;
}

// The text of a corrected field; those that no page shows by themselves are said in the words of the source.
std::string said_of(const ContractRecord& record, const std::string& field) {
  const std::map<std::string, std::string> others = {{"framework", record.framework_id}, {"ccag", record.ccag}, {"group_kind", record.group_kind},
      {"techniques", in_one_line(record.techniques)}, {"execution_modes", in_one_line(record.execution_modes)}};
  if (const auto other = others.find(field); other != others.end()) return other->second;
  for (auto& one : fields_of(record))
    if (one.field == field) return std::move(one.text);
  return "";
}

void add_corrections(store::Connection& c, ContractView& view) {
  for (const auto& edition : store::find_editions(c, view.contract.id)) {
    PublishedCorrection correction{edition.import, edition.applied_at, edition.after.published_on};
    for (const auto& field : edition.fields)
      correction.fields.push_back({field, said_of(edition.before, field), said_of(edition.after, field), true});
    view.corrections.insert(view.corrections.begin(), std::move(correction));
  }
}

void add_sources(store::Connection& c, ContractView& view) {
  auto sources = sources_of(c, view.contract.id);
  view.sources = std::move(sources.distinct);
  view.repeated_sources = sources.repeated;
  c.each("SELECT r.findings FROM import_records r JOIN imports i ON i.id = r.import_id WHERE r.contract_id = ?1 AND i.state = 'applied' "
         "AND r.outcome IN ('new', 'amended') ORDER BY i.recorded_at, r.position",
         store::values(view.contract.id), [&](const store::Row& row) {
           for (auto& f : store::decode_findings(row.text("findings"))) view.source_findings.push_back(std::move(f));
         });
}

// The amount and the hourly cost of a clause are for those who answer for it.
std::optional<Clause> clause_for(store::Connection& c, const Actor& actor, LotId lot, Instant recorded_until) {
  return own_hours_only(c, actor, lot) ? std::nullopt : store::find_clause(c, lot, recorded_until);
}

// Lots of which the actor may see hours: all of a followed contract, those granted for a firm.
void add_lots(store::Connection& c, const Services& services, const Actor& actor, ContractView& view) {
  const auto cutoff = current_cutoff(services);
  for (const auto& lot : view.contract.lots) {
    if (!lot_scope(c, actor, lot.id)) continue;
    auto position = shown_position(c, services, actor, lot.id, cutoff).position;
    auto clause = clause_for(c, actor, lot.id, cutoff.recorded_until);
    view.lots.push_back({lot, std::move(clause), std::move(position), grants_of(c, lot.id)});
  }
}

std::vector<MonthRow> month_rows(const ShownPosition& shown, const std::vector<Month>& closed) {
  std::vector<MonthRow> rows;
  for (const auto& [month, breakdown] : shown.position.by_month) {
    const bool is_closed = std::find(closed.begin(), closed.end(), month) != closed.end();
    const auto awaiting = shown.awaiting_lines.find(month);
    rows.push_back({month, breakdown.hours, awaiting == shown.awaiting_lines.end() ? 0 : static_cast<std::size_t>(awaiting->second), is_closed});
  }
  return rows;
}

// `shown` is the position as a page shows it; everything else stands as of its cut-off.
LotView lot_view(store::Connection& c, const Actor& actor, const LotScope& scope, ShownPosition shown) {
  const auto cutoff = shown.position.cutoff;
  const auto contract = store::find_contract(c, scope.contract);
  if (!contract) throw CorruptData("lot without contract");
  // What may throw comes first: an exception inside the braces below makes GCC 12 free members twice.
  const auto execution = contract_as_of(*contract, cutoff.worked_until).execution;
  auto clause = clause_for(c, actor, scope.lot, cutoff.recorded_until);
  auto months = month_rows(shown, store::closed_months(c, scope.lot));
  auto grants = grants_of(c, scope.lot);
  const bool may_edit = office_follows(c, actor, scope.contract);
  LotView view{.lot = {scope.lot, scope.contract, scope.number, scope.label, {}},
               .contract = scope.contract,
               .contract_object = scope.contract_object,
               .contract_uid = scope.contract_uid,
               .buyer_name = scope.buyer_name,
               .execution = execution,
               .clause = std::move(clause),
               .position = std::move(shown.position),
               .grants = std::move(grants),
               .months = std::move(months),
               .may_edit = may_edit};
  for (const auto& lot : contract->lots)
    if (lot.id == scope.lot) view.lot = lot;
  return view;
}

}  // namespace

std::optional<LotView> lot_view_in(store::Connection& c, const Services& services, const Actor& actor, LotId lot, const Cutoff& cutoff) {
  const auto scope = lot_scope(c, actor, lot);
  return scope ? std::optional(lot_view(c, actor, *scope, reckoned_position(c, services, actor, lot, cutoff))) : std::nullopt;
}

Outcome<ContractView> view_contract(Services& services, const Actor& actor, ContractId asked) {
  return services.database->read([&](store::Connection& c) -> Outcome<ContractView> {
    const auto id = standing_contract(c, asked);
    if (!may_look(c, actor, id)) return not_found();
    auto contract = store::find_contract(c, id);
    if (!contract) return not_found();
    auto buyer_name = buyer_name_of(c, id);
    auto programmes = programmes_of(c, id);
    const bool followed_by_me = office_follows(c, actor, id);
    ContractView view{.contract = std::move(*contract), .state = {}, .parties = {}, .buyer_name = std::move(buyer_name), .buyer_name_origin = {},
                      .programmes = std::move(programmes), .followed_by_me = followed_by_me,
                      .followed_by = {}, .lots = {}, .sources = {}};
    view.state = contract_as_of(view.contract, services.today());
    view.buyer_name_origin = buyer_origin_of(c, view);
    add_parties(c, view);
    c.each("SELECT o.name FROM follow_ups f JOIN organisations o ON o.id = f.office_id WHERE f.contract_id = ?1 ORDER BY o.name",
           store::values(id), [&](const store::Row& row) { view.followed_by.push_back(row.text("name")); });
    if (has_role(actor, {Role::facilitator})) {
      add_sources(c, view);
      add_corrections(c, view);
    }
    add_lots(c, services, actor, view);
    return view;
  });
}

Outcome<LotView> view_lot(Services& services, const Actor& actor, LotId lot, std::optional<Date> until, std::optional<Instant> recorded) {
  const bool as_of_today = !until && !recorded;
  if (as_of_today) keep_standing(services, actor, lot);
  return services.database->read([&](store::Connection& c) -> Outcome<LotView> {
    if (until && !is_plausible(*until)) return Refusal{"date.implausible"};
    auto cutoff = current_cutoff(services);
    if (until) cutoff.worked_until = *until;
    if (recorded) cutoff.recorded_until = *recorded;
    const auto scope = lot_scope(c, actor, lot);
    if (!scope) return not_found();
    return lot_view(c, actor, *scope, as_of_today ? shown_position(c, services, actor, lot, cutoff) : reckoned_position(c, services, actor, lot, cutoff));
  });
}

Outcome<ClauseVersions> view_clause(Services& services, const Actor& actor, LotId lot) {
  return services.database->read([&](store::Connection& c) -> Outcome<ClauseVersions> {
    auto view = lot_view_in(c, services, actor, lot, current_cutoff(services));
    if (!view) return not_found();
    auto versions = store::find_clauses(c, lot);
    return ClauseVersions{std::move(*view), std::move(versions)};
  });
}

}  // namespace clausier::app
