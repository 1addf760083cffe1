#include "boamp.hpp"

#include <algorithm>
#include <array>

#include "decp/fields.hpp"
#include "decp/place.hpp"
#include "social_places.hpp"

namespace clausier::read {
namespace {

struct Marker {
  std::string_view element;
  std::string_view label;
};
constexpr std::array<Marker, 9> procedures = {{{"OUVERT", "Appel d'offres ouvert"},
                                               {"RESTREINT", "Appel d'offres restreint"},
                                               {"PROCEDURE_ADAPTE", "Procédure adaptée"},
                                               {"PROCEDURE_ADAPTEE", "Procédure adaptée"},
                                               {"NEGOCIE", "Procédure avec négociation"},
                                               {"NEGOCIATION", "Procédure avec négociation"},
                                               {"CONCURRENTIELLE_NEGOCIATION", "Procédure avec négociation"},
                                               {"DIALOGUE_COMPETITIF", "Dialogue compétitif"},
                                               {"DIALOGUE", "Dialogue compétitif"}}};

NoticeStage stage_of(const pugi::xml_node& root) {
  const auto nature = at(root, {"GESTION", "REFERENCE", "TYPE_AVIS", "NATURE"});
  if (child(nature, "ATTRIBUTION") || child(nature, "RESULTAT_MARCHE")) return NoticeStage::award;
  if (child(nature, "MODIFICATION")) return NoticeStage::modification;
  if (child(nature, "PERIODIQUE") || child(nature, "PREINFORMATION") || child(nature, "PRE-INFORMATION")) return NoticeStage::planning;
  return NoticeStage::competition;
}

std::string procedure_of(const pugi::xml_node& root) {
  const auto type = at(root, {"DONNEES", "PROCEDURE", "TYPE_PROCEDURE"});
  for (const auto& [element, label] : procedures)
    if (child(type, element)) return std::string(label);
  return "";
}

void read_buyer_of(const NoticeInput& input, const pugi::xml_node& identity, Notice& notice) {
  notice.buyer_name = input.text(child(identity, "DENOMINATION"));
  const auto number = child(identity, "CODE_IDENT_NATIONAL");
  if (!number) return;
  const auto identifier = read_siret(raw_text(number));
  notice.buyer = identifier.siret;
  if (identifier.siret) return;
  notice.buyer_identifier = identifier.text;
  input.notes.add("record.buyer.invalid", path_of(number), identifier.text);
}

std::optional<int> duration_of(const NoticeInput& input, const pugi::xml_node& node) {
  const auto months = child(node, "DUREE_MOIS");
  return months ? read_duration(Node::of_text(raw_text(months)), path_of(months), input.notes) : std::nullopt;
}

NoticeLot read_lot(const NoticeInput& input, const pugi::xml_node& node) {
  NoticeLot lot;
  lot.number = input.text(child(node, "NUM"));
  if (const auto told = lot_number_in(lot.number); !told.empty()) lot.number = told;
  lot.title = input.text(child(node, "INTITULE"));
  if (lot.title.empty()) lot.title = input.text(child(node, "DESCRIPTION"));
  lot.cpv = input.cpv(at(node, {"CPV", "PRINCIPAL"}));
  lot.estimate = input.euros(child(node, "VALEUR"), "DEVISE");
  lot.duration_months = duration_of(input, node);
  return lot;
}

// Lots may be repeated identically (formats.md §3.3): one of each. A list of one lot without number is
// the procedure itself.
void read_lots(const NoticeInput& input, const pugi::xml_node& root, Notice& notice) {
  for (const auto& node : children(at(root, {"DONNEES", "OBJET", "LOTS"}), "LOT")) {
    auto lot = read_lot(input, node);
    const bool known = std::any_of(notice.lots.begin(), notice.lots.end(),
                                   [&](const NoticeLot& l) { return l.number == lot.number && l.title == lot.title; });
    if (known) continue;
    lot.key = lot.number.empty() ? std::to_string(notice.lots.size() + 1) : lot.number;
    SocialPlaces places(input, lot.key, notice);
    places.text("LOT", child(node, "INTITULE"));
    places.text("LOT", child(node, "DESCRIPTION"));
    places.text("LOT", child(node, "INFO_COMPL"));
    notice.lots.push_back(std::move(lot));
  }
  const bool divided = notice.lots.size() > 1;
  for (auto& lot : notice.lots) lot.number = divided ? lot.key : "";
}

NoticeLot& lot_of_decision(const NoticeInput& input, const pugi::xml_node& decision, Notice& notice) {
  auto number = input.text(child(decision, "NUM_LOT"));
  if (const auto told = lot_number_in(number); !told.empty()) number = told;
  if (number.empty() && !notice.lots.empty()) return notice.lots.front();
  const std::string key = number.empty() ? "1" : number;
  const auto found = std::find_if(notice.lots.begin(), notice.lots.end(), [&](const NoticeLot& lot) { return lot.key == key; });
  if (found != notice.lots.end()) return *found;
  NoticeLot lot;
  lot.key = key;
  lot.number = number;
  lot.title = input.text(child(decision, number.empty() ? "INTITULE" : "DESCRIPTION"));
  notice.lots.push_back(std::move(lot));
  return notice.lots.back();
}

// TITULAIRE and RENSEIGNEMENT alternate: several holders of one decision are holders side by side
// (framework with several), or members of a consortium; BOAMP does not tell which.
void read_decision(const NoticeInput& input, const pugi::xml_node& decision, Notice& notice) {
  auto& lot = lot_of_decision(input, decision, notice);
  if (child(decision, "INFRUCTUEUX") || child(decision, "SANS_SUITE") || child(decision, "NON_ATTRIBUE")) lot.result = "unsuccessful";
  for (const auto& holder : children(decision, "TITULAIRE")) {
    const auto role = lot.winners.empty() ? PartyRole::holder : PartyRole::joint_holder;
    Party winner{role, "", "", input.text(child(holder, "DENOMINATION"))};
    const auto identifier = read_siret(raw_text(child(holder, "CODE_IDENT_NATIONAL")));
    if (identifier.siret) winner = {role, "SIRET", identifier.siret->digits(), winner.name};
    lot.winners.push_back(std::move(winner));
    lot.result = "awarded";
  }
  for (const auto& detail : children(decision, "RENSEIGNEMENT")) {
    auto amount = input.euros(child(detail, "MONTANT"), "DEVISE");
    if (!amount) amount = input.euros(child(detail, "MONTANT_MAXI"), "DEVISE");
    if (!lot.amount) lot.amount = amount;
    if (!lot.signed_on) lot.signed_on = input.date(child(detail, "DATE_ATTRIBUTION"));
    if (lot.contract_reference.empty()) lot.contract_reference = input.text(child(detail, "NUM_MARCHE"));
  }
}

void read_award(const NoticeInput& input, const pugi::xml_node& root, Notice& notice) {
  const auto award = at(root, {"DONNEES", "ATTRIBUTION"});
  for (const auto& decision : children(award, "DECISION")) read_decision(input, decision, notice);
  const auto decided_on = input.date(child(award, "DATE_DECISION"));
  for (auto& lot : notice.lots)
    if (!lot.signed_on && !lot.winners.empty()) lot.signed_on = decided_on;
  notice.amount = input.euros(child(award, "VALEUR_TOTALE"), "DEVISE");
}

void read_total(const NoticeInput& input, const pugi::xml_node& root, Notice& notice) {
  const auto object = at(root, {"DONNEES", "OBJET"});
  if (!notice.amount) notice.amount = input.euros(child(object, "VALEUR"), "DEVISE");
  if (notice.amount || notice.lots.empty()) return;
  Money sum = Money::zero();
  for (const auto& lot : notice.lots) {
    const auto amount = lot.amount ? lot.amount : lot.estimate;
    if (!amount) return;
    sum = sum + *amount;
  }
  notice.amount = sum;
}

void read_criteria(SocialPlaces& places, const pugi::xml_node& criteria) {
  for (const auto& kind : criteria.children()) {
    if (local_name(kind) == "CRITERE") places.text("CRITERE", kind);
    for (const auto& criterion : children(kind, "CRITERE")) places.text("CRITERE", criterion);
  }
}

void read_social(const NoticeInput& input, const pugi::xml_node& root, Notice& notice) {
  SocialPlaces places(input, "", notice);
  if (const auto flag = at(root, {"GESTION", "INDEXATION", "CRITERES_SOCIAUX_ENV", "SOCIAUX"}))
    places.code("CRITERES_SOCIAUX_ENV", "SOCIAUX", flag);
  const auto data = child(root, "DONNEES");
  const auto terms = child(data, "CONDITION_PARTICIPATION");
  places.text("CONDITION_PARTICULIERE_EXECUTION", child(terms, "CONDITION_PARTICULIERE_EXECUTION"));
  // PRESTATION_RESERVEE is for professions (architects), not for sheltered employment.
  if (const auto reserved = child(terms, "MARCHE_RESERVE_OUI")) {
    places.code("MARCHE_RESERVE", "OUI", reserved);
    places.text("MARCHE_RESERVE_OUI", reserved);
    for (const auto& detail : reserved.children()) places.text("MARCHE_RESERVE_OUI", detail);
  }
  read_criteria(places, at(data, {"PROCEDURE", "CRITERES_ATTRIBUTION"}));
  places.text("TITRE_MARCHE", at(data, {"OBJET", "TITRE_MARCHE"}));
  places.text("OBJET_COMPLET", at(data, {"OBJET", "OBJET_COMPLET"}));
  places.text("RENS_COMPLEMENT", at(data, {"RENSEIGNEMENTS_COMPLEMENTAIRES", "RENS_COMPLEMENT"}));
}

}  // namespace

void read_management(const NoticeInput& input, const pugi::xml_node& management, Notice& notice) {
  const auto number = raw_text(at(management, {"REFERENCE", "IDWEB"}));
  if (!number.empty()) {
    notice.publication = number;
    notice.procedure_keys.push_back("boamp:" + number);
  }
  for (const auto& earlier : children(child(management, "MARCHE"), "ANNONCE_ANTERIEUR")) {
    const auto key = "boamp:" + raw_text(at(earlier, {"REFERENCE", "IDWEB"}));
    const bool known = std::find(notice.procedure_keys.begin(), notice.procedure_keys.end(), key) != notice.procedure_keys.end();
    if (key != "boamp:" && !known) notice.procedure_keys.push_back(key);
  }
  const auto index = child(management, "INDEXATION");
  if (const auto published = input.date(child(index, "DATE_PUBLICATION"))) notice.published_on = published;
  auto place = child(index, "DEP_PRESTATION");
  if (!place) place = child(index, "DEP_PUBLICATION");
  if (!notice.department.empty() || !place) return;
  Node code;
  code.set("code", Node::of_text(raw_text(place)));
  code.set("typeCode", Node::of_text("Code département"));
  ContractRecord record;
  read_place(code, record, input.notes);
  notice.place_code = record.department;
  notice.department = record.department;
  notice.place_kind = "departement";
}

void read_boamp(const NoticeInput& input, const pugi::xml_node& root, Notice& notice) {
  const auto management = child(root, "GESTION");
  const auto object = at(root, {"DONNEES", "OBJET"});
  notice.stage = stage_of(root);
  read_management(input, management, notice);
  notice.notice_id = notice.publication;
  read_buyer_of(input, at(root, {"DONNEES", "IDENTITE"}), notice);
  notice.reference = input.text(child(object, "REF_MARCHE"));
  notice.object = input.text(child(object, "TITRE_MARCHE"));
  if (notice.object.empty()) notice.object = input.text(child(object, "OBJET_COMPLET"));
  if (notice.object.empty()) notice.object = input.text(at(management, {"INDEXATION", "RESUME_OBJET"}));
  notice.cpv = input.cpv(at(object, {"CPV", "PRINCIPAL"}));
  notice.concession = static_cast<bool>(at(management, {"REFERENCE", "TYPE_AVIS", "NATURE", "APPEL_OFFRE", "CONCESSION"}));
  const bool framework = static_cast<bool>(at(root, {"DONNEES", "PROCEDURE", "AVIS_IMPLIQUE", "ACCORD_CADRE_OUI"}));
  notice.nature = notice.concession ? "" : framework ? "Accord-cadre" : "Marché";
  notice.procedure = procedure_of(root);
  read_social(input, root, notice);
  read_lots(input, root, notice);
  notice.duration_months = duration_of(input, object);
  read_award(input, root, notice);
  if (notice.lots.empty()) notice.lots.push_back({.key = "1", .number = "", .title = "", .cpv = notice.cpv, .estimate = {},
                                                  .duration_months = notice.duration_months, .result = "", .amount = {},
                                                  .signed_on = {}, .contract_reference = "", .winners = {}});
  for (const auto& lot : notice.lots)
    if (lot.duration_months && (!notice.duration_months || *lot.duration_months > *notice.duration_months))
      notice.duration_months = lot.duration_months;
  read_total(input, root, notice);
}

}  // namespace clausier::read
