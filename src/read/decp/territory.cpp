#include "territory.hpp"

#include <algorithm>

#include "notes.hpp"
#include "place.hpp"

namespace clausier::read {

std::optional<ContractRecord> record_elsewhere(const Node& telling, const std::vector<std::string>& departments) {
  const Node& place = telling["lieuExecution"];
  if (place.kind != Node::Kind::object || !place["code"].is_scalar()) return std::nullopt;
  Notes unused(0, 0);
  ContractRecord record;
  read_place(place, record, unused);
  if (std::find(departments.begin(), departments.end(), record.department) != departments.end()) return std::nullopt;
  const Node& buyer = telling[telling.has("acheteur") ? "acheteur" : "autoriteConcedante"];
  record.source_id = telling["id"].text;
  record.buyer_identifier = buyer["id"].text;
  record.object = telling["objet"].text;
  return record;
}

}  // namespace clausier::read
