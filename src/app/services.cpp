#include "clausier/app/services.hpp"

#include <date/tz.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "clausier/domain/dated_indices.hpp"
#include "clausier/domain/priority_districts.hpp"
#include "clausier/store/database.hpp"
#include "clausier/read/timesheet_reader.hpp"
#include "contract_indexing.hpp"
#include "document_vault.hpp"
#include "staged_imports.hpp"
#include "staging_lock.hpp"

namespace clausier::app {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) throw std::runtime_error("cannot read " + file.string());
  return text.str();
}

Wording load_wording(const fs::path& directory) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(directory))
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  Wording wording;
  for (const auto& file : files) wording.add(content_of(file));
  return wording;
}

// Keeps every content of a reference table ever used, so that an old figure can name its rules.
void record_reference(store::Database& database, const std::string& name, const std::string& content, Instant now) {
  database.write([&](store::Connection& c) {
    c.execute("INSERT INTO reference_tables (name, content_sha256, content, loaded_at) VALUES (?1, ?2, ?3, ?4) "
              "ON CONFLICT DO NOTHING",
              store::values(name, sha256_hex(content), content, now));
  });
}

Reference load_reference(store::Database& database, const fs::path& directory, Instant now) {
  const auto table = [&](const std::string& name) {
    const auto content = content_of(directory / (name + ".csv"));
    record_reference(database, name, content, now);
    return content;
  };
  table("tracker_synonyms");  // read from the database where an old tracker is brought over
  table("decp_schema");       // and where a record is held against the official schema
  const auto rules_text = table("rules"), legal_text = table("legal_values");
  auto legal_values = Rulebook::parse(legal_text);
  auto rules = with_indices(Rulebook::parse(rules_text), legal_values);
  return Reference{std::move(rules), std::move(legal_values),
                   parse_clause_templates(table("clause_templates")), parse_labour_shares(table("labour_shares")), parse_programme_rules(table("programme_rules")),
                   parse_criteria(table("criteria")), read::parse_header_synonyms(table("header_synonyms")),
                   {parse_notice_clues(table("notice_clues")), read::parse_nuts_departments(table("nuts_departments"))},
                   Geography::parse(table("communes"), table("epci")), parse_indicators(table("indicators")),
                   parse_programme_targets(table("programme_targets")), parse_programme_departments(table("programme_departments")),
                   parse_pathway_codes(table("pathway_codes")), sha256_hex(rules_text + legal_text)};
}

// The communes that hold a priority district, when the operator has put a sourced list in the data directory. Kept
// like the tables that ship with the program, so that an old suggestion can name its list.
void load_priority_districts(store::Database& database, const fs::path& file, Geography& geography, Instant now) {
  if (!fs::exists(file)) return;
  const auto content = content_of(file);
  geography.set_priority_communes(parse_priority_districts(content));
  record_reference(database, "qpv", content, now);
}

Instant system_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return Instant::from_milliseconds(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

date::zoned_time<std::chrono::milliseconds> paris_time(Instant instant) {
  return {date::locate_zone("Europe/Paris"), date::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(instant.milliseconds()))};
}

}  // namespace

Share Share::at(const fs::path& root) {
  if (fs::exists(root / "src" / "store" / "migrations" / "sqlite"))
    return {root / "templates", root / "src" / "store" / "migrations", root / "src" / "store" / "reference", root / "samples",
            root / "docs" / "schemas"};
  if (fs::exists(root / "migrations" / "sqlite"))
    return {root / "templates", root / "migrations", root / "reference", root / "samples", root / "schemas"};
  throw std::runtime_error("no templates and migrations under " + root.string());
}

Services::Services(std::unique_ptr<store::Database> database_, std::unique_ptr<store::Database> identity_,
                   std::unique_ptr<DocumentVault> vault_, Reference reference_, Wording wording_)
    : database(std::move(database_)), identity(std::move(identity_)), vault(std::move(vault_)),
      reference(std::move(reference_)), wording(std::move(wording_)), clock(system_now) {}

Services::~Services() = default;

Date paris_day(Instant instant) {
  const auto local = date::floor<date::days>(paris_time(instant).get_local_time());
  return Date::from_days(static_cast<int>(local.time_since_epoch().count()));
}

Date Services::today() const { return paris_day(clock()); }

std::unique_ptr<Services> open_services(const fs::path& data_directory, const Share& share) {
  fs::create_directories(data_directory);
  fs::permissions(data_directory, fs::perms::owner_all);  // names and originals: for the service's account alone
  auto database = std::make_unique<store::Database>(data_directory / "clausier.sqlite", share.migrations / "sqlite");
  auto identity = std::make_unique<store::Database>(data_directory / "identity.sqlite", share.migrations / "identity");
  auto vault = std::make_unique<DocumentVault>(data_directory / "originals");
  auto reference = load_reference(*database, share.reference, system_now());
  load_priority_districts(*database, data_directory / "qpv.csv", reference.geography, system_now());
  // What a killed run left; what another process stages right now is left alone.
  if (const auto alone = StagingLock::exclusive_if_free(data_directory)) discard_staged_imports(*database);
  auto services = std::make_unique<Services>(std::move(database), std::move(identity), std::move(vault), std::move(reference),
                                             load_wording(share.templates / "messages.fr"));
  index_waiting_contracts(*services);  // what an interrupted run left unindexed
  return services;
}

std::string french_instant(Instant instant) {
  const auto local = paris_time(instant).get_local_time();
  const auto day = date::floor<date::days>(local);
  const auto clock = date::make_time(std::chrono::floor<std::chrono::minutes>(local - day));
  char text[40];
  std::snprintf(text, sizeof text, " à %02d\u00A0h\u00A0%02d", static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()));
  return french_date(Date::from_days(static_cast<int>(day.time_since_epoch().count()))) + text;
}

}  // namespace clausier::app
