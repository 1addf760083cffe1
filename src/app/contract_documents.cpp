// Documents of a contract, kept as received under their hash.
#include <algorithm>
#include <fstream>

#include "audit.hpp"
#include "contract_file_rows.hpp"
#include "document_vault.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

// Told by the first bytes, whatever the name says. What a browser would run is not among them.
bool is_kept_type(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string head(4096, '\0');
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(file.gcount()));
  for (const std::string_view mark : {std::string_view("%PDF-"), std::string_view("PK\x03\x04"), std::string_view("\x89PNG"), std::string_view("\xFF\xD8\xFF")})
    if (head.starts_with(mark)) return true;
  const bool text = std::none_of(head.begin(), head.end(), [](char c) { return c == 0x7F || (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t'); });
  return text && !head.empty() && head.find('<') != 0;
}

}  // namespace

std::vector<ContractDocument> documents_of(store::Connection& c, const Actor& actor, ContractId contract) {
  std::vector<ContractDocument> documents;
  c.each("SELECT k.*, d.size_bytes FROM contract_documents k JOIN documents d ON d.sha256 = k.sha256 WHERE k.contract_id = ?1 AND "
         "k.office_id = ?2 ORDER BY k.recorded_at DESC", store::values(contract, actor.organisation->id), [&](const store::Row& row) {
           auto title = row.text("title"), name = row.text("file_name"), sha256 = row.text("sha256"), author = row.text("author");
           const auto id = row.id<DocumentId>("id");
           const auto size = row.integer("size_bytes");
           const auto at = row.instant("recorded_at");
           documents.push_back({id, std::move(title), std::move(name), std::move(sha256), size, std::move(author), at});
         });
  return documents;
}

Outcome<DocumentId> add_document(Services& services, const Actor& actor, ContractId contract, const NewDocument& document) {
  if (!keeps_files(actor)) return forbidden();
  if (document.title.empty()) return Refusal{"document.titre.missing"};
  const auto size = std::filesystem::file_size(document.path);
  if (size > document_bytes_max) return Refusal{"document.size"};
  if (!is_kept_type(document.path)) return Refusal{"document.type"};
  if (!services.database->read([&](store::Connection& c) { return follows(c, actor, contract); })) return not_found();
  const auto sha256 = services.vault->keep_file(document.path);
  return services.database->write([&](store::Connection& c) -> Outcome<DocumentId> {
    if (!follows(c, actor, contract)) return not_found();
    const Instant now = store::next_instant(c, services.clock());
    const auto id = DocumentId::from_trusted(random_id());
    c.execute("INSERT INTO documents (sha256, size_bytes, kind, first_name, recorded_at) VALUES (?1, ?2, 'contracts', ?3, ?4) ON CONFLICT DO NOTHING",
              store::values(sha256, static_cast<std::int64_t>(size), document.file_name, now));
    c.execute("INSERT INTO contract_documents (id, contract_id, office_id, sha256, file_name, title, author, recorded_at) "
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
              store::values(id, contract, actor.organisation->id, sha256, document.file_name, document.title, actor.display_name, now));
    record_audit(c, actor, now, "document.added", "contract", contract.text(), sha256);
    return id;
  });
}

Outcome<DocumentFile> open_document(Services& services, const Actor& actor, ContractId contract, DocumentId id) {
  if (!keeps_files(actor)) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<DocumentFile> {
    if (!follows(c, actor, contract)) return not_found();
    const auto row = c.query_one("SELECT sha256, file_name FROM contract_documents WHERE id = ?1 AND contract_id = ?2 AND office_id = ?3",
                                 store::values(id, contract, actor.organisation->id));
    if (!row) return not_found();
    auto bytes = services.vault->bytes_of(row->text("sha256"));
    if (!bytes) return not_found();
    auto name = row->text("file_name");
    return DocumentFile{std::move(name), std::move(*bytes)};
  });
}

}  // namespace clausier::app
