#include "clausier/store/office_rule_store.hpp"

namespace clausier::store {

void append_office_rule(Connection& connection, OrganisationId office, const OfficeRule& r) {
  connection.execute("INSERT INTO office_rules (office_id, code, value, valid_from, reason, author, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                     values(office, r.code, r.value, r.from, r.reason, r.author, r.recorded_at));
}

std::vector<OfficeRule> office_rules_of(Connection& connection, OrganisationId office) {
  std::vector<OfficeRule> rules;
  for (const auto& row : connection.query("SELECT * FROM office_rules WHERE office_id = ?1 ORDER BY recorded_at, id", values(office))) {
    auto code = row.text("code"), reason = row.text("reason"), author = row.text("author");
    const auto value = row.integer_or_null("value");
    const auto from = row.date("valid_from");
    const auto recorded_at = row.instant("recorded_at");
    rules.push_back({std::move(code), value, from, std::move(reason), std::move(author), recorded_at});
  }
  return rules;
}

}  // namespace clausier::store
