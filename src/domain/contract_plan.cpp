// What an import does with a record: identity, usability and the decision against what is known.
#include <algorithm>

#include "clausier/domain/contract_edition.hpp"

namespace clausier {
namespace {

constexpr char separator = '\x1F';  // cannot occur in the parts, so that they never run together

Place at_path(std::string path) {
  Place place;
  place.path = std::move(path);
  return place;
}

std::string buyer_key(const ContractRecord& record) {
  if (record.buyer) return record.buyer->digits();
  if (!record.buyer_identifier.empty()) return record.buyer_identifier;
  return folded(record.buyer_name);
}

std::string party_key(const Party& party) { return party.identifier.empty() ? folded(party.name) : party.identifier; }

std::vector<std::string> sorted_keys(const std::vector<Party>& parties) {
  std::vector<std::string> keys;
  for (const auto& party : parties)
    if (party.role != PartyRole::subcontractor) keys.push_back(party_key(party));
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

std::string key_of_contract(const ContractRecord& record) {
  std::string key = buyer_key(record) + separator + record.root_id + separator;
  for (const auto& holder : sorted_keys(record.parties)) key += holder + ",";
  return key;
}

// The same change of a contract, whatever its number, its wording or the day it was published again.
bool same_change(const Amendment& a, const Amendment& b) {
  return effective_date(a) == effective_date(b) && a.amount == b.amount && a.duration_months == b.duration_months &&
         sorted_keys(a.new_holders) == sorted_keys(b.new_holders);
}

bool contains_change(const std::vector<Amendment>& amendments, const Amendment& sought) {
  return std::any_of(amendments.begin(), amendments.end(),
                     [&](const Amendment& known) { return same_change(known, sought); });
}

std::vector<Amendment> changes_unknown_to(const std::vector<Amendment>& known,
                                          const std::vector<Amendment>& published) {
  std::vector<Amendment> fresh;
  for (const auto& amendment : published)
    if (!contains_change(known, amendment) && !contains_change(fresh, amendment)) fresh.push_back(amendment);
  return fresh;
}

// Euros are what sources agree on: one gives the cents, the next rounds them (formats.md §2.1-3).
Money in_whole_euros(Money amount) {
  const std::int64_t cents = amount.cents(), half = cents < 0 ? -50 : 50;
  return Money::from_cents((cents + half) / 100 * 100);
}

// The contract and its day: what two records of one number, one day and the same holders have in common.
std::string key_of_day(const ContractRecord& record) {
  std::string key = key_of_contract(record) + separator;
  if (record.notified_on) key += record.notified_on->iso();
  return key + separator;
}

std::string key_with_amount(const ContractRecord& record, std::optional<Money> amount) {
  std::string key = key_of_day(record);
  if (amount) key += std::to_string(amount->cents());
  if (meaningless_id(record.root_id)) key += separator + folded(record.object);
  return key;
}

bool other_lot(const std::string& object, const std::string& known_object) {
  const auto lot = lot_number_in(object), known_lot = lot_number_in(known_object);
  return !lot.empty() && !known_lot.empty() && lot != known_lot;
}

// One number, the same holders: one contract or two? The object says it, or the day, unless the lots differ.
bool may_be(const KnownContract& known, const ContractRecord& record) {
  const std::string object = folded(record.object);
  if (known.folded_object == object) return true;
  return record.notified_on && known.identity_key.starts_with(key_of_day(record)) && !other_lot(object, known.folded_object);
}

}  // namespace

std::string identity_key(const ContractRecord& record) {
  return key_with_amount(record, record.amount ? std::optional(in_whole_euros(*record.amount)) : std::nullopt);
}

std::string exact_identity_key(const ContractRecord& record) { return key_with_amount(record, record.amount); }

std::string family_key(const ContractRecord& record) {
  return meaningless_id(record.root_id) ? "" : key_of_contract(record);
}

std::vector<Finding> check_record(const ContractRecord& record) {
  std::vector<Finding> findings;
  if (buyer_key(record).empty()) findings.push_back(finding("record.no_buyer", at_path("acheteur")));
  if (meaningless_id(record.root_id) && folded(record.object).empty())
    findings.push_back(finding("record.no_identity", at_path("id"), record.source_id));
  return findings;
}

PlannedRecord plan_record(const ContractRecord& record, const std::vector<KnownContract>& known) {
  if (known.empty()) return {RecordOutcome::created, std::nullopt, {}, ""};
  const std::string identity = identity_key(record);
  for (const auto& contract : known) {
    if (contract.identity_key != identity) continue;
    auto fresh = changes_unknown_to(contract.amendments, record.amendments);
    const auto outcome = fresh.empty() ? RecordOutcome::unchanged : RecordOutcome::amended;
    return {outcome, contract.id, std::move(fresh), ""};
  }
  if (!family_key(record).empty()) {
    for (const auto& contract : known)
      if (may_be(contract, record)) return {RecordOutcome::doubtful, contract.id, {}, "record.same_id"};
  }
  return {RecordOutcome::created, std::nullopt, {}, ""};
}

}  // namespace clausier
