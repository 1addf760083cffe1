// A whole record in one text column: one row a field, parties and amendments on rows of their own.
#include <utility>

#include "clausier/store/contract_store.hpp"
#include "column_text.hpp"

namespace clausier::store {
namespace {

using TextMember = std::string ContractRecord::*;
constexpr std::pair<std::string_view, TextMember> texts[] = {
    {"source_format", &ContractRecord::source_format}, {"source_id", &ContractRecord::source_id},
    {"root_id", &ContractRecord::root_id},             {"buyer_identifier", &ContractRecord::buyer_identifier},
    {"buyer_name", &ContractRecord::buyer_name},       {"nature", &ContractRecord::nature},
    {"object", &ContractRecord::object},               {"cpv", &ContractRecord::cpv},
    {"procedure", &ContractRecord::procedure},         {"place_code", &ContractRecord::place_code},
    {"place_kind", &ContractRecord::place_kind},       {"place_name", &ContractRecord::place_name},
    {"department", &ContractRecord::department},       {"ccag", &ContractRecord::ccag},
    {"group_kind", &ContractRecord::group_kind},       {"framework_id", &ContractRecord::framework_id}};

template <class T>
std::string iso(const std::optional<T>& day) { return day ? day->iso() : ""; }
std::string cents(const std::optional<Money>& amount) { return amount ? std::to_string(amount->cents()) : ""; }
std::string whole(const std::optional<int>& number) { return number ? std::to_string(*number) : ""; }

std::optional<Date> date_of(const std::string& text) { return text.empty() ? std::nullopt : Date::parse_iso(text); }
std::optional<Money> money_of(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(Money::from_cents(std::stoll(text)));
}
std::optional<int> whole_of(const std::string& text) { return text.empty() ? std::nullopt : std::optional(std::stoi(text)); }

std::vector<std::string> row_of(std::string name, const Party& party) {
  return {std::move(name), std::string(party_role_code(party.role)), party.identifier_type, party.identifier, party.name};
}

std::vector<std::string> row_of(std::string name, std::vector<std::string> items) {
  items.insert(items.begin(), std::move(name));
  return items;
}

Party party_of(const std::vector<std::string>& row) {
  const auto role = parse_party_role(row.at(1));
  if (!role) throw CorruptData("party role " + row.at(1));
  Party party;
  party.role = *role;
  party.identifier_type = row.at(2);
  party.identifier = row.at(3);
  party.name = row.at(4);
  return party;
}

Amendment amendment_of(const std::vector<std::string>& row) {
  Amendment amendment;
  amendment.source_number = row.at(1);
  amendment.notified_on = date_of(row.at(2));
  amendment.published_on = date_of(row.at(3));
  amendment.amount = money_of(row.at(4));
  amendment.duration_months = whole_of(row.at(5));
  amendment.object = row.at(6);
  return amendment;
}

SubcontractAct act_of(const std::vector<std::string>& row) {
  SubcontractAct act;
  act.source_number = row.at(1);
  act.is_change = row.at(2) == "change";
  act.firm = {PartyRole::subcontractor, row.at(3), row.at(4), row.at(5)};
  act.notified_on = date_of(row.at(6));
  act.published_on = date_of(row.at(7));
  act.amount = money_of(row.at(8));
  act.duration_months = whole_of(row.at(9));
  act.price_variation = row.at(10);
  return act;
}

void read_field(ContractRecord& r, const std::vector<std::string>& row) {
  const std::string& name = row.at(0);
  const std::vector<std::string> items(row.begin() + 1, row.end());
  for (const auto& [field, member] : texts)
    if (name == field) r.*member = row.at(1);
  if (name == "kind") r.kind = row.at(1) == "concession" ? ContractNature::concession : ContractNature::contract;
  if (name == "buyer") r.buyer = Siret::from_trusted(row.at(1));
  if (name == "duration_months") r.duration_months = whole_of(row.at(1));
  if (name == "notified_on") r.notified_on = date_of(row.at(1));
  if (name == "published_on") r.published_on = date_of(row.at(1));
  if (name == "amount") r.amount = money_of(row.at(1));
  if (name == "techniques") r.techniques = items;
  if (name == "execution_modes") r.execution_modes = items;
  if (name == "social") r.social = social_of(joined(items));
  if (name == "party") r.parties.push_back(party_of(row));
  if (name == "amendment") r.amendments.push_back(amendment_of(row));
  if (name == "subcontract") r.subcontracts.push_back(act_of(row));
  if (name == "new_holder") r.amendments.at(r.amendments.size() - 1).new_holders.push_back(party_of(row));
}

}  // namespace

std::string encode_record(const ContractRecord& r) {
  TextTable table;
  const auto add = [&](const char* name, std::string text) {
    if (!text.empty()) table.push_back({name, std::move(text)});
  };
  for (const auto& [name, member] : texts) add(std::string(name).c_str(), r.*member);
  if (r.kind == ContractNature::concession) add("kind", "concession");
  if (r.buyer) add("buyer", r.buyer->digits());
  add("duration_months", whole(r.duration_months));
  add("notified_on", iso(r.notified_on));
  add("published_on", iso(r.published_on));
  add("amount", cents(r.amount));
  if (!r.techniques.empty()) table.push_back(row_of("techniques", r.techniques));
  if (!r.execution_modes.empty()) table.push_back(row_of("execution_modes", r.execution_modes));
  std::vector<std::string> social;
  for (const auto value : r.social) social.emplace_back(social_consideration_code(value));
  if (!social.empty()) table.push_back(row_of("social", social));
  for (const auto& party : r.parties) table.push_back(row_of("party", party));
  for (const auto& a : r.amendments) {
    table.push_back({"amendment", a.source_number, iso(a.notified_on), iso(a.published_on), cents(a.amount), whole(a.duration_months), a.object});
    for (const auto& holder : a.new_holders) table.push_back(row_of("new_holder", holder));
  }
  for (const auto& a : r.subcontracts)
    table.push_back({"subcontract", a.source_number, a.is_change ? "change" : "act", a.firm.identifier_type, a.firm.identifier, a.firm.name,
                     iso(a.notified_on), iso(a.published_on), cents(a.amount), whole(a.duration_months), a.price_variation});
  return encode_table(table);
}

ContractRecord decode_record(const std::string& text) {
  ContractRecord record;
  for (const auto& row : decode_table(text)) read_field(record, row);
  return record;
}

}  // namespace clausier::store
