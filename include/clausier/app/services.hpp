#pragma once
// What every use case works with. Built once by the composition root (app::open_services).
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/clause_template.hpp"
#include "clausier/domain/contract.hpp"
#include "clausier/domain/geography.hpp"
#include "clausier/domain/indicator.hpp"
#include "clausier/domain/participant.hpp"
#include "clausier/domain/pathway.hpp"
#include "clausier/domain/programme_target.hpp"
#include "clausier/domain/rulebook.hpp"
#include "clausier/domain/wording.hpp"
#include "clausier/read/notice_reader.hpp"

namespace clausier::store {
class Database;
}

namespace clausier::app {

class DocumentVault;

// Reference data as loaded, each table versioned by its content in the database.
struct Reference {
  Rulebook rulebook;
  Rulebook legal_values;  // European thresholds, indices of penalties, entries into force
  std::vector<ClauseTemplate> clause_templates;
  std::vector<LabourShare> labour_shares;
  std::vector<ProgrammeRule> programme_rules;
  std::vector<Criterion> criteria;
  std::map<std::string, std::string, std::less<>> header_synonyms;
  read::NoticeReference notices;
  Geography geography;
  std::vector<Indicator> indicators;  // the dictionary of figures
  std::vector<ProgrammeTarget> programme_targets;
  std::vector<ProgrammeDepartment> programme_departments;
  PathwayCodes pathway_codes;
  std::string rules_sha256;  // of rulebook and legal_values: what a figure that is kept was reckoned with
};

// Where the program finds what ships with it.
struct Share {
  std::filesystem::path templates;
  std::filesystem::path migrations;  // holds sqlite/
  std::filesystem::path reference;
  std::filesystem::path samples;
  std::filesystem::path schemas;     // XSD of the XML reports
  // `root` is an installed tree or the source tree; throws std::runtime_error when it is neither.
  static Share at(const std::filesystem::path& root);
};

struct Services {
  Services(std::unique_ptr<store::Database> database, std::unique_ptr<store::Database> identity,
           std::unique_ptr<DocumentVault> vault, Reference reference, Wording wording);
  ~Services();
  Services(Services&&) = delete;

  std::unique_ptr<store::Database> database;  // DIR/clausier.sqlite
  std::unique_ptr<store::Database> identity;  // DIR/identity.sqlite: names live here only
  std::unique_ptr<DocumentVault> vault;       // DIR/originals: files as received, by SHA-256
  Reference reference;
  Wording wording;
  std::string software_version = {};  // written in reports; set by the program that opens them
  std::function<Instant()> clock;  // replaced by the demo and the tests
  Date today() const;              // calendar day in Europe/Paris at clock()
  // Threads of the server share Services: databases lock inside, the rest is read-only after opening.
};

// Opens (and creates) the data directory, applies migrations, loads reference data and wording,
// discards what an interrupted run left staged.
std::unique_ptr<Services> open_services(const std::filesystem::path& data_directory, const Share& share);

std::string sha256_hex(std::string_view bytes);
std::int64_t random_id();            // positive, 63 bits, from the system's generator
std::string random_token();          // 256 bits, base64url
std::string random_reference();      // "P-7K3F-92QX"

// While one lives, the random_id() and random_reference() of its thread follow from the seed: the
// same demonstration has the same ids, so its reports have the same bytes. Tokens and the salts of
// passwords stay random. One at a time.
class SeededIds {
public:
  explicit SeededIds(std::string seed);
  ~SeededIds();
  SeededIds(const SeededIds&) = delete;
  SeededIds& operator=(const SeededIds&) = delete;
};

Date paris_day(Instant instant);  // calendar day in Europe/Paris
std::string french_instant(Instant instant);  // "03/11/2026 à 14 h 05", Europe/Paris

}  // namespace clausier::app
