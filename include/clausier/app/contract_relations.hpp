#pragma once
// Contracts that belong together: a framework agreement and its call-offs, lots of one consultation.
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/actor.hpp"
#include "clausier/app/services.hpp"
#include "clausier/domain/consultation_number.hpp"

namespace clausier::app {

struct RelatedContract {
  ContractId id;
  std::string uid = {};
  std::string object = {};
  std::optional<Date> notified_on = {};
  std::optional<Money> amount = {};
};

struct ContractRelations {
  std::string consultation;                  // number read in the object, "" when there is none
  std::vector<RelatedContract> frameworks;   // whose id the contract gives as idAccordCadre, same buyer
  std::vector<RelatedContract> call_offs;    // that give the id of this one
  std::vector<RelatedContract> same_consultation;
};
// Those the actor may look at: all for a facilitator, their perimeter for others.
Outcome<ContractRelations> contract_relations(Services&, const Actor&, ContractId);

}  // namespace clausier::app
