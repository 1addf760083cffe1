#include <algorithm>

#include "clausier/app/contracts.hpp"
#include "clausier/store/contract_store.hpp"
#include "contract_indexing.hpp"
#include "contract_lines.hpp"
#include "contract_query.hpp"
#include "organisation_names.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

// Facilitators see which contracts their office follows, the others which ones anybody follows.
std::string followed_sql(const Actor& actor) {
  const bool own_office = !is_operator(actor) && actor.role == Role::facilitator;
  return std::string("EXISTS (SELECT 1 FROM follow_ups f WHERE f.contract_id = c.id AND ") + (own_office ? "f.office_id = ?2)" : "?2 IS NOT NULL)");
}

class Lines {
public:
  Lines(store::Connection& c, const Actor& actor)
      : c_(c), key_(perimeter_key(actor)),
        sql_("SELECT c.id, c.uid, c.buyer_siret, c.buyer_name, c.object, c.notified_on, x.amount_cents, c.department, c.social, " +
             buyer_name_sql() + " AS known_buyer, " + followed_sql(actor) +
             " AS followed FROM contract_index x JOIN contracts c ON c.id = x.contract_id WHERE x.number = ?1") {}

  ContractLine of(std::int64_t number) {
    const auto row = c_.query_one(sql_, {store::value_of(number), key_});
    if (!row) throw CorruptData("indexed contract " + std::to_string(number) + " is gone");
    const auto id = row->id<ContractId>("id");
    ContractLine line{.id = id, .uid = {}, .buyer_siret = {}, .buyer_name = {}, .buyer_name_origin = {},
                      .object = {}, .notified_on = {}, .amount = {}, .department = {}, .social = {}, .programmes = {}, .lots = {}};
    line.uid = row->text("uid");
    line.buyer_siret = row->text_or_empty("buyer_siret");
    line.buyer_name = row->text("known_buyer");
    line.buyer_name_origin = origin_of(*row);
    line.object = row->text("object");
    line.notified_on = row->date_or_null("notified_on");
    if (const auto cents = row->integer_or_null("amount_cents")) line.amount = Money::from_cents(*cents);
    line.department = row->text("department");
    line.social = store::social_of(row->text("social"));
    line.followed = row->flag("followed");
    line.programmes = programmes_of(c_, line.id);
    line.lots = lot_lines_of(c_, line.id);
    return line;
  }

private:
  std::string origin_of(const store::Row& row) {
    if (!row.text("buyer_name").empty()) return "source";
    if (row.text("known_buyer").empty()) return "";
    const auto known = known_name(c_, row.text("buyer_siret"));
    return known.name == row.text("known_buyer") ? known.origin : "account";
  }

  store::Connection& c_;
  store::Value key_;
  std::string sql_;
};

bool may_search(const Actor& actor) { return actor.role != Role::administrator || is_operator(actor); }

}  // namespace

Outcome<ContractPage> search_contracts(Services& services, const Actor& actor, const ContractQuery& query) {
  if (!may_search(actor)) return forbidden();
  refresh_index(services);
  return services.database->read([&](store::Connection& c) -> Outcome<ContractPage> {
    const ContractSelection selection(c, actor, query, services.today());
    const auto counted = selection.counted(counted_contracts_max + 1);
    ContractPage page;
    page.total = c.query_one(counted.sql, counted.arguments)->integer("n");
    page.more = page.total > counted_contracts_max;
    page.total = std::min(page.total, counted_contracts_max);
    const bool everything = query.per_page <= 0;
    page.pages = everything ? 1 : std::max(1, static_cast<int>((page.total + query.per_page - 1) / query.per_page));
    page.page = std::clamp(query.page, 1, page.pages);
    const auto wanted = everything ? selection.numbers(-1, 0, page.more)
                                   : selection.numbers(query.per_page, std::int64_t{page.page - 1} * query.per_page, page.more);
    Lines lines(c, actor);
    for (const auto& row : c.query(wanted.sql, wanted.arguments)) page.lines.push_back(lines.of(row.integer("number")));
    if (everything) page.total = static_cast<std::int64_t>(page.lines.size());
    return page;
  });
}

Outcome<Done> each_contract(Services& services, const Actor& actor, const ContractQuery& query,
                            const std::function<void(const ContractLine&)>& on_line) {
  if (!may_search(actor)) return forbidden();
  refresh_index(services);
  return services.database->read([&](store::Connection& c) -> Outcome<Done> {
    const auto wanted = ContractSelection(c, actor, query, services.today()).numbers(-1, 0, true);
    Lines lines(c, actor);
    c.each(wanted.sql, wanted.arguments, [&](const store::Row& row) { on_line(lines.of(row.integer("number"))); });
    return Done{};
  });
}

}  // namespace clausier::app
