#include "normalise.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "amendments.hpp"
#include "fields.hpp"
#include "labels.hpp"
#include "parties.hpp"
#include "place.hpp"

namespace clausier::read {
namespace {

constexpr std::string_view common_keys[] = {"id",
                                            "uid",
                                            "_type",
                                            "nature",
                                            "objet",
                                            "procedure",
                                            "lieuExecution",
                                            "dureeMois",
                                            "datePublicationDonnees",
                                            "modifications",
                                            "considerationsSociales",
                                            "considerationsEnvironnementales",
                                            "acheteur",
                                            "autoriteConcedante"};
constexpr std::string_view contract_keys[] = {"codeCPV",
                                              "techniques",
                                              "modalitesExecution",
                                              "idAccordCadre",
                                              "marcheInnovant",
                                              "ccag",
                                              "offresRecues",
                                              "attributionAvance",
                                              "tauxAvance",
                                              "typeGroupementOperateurs",
                                              "sousTraitanceDeclaree",
                                              "actesSousTraitance",
                                              "modificationsActesSousTraitance",
                                              "modificationsActeSousTraitance",
                                              "dateNotification",
                                              "montant",
                                              "typesPrix",
                                              "formePrix",
                                              "origineUE",
                                              "origineFrance",
                                              "titulaires"};
constexpr std::string_view concession_keys[] = {"dateSignature",    "dateDebutExecution",
                                                "valeurGlobale",    "montantSubventionPublique",
                                                "donneesExecution", "concessionnaires"};
// Fields that came with the 2022 format, and names that went with it.
constexpr std::string_view keys_of_2022[] = {"considerationsSociales",
                                             "considerationsEnvironnementales",
                                             "techniques",
                                             "modalitesExecution",
                                             "typesPrix",
                                             "ccag",
                                             "offresRecues",
                                             "marcheInnovant",
                                             "attributionAvance",
                                             "typeGroupementOperateurs",
                                             "sousTraitanceDeclaree"};

bool contains(std::span<const std::string_view> keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

// "acheteur.id", "acheteur_id", "lieuExecution_code" and "nom " as the schema writes them.
void expand_flat_keys(Node& node, RecordSource source, Notes& notes) {
  constexpr std::array<std::string_view, 3> objects = {"acheteur", "autoriteConcedante", "lieuExecution"};
  std::vector<Node::Member> members;
  std::swap(members, node.members);
  for (auto& member : members) {
    const std::string published = member.key;
    while (member.key.ends_with(' ')) member.key.pop_back();
    if (member.value.kind == Node::Kind::object) expand_flat_keys(member.value, source, notes);
    const auto cut = member.key.find_first_of("._", 1);
    const std::string parent = member.key.substr(0, cut);
    const bool flat = cut != std::string::npos && std::find(objects.begin(), objects.end(), parent) != objects.end();
    if (flat) {
      const auto found =
          std::find_if(node.members.begin(), node.members.end(), [&](const auto& m) { return m.key == parent; });
      Node& object =
          found == node.members.end() ? node.members.emplace_back(Node::Member{parent, {}}).value : found->value;
      object.set(member.key.substr(cut + 1), std::move(member.value));
    } else {
      node.members.push_back({member.key, std::move(member.value)});
    }
    if (source != RecordSource::csv && (flat || published != member.key)) notes.add_once("record.structure", published);
  }
}

bool is_concession(const Node& node, const RecordOrigin& origin) {
  if (origin.concession) return true;
  const std::string type = folded(node["_type"].text + " " + node["typeContrat"].text);
  if (type.find("concession") != std::string::npos) return true;
  if (type.find("marche") != std::string::npos) return false;
  const bool has_authority = !is_absent(node["autoriteConcedante"]) || !is_absent(node["concessionnaires"]);
  return has_authority && is_absent(node["acheteur"]) && is_absent(node["titulaires"]);
}

bool is_2022(const Node& node, const RecordOrigin& origin) {
  for (const auto key : keys_of_2022)
    if (node.has(key)) return true;
  if (node["acheteur"].has("nom") || node["autoriteConcedante"].has("nom") || node["lieuExecution"].has("nom"))
    return false;
  const bool contract = node.has("titulaires");
  const auto holders =
      unwrapped(node[contract ? "titulaires" : "concessionnaires"], contract ? "titulaire" : "concessionnaire");
  if (holders.wrappers > 0 && origin.source == RecordSource::json) return true;
  for (const auto* holder : holders.elements)
    if (holder->has("denominationSociale")) return false;
  return origin.split_root;
}

void note_extra_keys(const Node& node, ContractNature kind, Notes& notes) {
  std::string extra;
  for (const auto& member : node.members) {
    const auto own = kind == ContractNature::contract ? std::span(contract_keys)
                                                      : std::span<const std::string_view>(concession_keys);
    if (contains(common_keys, member.key) || contains(own, member.key) || is_absent(member.value)) continue;
    extra += (extra.empty() ? "" : ", ") + member.key;
  }
  if (!extra.empty()) notes.add("record.field.extra", "", extra);
}

// Ids of 2019 are a year, an internal number and a counter of modifications on two digits, when the
// platform keeps to the rule: the counter is taken off only when it is right (formats.md §2.1-4).
std::string root_id(const std::string& id, bool format_2022, std::size_t modifications) {
  constexpr std::size_t shortest = 7;
  if (format_2022 || meaningless_id(id) || id.size() < shortest || modifications > 99) return id;
  const std::string counter = (modifications < 10 ? "0" : "") + std::to_string(modifications);
  const bool year = (id.starts_with("19") || id.starts_with("20")) && id.find_first_not_of("0123456789") >= 4;
  return year && id.ends_with(counter) ? id.substr(0, id.size() - 2) : id;
}

void read_labels(const Node& node, const RecordOrigin& origin, ContractRecord& record, Notes& notes) {
  const bool concession = record.kind == ContractNature::concession;
  record.nature = canonical_label(concession ? LabelSet::concession_nature : LabelSet::contract_nature,
                                  notes.text(node["nature"], "nature"), "nature", notes);
  record.procedure = canonical_label(concession ? LabelSet::concession_procedure : LabelSet::procedure,
                                     notes.text(node["procedure"], "procedure"), "procedure", notes);
  record.ccag = canonical_label(LabelSet::ccag, notes.text(node["ccag"], "ccag"), "ccag", notes);
  record.group_kind =
      canonical_label(LabelSet::group_kind, notes.text(node["typeGroupementOperateurs"], "typeGroupementOperateurs"),
                      "typeGroupementOperateurs", notes);
  record.techniques =
      labels_of(node["techniques"], "technique", LabelSet::technique, origin.source, "techniques", notes);
  record.execution_modes = labels_of(node["modalitesExecution"], "modaliteExecution", LabelSet::execution_mode,
                                     origin.source, "modalitesExecution", notes);
}

void read_social(const Node& node, const RecordOrigin& origin, ContractRecord& record, Notes& notes) {
  auto labels = labels_of(node["considerationsSociales"], "considerationSociale", LabelSet::social, origin.source,
                          "considerationsSociales", notes);
  // A file may hold the column of both formats of the flattened tables.
  const auto flat = labels_of(node["considerationSociale"], "considerationSociale", LabelSet::social, RecordSource::csv,
                              "considerationSociale", notes);
  labels.insert(labels.end(), flat.begin(), flat.end());
  record.social = social_considerations(labels);
  const bool none =
      std::find(record.social.begin(), record.social.end(), SocialConsideration::none) != record.social.end();
  if (none && record.social.size() > 1) notes.add("record.social.contradictory", "considerationsSociales");
}

void read_dates(const Node& node, ContractRecord& record, Notes& notes) {
  const bool concession = record.kind == ContractNature::concession;
  record.published_on = read_date(node["datePublicationDonnees"], "datePublicationDonnees", std::nullopt, notes);
  if (is_absent(node["datePublicationDonnees"])) notes.add("record.date.missing", "datePublicationDonnees");
  const std::string first = concession ? "dateSignature" : "dateNotification";
  std::string path = first;
  for (const auto* other : {"dateNotification", "dateSignature", "dateDebutExecution"})
    if (is_absent(node[path]) && !is_absent(node[other])) path = other;
  record.notified_on = read_date(node[path], path, record.published_on, notes);
  if (is_absent(node[path])) notes.add("record.date.missing", first);
  else if (path != first) notes.add_once("record.structure", path);
}

void read_figures(const Node& node, const RecordOrigin& origin, ContractRecord& record, Notes& notes) {
  const bool concession = record.kind == ContractNature::concession;
  const std::string first = concession ? "valeurGlobale" : "montant";
  const std::string other = concession ? "montant" : "valeurGlobale";
  const std::string path = is_absent(node[first]) && !is_absent(node[other]) ? other : first;
  record.amount = read_amount(node[path], path, record.kind, notes);
  if (is_absent(node[path])) notes.add("record.amount.missing", first);
  record.duration_months = read_duration(node["dureeMois"], "dureeMois", notes);
  if (is_absent(node["dureeMois"])) notes.add("record.duration.missing", "dureeMois");
  if (record.duration_months) check_duration(*record.duration_months, record.amount, "dureeMois", notes);
  const bool as_text = node[path].kind == Node::Kind::text || node["dureeMois"].kind == Node::Kind::text;
  if (origin.source == RecordSource::json && as_text) notes.add_once("record.structure", path, node[path].text);
  if (!concession && node.has("codeCPV")) record.cpv = read_cpv(node["codeCPV"], "codeCPV", notes);
}

void read_parties(const Node& node, const RecordOrigin& origin, ContractRecord& record, Notes& notes) {
  const bool concession = record.kind == ContractNature::concession;
  const std::string buyer = concession ? "autoriteConcedante" : "acheteur";
  const std::string other_buyer = concession ? "acheteur" : "autoriteConcedante";
  read_buyer(is_absent(node[buyer]) ? node[other_buyer] : node[buyer], buyer, record, notes);
  const std::string holders = concession ? "concessionnaires" : "titulaires";
  const std::string other_holders = concession ? "titulaires" : "concessionnaires";
  const bool swapped = is_absent(node[holders]) && !is_absent(node[other_holders]);
  const std::string wrapper = concession != swapped ? "concessionnaire" : "titulaire";
  record.parties = read_holders(node[swapped ? other_holders : holders], wrapper, origin.source, holders, notes);
  assign_roles(record.parties, record.group_kind);
  if (record.parties.empty()) notes.add("record.holders.none", holders);
  record.subcontracts = read_subcontracts(node, notes);
  const auto subcontractors = subcontractors_of(record.subcontracts);
  record.parties.insert(record.parties.end(), subcontractors.begin(), subcontractors.end());
}

}  // namespace

bool looks_like_contract(const Node& node) {
  const bool buyer =
      node.has("acheteur") || node.has("acheteur.id") || node.has("acheteur_id") || node.has("autoriteConcedante");
  const bool rest = node.has("objet") || node.has("titulaires") || node.has("concessionnaires") || node.has("montant");
  return buyer && rest;
}

ContractRecord normalise(Node node, const RecordOrigin& origin, Notes& notes) {
  expand_flat_keys(node, origin.source, notes);
  ContractRecord record;
  record.kind = is_concession(node, origin) ? ContractNature::concession : ContractNature::contract;
  const bool format_2022 = is_2022(node, origin);
  record.source_format = format_2022 ? "decp-2022" : "decp-2019";
  record.source_id = notes.text(node["id"], "id");
  record.object = notes.prose(node["objet"], "objet");
  record.framework_id = notes.text(node["idAccordCadre"], "idAccordCadre");
  read_labels(node, origin, record, notes);
  read_social(node, origin, record, notes);
  read_dates(node, record, notes);
  read_figures(node, origin, record, notes);
  read_place(node["lieuExecution"], record, notes);
  read_parties(node, origin, record, notes);
  auto amendments = read_amendments(node["modifications"], record.kind, origin.source, notes);
  record.amendments = std::move(amendments.amendments);
  record.root_id = root_id(record.source_id, format_2022, amendments.published);
  if (meaningless_id(record.root_id)) notes.add("record.id.meaningless", "id", record.source_id);
  if (origin.source != RecordSource::csv) note_extra_keys(node, record.kind, notes);
  return record;
}

}  // namespace clausier::read
