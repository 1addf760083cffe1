#pragma once
// The samples replayed through the use cases, in the order of the instants the tables give: who did
// what, when. The same tables give the same base, passwords apart.
#include <filesystem>
#include <functional>

#include "clausier/app/services.hpp"
#include "json_shapes.hpp"

namespace clausier::cli {

// Called before each event with how many have been replayed.
using StoryProgress = std::function<void(std::int64_t events)>;

// Throws std::runtime_error when a use case refuses what the samples ask: the two no longer agree.
// Leaves services.clock as it found it.
DemoLoaded replay_samples(app::Services& services, const std::filesystem::path& samples, const StoryProgress& progress);

}  // namespace clausier::cli
