#include "clausier/domain/geography.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace clausier {
namespace {

std::string_view next_part(std::string_view& rest, char separator) {
  const auto end = rest.find(separator);
  const auto part = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return part;
}

// Lines of a table, comments and header left out.
template <class OnLine>
void for_each_line(std::string_view csv, std::string_view header, OnLine on_line) {
  bool header_seen = false;
  while (!csv.empty()) {
    const auto line = next_part(csv, '\n');
    if (line.empty() || line.front() == '#') continue;
    if (!header_seen && line != header) throw std::invalid_argument("reference table without its header " + std::string(header));
    if (std::exchange(header_seen, true)) on_line(line);
  }
}

template <class Rows, class Key>
auto found_in(const Rows& rows, std::string_view sought, Key key) {
  const auto at = std::lower_bound(rows.begin(), rows.end(), sought, [&](const auto& row, auto code) { return key(row) < code; });
  return at != rows.end() && key(*at) == sought ? &*at : nullptr;
}

}  // namespace

Geography Geography::parse(std::string communes_csv, std::string epci_csv) {
  Geography all;
  all.communes_text_ = std::make_shared<const std::string>(std::move(communes_csv));
  all.epci_text_ = std::make_shared<const std::string>(std::move(epci_csv));
  for_each_line(*all.communes_text_, "code;name;epci;postal_codes", [&](std::string_view line) {
    const auto code = next_part(line, ';'), name = next_part(line, ';'), epci = next_part(line, ';');
    if (!all.communes_.empty() && code <= all.communes_.back().code) throw std::invalid_argument("communes are not sorted: " + std::string(code));
    const auto rank = static_cast<std::uint32_t>(all.communes_.size());
    all.communes_.push_back({code, name, epci});
    while (!line.empty()) all.postal_codes_.push_back({next_part(line, ' '), rank});
  });
  for_each_line(*all.epci_text_, "siren;name;kind;communes", [&](std::string_view line) {
    const auto siren = next_part(line, ';');
    if (!all.epcis_.empty() && siren <= all.epcis_.back().siren) throw std::invalid_argument("EPCI are not sorted: " + std::string(siren));
    all.epcis_.push_back({siren, next_part(line, ';')});
  });
  std::stable_sort(all.postal_codes_.begin(), all.postal_codes_.end(), [](const auto& a, const auto& b) { return a.code < b.code; });
  return all;
}

const Geography::Commune* Geography::commune_of(std::string_view code) const {
  return found_in(communes_, code, [](const Commune& commune) { return commune.code; });
}

std::string_view Geography::commune_name(std::string_view code) const {
  const auto* commune = commune_of(code);
  return commune ? commune->name : "";
}

std::string_view Geography::epci_name(std::string_view siren) const {
  const auto* epci = found_in(epcis_, siren, [](const Epci& one) { return one.siren; });
  return epci ? epci->name : "";
}

void Geography::set_priority_communes(std::vector<std::string> codes) {
  std::sort(codes.begin(), codes.end());
  priority_communes_ = std::move(codes);
}

bool Geography::holds_priority_district(std::string_view commune) const {
  return !commune.empty() && std::binary_search(priority_communes_.begin(), priority_communes_.end(), commune);
}

Geography::Place Geography::place_of_postal_code(std::string_view code) const {
  const auto before = [](const PostalCode& one, std::string_view sought) { return one.code < sought; };
  const auto first = std::lower_bound(postal_codes_.begin(), postal_codes_.end(), code, before);
  const auto last = std::find_if(first, postal_codes_.end(), [&](const auto& one) { return one.code != code; });
  if (first == last) return {};
  const Commune& commune = communes_[first->commune];
  const bool same_epci = std::all_of(first, last, [&](const auto& one) { return communes_[one.commune].epci == commune.epci; });
  const bool alone = last - first == 1;
  return {alone ? commune.code : "", alone ? commune.name : "", same_epci ? commune.epci : ""};
}

Geography::Place Geography::place_of(std::string_view kind, std::string_view code) const {
  if (kind == "postal") return place_of_postal_code(code);
  const auto* commune = kind == "commune" ? commune_of(code) : nullptr;
  return commune ? Place{commune->code, commune->name, commune->epci} : Place{};
}

}  // namespace clausier
