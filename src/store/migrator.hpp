#pragma once
// Brings a database file to the newest schema: NNNN_*.sql in order, each once, in its own transaction.
#include <filesystem>

#include "engine.hpp"

namespace clausier::store {

// Throws std::runtime_error when a migration fails, when one already applied has changed since, or
// when the database is newer than the program.
void migrate(Connection::Engine& engine, const std::filesystem::path& directory);

}  // namespace clausier::store
