#pragma once
#include "site_parts.hpp"

namespace clausier::web {

std::vector<Route> tracker_routes(const SiteParts& parts);  // an old tracker brought over, and taken back

}  // namespace clausier::web
