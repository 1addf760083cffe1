#include "clausier/store/contract_store.hpp"

#include <algorithm>

#include "clausier/store/edition_store.hpp"
#include "clausier/store/notice_store.hpp"
#include "column_text.hpp"

namespace clausier::store {
namespace {

std::optional<std::string> siren_of(const Party& party) {
  const auto siret = Siret::parse(party.identifier);
  return siret ? std::optional(siret->siren().digits()) : std::nullopt;
}

std::optional<std::int64_t> cents_of(const std::optional<Money>& money) {
  return money ? std::optional(money->cents()) : std::nullopt;
}

std::optional<Money> money_of(const Row& row, std::string_view column) {
  const auto cents = row.integer_or_null(column);
  return cents ? std::optional(Money::from_cents(*cents)) : std::nullopt;
}

std::optional<int> months_of(const Row& row) {
  const auto months = row.integer_or_null("duration_months");
  return months ? std::optional(static_cast<int>(*months)) : std::nullopt;
}

ContractRecord record_of(const Row& row) {
  ContractRecord r;
  r.kind = row.text("kind") == "concession" ? ContractNature::concession : ContractNature::contract;
  r.source_format = row.text("source_format");
  r.source_id = row.text("source_id");
  r.root_id = row.text("root_id");
  if (const auto siret = row.text_or_null("buyer_siret")) r.buyer = Siret::from_trusted(*siret);
  r.buyer_identifier = row.text("buyer_identifier");
  r.buyer_name = row.text("buyer_name");
  r.nature = row.text("nature");
  r.object = row.text("object");
  r.cpv = row.text("cpv");
  r.procedure = row.text("procedure");
  r.place_code = row.text("place_code");
  r.place_kind = row.text("place_kind");
  r.place_name = row.text("place_name");
  r.department = row.text("department");
  r.duration_months = months_of(row);
  r.notified_on = row.date_or_null("notified_on");
  r.published_on = row.date_or_null("published_on");
  r.amount = money_of(row, "amount_cents");
  r.ccag = row.text("ccag");
  r.group_kind = row.text("group_kind");
  r.framework_id = row.text("framework_id");
  r.techniques = split_items(row.text("techniques"));
  r.execution_modes = split_items(row.text("execution_modes"));
  r.social = social_of(row.text("social"));
  return r;
}

}  // namespace

Amendment amendment_of(const Row& row) {
  Amendment amendment;
  amendment.source_number = row.text("source_number");
  amendment.notified_on = row.date_or_null("notified_on");
  amendment.published_on = row.date_or_null("published_on");
  amendment.amount = money_of(row, "amount_cents");
  amendment.duration_months = months_of(row);
  amendment.object = row.text("object");
  amendment.new_holders = decode_parties(row.text("new_holders"));
  return amendment;
}

namespace {

std::vector<Amendment> amendments_of(Connection& c, ContractId id, ImportId import, std::optional<Instant> recorded_until = {}) {
  std::vector<Amendment> amendments;
  c.each("SELECT * FROM contract_amendments WHERE contract_id = ?1 AND (import_id = ?2 OR import_id NOT IN "
         "(SELECT id FROM imports WHERE state <> 'applied' OR applied_at > ?3)) ORDER BY recorded_at, rank",
         values(id, import, recorded_until), [&](const Row& row) { amendments.push_back(amendment_of(row)); });
  return amendments;
}

Party party_of(const Row& row) {
  Party party;
  party.role = *parse_party_role(row.text("role"));
  party.identifier_type = row.text("identifier_type");
  party.identifier = row.text("identifier");
  party.name = row.text("name");
  return party;
}

// As first published, then the subcontractors that later editions of applied imports (and of `import`) brought.
std::vector<Party> parties_of(Connection& c, ContractId id, ImportId import = ImportId::from_trusted(0)) {
  std::vector<Party> parties;
  c.each("SELECT role, identifier_type, identifier, name FROM contract_parties WHERE contract_id = ?1 ORDER BY rank",
         values(id), [&](const Row& row) {
           parties.push_back(party_of(row));
         });
  c.each("SELECT 'subcontractor' AS role, identifier_type, identifier, name FROM contract_subcontractors WHERE contract_id = ?1 AND "
         "(import_id = ?2 OR import_id NOT IN (SELECT id FROM imports WHERE state <> 'applied')) ORDER BY recorded_at, rank",
         values(id, import), [&](const Row& row) { parties.push_back(party_of(row)); });
  return parties;
}

}  // namespace

std::string encode_parties(const std::vector<Party>& parties) {
  TextTable table;
  for (const auto& p : parties) table.push_back({std::string(party_role_code(p.role)), p.identifier_type, p.identifier, p.name});
  return encode_table(table);
}

std::vector<Party> decode_parties(const std::string& text) {
  std::vector<Party> parties;
  for (const auto& row : decode_table(text)) {
    const auto role = row.size() == 4 ? parse_party_role(row[0]) : std::nullopt;
    if (!role) throw CorruptData("party: " + text);
    parties.push_back({*role, row[1], row[2], row[3]});
  }
  return parties;
}

std::vector<SocialConsideration> social_of(const std::string& text) {
  std::vector<SocialConsideration> social;
  for (const auto& code : split_items(text)) {
    const auto value = parse_social_consideration(code);
    if (!value) throw CorruptData("social consideration: " + code);
    social.push_back(*value);
  }
  return social;
}

std::string social_text(const std::vector<SocialConsideration>& social) {
  std::vector<std::string> codes;
  for (const auto value : social) codes.emplace_back(social_consideration_code(value));
  return joined(codes);
}

void stage_contract(Connection& c, ImportId import, const StagedContract& contract, Instant now) {
  const ContractRecord& r = contract.record;
  const std::string buyer = r.buyer ? r.buyer->digits() : r.buyer_identifier;
  c.execute(
      "INSERT INTO contracts (id, import_id, uid, kind, source_format, source_id, root_id, identity_key, family_key, "
      "buyer_siret, buyer_siren, buyer_identifier, buyer_name, nature, object, folded_object, cpv, procedure, place_code, "
      "place_kind, place_name, department, duration_months, notified_on, published_on, amount_cents, ccag, group_kind, "
      "framework_id, techniques, execution_modes, social) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
      "?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32)",
      values(contract.id, import, buyer + r.source_id, r.kind == ContractNature::concession ? "concession" : "contract",
             r.source_format, r.source_id, r.root_id, identity_key(r), family_key(r),
             r.buyer ? std::optional(r.buyer->digits()) : std::nullopt,
             r.buyer ? std::optional(r.buyer->siren().digits()) : std::nullopt, r.buyer_identifier, r.buyer_name,
             r.nature, r.object, folded(r.object), r.cpv, r.procedure, r.place_code, r.place_kind, r.place_name,
             r.department, r.duration_months, r.notified_on, r.published_on, cents_of(r.amount), r.ccag, r.group_kind,
             r.framework_id, joined(r.techniques), joined(r.execution_modes), social_text(r.social)));
  int rank = 0;
  for (const auto& p : r.parties)
    c.execute("INSERT INTO contract_parties (contract_id, rank, role, identifier_type, identifier, siren, name) "
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
              values(contract.id, ++rank, party_role_code(p.role), p.identifier_type, p.identifier, siren_of(p), p.name));
  c.execute("INSERT INTO lots (id, contract_id, rank, number, label, amount_cents, recorded_at) VALUES (?1, ?2, 0, ?3, '', ?4, ?5)",
            values(contract.implicit_lot, contract.id, lot_number_in(r.object), cents_of(r.amount), now));
  for (const auto& p : contract.programmes) suggest_programme(c, contract.id, p, now);
}

void suggest_programme(Connection& c, ContractId contract, const ProgrammeSuggestion& p, Instant now) {
  c.execute("INSERT INTO contract_programmes (contract_id, programme, reason_key, reason_parameters, author, recorded_at) "
            "VALUES (?1, ?2, ?3, ?4, '', ?5) ON CONFLICT DO NOTHING",
            values(contract, p.programme, p.reason_key, encode_parameters(p.parameters), now));
}

void stage_amendments(Connection& c, ImportId import, ContractId contract, const std::vector<Amendment>& amendments, Instant now) {
  auto rank = c.query_one("SELECT count(*) AS n FROM contract_amendments WHERE contract_id = ?1", values(contract))->integer("n");
  for (const auto& a : amendments)
    c.execute("INSERT INTO contract_amendments (contract_id, rank, import_id, source_number, notified_on, published_on, "
              "amount_cents, duration_months, object, new_holders, recorded_at) "
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
              values(contract, ++rank, import, a.source_number, a.notified_on, a.published_on, cents_of(a.amount),
                     a.duration_months, a.object, encode_parties(a.new_holders), now));
}

std::int64_t stage_new_subcontractors(Connection& c, ImportId import, ContractId contract, const std::vector<Party>& parties, Instant now) {
  const auto known = parties_of(c, contract, import);
  const auto is_known = [&](const Party& party) {
    return std::any_of(known.begin(), known.end(), [&](const Party& k) {
      return k.role == party.role && (party.identifier.empty() ? folded(k.name) == folded(party.name) : k.identifier == party.identifier);
    });
  };
  std::int64_t added = 0;
  for (const auto& party : parties) {
    if (party.role != PartyRole::subcontractor || is_known(party)) continue;
    c.execute("INSERT INTO contract_subcontractors (contract_id, import_id, rank, identifier_type, identifier, siren, name, recorded_at) "
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
              values(contract, import, ++added, party.identifier_type, party.identifier, siren_of(party), party.name, now));
  }
  return added;
}

namespace {

// Some contracts staged by an import, with all that hangs on them; how many there were.
std::int64_t remove_staged_contracts(Connection& c, ImportId import) {
  const std::string chosen = "(SELECT id FROM contracts WHERE import_id = ?1 ORDER BY id LIMIT 1000)";
  for (const char* table : {"contract_programmes", "lots", "contract_parties"})
    c.execute("DELETE FROM " + std::string(table) + " WHERE contract_id IN " + chosen, values(import));
  return c.execute("DELETE FROM contracts WHERE id IN " + chosen, values(import));
}

}  // namespace

bool remove_some_staged(Connection& c, ImportId import) {
  for (const char* table : {"contract_subcontractors", "contract_subcontracts", "contract_editions"})
    c.execute("DELETE FROM " + std::string(table) + " WHERE import_id = ?1", values(import));
  remove_staged_notices(c, import);
  c.execute("DELETE FROM duplicate_suggestions WHERE import_id = ?1", values(import));
  c.execute("DELETE FROM contract_amendments WHERE import_id = ?1", values(import));
  if (remove_staged_contracts(c, import) > 0) return true;
  const std::string records = "(SELECT rowid FROM import_records WHERE import_id = ?1 LIMIT 5000)";
  if (c.execute("DELETE FROM import_records WHERE rowid IN " + records, values(import)) > 0) return true;
  c.execute("DELETE FROM import_files WHERE import_id = ?1", values(import));
  return false;
}

namespace {

// Each has an index of its own, which holds the contracts of that condition.
constexpr std::string_view of_family =
    "SELECT id, identity_key, folded_object, import_id FROM contracts WHERE family_key <> '' AND family_key = ?1 "
    "AND (import_id = ?2 OR import_id NOT IN (SELECT id FROM imports WHERE state <> 'applied'))";
constexpr std::string_view of_identity =
    "SELECT id, identity_key, folded_object, import_id FROM contracts WHERE length(family_key) = 0 AND identity_key = ?1 "
    "AND (import_id = ?2 OR import_id NOT IN (SELECT id FROM imports WHERE state <> 'applied'))";

}  // namespace

std::vector<KnownInBase> find_known(Connection& c, ImportId import, const std::string& identity_key, const std::string& family_key) {
  std::vector<KnownInBase> known;
  // Contracts of one identity are of one family too, so that one look-up finds both kinds.
  const auto rows = family_key.empty() ? c.query(of_identity, values(identity_key, import)) : c.query(of_family, values(family_key, import));
  for (const auto& row : rows) {
    const auto id = row.id<ContractId>("id");
    KnownInBase contract{KnownContract{id, "", "", {}}, row.integer("import_id") == import.value()};
    contract.known.identity_key = row.text("identity_key");
    contract.known.folded_object = row.text("folded_object");
    contract.known.amendments = amendments_of(c, id, import);
    known.push_back(std::move(contract));
  }
  return known;
}

std::vector<Contract> find_alike(Connection& c, ImportId import, ContractId but, const ContractRecord& record, std::size_t limit) {
  std::vector<Contract> contracts;
  if (!record.buyer || !record.notified_on) return contracts;
  const auto rows = c.query("SELECT * FROM contracts WHERE buyer_siren = ?1 AND notified_on = ?2 AND cpv = ?3 AND id <> ?4 AND "
                            "(import_id = ?5 OR import_id NOT IN (SELECT id FROM imports WHERE state <> 'applied')) ORDER BY id LIMIT ?6",
                            values(record.buyer->siren().digits(), record.notified_on, record.cpv, but, import, static_cast<std::int64_t>(limit)));
  for (const auto& row : rows) {
    Contract contract{row.id<ContractId>("id"), {}, {}, {}};
    contract.initial = record_of(row);
    contract.initial.parties = parties_of(c, contract.id);
    contracts.push_back(std::move(contract));
  }
  return contracts;
}

std::vector<Lot> find_lots(Connection& c, ContractId id, std::optional<Instant> recorded_until) {
  std::vector<Lot> lots;
  c.each("SELECT id, number, label, amount_cents FROM lots WHERE contract_id = ?1 AND ((?2 IS NULL AND removed_at IS NULL) OR "
         "(recorded_at <= ?2 AND (removed_at IS NULL OR removed_at > ?2))) ORDER BY rank, id",
         values(id, recorded_until), [&](const Row& row) {
           Lot lot{row.id<LotId>("id"), id, "", "", money_of(row, "amount_cents")};
           lot.number = row.text("number");
           lot.label = row.text("label");
           lots.push_back(std::move(lot));
         });
  return lots;
}

std::optional<ContractRecord> find_published(Connection& c, ContractId id) {
  const auto row = c.query_one("SELECT 1 AS one FROM contracts WHERE id = ?1 AND import_id NOT IN (SELECT id FROM imports WHERE "
                               "state <> 'applied')", values(id));
  if (!row) return std::nullopt;
  return find_first(c, id);
}

std::optional<ContractRecord> find_record(Connection& c, ContractId id) {
  const auto row = c.query_one("SELECT * FROM contracts WHERE id = ?1", values(id));
  if (!row) return std::nullopt;
  auto record = record_of(*row);
  record.parties = parties_of(c, id);
  record.subcontracts = find_subcontracts(c, id);
  return record;
}

std::optional<ContractRecord> find_first(Connection& c, ContractId id, ImportId import) {
  auto record = find_record(c, id);
  const auto editions = find_editions(c, id, import);
  return record && !editions.empty() ? std::optional(editions.front().before) : record;
}

std::optional<ContractRecord> find_latest(Connection& c, ContractId id, ImportId import) {
  auto record = find_record(c, id);
  const auto editions = find_editions(c, id, import);
  if (!record || editions.empty()) return record;
  auto latest = editions.back().after;
  latest.parties = std::move(record->parties);
  latest.subcontracts = std::move(record->subcontracts);
  return latest;
}

namespace {

// What the contract said at an instant, for the fields that editions correct.
void take_back_editions(Connection& c, Contract& contract, Instant recorded_until) {
  for (const auto& edition : find_editions(c, contract.id)) {
    if (edition.applied_at <= recorded_until) continue;
    auto parties = std::move(contract.initial.parties);
    auto acts = std::move(contract.initial.subcontracts);
    contract.initial = edition.before;
    contract.initial.parties = std::move(parties);
    contract.initial.subcontracts = std::move(acts);
    return;
  }
}

}  // namespace

std::optional<Contract> find_contract(Connection& c, ContractId id, std::optional<Instant> recorded_until) {
  const auto row = c.query_one("SELECT * FROM visible_contracts WHERE id = ?1", values(id));
  if (!row) return std::nullopt;
  Contract contract{id, {}, {}, {}};
  contract.initial = record_of(*row);
  contract.lots = find_lots(c, id, recorded_until);
  contract.initial.parties = parties_of(c, id);
  contract.initial.subcontracts = find_subcontracts(c, id);
  contract.amendments = amendments_of(c, id, ImportId::from_trusted(0), recorded_until);
  if (recorded_until) take_back_editions(c, contract, *recorded_until);
  return contract;
}

}  // namespace clausier::store
