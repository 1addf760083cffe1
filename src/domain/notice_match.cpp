#include "clausier/domain/notice_match.hpp"

#include <algorithm>

#include "clausier/domain/duplicates.hpp"

namespace clausier {
namespace {

constexpr std::size_t number_length_min = 3;  // "1" or "02" stands in any object

bool is_telling(std::string_view number) {
  return number.size() >= number_length_min && !meaningless_id(number) &&
         std::any_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool same_buyer(const ContractRecord& procedure, const ContractRecord& record) {
  if (procedure.buyer && record.buyer) return procedure.buyer->siren() == record.buyer->siren();
  return same_name(procedure.buyer_name, record.buyer_name);
}

bool same_firm(const Party& a, const Party& b) {
  const auto first = Siret::parse(a.identifier), second = Siret::parse(b.identifier);
  if (first && second) return first->siren() == second->siren();
  return same_name(a.name, b.name);
}

bool holder_in_common(const std::vector<Party>& winners, const std::vector<Party>& parties) {
  return std::any_of(winners.begin(), winners.end(), [&](const Party& winner) {
    return winner.role != PartyRole::subcontractor && std::any_of(parties.begin(), parties.end(), [&](const Party& party) {
             return party.role != PartyRole::subcontractor && same_firm(winner, party);
           });
  });
}

bool holds_word(std::string_view text, std::string_view words) {
  const std::string wanted = " " + folded(words) + " ";
  return (" " + folded(text) + " ").find(wanted) != std::string::npos;
}

}  // namespace

bool same_name(std::string_view first, std::string_view second) {
  const auto name = folded(first);
  return !name.empty() && name == folded(second);
}

std::optional<NoticeMatch> match_notice(const ContractRecord& procedure, const NoticeLot& lot, const ContractRecord& record) {
  if (lot.result == "unsuccessful") return std::nullopt;
  NoticeMatch match;
  match.same_buyer = same_buyer(procedure, record);
  if (!match.same_buyer && procedure.buyer && record.buyer) return std::nullopt;
  if (is_telling(lot.contract_reference)) {
    const auto number = folded(lot.contract_reference);
    match.same_number = number == folded(record.source_id) || number == folded(record.root_id);
    match.number_in_object = holds_word(record.object, lot.contract_reference);
  }
  match.same_day = lot.signed_on && lot.signed_on == record.notified_on;
  if (lot.amount && record.amount)
    if (const auto power = power_of_ten_between(*lot.amount, *record.amount)) {
      match.same_amount = true;
      match.power_of_ten = *power;
    }
  match.same_holder = holder_in_common(lot.winners, record.parties);
  match.certain = match.same_buyer && procedure.buyer && record.buyer && match.same_number;
  const int others = match.same_amount + match.same_holder + match.number_in_object;
  const bool enough = match.same_buyer ? match.same_number || others >= 2 || (others == 1 && match.same_day)
                                       : match.same_day && match.same_amount && (match.same_holder || match.number_in_object || match.same_number);
  return enough ? std::optional(match) : std::nullopt;
}

}  // namespace clausier
