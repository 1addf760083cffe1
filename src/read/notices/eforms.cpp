#include "eforms.hpp"

#include <algorithm>
#include <array>

#include "decp/fields.hpp"
#include "decp/place.hpp"

namespace clausier::read {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> procedures = {
    {{"open", "Appel d'offres ouvert"},
     {"restricted", "Appel d'offres restreint"},
     {"neg-w-call", "Procédure avec négociation"},
     {"neg-wo-call", "Marché passé sans publicité ni mise en concurrence préalable"},
     {"comp-dial", "Dialogue compétitif"}}};

NoticeStage stage_of(const pugi::xml_node& root) {
  const auto kind = attribute(child(root, "NoticeTypeCode"), "listName");
  if (kind == "planning") return NoticeStage::planning;
  if (kind == "cont-modif") return NoticeStage::modification;
  if (kind == "result" || kind == "dir-awa-pre" || kind == "completion") return NoticeStage::award;
  return local_name(root) == "ContractAwardNotice" ? NoticeStage::award : NoticeStage::competition;
}

// "2025/S 234-806579" and "00806579-2025" are published as "806579-2025".
std::string publication_of(const pugi::xml_node& root) {
  const auto id = raw_text(descendant(child(root, "UBLExtensions"), "NoticePublicationID"));
  const auto digit = id.find_first_not_of('0');
  return digit == std::string::npos ? "" : id.substr(digit);
}

std::optional<Date> publication_date(const NoticeInput& input, const pugi::xml_node& root) {
  const auto published = descendant(child(root, "UBLExtensions"), "PublicationDate");
  return input.date(published ? published : child(root, "IssueDate"));
}

// Months, rounded up as DECP does; days and years are converted (formats.md §1.1).
std::optional<int> duration_of(const NoticeInput& input, const pugi::xml_node& project) {
  const auto measure = at(project, {"PlannedPeriod", "DurationMeasure"});
  if (!measure) return std::nullopt;
  const auto unit = attribute(measure, "unitCode");
  const auto number = raw_text(measure);
  const bool whole = !number.empty() && number.size() <= 5 && number.find_first_not_of("0123456789") == std::string::npos;
  if (!whole || (unit != "DAY" && unit != "WEEK" && unit != "MONTH" && unit != "YEAR")) {
    input.notes.add("record.duration.invalid", path_of(measure), number + " " + std::string(unit));
    return std::nullopt;
  }
  const int value = std::stoi(number);
  const int days_of_month = 30;
  const int months = unit == "YEAR" ? value * 12
                     : unit == "MONTH" ? value
                     : ((unit == "WEEK" ? value * 7 : value) + days_of_month - 1) / days_of_month;
  return read_duration(Node::of_text(std::to_string(months)), path_of(measure), input.notes);
}

void read_place_of(const NoticeInput& input, const pugi::xml_node& address, Notice& notice) {
  if (!notice.department.empty() || !address) return;
  const auto postal = raw_text(child(address, "PostalZone"));
  const auto nuts = raw_text(child(address, "CountrySubentityCode"));
  const auto country = raw_text(at(address, {"Country", "IdentificationCode"}));
  if (!country.empty() && country != "FRA") return;
  notice.place_name = input.text(child(address, "CityName"));
  if (postal.size() == 5) {
    Node place;
    place.set("code", Node::of_text(postal));
    place.set("typeCode", Node::of_text("Code postal"));
    ContractRecord record;
    read_place(place, record, input.notes);
    notice.place_code = record.place_code;
    notice.place_kind = record.place_kind;
    notice.department = record.department;
  }
  if (!notice.department.empty()) return;
  const auto found = input.reference.departments_by_nuts.find(nuts);
  if (found == input.reference.departments_by_nuts.end()) return;
  notice.place_code = notice.department = found->second;
  notice.place_kind = "departement";
}

void read_buyer_of(const NoticeInput& input, const pugi::xml_node& root, const Organisations& organisations, Notice& notice) {
  const auto id = raw_text(at(root, {"ContractingParty", "Party", "PartyIdentification", "ID"}));
  const auto found = organisations.find(id);
  if (found == organisations.end()) return;
  const auto company = child(found->second, "Company");
  notice.buyer_name = input.text(in_french(child(company, "PartyName"), "Name"));
  const auto number = at(company, {"PartyLegalEntity", "CompanyID"});
  const auto identifier = read_siret(raw_text(number));
  notice.buyer = identifier.siret;
  // Without a place of performance the territory is the buyer's, as BOAMP's DEP_PUBLICATION is.
  read_place_of(input, child(company, "PostalAddress"), notice);
  // Numbers that platforms give to organisations identify nobody outside them (formats.md §3.2).
  if (!identifier.siret && number) input.notes.add("record.buyer.invalid", path_of(number), identifier.text);
}

std::string lot_key(const pugi::xml_node& lot) { return raw_text(child(lot, "ID")); }

// The buyer's number of the lot when it is short ("1", "Q2", "Lot 3"), else the rank in its key.
std::string lot_number(const NoticeInput& input, const pugi::xml_node& lot) {
  constexpr std::size_t longest = 6;
  auto own = input.text(at(lot, {"ProcurementProject", "ID"}));
  if (const auto told = lot_number_in(own); !told.empty()) own = told;
  if (!own.empty() && own.size() <= longest) return own;
  const auto key = lot_key(lot);
  const auto digits = key.find_last_not_of("0123456789");
  const auto first = key.find_first_not_of('0', digits == std::string::npos ? 0 : digits + 1);
  return first == std::string::npos ? key : key.substr(first);
}

NoticeLot read_lot(const NoticeInput& input, const pugi::xml_node& node, bool divided) {
  const auto project = child(node, "ProcurementProject");
  NoticeLot lot;
  lot.key = lot_key(node);
  lot.number = divided ? lot_number(input, node) : "";
  lot.title = input.text(in_french(project, "Name"));
  lot.cpv = input.cpv(at(project, {"MainCommodityClassification", "ItemClassificationCode"}));
  lot.estimate = input.euros(at(project, {"RequestedTenderTotal", "EstimatedOverallContractAmount"}), "currencyID");
  lot.duration_months = duration_of(input, project);
  return lot;
}

bool is_lot(const pugi::xml_node& node) {
  const auto kind = attribute(child(node, "ID"), "schemeName");
  return kind == "Lot" || kind == "Part";  // a group of lots is no lot
}

void read_lots(const NoticeInput& input, const pugi::xml_node& root, Notice& notice) {
  std::vector<pugi::xml_node> nodes;
  for (const auto& node : children(root, "ProcurementProjectLot"))
    if (is_lot(node)) nodes.push_back(node);
  for (const auto& node : nodes) {
    notice.lots.push_back(read_lot(input, node, nodes.size() > 1));
    read_place_of(input, at(node, {"ProcurementProject", "RealizedLocation", "Address"}), notice);
    read_social_places(input, node, notice.lots.back().key, notice);
  }
}

// What is estimated, or awarded, in all: said, else the sum of the lots when each has its own.
std::optional<Money> total_of(const NoticeInput& input, const pugi::xml_node& root, const Notice& notice) {
  const auto result = descendant(child(root, "UBLExtensions"), "NoticeResult");
  if (const auto awarded = input.euros(child(result, "TotalAmount"), "currencyID")) return awarded;
  Money sum = Money::zero();
  bool complete = !notice.lots.empty();
  for (const auto& lot : notice.lots) {
    const auto amount = lot.amount ? lot.amount : lot.estimate;
    complete = complete && amount;
    if (amount) sum = sum + *amount;
  }
  const auto estimate = at(root, {"ProcurementProject", "RequestedTenderTotal", "EstimatedOverallContractAmount"});
  if (!complete || (!result && estimate)) return input.euros(estimate, "currencyID");
  return sum;
}

std::optional<int> longest_duration(const Notice& notice) {
  std::optional<int> longest;
  for (const auto& lot : notice.lots)
    if (lot.duration_months && (!longest || *lot.duration_months > *longest)) longest = lot.duration_months;
  return longest;
}

bool is_framework(const pugi::xml_node& root) {
  for (const auto& lot : children(root, "ProcurementProjectLot"))
    for (const auto& system : children(child(lot, "TenderingProcess"), "ContractingSystem")) {
      const auto code = child(system, "ContractingSystemTypeCode");
      if (attribute(code, "listName") == "framework-agreement" && raw_text(code).starts_with("fa-")) return true;
    }
  return false;
}

}  // namespace

bool is_eforms_root(std::string_view local) {
  return local == "ContractNotice" || local == "ContractAwardNotice" || local == "PriorInformationNotice";
}

Organisations organisations_of(const pugi::xml_node& root) {
  Organisations organisations;
  const auto all = descendant(child(root, "UBLExtensions"), "Organizations");
  for (const auto& organisation : children(all, "Organization")) {
    const auto id = raw_text(at(organisation, {"Company", "PartyIdentification", "ID"}));
    if (!id.empty()) organisations.emplace(id, organisation);
  }
  return organisations;
}

Party party_of(const NoticeInput& input, const pugi::xml_node& organisation, PartyRole role) {
  const auto company = child(organisation, "Company");
  const auto number = at(company, {"PartyLegalEntity", "CompanyID"});
  const auto identifier = read_siret(raw_text(number));
  Party party{role, "", "", input.text(in_french(child(company, "PartyName"), "Name"))};
  if (identifier.siret) {
    party.identifier_type = "SIRET";
    party.identifier = identifier.siret->digits();
  } else if (number) {
    input.notes.add("record.siret.invalid", path_of(number), identifier.text);
  }
  return party;
}

void read_eforms(const NoticeInput& input, const pugi::xml_node& root, Notice& notice) {
  const auto project = child(root, "ProcurementProject");
  notice.stage = stage_of(root);
  notice.notice_id = raw_text(child(root, "ID"));
  notice.version = raw_text(child(root, "VersionID"));
  notice.publication = publication_of(root);
  const auto folder = raw_text(child(root, "ContractFolderID"));
  // A planning notice opens no procedure yet: it is known by its own number.
  if (!folder.empty()) notice.procedure_keys.push_back("eforms:" + folder);
  else if (!notice.notice_id.empty()) notice.procedure_keys.push_back("eforms-notice:" + notice.notice_id);
  notice.published_on = publication_date(input, root);
  notice.reference = input.text(child(project, "ID"));
  notice.object = input.text(in_french(project, "Name"));
  if (notice.object.empty()) notice.object = input.text(in_french(project, "Description"));
  notice.cpv = input.cpv(at(project, {"MainCommodityClassification", "ItemClassificationCode"}));
  notice.nature = is_framework(root) ? "Accord-cadre" : "Marché";
  const auto procedure = raw_text(at(root, {"TenderingProcess", "ProcedureCode"}));
  for (const auto& [code, label] : procedures)
    if (procedure == code) notice.procedure = label;
  read_place_of(input, at(project, {"RealizedLocation", "Address"}), notice);
  read_social_places(input, root, "", notice);
  read_lots(input, root, notice);
  read_buyer_of(input, root, organisations_of(root), notice);
  read_awards(input, root, notice);
  notice.amount = total_of(input, root, notice);
  notice.duration_months = longest_duration(notice);
  if (!notice.duration_months) notice.duration_months = duration_of(input, project);
  const auto change = descendant(child(root, "UBLExtensions"), "ContractModification");
  notice.change = input.text(in_french(child(change, "Change"), "ChangeDescription"));
}

}  // namespace clausier::read
