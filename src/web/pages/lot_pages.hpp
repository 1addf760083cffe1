#pragma once
// Shared by the pages of a lot: its title, the steps of its computation.
#include "clausier/app/contracts.hpp"
#include "clausier/domain/explanation.hpp"
#include "site_parts.hpp"

namespace clausier::web {

std::string lot_title(const Wording& wording, const app::LotView& view);  // "Lot 2 Terrassement"
// For the partial _steps. A page that explains several figures gives each a prefix: ids stand once in a page.
View steps_view(const Wording& wording, const Explanation& explanation, const std::string& id_prefix = "");
// A day of the address ("au=30/06/2026"), nothing when it is not given; one that cannot be read is a 400, not another
// question answered.
std::optional<Date> asked_day(const Request& request, std::string_view name);
std::vector<Route> clause_routes(const SiteParts& parts);
std::vector<Route> execution_routes(const SiteParts& parts);
std::vector<Route> position_routes(const SiteParts& parts);
std::vector<Route> penalty_routes(const SiteParts& parts);
std::vector<Route> pooling_routes(const SiteParts& parts);
std::vector<Route> consortium_routes(const SiteParts& parts);
std::vector<Route> simulation_routes(const SiteParts& parts);

}  // namespace clausier::web
