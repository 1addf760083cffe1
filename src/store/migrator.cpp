#include "migrator.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

namespace clausier::store {
namespace {

std::vector<std::filesystem::path> scripts_of(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> scripts;
  for (const auto& entry : std::filesystem::directory_iterator(directory))
    if (entry.path().extension() == ".sql") scripts.push_back(entry.path());
  if (scripts.empty()) throw std::runtime_error("no migration in " + directory.string());
  std::sort(scripts.begin(), scripts.end());
  return scripts;
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) throw std::runtime_error("cannot read " + file.string());
  return text.str();
}

std::map<std::string, std::string> applied_migrations(Connection::Engine& engine) {
  engine.run_script("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, script TEXT NOT NULL) STRICT");
  std::map<std::string, std::string> applied;
  engine.run("SELECT name, script FROM migrations", {}, [&](const auto&, std::vector<Value>&& row) {
    applied.emplace(std::get<std::string>(row[0]), std::get<std::string>(row[1]));
  });
  return applied;
}

}  // namespace

void migrate(Connection::Engine& engine, const std::filesystem::path& directory) {
  const auto scripts = scripts_of(directory);
  auto applied = applied_migrations(engine);
  for (const auto& file : scripts) {
    const std::string name = file.filename().string();
    const std::string script = content_of(file);
    if (const auto found = applied.find(name); found != applied.end()) {
      if (found->second != script) throw std::runtime_error("migration changed after it was applied: " + name);
      applied.erase(found);
      continue;
    }
    engine.run_script("BEGIN IMMEDIATE");
    try {
      engine.run_script(script);
      engine.run("INSERT INTO migrations (name, script) VALUES (?1, ?2)", {name, script}, [](const auto&, auto&&) {});
      engine.run_script("COMMIT");
    } catch (...) {
      if (engine.in_transaction()) engine.run_script("ROLLBACK");
      throw;
    }
  }
  if (!applied.empty()) throw std::runtime_error("the database knows a migration that the program does not: " + applied.begin()->first);
}

}  // namespace clausier::store
