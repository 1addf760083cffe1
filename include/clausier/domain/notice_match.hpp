#pragma once
// A notice and a record of the open data that speak of one contract (formats.md §3.2, §8): a suggestion,
// unless both give the SIRET of the buyer and the number of the contract.
#include <optional>
#include <string>

#include "clausier/domain/notice.hpp"

namespace clausier {

struct NoticeMatch {
  bool same_buyer = false;     // same SIREN, or the same name when the notice gives no SIRET
  bool same_number = false;    // the number of the contract is that of the record
  bool number_in_object = false;
  bool same_day = false;       // signed the day the record is notified
  bool same_amount = false;    // equal, or a power of ten apart
  int power_of_ten = 0;        // amount of the record = amount of the lot × 10^n
  bool same_holder = false;    // a firm in common, by SIREN or by name
  bool certain = false;        // by identifiers: same SIREN and same number
  bool operator==(const NoticeMatch&) const = default;
};

// Two names of a firm or of a buyer that a person would take for the same one.
bool same_name(std::string_view first, std::string_view second);

// `procedure` is what the notice says of the whole (contract_of), `lot` one of its lots. Nothing when too
// little agrees: it takes the buyer and the number, or two of amount, holder, number in the object beside
// the buyer, or the day, the amount and one of the others where the buyer is not known.
std::optional<NoticeMatch> match_notice(const ContractRecord& procedure, const NoticeLot& lot, const ContractRecord& record);

}  // namespace clausier
