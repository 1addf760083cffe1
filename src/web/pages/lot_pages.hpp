#pragma once
// Shared by the pages of a lot: its title, the steps of its computation.
#include "clausier/app/contracts.hpp"
#include "clausier/domain/explanation.hpp"
#include "site_parts.hpp"

namespace clausier::web {

std::string lot_title(const Wording& wording, const app::LotView& view);  // "Lot 2 Terrassement"
View steps_view(const Wording& wording, const Explanation& explanation);  // for the partial _steps
std::vector<Route> clause_routes(const SiteParts& parts);

}  // namespace clausier::web
