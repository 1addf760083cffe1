#pragma once
#include <filesystem>

#include "clausier/domain/wording.hpp"

namespace clausier::web {

// Every *.txt of a folder of messages (templates/messages.fr) as one catalogue.
Wording load_wording(const std::filesystem::path& folder);

}  // namespace clausier::web
