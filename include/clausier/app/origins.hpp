#pragma once
// Where a figure of a step comes from, in words.
#include <string>

#include "clausier/domain/wording.hpp"

namespace clausier::app {

// `from` of a StepInput: "étape 3", "mai 2026", "registre des heures", "Facture F-12, courrier du 3 mars", or who stated it
// and when ("CCAP article 5.3, Camille Exemple, le 20/06/2025 à 9 h 30"); a cell of a file stays as it is.
std::string origin_text(const Wording& wording, const std::string& from);

// "s3": a former step of the same computation.
bool is_step(const std::string& from);

}  // namespace clausier::app
