#pragma once
// The consultation that a contract came out of, when its object is the only place that tells it.
#include <string>
#include <string_view>

namespace clausier {

// "Numéro de la consultation : 2018143", "consultation n° 24S0012": the number as written, or "".
std::string consultation_in(std::string_view object);

}  // namespace clausier
