// Whom to reach about a contract, and how they were last reached.
#include <algorithm>

#include "audit.hpp"
#include "contract_file_rows.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

bool is_one_of(const std::vector<std::string>& codes, const std::string& code) { return std::find(codes.begin(), codes.end(), code) != codes.end(); }

bool is_contact_of(store::Connection& c, const Actor& actor, ContractId contract, ContactId contact) {
  return c.query_one("SELECT 1 AS found FROM contract_contacts WHERE id = ?1 AND contract_id = ?2 AND office_id = ?3 AND removed_at IS NULL",
                     store::values(contact, contract, actor.organisation->id)).has_value();
}

}  // namespace

std::vector<Contact> contacts_of(store::Connection& c, const Actor& actor, ContractId contract) {
  std::vector<Contact> contacts;
  const auto rows = c.query("SELECT * FROM contract_contacts WHERE contract_id = ?1 AND office_id = ?2 AND removed_at IS NULL "
                            "ORDER BY is_fallback, recorded_at", store::values(contract, actor.organisation->id));
  for (const auto& role : contact_roles)
    for (const auto& row : rows) {
      if (row.text("role") != role) continue;
      const auto id = row.id<ContactId>("id");
      Contact contact{id, {}, {}};
      contact.who.role = role;
      contact.who.name = row.text("name");
      contact.who.organisation = row.text("organisation");
      contact.who.email = row.text("email");
      contact.who.telephone = row.text("telephone");
      contact.who.is_fallback = row.flag("is_fallback");
      const auto last = c.query("SELECT * FROM contact_exchanges WHERE contact_id = ?1 ORDER BY reached_on DESC, id DESC LIMIT 1", store::values(contact.id));
      if (!last.empty()) {
        const auto day = last.front().date("reached_on");
        auto channel = last.front().text("channel"), note = last.front().text("note"), author = last.front().text("author");
        contact.last = Exchange{day, std::move(channel), std::move(note), std::move(author)};
      }
      contacts.push_back(std::move(contact));
    }
  return contacts;
}

Outcome<ContactId> add_contact(Services& services, const Actor& actor, ContractId contract, const NewContact& who) {
  if (!keeps_files(actor)) return forbidden();
  if (!is_one_of(contact_roles, who.role)) return Refusal{"contact.role.missing"};
  if (who.name.empty()) return Refusal{"contact.nom.missing"};
  if (who.email.empty() && who.telephone.empty()) return Refusal{"contact.means.missing"};
  return services.database->write([&](store::Connection& c) -> Outcome<ContactId> {
    if (!follows(c, actor, contract)) return not_found();
    for (const auto& known : contacts_of(c, actor, contract))
      if (known.who == who) return known.id;  // the same form sent twice
    const Instant now = store::next_instant(c, services.clock());
    const auto id = ContactId::from_trusted(random_id());
    c.execute("INSERT INTO contract_contacts (id, contract_id, office_id, role, name, organisation, email, telephone, is_fallback, author, recorded_at) "
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
              store::values(id, contract, actor.organisation->id, who.role, who.name, who.organisation, who.email, who.telephone,
                            who.is_fallback, actor.display_name, now));
    record_audit(c, actor, now, "contact.added", "contract", contract.text(), who.role);  // no name of a person in the journal
    return id;
  });
}

Outcome<Done> remove_contact(Services& services, const Actor& actor, ContractId contract, ContactId contact) {
  if (!keeps_files(actor)) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!follows(c, actor, contract) || !is_contact_of(c, actor, contract, contact)) return not_found();
    const Instant now = store::next_instant(c, services.clock());
    c.execute("UPDATE contract_contacts SET removed_at = ?2 WHERE id = ?1", store::values(contact, now));
    record_audit(c, actor, now, "contact.removed", "contract", contract.text());
    return Done{};
  });
}

Outcome<Done> record_exchange(Services& services, const Actor& actor, ContractId contract, ContactId contact, Date reached_on,
                              const std::string& channel, const std::string& note) {
  if (!keeps_files(actor)) return forbidden();
  if (!is_one_of(contact_channels, channel)) return Refusal{"exchange.moyen.missing"};
  if (reached_on > services.today()) return Refusal{"exchange.jour.future"};
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    if (!follows(c, actor, contract) || !is_contact_of(c, actor, contract, contact)) return not_found();
    if (c.query_one("SELECT 1 AS found FROM contact_exchanges WHERE contact_id = ?1 AND reached_on = ?2 AND channel = ?3 AND note = ?4 AND author = ?5",
                    store::values(contact, reached_on, channel, note, actor.display_name)))
      return Done{};  // the same form sent twice
    const Instant now = store::next_instant(c, services.clock());
    c.execute("INSERT INTO contact_exchanges (id, contact_id, reached_on, channel, note, author, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
              store::values(random_id(), contact, reached_on, channel, note, actor.display_name, now));
    record_audit(c, actor, now, "contact.reached", "contract", contract.text(), channel);
    return Done{};
  });
}

}  // namespace clausier::app
