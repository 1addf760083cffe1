// Notices as records of contracts.
#include "clausier/domain/notice.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace clausier {
namespace {

constexpr std::array<std::pair<NoticeStage, std::string_view>, 4> stages = {
    {{NoticeStage::planning, "planning"},
     {NoticeStage::competition, "competition"},
     {NoticeStage::award, "award"},
     {NoticeStage::modification, "modification"}}};

std::vector<SocialConsideration> stated_in(const Notice& notice) {
  std::vector<SocialConsideration> stated;
  for (const auto& mention : notice.mentions)
    if (mention.certainty == Certainty::stated && std::find(stated.begin(), stated.end(), mention.kind) == stated.end())
      stated.push_back(mention.kind);
  std::sort(stated.begin(), stated.end());
  return stated;
}

// Winners of all lots, each once; the roles of a lot hold for the contract.
std::vector<Party> winners_of(const std::vector<NoticeLot>& lots) {
  std::vector<Party> winners;
  for (const auto& lot : lots)
    for (const auto& winner : lot.winners)
      if (std::find(winners.begin(), winners.end(), winner) == winners.end()) winners.push_back(winner);
  return winners;
}

bool same_key(const NoticeLot& lot, const std::vector<NoticeLot>& lots) {
  return std::any_of(lots.begin(), lots.end(), [&](const NoticeLot& other) { return other.key == lot.key; });
}

// Total of the lots when each is awarded an amount or has come to nothing.
std::optional<Money> total_of(const std::vector<NoticeLot>& lots) {
  Money sum = Money::zero();
  for (const auto& lot : lots) {
    if (lot.result == "unsuccessful") continue;
    if (!lot.amount) return std::nullopt;
    sum = sum + *lot.amount;
  }
  return sum;
}

std::optional<Date> first_signature(const Notice& notice) {
  std::optional<Date> first;
  for (const auto& lot : notice.lots)
    if (lot.signed_on && (!first || *lot.signed_on < *first)) first = lot.signed_on;
  return first;
}

}  // namespace

std::string_view notice_stage_code(NoticeStage stage) {
  return std::find_if(stages.begin(), stages.end(), [stage](const auto& s) { return s.first == stage; })->second;
}

std::optional<NoticeStage> parse_notice_stage(std::string_view code) {
  for (const auto& [stage, text] : stages)
    if (text == code) return stage;
  return std::nullopt;
}

std::string_view certainty_code(Certainty certainty) { return certainty == Certainty::stated ? "stated" : "hint"; }

std::optional<Certainty> parse_certainty(std::string_view code) {
  if (code == "stated") return Certainty::stated;
  if (code == "hint") return Certainty::hint;
  return std::nullopt;
}

ContractRecord contract_of(const Notice& notice) {
  ContractRecord record;
  record.kind = notice.concession ? ContractNature::concession : ContractNature::contract;
  record.source_format = notice.format;
  record.source_id = notice.reference.empty() ? notice.publication : notice.reference;
  record.root_id = notice.procedure_keys.empty() ? "" : notice.procedure_keys.front();
  record.buyer = notice.buyer;
  record.buyer_identifier = notice.buyer_identifier;
  record.buyer_name = notice.buyer_name;
  record.nature = notice.nature;
  record.object = notice.object;
  record.cpv = notice.cpv;
  record.procedure = notice.procedure;
  record.place_code = notice.place_code;
  record.place_kind = notice.place_kind;
  record.place_name = notice.place_name;
  record.department = notice.department;
  record.duration_months = notice.duration_months;
  record.notified_on = first_signature(notice);
  record.published_on = notice.published_on;
  record.amount = notice.amount;
  record.social = stated_in(notice);
  record.parties = winners_of(notice.lots);
  return record;
}

std::optional<Amendment> change_of(const Notice& notice, const std::vector<NoticeLot>& known) {
  if (notice.stage != NoticeStage::award && notice.stage != NoticeStage::modification) return std::nullopt;
  auto lots = notice.lots;
  for (const auto& lot : known)
    if (!same_key(lot, notice.lots)) lots.push_back(lot);
  const bool complete = lots.size() == notice.lots.size();
  const auto amount = complete ? notice.amount : total_of(lots);
  auto winners = winners_of(lots);
  if (winners.empty() && !amount) return std::nullopt;
  return Amendment{notice.publication,     first_signature(notice), notice.published_on, amount,
                   notice.duration_months, notice.change,           std::move(winners)};
}

}  // namespace clausier
