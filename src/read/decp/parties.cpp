#include "parties.hpp"

#include <algorithm>

#include "fields.hpp"
#include "labels.hpp"

namespace clausier::read {
namespace {

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// An identifier whose type is unknown or missing counts as a SIRET when its key passes.
void read_identifier(Party& party, std::string type, const std::string& identifier, const std::string& path,
                     Notes& notes) {
  type = canonical_label(LabelSet::identifier_type, type, path + ".typeIdentifiant", notes);
  const bool known = !type.empty() && type != "SIRET";
  const auto found = read_siret(identifier);
  party.identifier = found.text;
  party.identifier_type = found.siret && !known ? "SIRET" : known ? type : "";
  if (known || identifier.empty()) return;
  if (!found.siret) notes.add("record.siret.invalid", path + ".id", identifier);
  else if (found.repaired) notes.add("record.siret.repaired", path + ".id", identifier);
}

Party read_party(const Node& node, const std::string& path, Notes& notes) {
  Party party;
  if (node.kind != Node::Kind::object) {
    const std::string text = notes.text(node, path);
    if (has_digit(text)) read_identifier(party, "", text, path, notes);
    return party;
  }
  read_identifier(party, notes.text(node["typeIdentifiant"], path + ".typeIdentifiant"),
                  notes.text(node["id"], path + ".id"), path, notes);
  party.name =
      notes.prose(node[node.has("denominationSociale") ? "denominationSociale" : "nom"], path + ".denominationSociale");
  return party;
}

bool names_nobody(const Party& party) { return party.name.empty() && meaningless_id(party.identifier); }

void note_structure(const Unwrapped& found, const Node& node, RecordSource source, const std::string& path,
                    Notes& notes) {
  const bool json_as_in_schema = node.kind == Node::Kind::list && found.lists == 1 && found.wrappers <= 1;
  const bool xml_as_in_schema = found.wrappers == 1 && found.lists <= 1;
  const bool as_in_schema = source == RecordSource::json ? json_as_in_schema : xml_as_in_schema;
  if (!found.elements.empty() && source != RecordSource::csv && !as_in_schema) notes.add_once("record.structure", path);
}

}  // namespace

std::vector<Party> read_holders(const Node& node, std::string_view wrapper, RecordSource source,
                                const std::string& path, Notes& notes) {
  const auto found = unwrapped(node, wrapper);
  note_structure(found, node, source, path, notes);
  std::vector<Party> holders;
  for (std::size_t i = 0; i < found.elements.size(); ++i) {
    const std::string item = path + "[" + std::to_string(i) + "]";
    auto party = read_party(*found.elements[i], item, notes);
    if (names_nobody(party)) notes.add("record.holder.lost", item, found.elements[i]->text);
    else if (std::find(holders.begin(), holders.end(), party) != holders.end())
      notes.add_once("record.structure", item);
    else holders.push_back(std::move(party));
  }
  return holders;
}

void assign_roles(std::vector<Party>& holders, const std::string& group_kind) {
  if (group_kind != "Conjoint" && group_kind != "Solidaire") return;
  for (std::size_t i = 1; i < holders.size(); ++i) holders[i].role = PartyRole::joint_holder;
}

namespace {

SubcontractAct read_act(const Node& node, std::string_view notified_key, const std::string& path, Notes& notes) {
  SubcontractAct act;
  act.source_number = notes.text(node["id"], path + ".id");
  act.published_on = read_date(node["datePublicationDonnees"], path + ".datePublicationDonnees", std::nullopt, notes);
  act.notified_on = read_date(node[notified_key], path + "." + std::string(notified_key), act.published_on, notes);
  if (!is_absent(node["montant"])) act.amount = read_amount(node["montant"], path + ".montant", ContractNature::contract, notes);
  if (!is_absent(node["dureeMois"])) act.duration_months = read_duration(node["dureeMois"], path + ".dureeMois", notes);
  act.price_variation = notes.text(node["variationPrix"], path + ".variationPrix");
  return act;
}

void read_acts(const Node& acts, std::vector<SubcontractAct>& all, Notes& notes) {
  const auto found = unwrapped(acts, "acteSousTraitance");
  for (std::size_t i = 0; i < found.elements.size(); ++i) {
    const Node& node = *found.elements[i];
    const Node& firm = node["sousTraitant"];
    if (is_absent(firm)) continue;
    const std::string path = "actesSousTraitance[" + std::to_string(i) + "]";
    auto act = read_act(node, "dateNotification", path, notes);
    act.firm = read_party(firm, path + ".sousTraitant", notes);
    act.firm.role = PartyRole::subcontractor;
    if (!names_nobody(act.firm) && std::find(all.begin(), all.end(), act) == all.end()) all.push_back(std::move(act));
  }
}

void note_change(const Node& change, std::string_view key, Notes& notes) {
  std::string text = change["id"].text;
  for (const std::string_view field : {"dateNotificationModificationSousTraitance", "montant", "dureeMois"})
    if (!is_absent(change[field])) text += ", " + std::string(field) + " " + change[field].text;
  notes.add("record.subcontract.amended", key, text);
}

void read_changes(const Node& record, std::string_view key, std::string_view wrapper, std::vector<SubcontractAct>& all, Notes& notes) {
  const auto found = unwrapped(record[key], wrapper);
  for (std::size_t i = 0; i < found.elements.size(); ++i) {
    const Node& node = *found.elements[i];
    if (node.kind != Node::Kind::object || node.has("modificationActeSousTraitance") || node.has("modificationActesSousTraitance"))
      continue;  // under the other spelling
    note_change(node, key, notes);
    auto change = read_act(node, "dateNotificationModificationSousTraitance", std::string(key) + "[" + std::to_string(i) + "]", notes);
    change.is_change = true;
    change.firm.role = PartyRole::subcontractor;
    if (std::find(all.begin(), all.end(), change) == all.end()) all.push_back(std::move(change));
  }
}

}  // namespace

std::vector<SubcontractAct> read_subcontracts(const Node& record, Notes& notes) {
  std::vector<SubcontractAct> acts;
  read_acts(record["actesSousTraitance"], acts, notes);
  for (const std::string_view key : {"modificationsActesSousTraitance", "modificationsActeSousTraitance"})
    for (const std::string_view wrapper : {"modificationActeSousTraitance", "modificationActesSousTraitance"})
      read_changes(record, key, wrapper, acts, notes);
  return acts;
}

std::vector<Party> subcontractors_of(const std::vector<SubcontractAct>& acts) {
  std::vector<Party> firms;
  for (const auto& act : acts)
    if (!act.is_change && std::find(firms.begin(), firms.end(), act.firm) == firms.end()) firms.push_back(act.firm);
  return firms;
}

void read_buyer(const Node& buyer, const std::string& path, ContractRecord& record, Notes& notes) {
  const Node& object = buyer.kind == Node::Kind::list && buyer.items.size() == 1 ? buyer.items.front() : buyer;
  if (&object != &buyer || (object.is_scalar() && !is_absent(object))) notes.add_once("record.structure", path);
  std::string identifier = notes.text(object.is_scalar() ? object : object["id"], path + ".id");
  record.buyer_name = object.is_scalar() ? "" : notes.prose(object["nom"], path + ".nom");
  if (object.is_scalar() && !has_digit(identifier)) std::swap(identifier, record.buyer_name);
  if (identifier.empty()) return;
  const auto found = read_siret(identifier);
  record.buyer = found.siret;
  if (!found.siret) {
    if (!meaningless_id(identifier)) record.buyer_identifier = found.text;
    notes.add("record.buyer.invalid", path + ".id", identifier);
  } else if (found.repaired) {
    notes.add("record.siret.repaired", path + ".id", identifier);
  }
}

}  // namespace clausier::read
