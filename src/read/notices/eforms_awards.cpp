// The result part of an eForms notice: LotResult -> LotTender -> TenderingParty -> Organization, and
// LotResult -> SettledContract (formats.md §3.1).
#include <algorithm>

#include "eforms.hpp"

namespace clausier::read {
namespace {

using NodesById = std::map<std::string, pugi::xml_node>;

NodesById by_id(const pugi::xml_node& parent, std::string_view name) {
  NodesById nodes;
  for (const auto& node : children(parent, name)) nodes.emplace(raw_text(child(node, "ID")), node);
  return nodes;
}

pugi::xml_node find(const NodesById& nodes, const std::string& id) {
  const auto found = nodes.find(id);
  return found == nodes.end() ? pugi::xml_node{} : found->second;
}

std::vector<std::string> references(const pugi::xml_node& node, std::string_view name) {
  std::vector<std::string> ids;
  for (const auto& reference : children(node, name)) ids.push_back(raw_text(child(reference, "ID")));
  return ids;
}

std::string result_of(const pugi::xml_node& lot_result) {
  const auto code = raw_text(child(lot_result, "TenderResultCode"));
  if (code == "selec-w") return "awarded";
  if (code == "clos-nw") return "unsuccessful";
  if (code == "open-nw") return "pending";
  return "";
}

class Awards {
public:
  Awards(const NoticeInput& input, const pugi::xml_node& root)
      : input_(input),
        result_(descendant(child(root, "UBLExtensions"), "NoticeResult")),
        organisations_(organisations_of(root)),
        tenders_(by_id(result_, "LotTender")),
        contracts_(by_id(result_, "SettledContract")),
        parties_(by_id(result_, "TenderingParty")) {}

  void put_on(Notice& notice) {
    for (const auto& lot_result : children(result_, "LotResult")) {
      const auto key = raw_text(at(lot_result, {"TenderLot", "ID"}));
      const auto lot = std::find_if(notice.lots.begin(), notice.lots.end(), [&](const NoticeLot& l) { return l.key == key; });
      if (lot != notice.lots.end()) put_on_lot(lot_result, *lot);
    }
  }

private:
  void put_on_lot(const pugi::xml_node& lot_result, NoticeLot& lot) {
    lot.result = result_of(lot_result);
    if (lot.result == "unsuccessful" || lot.result == "pending") return;
    const auto listed = references(lot_result, "LotTender");
    std::vector<std::string> won;
    for (const auto& id : references(lot_result, "SettledContract")) {
      const auto contract = find(contracts_, id);
      read_contract(contract, lot);
      for (const auto& tender : references(contract, "LotTender"))
        if (is_of(tender, listed, lot)) won.push_back(tender);
    }
    for (const auto& tender : won.empty() ? listed : won) add_tender(find(tenders_, tender), lot);
  }

  // A contract may settle several lots: its tenders are then of different lots.
  bool is_of(const std::string& tender, const std::vector<std::string>& listed, const NoticeLot& lot) const {
    if (std::find(listed.begin(), listed.end(), tender) != listed.end()) return true;
    return raw_text(at(find(tenders_, tender), {"TenderLot", "ID"})) == lot.key;
  }

  void read_contract(const pugi::xml_node& contract, NoticeLot& lot) {
    if (!lot.signed_on) lot.signed_on = input_.date(child(contract, "IssueDate"));
    if (lot.contract_reference.empty()) lot.contract_reference = input_.text(at(contract, {"ContractReference", "ID"}));
  }

  void add_tender(const pugi::xml_node& tender, NoticeLot& lot) {
    if (const auto amount = input_.euros(at(tender, {"LegalMonetaryTotal", "PayableAmount"}), "currencyID"))
      lot.amount = lot.amount ? *lot.amount + *amount : *amount;
    const auto party = find(parties_, raw_text(at(tender, {"TenderingParty", "ID"})));
    add_members(party, "Tenderer", lot);
    add_members(party, "SubContractor", lot);
  }

  // The leader of a consortium is named; without one the first stands first, as in DECP.
  void add_members(const pugi::xml_node& party, std::string_view name, NoticeLot& lot) {
    auto members = children(party, name);
    std::stable_partition(members.begin(), members.end(),
                          [](const auto& member) { return raw_text(child(member, "GroupLeadIndicator")) == "true"; });
    const bool subcontractors = name == "SubContractor";
    bool first = true;
    for (const auto& member : members) {
      const auto found = organisations_.find(raw_text(child(member, "ID")));
      if (found == organisations_.end()) continue;
      const auto role = subcontractors ? PartyRole::subcontractor : first ? PartyRole::holder : PartyRole::joint_holder;
      auto winner = party_of(input_, found->second, role);
      first = false;
      if (std::find(lot.winners.begin(), lot.winners.end(), winner) == lot.winners.end()) lot.winners.push_back(std::move(winner));
    }
  }

  const NoticeInput& input_;
  pugi::xml_node result_;
  Organisations organisations_;
  NodesById tenders_, contracts_, parties_;
};

}  // namespace

void read_awards(const NoticeInput& input, const pugi::xml_node& root, Notice& notice) { Awards(input, root).put_on(notice); }

}  // namespace clausier::read
