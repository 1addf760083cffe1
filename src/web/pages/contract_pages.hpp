#pragma once
// What the pages about contracts share.
#include "clausier/app/register.hpp"
#include "site_parts.hpp"

namespace clausier::web {

// The name of an organisation, else its SIRET as people read it.
std::string organisation_text(const std::string& name, const std::string& siret);
// Where a name comes from, for what the contract itself does not say: "nom d’après un autre marché"; else "".
std::string name_origin_text(const SiteParts& parts, const std::string& origin);

std::vector<Route> contract_list_routes(const SiteParts& parts);  // search, exports
std::vector<Route> typed_contract_routes(const SiteParts& parts);  // a contract typed by hand
std::vector<Route> contract_file_routes(const SiteParts& parts);  // contacts, documents, passage, end

}  // namespace clausier::web
