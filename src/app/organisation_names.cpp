#include "organisation_names.hpp"

#include "clausier/store/contract_index.hpp"

namespace clausier::app {
namespace {

struct Shown {
  std::string name, origin;
};

std::optional<Shown> shown_name(store::Connection& c, const std::string& siret) {
  const auto row = c.query_one("SELECT name, origin FROM organisation_register WHERE siret = ?1", store::values(siret));
  if (!row) return std::nullopt;
  return Shown{row->text("name"), row->text("origin")};
}

std::int64_t times_seen(store::Connection& c, const std::string& siret, const std::string& name) {
  return c.query_one("SELECT coalesce(sum(times), 0) AS n FROM organisation_names WHERE siret = ?1 AND name = ?2", store::values(siret, name))
      ->integer("n");
}

// A person's word stands; between names of sources, the one that more records give.
bool takes_its_place(store::Connection& c, const std::string& siret, const std::string& name) {
  const auto shown = shown_name(c, siret);
  if (!shown) return true;
  if (shown->origin == "person" || shown->name == name) return false;
  return times_seen(c, siret, name) > times_seen(c, siret, shown->name);
}

}  // namespace

void NamesSeen::note(const Siret& siret, const std::string& name, const NameSource& source, Instant at) {
  if (name.empty()) return;
  const auto [found, added] = seen_.try_emplace({siret.digits(), name}, Sighting{source, at, at, 1});
  if (added) return;
  ++found->second.times;
  found->second.last = std::max(found->second.last, at);
}

void NamesSeen::write(store::Connection& c) {
  for (const auto& [what, sighting] : seen_) {
    const auto& [digits, name] = what;
    const Siret siret = Siret::from_trusted(digits);
    c.execute("INSERT INTO organisation_names (siret, name, origin, siren, first_import_id, first_seen_at, last_seen_at, times) "
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (siret, name, origin) DO UPDATE SET "
              "last_seen_at = max(last_seen_at, excluded.last_seen_at), times = times + excluded.times",
              store::values(digits, name, sighting.source.origin, siret.siren().digits(), sighting.source.import, sighting.first,
                            sighting.last, sighting.times));
    if (takes_its_place(c, digits, name)) show_name(c, siret, name, sighting.source, "", sighting.first);
  }
  seen_.clear();
}

void show_name(store::Connection& c, const Siret& siret, const std::string& name, const NameSource& source, const std::string& reason,
               Instant at) {
  const auto siren = siret.siren();
  c.execute("INSERT INTO organisation_register_history (siret, siren, name, origin, import_id, author, reason, recorded_at) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            store::values(siret.digits(), siren.digits(), name, source.origin, source.import, source.author, reason, at));
  c.execute("INSERT OR REPLACE INTO organisation_register (siret, siren, name, folded_name, origin, import_id, author, recorded_at) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            store::values(siret.digits(), siren.digits(), name, folded(name), source.origin, source.import, source.author, at));
  store::queue_unnamed(c, siren);
}

namespace {

// Its own name, else that of the body: by SIREN, the establishment asked for first.
constexpr std::string_view nearest_name =
    "FROM organisation_register r WHERE r.siren = substr(?1, 1, 9) ORDER BY r.siret <> ?1, r.recorded_at, r.siret LIMIT 1";

}  // namespace

std::string name_alone(store::Connection& c, const std::string& siret) {
  const auto row = c.query_one("SELECT r.name " + std::string(nearest_name), store::values(siret));
  return row ? row->text("name") : "";
}

KnownName known_name(store::Connection& c, const std::string& siret) {
  const auto rows = c.query("SELECT r.name, r.origin, r.author, r.recorded_at, (SELECT group_concat(f.file_name, ', ') FROM import_files f "
                            "WHERE f.import_id = r.import_id) AS files " + std::string(nearest_name), store::values(siret));
  if (rows.empty()) return {};
  const auto& row = rows.front();
  auto name = row.text("name"), origin = row.text("origin"), author = row.text("author"), files = row.text_or_empty("files");
  const auto at = row.instant("recorded_at");
  return {std::move(name), std::move(origin), files.empty() ? std::move(author) : std::move(files), at};
}

std::string register_name_sql(const std::string& siret, const std::string& siren, std::string_view recorded_until) {
  const std::string until(recorded_until);
  if (until.empty())
    return "coalesce((SELECT r.name FROM organisation_register r WHERE r.siret = " + siret + "), (SELECT r.name FROM organisation_register r "
           "WHERE r.siren = " + siren + " ORDER BY r.recorded_at, r.siret LIMIT 1))";
  const std::string shown_then = " AND h.recorded_at <= " + until + " AND NOT EXISTS (SELECT 1 FROM organisation_register_history l "
                                 "WHERE l.siret = h.siret AND l.recorded_at <= " + until + " AND l.rowid > h.rowid)";
  return "coalesce((SELECT h.name FROM organisation_register_history h WHERE h.siret = " + siret + shown_then +
         "), (SELECT h.name FROM organisation_register_history h WHERE h.siren = " + siren + shown_then +
         " ORDER BY h.recorded_at, h.siret LIMIT 1))";
}

}  // namespace clausier::app
