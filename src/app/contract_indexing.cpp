#include "contract_indexing.hpp"

#include "clausier/store/contract_index.hpp"
#include "clausier/store/contract_store.hpp"
#include "filter_tokens.hpp"
#include "organisation_names.hpp"

namespace clausier::app {
namespace {

// A transaction of a second at most. Not shorter: the full-text index merges less, and pages that many contracts touch
// are written once.
constexpr int batch_contracts = 10'000;

// Words of one contract, folded, without repeating spaces.
class Words {
public:
  void add(std::string_view token) {
    if (token.empty()) return;
    text_ += text_.empty() ? "" : " ";
    text_ += token;
  }
  void add_text(std::string_view text) { add(folded(text)); }
  std::string take() { return std::move(text_); }

private:
  std::string text_;
};

// Everything search needs of a contract beside its parties, in one row.
constexpr std::string_view described_contract =
    "SELECT c.id, c.uid, c.source_id, c.folded_object, c.buyer_siret, c.buyer_siren, c.buyer_identifier, c.buyer_name, c.cpv, "
    "c.place_kind, c.place_code, c.place_name, c.department, c.duration_months, c.notified_on, c.amount_cents, c.social, c.import_id, "
    "i.applied_at, (SELECT group_concat(p.programme, ' ') FROM contract_programmes p WHERE p.contract_id = c.id AND coalesce(p.confirmed, 1) = 1) "
    "AS programmes, (SELECT min(f.office_id) FROM follow_ups f WHERE f.contract_id = c.id) AS office_id, "
    "EXISTS (SELECT 1 FROM contract_amendments a WHERE a.contract_id = c.id) AS is_amended, "
    "EXISTS (SELECT 1 FROM contract_index x WHERE x.contract_id = c.id) AS is_indexed, "
    "coalesce((SELECT k.closed FROM contract_closures k WHERE k.contract_id = c.id ORDER BY k.recorded_at DESC LIMIT 1), 0) AS is_closed "
    "FROM visible_contracts c JOIN imports i ON i.id = c.import_id WHERE c.id = ?1";

// The parties first published, then the subcontractors that later editions named, with the import that did.
constexpr std::string_view described_parties =
    "SELECT p.identifier, p.name, p.siren IS NOT NULL AS is_siret, NULL AS import_id, NULL AS applied_at FROM contract_parties p "
    "WHERE p.contract_id = ?1 UNION ALL "
    "SELECT s.identifier, s.name, s.siren IS NOT NULL, s.import_id, i.applied_at FROM contract_subcontractors s "
    "JOIN imports i ON i.id = s.import_id WHERE s.contract_id = ?1 AND i.state = 'applied'";

struct NamedParty {
  std::string identifier, name;
};

struct DescribedContract {
  store::Row row;
  std::vector<NamedParty> parties;
};

class Indexing {
public:
  Indexing(Services& services, store::Connection& connection) : services_(services), c_(connection), today_(services.today()) {}

  void index(const std::vector<ContractId>& contracts) {
    std::vector<DescribedContract> described;
    for (const auto id : contracts) {
      if (auto row = c_.query_one(described_contract, store::values(id))) described.push_back({std::move(*row), {}});
      else store::erase_index(c_, id);  // taken back since
    }
    for (auto& contract : described) learn_names(contract);  // all of them first: a contract may be named by the next one
    names_.write(c_);
    std::vector<store::IndexedContract> indexed;
    indexed.reserve(described.size());
    for (const auto& contract : described) indexed.push_back(indexed_contract(contract));
    store::write_index(c_, indexed);
  }

private:
  // A name is known from the moment the import that gives it was applied; those of an indexed contract have been counted.
  void learn_names(DescribedContract& contract) {
    const store::Row& row = contract.row;
    const bool counted = row.flag("is_indexed");
    const Instant at = row.instant("applied_at");
    const NameSource source{"import", row.id<ImportId>("import_id"), ""};
    if (const auto siret = counted ? std::nullopt : row.text_or_null("buyer_siret"))
      names_.note(Siret::from_trusted(*siret), row.text("buyer_name"), source, at);
    c_.each(described_parties, store::values(row.id<ContractId>("id")), [&](const store::Row& party) {
      contract.parties.push_back({party.text("identifier"), party.text("name")});
      const auto& [identifier, name] = contract.parties.back();
      if (name.empty() || !party.flag("is_siret")) return;
      if (const auto later = party.id_or_null<ImportId>("import_id"))
        names_.note(Siret::from_trusted(identifier), name, {"import", *later, ""}, party.instant("applied_at"));
      else if (!counted) names_.note(Siret::from_trusted(identifier), name, source, at);
    });
  }

  store::IndexedContract indexed_contract(const DescribedContract& described) {
    const store::Row& row = described.row;
    const auto id = row.id<ContractId>("id");
    const auto contract = contract_of(row, id);
    const auto state = contract_as_of(contract, today_);
    Words words;
    words.add(row.text("folded_object"));
    for (const char* column : {"uid", "source_id", "buyer_identifier", "cpv", "place_name"}) words.add_text(row.text(column));
    add_buyer(row, words);
    for (const auto& party : state.holders) add_party(words, party.identifier, party.name);
    for (const auto& party : described.parties) add_party(words, party.identifier, party.name);
    add_place(row, words);
    for (const auto value : store::social_of(row.text("social"))) {
      words.add(tokens::social(value));
      if (value != SocialConsideration::none) words.add(tokens::any_social);
    }
    for (const auto& programme : split(row.text_or_empty("programmes"))) words.add(tokens::programme(programme));
    if (const auto office = row.id_or_null<OrganisationId>("office_id")) {
      words.add(tokens::followed);
      words.add(tokens::office(*office));
    }
    if (row.flag("is_closed")) words.add(tokens::closed);
    words.add(tokens::amount(state.amount));
    const auto ends_on = state.execution ? std::optional(state.execution->last) : std::nullopt;
    words.add(tokens::end(ends_on));
    const auto notified_on = row.date_or_null("notified_on");
    return {id, notified_on, state.amount, ends_on, next_change_after(contract, today_), row.text("folded_object"), words.take()};
  }

  // What amount, end and holders of today follow from. Most contracts were never amended: what was first published is enough.
  Contract contract_of(const store::Row& row, ContractId id) {
    if (row.flag("is_amended"))
      if (auto contract = store::find_contract(c_, id)) return std::move(*contract);
    Contract first{id, {}, {}, {}};
    first.initial.notified_on = row.date_or_null("notified_on");
    if (const auto months = row.integer_or_null("duration_months")) first.initial.duration_months = static_cast<int>(*months);
    if (const auto cents = row.integer_or_null("amount_cents")) first.initial.amount = Money::from_cents(*cents);
    return first;
  }

  void add_buyer(const store::Row& row, Words& words) {
    const auto siret = row.text_or_null("buyer_siret");
    const auto& name = row.text("buyer_name");
    words.add_text(name.empty() && siret ? name_of(*siret) : name);
    if (!siret) return;
    words.add(*siret);
    words.add(tokens::buyer(*siret));
    words.add(tokens::buyer(row.text("buyer_siren")));
  }

  void add_party(Words& words, const std::string& identifier, const std::string& name) {
    words.add_text(identifier);
    words.add_text(name.empty() && Siret::parse(identifier) ? name_of(identifier) : name);
  }

  void add_place(const store::Row& row, Words& words) {
    const auto place = services_.reference.geography.place_of(row.text("place_kind"), row.text("place_code"));
    words.add_text(place.name);
    if (!row.text("department").empty()) words.add(tokens::department(row.text("department")));
    if (!place.epci.empty()) words.add(tokens::epci(place.epci));
  }

  // The same few buyers come back thousands of times in a row.
  const std::string& name_of(const std::string& siret) {
    const auto found = known_.find(siret);
    return found != known_.end() ? found->second : known_.emplace(siret, name_alone(c_, siret)).first->second;
  }

  static std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> items;
    for (std::size_t at = 0; at < text.size();) {
      const auto space = std::min(text.find(' ', at), text.size());
      items.push_back(text.substr(at, space - at));
      at = space + 1;
    }
    return items;
  }

  Services& services_;
  store::Connection& c_;
  Date today_;
  NamesSeen names_;
  std::map<std::string, std::string> known_;
};

}  // namespace

void index_waiting_contracts(Services& services) {
  const auto waiting = [](store::Connection& c) { return c.query_one("SELECT EXISTS (SELECT 1 FROM search_queue) AS n")->flag("n"); };
  for (bool more = services.database->read(waiting); more;) {
    services.database->write([&](store::Connection& c) {
      const auto contracts = store::take_queued(c, batch_contracts);
      more = !contracts.empty();
      if (more) Indexing(services, c).index(contracts);
    });
  }
}

void refresh_index(Services& services) {
  const Date today = services.today();
  if (!services.database->read([&](store::Connection& c) { return store::any_changed(c, today); })) return;
  services.database->write([&](store::Connection& c) { store::queue_changed(c, today); });
  index_waiting_contracts(services);
}

void index_contract_again(Services& services, store::Connection& c, ContractId contract) { Indexing(services, c).index({contract}); }

}  // namespace clausier::app
