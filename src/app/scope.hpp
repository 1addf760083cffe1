#pragma once
// Who may reach what. A foreign object and an unknown one give the same refusal; every query that
// lists or reads an object joins one of the perimeters below.
//
// Facilitators: contracts followed by their office. Contractors: lots with a grant in force for their
// firm. Officers: followed contracts of their buyer, by SIREN. Administrators: none. The operator of
// the command line, who holds the files anyway, reaches everything.
#include <initializer_list>
#include <optional>
#include <string>

#include "clausier/app/actor.hpp"
#include "clausier/domain/outcome.hpp"
#include "clausier/domain/wording.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

Refusal not_found();  // code "not_found": does not exist, or is not theirs
Refusal forbidden();  // code "forbidden": not for this role

// The actor of the command line (operator_actor): not a row of users, so its id is 0.
bool is_operator(const Actor& actor);
// True for the operator too.
bool has_role(const Actor& actor, std::initializer_list<Role> roles);

// A facilitator at work for their office, which decides and follows; the operator has no office.
bool is_office(const Actor& actor);

// Sub-queries of the ids in the actor's perimeter, to be joined as "… IN (" + lots_within(actor) + ")".
// They use the placeholder ?1, and only it: bind perimeter_key(actor) as the first argument.
std::string contracts_within(const Actor& actor);
std::string lots_within(const Actor& actor);
store::Value perimeter_key(const Actor& actor);

// For facilitators: does their office follow the contract? For others: is it in their perimeter?
bool follows(store::Connection& connection, const Actor& actor, ContractId contract);

struct LotScope {
  LotId lot;
  ContractId contract;
  std::string number;        // "" for the implicit lot
  std::string label;
  std::string contract_code;  // as the buyer names the contract: "2024M214"; else its uid
  std::string contract_uid;
  std::string contract_object;
  std::string buyer_name;     // "" when unknown
  std::string buyer_siren;    // "" when the source gives none
};

// The lot when it is in the actor's perimeter; nothing when it is foreign, removed or unknown.
std::optional<LotScope> lot_scope(store::Connection& connection, const Actor& actor, LotId lot);

// "2024M214 · lot 2 Terrassement"
std::string lot_label(const Wording& wording, const LotScope& scope);

// The same labels and sub-query for lists: columns lot_id, contract_id, lot_number, lot_label,
// contract_code, contract_uid, contract_object, buyer_name, buyer_siren of every lot that stands.
// recorded_until: the placeholder of an instant, for the lots that stood then.
std::string described_lots_sql(std::string_view recorded_until = "");
// "d.contract_id, d.lot_number, …": those columns but lot_id, of a join under the alias d.
std::string_view described_lot_columns();
LotScope lot_scope_of(const store::Row& row);

}  // namespace clausier::app
