#include <algorithm>
#include <map>

#include "clausier/app/contracts.hpp"
#include "clausier/store/contract_store.hpp"
#include "contract_lines.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

// Words as typed become quoted prefixes: nothing of the full-text query language gets through.
std::string full_text_query(std::string_view words) {
  std::string query, word;
  const auto end_word = [&] {
    if (!word.empty()) query += (query.empty() ? "\"" : " \"") + word + "\"*";
    word.clear();
  };
  for (const char c : folded(words)) {
    if (c == ' ') end_word(); else if (c != '"') word += c;
  }
  end_word();
  return query;
}

std::string order_of(const std::string& sort) {
  static const std::map<std::string, std::string> orders = {
      {"notified_desc", "c.notified_on IS NULL, c.notified_on DESC, c.id"},
      {"notified_asc", "c.notified_on IS NULL, c.notified_on, c.id"},
      {"amount_desc", "c.amount_cents IS NULL, c.amount_cents DESC, c.id"},
      {"amount_asc", "c.amount_cents IS NULL, c.amount_cents, c.id"},
      {"object_asc", "c.folded_object, c.id"}};
  const auto found = orders.find(sort);
  return found == orders.end() ? orders.at("notified_desc") : found->second;
}

// The conditions of a query with their arguments; ?1 is the key of the perimeter.
struct Conditions {
  std::string sql;
  std::vector<store::Value> arguments;
  std::string bound(store::Value value) {
    arguments.push_back(std::move(value));
    return "?" + std::to_string(arguments.size());
  }
};

Conditions conditions_of(const Actor& actor, const ContractQuery& query) {
  Conditions where;
  const auto key = where.bound(perimeter_key(actor));
  where.sql = " WHERE " + key + " IS NOT NULL";
  // Open data can be searched by facilitators; everybody else sees their perimeter and no more.
  if (!has_role(actor, {Role::facilitator}) || query.followed_only) {
    where.sql += is_operator(actor) ? " AND c.id IN (SELECT contract_id FROM follow_ups)"
                                    : " AND c.id IN (" + contracts_within(actor) + ")";
  }
  if (const auto words = full_text_query(query.words); !words.empty())
    where.sql += " AND c.id IN (SELECT rowid FROM contract_search WHERE contract_search MATCH " + where.bound(words) + ")";
  if (!query.programme.empty())
    where.sql += " AND c.id IN (SELECT contract_id FROM contract_programmes WHERE programme = " + where.bound(query.programme) +
                 " AND coalesce(confirmed, 1) = 1)";
  if (!query.department.empty()) where.sql += " AND c.department = " + where.bound(query.department);
  if (!query.buyer_siret.empty()) {
    // One establishment or the whole body: a SIREN reaches all its SIRETs.
    const bool siren = query.buyer_siret.size() == 9;
    where.sql += std::string(" AND c.") + (siren ? "buyer_siren" : "buyer_siret") + " = " + where.bound(query.buyer_siret);
  }
  if (query.social_only) where.sql += " AND (c.social LIKE '%clause%' OR c.social LIKE '%criterion%' OR c.social LIKE '%reserved%')";
  return where;
}

ContractLine line_of(store::Connection& c, const store::Row& row) {
  ContractLine line{row.id<ContractId>("id"), row.text("uid"), row.text_or_empty("buyer_siret"), row.text("known_buyer"),
                    row.text("object"), row.date_or_null("notified_on"), std::nullopt, row.text("department"),
                    store::social_of(row.text("social")), row.flag("followed"), {}, {}};
  if (const auto cents = row.integer_or_null("amount_cents")) line.amount = Money::from_cents(*cents);
  line.programmes = programmes_of(c, line.id);
  line.lots = lot_lines_of(c, line.id);
  return line;
}

}  // namespace

Outcome<ContractPage> search_contracts(Services& services, const Actor& actor, const ContractQuery& query) {
  if (actor.role == Role::administrator && !is_operator(actor)) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<ContractPage> {
    auto where = conditions_of(actor, query);
    ContractPage page;
    page.total = c.query_one("SELECT count(*) AS n FROM visible_contracts c" + where.sql, where.arguments)->integer("n");
    const int per_page = query.per_page > 0 ? query.per_page : -1;
    page.pages = per_page > 0 ? std::max(1, static_cast<int>((page.total + per_page - 1) / per_page)) : 1;
    page.page = std::clamp(query.page, 1, page.pages);
    const std::string followed = is_operator(actor) || actor.role != Role::facilitator
                                     ? "EXISTS (SELECT 1 FROM follow_ups f WHERE f.contract_id = c.id)"
                                     : "EXISTS (SELECT 1 FROM follow_ups f WHERE f.contract_id = c.id AND f.office_id = ?1)";
    const auto limit = where.bound(std::int64_t{per_page});
    const auto offset = where.bound(std::int64_t{per_page > 0 ? (page.page - 1) * per_page : 0});
    // The lines are read after the rows: statements of one connection do not nest for free.
    const auto rows = c.query("SELECT c.id, c.uid, c.buyer_siret, c.object, c.notified_on, c.amount_cents, c.department, c.social, " +
                                  buyer_name_sql() + " AS known_buyer, " + followed +
                                  " AS followed FROM visible_contracts c" + where.sql + " ORDER BY " + order_of(query.sort) +
                                  " LIMIT " + limit + " OFFSET " + offset,
                              where.arguments);
    for (const auto& row : rows) page.lines.push_back(line_of(c, row));
    return page;
  });
}

}  // namespace clausier::app
