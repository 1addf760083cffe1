#pragma once
// What the pages about contracts share.
#include "clausier/app/conformity.hpp"
#include "clausier/app/contracts.hpp"
#include "clausier/app/register.hpp"
#include "site_parts.hpp"

namespace clausier::web {

// The name of an organisation, else its SIRET as people read it.
std::string organisation_text(const std::string& name, const std::string& siret);
// Where a name comes from, for what the contract itself does not say: "nom d’après un autre marché"; else "".
std::string name_origin_text(const SiteParts& parts, const std::string& origin);

// A field of a record (fields_of) as people read it: amounts and SIRETs grouped, dates in French; "–" for nothing.
std::string shown_field(const SiteParts& parts, const std::string& field, const std::string& text);
// The report against the official schema, for the partial _conformity; false when no schema is about the record.
View conformity_view(const SiteParts& parts, const std::optional<app::ConformityReport>& report);
// What each source says, field by field; false when one source says it all.
View sources_view(const SiteParts& parts, const app::ContractView& view);
// The contract as first published, then as each modification leaves it.
View history_view(const SiteParts& parts, const app::ContractView& view);
View subcontracts_view(const SiteParts& parts, const app::ContractView& view);

std::vector<Route> contract_list_routes(const SiteParts& parts);  // search, exports
std::vector<Route> typed_contract_routes(const SiteParts& parts);  // a contract typed by hand
std::vector<Route> contract_file_routes(const SiteParts& parts);  // contacts, documents, passage, end

}  // namespace clausier::web
