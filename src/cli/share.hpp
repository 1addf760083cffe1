#pragma once
// Templates, migrations, reference tables and samples, wherever the program was started from.
#include <filesystem>
#include <optional>

#include "clausier/app/services.hpp"
#include "clausier/domain/wording.hpp"

namespace clausier::cli {

// The folder given; else ../share/clausier and ./share beside the binary; else the source tree the
// binary was built from. Nothing when none of them is complete.
std::optional<app::Share> find_share(const std::optional<std::filesystem::path>& given);

Wording load_messages(const app::Share& share);  // every topic of messages.fr

}  // namespace clausier::cli
