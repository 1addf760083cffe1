#include "clausier/domain/duplicates.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "clausier/domain/record_correction.hpp"

namespace clausier {
namespace {

// The firm behind an identifier: its SIREN when it is a SIRET, so that two establishments are one firm.
std::string firm_key(const Party& party) {
  if (const auto siret = Siret::parse(party.identifier)) return siret->siren().digits();
  return meaningless_id(party.identifier) ? "" : party.identifier;
}

std::set<std::string> firms_of(const ContractRecord& record) {
  std::set<std::string> firms;
  for (const auto& party : record.parties)
    if (party.role != PartyRole::subcontractor) firms.insert(firm_key(party));
  firms.erase("");
  return firms;
}

// "999999999": what is written where there is no maximum (formats.md §2.4-21).
bool stands_for_no_amount(Money amount) {
  const std::string euros = std::to_string(amount.cents() / 100);
  return euros.size() >= 6 && euros.find_first_not_of('9') == std::string::npos;
}

// Lots of one consultation are contracts of their own.
bool other_lot(const ContractRecord& first, const ContractRecord& second) {
  const std::string a = lot_number_in(first.object), b = lot_number_in(second.object);
  return !a.empty() && !b.empty() && a != b;
}

// "2018rBowvjnX-l00", "2018TFv2j9M05k00": a year, then a token that no person typed, as long in both. One platform
// draws them, and gives each contract its own.
bool drawn_alike(std::string_view first, std::string_view second) {
  constexpr std::size_t year = 4, length_min = 10;
  const auto is_drawn = [](std::string_view id) {
    return std::all_of(id.begin(), id.begin() + year, [](char c) { return c >= '0' && c <= '9'; }) &&
           std::any_of(id.begin() + year, id.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  };
  return first.size() >= length_min && first.size() == second.size() && first != second && first.substr(0, year) == second.substr(0, year) &&
         is_drawn(first) && is_drawn(second);
}

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const auto& item : items) text += (text.empty() ? "" : ", ") + item;
  return text;
}

std::string subcontractors_text(const ContractRecord& record) {
  std::string text;
  for (const auto& party : record.parties)
    if (party.role == PartyRole::subcontractor) text += (text.empty() ? "" : " ") + party.identifier;
  return text;
}

std::string social_text(const ContractRecord& record) {
  std::vector<std::string> codes;
  for (const auto value : record.social) codes.emplace_back(social_consideration_code(value));
  return joined(codes);
}

}  // namespace

std::optional<int> power_of_ten_between(Money first, Money second) {
  if (first.cents() <= 0 || second.cents() <= 0) return std::nullopt;
  const bool grows = second >= first;
  std::int64_t small = std::min(first, second).cents();
  const std::int64_t large = std::max(first, second).cents();
  int power = 0;
  for (; small < large && small <= large / 10; ++power) small *= 10;
  if (small != large) return std::nullopt;
  return grows ? power : -power;
}

bool same_numbering(std::string_view first, std::string_view second) {
  if (drawn_alike(first, second)) return true;
  constexpr std::size_t common_min = 4;  // more than nothing: "000" and "2844722" have no numbering in common
  const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b)); };
  const auto parting = std::mismatch(first.begin(), first.end(), second.begin(), second.end(), same);
  const auto common = static_cast<std::size_t>(parting.first - first.begin());
  if (common < common_min || common * 2 < std::max(first.size(), second.size())) return false;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return std::any_of(parting.first, first.end(), is_digit) && std::any_of(parting.second, second.end(), is_digit);
}

std::optional<DuplicateEvidence> duplicate_evidence(const ContractRecord& first, const ContractRecord& second) {
  if (first.kind != second.kind || !first.buyer || !second.buyer || !first.notified_on || first.cpv.empty()) return std::nullopt;
  if (first.buyer->siren() != second.buyer->siren() || first.notified_on != second.notified_on || first.cpv != second.cpv)
    return std::nullopt;
  if (!first.amount || !second.amount || stands_for_no_amount(*first.amount)) return std::nullopt;
  if (other_lot(first, second) || same_numbering(first.source_id, second.source_id)) return std::nullopt;
  const auto power = power_of_ten_between(*first.amount, *second.amount);
  if (!power) return std::nullopt;
  const auto firms = firms_of(second);
  for (const auto& firm : firms_of(first))
    if (firms.contains(firm)) return DuplicateEvidence{firm, *power};
  return std::nullopt;
}

std::vector<RecordField> fields_of(const ContractRecord& record) {
  std::vector<RecordField> fields;
  for (const auto& field : correctable_fields()) fields.push_back({field, field_text(record, field)});
  fields.push_back({"subcontractors", subcontractors_text(record)});
  fields.push_back({"nature", record.nature});
  fields.push_back({"procedure", record.procedure});
  fields.push_back({"place", record.place_code});
  fields.push_back({"social", social_text(record)});
  fields.push_back({"published_on", record.published_on ? record.published_on->iso() : ""});
  return fields;
}

std::vector<FieldDifference> compare_records(const ContractRecord& first, const ContractRecord& second) {
  auto a = fields_of(first), b = fields_of(second);
  std::vector<FieldDifference> lines;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const bool differs = a[i].text != b[i].text;
    lines.push_back({std::move(a[i].field), std::move(a[i].text), std::move(b[i].text), differs});
  }
  return lines;
}

bool differ(const ContractRecord& first, const ContractRecord& second) {
  const auto lines = compare_records(first, second);
  return std::any_of(lines.begin(), lines.end(), [](const auto& line) { return line.differs; });
}

}  // namespace clausier
