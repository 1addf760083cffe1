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

std::vector<Party> read_subcontractors(const Node& acts, Notes& notes) {
  std::vector<Party> parties;
  const auto found = unwrapped(acts, "acteSousTraitance");
  for (std::size_t i = 0; i < found.elements.size(); ++i) {
    const Node& firm = (*found.elements[i])["sousTraitant"];
    if (is_absent(firm)) continue;
    auto party = read_party(firm, "actesSousTraitance[" + std::to_string(i) + "].sousTraitant", notes);
    party.role = PartyRole::subcontractor;
    if (!names_nobody(party) && std::find(parties.begin(), parties.end(), party) == parties.end())
      parties.push_back(std::move(party));
  }
  return parties;
}

void note_subcontract_changes(const Node& record, Notes& notes) {
  for (const std::string_view key : {"modificationsActesSousTraitance", "modificationsActeSousTraitance"})
    for (const std::string_view wrapper : {"modificationActeSousTraitance", "modificationActesSousTraitance"})
      for (const auto* change : unwrapped(record[key], wrapper).elements) {
        const Node& element = *change;
        if (element.kind != Node::Kind::object || element.has("modificationActeSousTraitance") || element.has("modificationActesSousTraitance"))
          continue;  // under the other spelling
        std::string text = element["id"].text;
        for (const std::string_view field : {"dateNotificationModificationSousTraitance", "montant", "dureeMois"})
          if (!is_absent(element[field])) text += ", " + std::string(field) + " " + element[field].text;
        notes.add("record.subcontract.amended", key, text);
      }
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
