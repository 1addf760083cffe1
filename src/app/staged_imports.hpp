#pragma once
// Planning an import: records are staged in chunks under an import that nobody sees until applied.
#include "clausier/app/imports.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

struct OriginalFile {
  std::string name;
  std::string sha256;
};

// Stages every record of the originals under the import and leaves it planned.
void stage_files(Services& services, ImportId import, const std::vector<OriginalFile>& files,
                 const ImportOptions& options, const Progress& progress);

// Ends an import that was not applied: removes all it had staged, in pieces.
void discard_staged(store::Database& database, ImportId import);

// Removes what an interrupted run left in state staging. Called when the service opens.
void discard_staged_imports(store::Database& database);

// Removes the originals of imports that were given up: a dry run leaves nothing behind. Left for the next time
// while another import is being staged, which may be of the same file.
void forget_unused_originals(Services& services);

std::int64_t base_generation(store::Connection& connection);

}  // namespace clausier::app
