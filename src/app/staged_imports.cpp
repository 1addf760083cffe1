#include "staged_imports.hpp"

#include <fstream>
#include <utility>

#include "bounded_queue.hpp"
#include "clausier/read/contract_file.hpp"
#include "clausier/store/contract_store.hpp"
#include "clausier/store/document_store.hpp"
#include "document_vault.hpp"
#include "record_staging.hpp"
#include "staging_lock.hpp"

namespace clausier::app {
namespace {

constexpr std::size_t chunk_records = 500;
constexpr std::size_t chunks_ahead = 4;
// A transaction of a fraction of a second, so that other writers go on. Not shorter: the pages of the indexes that many
// records touch are written once a transaction.
constexpr int chunks_in_transaction = 8;

using Chunk = std::vector<read::SourceRecord>;

// Reads the records of one file and checks each by itself: all that can be done of them without the base.
class ChunkReader {
public:
  ChunkReader(const Services& services, const ImportOptions& options) : reference_(services.reference), options_(options), today_(services.today()) {}

  read::DecpSummary read(const std::filesystem::path& file, BoundedQueue<Chunk>& chunks) {
    std::ifstream stream(file, std::ios::binary);
    auto summary = read::read_contract_file(stream, reference_.notices, [&](read::SourceRecord&& record) {
      check_alone(record, today_, reference_.notices.clues);
      chunk_.push_back(std::move(record));
      if (chunk_.size() >= chunk_records) give(chunks);
    }, options_.departments);
    if (!chunk_.empty()) give(chunks);
    return summary;
  }

private:
  void give(BoundedQueue<Chunk>& chunks) {
    chunks.give(std::exchange(chunk_, {}));
    chunk_.reserve(chunk_records);
  }

  const Reference& reference_;
  const ImportOptions& options_;
  const Date today_;
  Chunk chunk_;
};

void stage_chunks(Services& services, RecordStaging& staging, BoundedQueue<Chunk>& chunks, const Progress& progress) {
  std::int64_t staged = 0;
  for (bool more = true; more;) {
    services.database->write([&](store::Connection& c) {
      for (int i = 0; i < chunks_in_transaction; ++i) {
        auto chunk = chunks.take();
        more = chunk.has_value();
        if (!more) return;
        const Instant now = services.clock();
        for (auto& record : *chunk) staging.stage(c, record, now);
        staged += static_cast<std::int64_t>(chunk->size());
      }
    });
    if (progress) progress(staged);
  }
}

void stage_file(Services& services, ImportId import, int number, const OriginalFile& file, const ImportOptions& options,
                const Progress& progress) {
  services.database->write([&](store::Connection& c) {
    c.execute("INSERT INTO import_files (import_id, file_number, file_name, sha256, format, is_decp, findings) "
              "VALUES (?1, ?2, ?3, ?4, '', 0, '')",
              store::values(import, number, file.name, file.sha256));
  });
  RecordStaging staging(services, import, number, options);
  read::DecpSummary summary;
  // One thread reads ahead, this one decides and writes.
  run_ahead<Chunk>(
      chunks_ahead,
      [&](BoundedQueue<Chunk>& chunks) { summary = ChunkReader(services, options).read(services.vault->path_of(file.sha256), chunks); },
      [&](BoundedQueue<Chunk>& chunks) { stage_chunks(services, staging, chunks, progress); });
  services.database->write([&](store::Connection& c) {
    c.execute("UPDATE import_files SET format = ?3, is_decp = ?4, findings = ?5 WHERE import_id = ?1 AND file_number = ?2",
              store::values(import, number, summary.format, summary.is_decp, store::encode_findings(summary.findings)));
  });
}

}  // namespace

void stage_files(Services& services, ImportId import, const std::vector<OriginalFile>& files, const ImportOptions& options,
                 const Progress& progress) {
  int number = 0;
  for (const auto& file : files) stage_file(services, import, ++number, file, options, progress);
  services.database->write([&](store::Connection& c) {
    c.execute("UPDATE imports SET state = 'planned' WHERE id = ?1", store::values(import));
  });
}

void discard_staged(store::Database& database, ImportId import) {
  database.write([&](store::Connection& c) {
    c.execute("UPDATE imports SET state = 'discarded' WHERE id = ?1", store::values(import));
  });
  while (database.write([&](store::Connection& c) { return store::remove_some_staged(c, import); })) {}
}

void discard_staged_imports(store::Database& database) {
  // A discarded import with its files still there was interrupted while it was being removed.
  const auto left = database.read([](store::Connection& c) {
    return c.query("SELECT id FROM imports i WHERE state = 'staging' OR (state = 'discarded' AND EXISTS "
                   "(SELECT 1 FROM import_files f WHERE f.import_id = i.id))");
  });
  for (const auto& row : left) discard_staged(database, row.id<ImportId>("id"));
}

void forget_unused_originals(Services& services) {
  const auto alone = StagingLock::exclusive_if_free(services.database->file().parent_path());
  if (!alone) return;
  services.database->write([&](store::Connection& c) {
    for (const auto& sha256 : store::unused_originals(c)) {
      store::erase_document(c, sha256);
      services.vault->forget(sha256);
    }
  });
}

std::int64_t base_generation(store::Connection& c) {
  return c.query_one("SELECT generation FROM contract_base")->integer("generation");
}

}  // namespace clausier::app
