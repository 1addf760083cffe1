#include <algorithm>

#include "audit.hpp"
#include "clausier/app/imports.hpp"
#include "clausier/store/contract_index.hpp"
#include "clausier/store/contract_store.hpp"
#include "clausier/store/notice_store.hpp"
#include "contract_editions.hpp"
#include "contract_indexing.hpp"
#include "document_vault.hpp"
#include "record_staging.hpp"
#include "scope.hpp"
#include "staged_imports.hpp"
#include "staging_lock.hpp"

namespace clausier::app {
namespace {

ImportState state_of(const std::string& code) {
  if (code == "staging") return ImportState::staging;
  if (code == "planned") return ImportState::planned;
  if (code == "applied") return ImportState::applied;
  if (code == "discarded") return ImportState::discarded;
  throw CorruptData("import state " + code);
}

bool may_import(const Actor& actor) { return has_role(actor, {Role::facilitator, Role::administrator}); }

// An import belongs to who planned it until it is applied; then all who import may look at it.
std::optional<store::Row> find_import(store::Connection& c, const Actor& actor, ImportId id) {
  if (!may_import(actor)) return std::nullopt;
  return c.query_one("SELECT * FROM imports WHERE id = ?1 AND (state = 'applied' OR author_id = ?2 OR ?3 = 1)",
                     store::values(id, actor.user, is_operator(actor)));
}

OutcomeCounts counts_of(store::Connection& c, ImportId import, std::int64_t file_number) {
  OutcomeCounts counts;
  c.each("SELECT outcome, count(*) AS n FROM import_records WHERE import_id = ?1 AND file_number = ?2 GROUP BY outcome",
         store::values(import, file_number), [&](const store::Row& row) {
           const auto n = row.integer("n");
           switch (*parse_record_outcome(row.text("outcome"))) {
             case RecordOutcome::created: counts.created = n; break;
             case RecordOutcome::amended: counts.amended = n; break;
             case RecordOutcome::unchanged: counts.unchanged = n; break;
             case RecordOutcome::duplicate: counts.duplicate = n; break;
             case RecordOutcome::doubtful: counts.doubtful = n; break;
             case RecordOutcome::refused: counts.refused = n; break;
             case RecordOutcome::skipped: counts.skipped = n; break;
           }
         });
  return counts;
}

// What a reader must know of one record: its errors and warnings, and why it is not used.
std::vector<Finding> telling_findings_of(const store::Row& record) {
  auto findings = store::decode_findings(record.text("findings"));
  const std::string& reason = record.text("reason");
  const bool told = std::any_of(findings.begin(), findings.end(), [&](const auto& f) { return f.code == reason; });
  if (!reason.empty() && !told) findings.push_back(finding(reason, at_record(static_cast<int>(record.integer("position")))));
  std::erase_if(findings, [&](const auto& f) { return f.severity == Severity::info && f.code != reason; });
  return findings;
}

ImportedFile file_of(store::Connection& c, ImportId import, const store::Row& row) {
  ImportedFile file;
  file.name = row.text("file_name");
  file.sha256 = row.text("sha256");
  file.format = row.text("format");
  file.counts = counts_of(c, import, row.integer("file_number"));
  file.records = file.counts.total();
  file.findings = store::decode_findings(row.text("findings"));
  return file;
}

ImportView view_of(store::Connection& c, const store::Row& import) {
  const auto id = import.id<ImportId>("id");
  const auto state = state_of(import.text("state"));
  ImportView view{id, state, "", import.instant("recorded_at"), import.instant_or_null("applied_at"), {}, false};
  view.author = import.text("author");
  for (const auto& row : c.query("SELECT * FROM import_files WHERE import_id = ?1 ORDER BY file_number", store::values(id))) {
    auto file = file_of(c, id, row);
    view.refused = view.refused || !row.flag("is_decp") || any_error(file.findings);
    view.files.push_back(std::move(file));
  }
  return view;
}

ImportOptions options_of(const store::Row& import) {
  ImportOptions options;
  options.departments = store::split_items(import.text("departments"));
  options.social_only = import.flag("social_only");
  return options;
}

OriginalFile original_of(const store::Row& row) {
  OriginalFile file;
  file.name = row.text("file_name");
  file.sha256 = row.text("sha256");
  return file;
}

ImportRecordLine record_line_of(const store::Row& row) {
  ImportRecordLine line;
  line.file = row.text("file_name");
  line.position = static_cast<int>(row.integer("position"));
  line.outcome = *parse_record_outcome(row.text("outcome"));
  line.reason = row.text("reason");
  line.uid = row.text("uid");
  line.object = row.text("object");
  line.contract = row.id_or_null<ContractId>("contract_id");
  line.findings = store::decode_findings(row.text("findings"));
  line.raw = row.text_or_empty("raw");
  return line;
}

// The base has moved since the plan was made: the same originals are planned again.
void plan_again(Services& services, ImportId id) {
  const auto staging = StagingLock::shared(services.database->file().parent_path());
  std::vector<OriginalFile> files;
  bool claimed = false;  // of two clicks, one plans again
  const auto options = services.database->write([&](store::Connection& c) {
    claimed = c.execute("UPDATE imports SET state = 'discarded' WHERE id = ?1 AND state = 'planned'", store::values(id)) > 0;
    for (const auto& row : c.query("SELECT file_name, sha256 FROM import_files WHERE import_id = ?1 ORDER BY file_number", store::values(id)))
      files.push_back(original_of(row));
    return options_of(*c.query_one("SELECT * FROM imports WHERE id = ?1", store::values(id)));
  });
  if (!claimed) return;
  discard_staged(*services.database, id);
  services.database->write([&](store::Connection& c) {
    c.execute("UPDATE imports SET state = 'staging', base_generation = ?2 WHERE id = ?1", store::values(id, base_generation(c)));
  });
  stage_files(services, id, files, options, {});
}

std::string describe(const ImportView& view) {
  OutcomeCounts all;
  for (const auto& f : view.files) {
    all.created += f.counts.created;
    all.amended += f.counts.amended;
    all.refused += f.counts.refused;
  }
  return std::to_string(view.files.size()) + " / " + std::to_string(all.created) + " / " + std::to_string(all.amended) +
         " / " + std::to_string(all.refused);
}

}  // namespace

Outcome<ImportId> plan_import(Services& services, const Actor& actor, const std::vector<IncomingFile>& files,
                              const ImportOptions& options, const Progress& progress) {
  if (!may_import(actor)) return forbidden();
  if (files.empty()) return Refusal{"file.none"};
  const auto staging = StagingLock::shared(services.database->file().parent_path());  // before the originals: none is taken for unused
  std::vector<OriginalFile> originals;
  for (const auto& file : files) originals.push_back({file.name, services.vault->keep_file(file.path)});
  const auto id = ImportId::from_trusted(random_id());
  services.database->write([&](store::Connection& c) {
    const Instant now = store::next_instant(c, services.clock());
    for (std::size_t i = 0; i < files.size(); ++i)
      c.execute("INSERT INTO documents (sha256, size_bytes, kind, first_name, recorded_at) VALUES (?1, ?2, 'contracts', ?3, ?4) "
                "ON CONFLICT DO NOTHING",
                store::values(originals[i].sha256,
                              static_cast<std::int64_t>(std::filesystem::file_size(services.vault->path_of(originals[i].sha256))),
                              files[i].name, now));
    c.execute("INSERT INTO imports (id, state, author, author_id, departments, social_only, base_generation, recorded_at) "
              "VALUES (?1, 'staging', ?2, ?3, ?4, ?5, ?6, ?7)",
              store::values(id, actor.display_name, actor.user, store::joined(options.departments), options.social_only,
                            base_generation(c), now));
  });
  stage_files(services, id, originals, options, progress);
  return id;
}

Outcome<ImportView> apply_import(Services& services, const Actor& actor, ImportId id) {
  for (;;) {
    bool moved = false;
    auto outcome = services.database->write([&](store::Connection& c) -> Outcome<ImportView> {
      const auto import = find_import(c, actor, id);
      if (!import) return not_found();
      auto view = view_of(c, *import);
      if (view.state == ImportState::applied) return view;  // a double click: said once, done once
      if (view.state != ImportState::planned) return Refusal{"import.not_planned"};
      if (view.refused) return Refusal{"import.file_errors"};
      moved = import->integer("base_generation") != base_generation(c);
      if (moved) return Refusal{"import.base_moved"};
      const Instant now = store::next_instant(c, services.clock());
      c.execute("UPDATE imports SET state = 'applied', applied_at = ?2 WHERE id = ?1", store::values(id, now));
      c.execute("UPDATE contract_base SET generation = generation + 1");
      apply_editions(services, c, id, now);
      store::add_announced_lots(c, id, now);
      store::queue_import(c, id);
      view.state = ImportState::applied;
      view.applied_at = now;
      record_audit(c, actor, now, "import.applied", "import", id.text(), describe(view));
      return view;
    });
    if (!moved) {
      if (outcome) index_waiting_contracts(services);  // by short transactions: a killed one goes on at the next opening
      return outcome;
    }
    plan_again(services, id);
  }
}

Outcome<Done> discard_import(Services& services, const Actor& actor, ImportId id) {
  std::optional staging = StagingLock::shared(services.database->file().parent_path());
  auto done = services.database->write([&](store::Connection& c) -> Outcome<Done> {
    const auto import = find_import(c, actor, id);
    if (!import) return not_found();
    if (state_of(import->text("state")) != ImportState::planned) return Refusal{"import.not_planned"};
    c.execute("UPDATE imports SET state = 'discarded' WHERE id = ?1", store::values(id));
    record_audit(c, actor, store::next_instant(c, services.clock()), "import.discarded", "import", id.text(), "");
    return Done{};
  });
  if (!done) return done;
  discard_staged(*services.database, id);
  staging.reset();
  forget_unused_originals(services);
  return done;
}

Outcome<ImportView> view_import(Services& services, const Actor& actor, ImportId id) {
  return services.database->read([&](store::Connection& c) -> Outcome<ImportView> {
    const auto import = find_import(c, actor, id);
    if (!import) return not_found();
    return view_of(c, *import);
  });
}

std::vector<ImportView> list_imports(Services& services, const Actor& actor, int limit) {
  if (!may_import(actor)) return {};
  return services.database->read([&](store::Connection& c) {
    std::vector<ImportView> views;
    const auto rows = c.query("SELECT * FROM imports WHERE state IN ('applied', 'planned') AND "
                              "(state = 'applied' OR author_id = ?1 OR ?2 = 1) ORDER BY recorded_at DESC LIMIT ?3",
                              store::values(actor.user, is_operator(actor), limit));
    for (const auto& row : rows) views.push_back(view_of(c, row));
    return views;
  });
}

Outcome<Done> each_record_finding(Services& services, const Actor& actor, ImportId id, std::size_t file,
                                  const std::function<void(const Finding&)>& on_finding) {
  return services.database->read([&](store::Connection& c) -> Outcome<Done> {
    if (!find_import(c, actor, id)) return not_found();
    for (const bool unused : {true, false})  // two readings in order rather than a sort, which would hold them all
      c.each("SELECT position, reason, findings FROM import_records WHERE import_id = ?1 AND file_number = ?2 "
             "AND (findings <> '' OR reason <> '') AND (outcome IN ('refused', 'doubtful')) = ?3 ORDER BY file_number, position",
             store::values(id, static_cast<std::int64_t>(file) + 1, unused), [&](const store::Row& row) {
               for (const auto& found : telling_findings_of(row)) on_finding(found);
             });
    return Done{};
  });
}

Outcome<ImportRecordPage> import_records(Services& services, const Actor& actor, ImportId id,
                                         std::optional<RecordOutcome> outcome, int page, int per_page) {
  return services.database->read([&](store::Connection& c) -> Outcome<ImportRecordPage> {
    if (!find_import(c, actor, id)) return not_found();
    const std::string wanted = outcome ? std::string(record_outcome_code(*outcome)) : "";
    const std::string where = " FROM import_records r JOIN import_files f ON f.import_id = r.import_id AND f.file_number = r.file_number "
                              "WHERE r.import_id = ?1 AND (?2 = '' OR r.outcome = ?2)";
    ImportRecordPage result;
    result.total = c.query_one("SELECT count(*) AS n" + where, store::values(id, wanted))->integer("n");
    c.each("SELECT r.*, f.file_name" + where + " ORDER BY r.file_number, r.position LIMIT ?3 OFFSET ?4",
           store::values(id, wanted, per_page, (page - 1) * per_page), [&](const store::Row& row) {
             result.lines.push_back(record_line_of(row));
           });
    return result;
  });
}

}  // namespace clausier::app
