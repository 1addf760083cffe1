#pragma once
// Who asks. The route decides the role; the use case decides the scope, from the actor alone.
#include <optional>
#include <string>

#include "clausier/domain/ids.hpp"
#include "clausier/domain/siret.hpp"

namespace clausier::app {

enum class Role { facilitator, contractor, officer, administrator };
std::string_view role_code(Role role);
std::optional<Role> parse_role(std::string_view code);

enum class OrganisationKind { office, firm, buyer };
std::string_view organisation_kind_code(OrganisationKind kind);
std::optional<OrganisationKind> parse_organisation_kind(std::string_view code);

struct Organisation {
  OrganisationId id;
  OrganisationKind kind;
  Siret siret;
  std::string name;
};

struct Actor {
  UserId user;
  Role role;
  std::string email;
  std::string display_name;
  std::optional<Organisation> organisation;  // absent for administrators only
};

}  // namespace clausier::app
