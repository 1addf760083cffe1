#pragma once
// Import of contracts from open data: a stored plan first, a second action applies it.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/actor.hpp"
#include "clausier/app/services.hpp"
#include "clausier/domain/contract.hpp"

namespace clausier::app {

struct ImportOptions {
  std::vector<std::string> departments;  // empty = all
  bool social_only = false;
};

struct IncomingFile {
  std::string name;             // as the user calls it; never used as a path
  std::filesystem::path path;   // where its bytes are now (upload in a temporary file, or given)
};

struct OutcomeCounts {
  std::int64_t created = 0, amended = 0, unchanged = 0, duplicate = 0, doubtful = 0, refused = 0, skipped = 0;
  std::int64_t total() const { return created + amended + unchanged + duplicate + doubtful + refused + skipped; }
};

struct ImportedFile {
  std::string name;
  std::string sha256;
  std::string format;
  std::int64_t records = 0;
  OutcomeCounts counts;
  std::vector<Finding> findings;  // about the file itself; those of its records are read one by one
};

enum class ImportState { staging, planned, applied, discarded };

struct ImportView {
  ImportId id;
  ImportState state;
  std::string author;
  Instant created_at;
  std::optional<Instant> applied_at;
  std::vector<ImportedFile> files;
  bool refused = false;  // some file is no DECP or cannot be read
};

struct ImportRecordLine {
  std::string file;
  int position = 0;
  RecordOutcome outcome = RecordOutcome::refused;
  std::string reason;   // finding code
  std::string uid;
  std::string object;
  std::optional<ContractId> contract;
  std::vector<Finding> findings;
  std::string raw;      // kept for refused and doubtful records
};

using Progress = std::function<void(std::int64_t records)>;  // called now and then

// Plans; nothing is visible to others before apply_import. Roles: facilitator, administrator.
Outcome<ImportId> plan_import(Services&, const Actor&, const std::vector<IncomingFile>&, const ImportOptions&,
                              const Progress& = {});
// Applies a planned import in one transaction; plans again first when the base has moved since.
Outcome<ImportView> apply_import(Services&, const Actor&, ImportId);
Outcome<Done> discard_import(Services&, const Actor&, ImportId);
Outcome<ImportView> view_import(Services&, const Actor&, ImportId);
std::vector<ImportView> list_imports(Services&, const Actor&, int limit);

// The errors and warnings of the records of one file (rank from 0), and the reason of each record that
// is not used: refused and doubtful ones first, all of them, one at a time whatever their number.
Outcome<Done> each_record_finding(Services&, const Actor&, ImportId, std::size_t file,
                                  const std::function<void(const Finding&)>& on_finding);

struct ImportRecordPage { std::vector<ImportRecordLine> lines; std::int64_t total = 0; };
Outcome<ImportRecordPage> import_records(Services&, const Actor&, ImportId, std::optional<RecordOutcome>, int page, int per_page);

}  // namespace clausier::app
