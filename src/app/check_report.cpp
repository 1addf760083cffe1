// A file somebody holds: did it come from here, and does the same question still give it?
#include <array>
#include <istream>

#include "account_rows.hpp"
#include "clausier/app/reports.hpp"
#include "hashing.hpp"
#include "ledger_file.hpp"
#include "report_content.hpp"
#include "stored_reports.hpp"

namespace clausier::app {
namespace {

std::optional<store::Row> row_of(store::Connection& c, std::string_view file_sha256) {
  return c.query_one("SELECT * FROM reports WHERE file_sha256 = ?1 ORDER BY recorded_at LIMIT 1", store::values(std::string(file_sha256)));
}

// Somebody with the right of the author: the perimeter follows from the organisation, whether or not the
// account is still there. The operator of the command line has none.
std::optional<Actor> peer_of_author(store::Connection& c, const store::Row& row) {
  const auto id = row.id_or_null<OrganisationId>("organisation_id");
  if (!id) return operator_actor();
  const auto organisation = store::find_organisation(c, *id);
  if (!organisation) return std::nullopt;
  const auto role = organisation->kind == organisation_kind_code(OrganisationKind::office) ? Role::facilitator : Role::officer;
  return Actor{UserId::from_trusted(row.integer("author_id")), role, "", "", organisation_of(*organisation)};
}

std::optional<std::string> report_sha256(Services& services, const Actor& author, const ReportParameters& asked, const Cutoff& cutoff) {
  const auto content = report_content(services, author, asked, cutoff);
  if (!content) return std::nullopt;
  return sha256_hex(report_bytes(services, content->report, cutoff, asked.format));
}

std::optional<std::string> ledger_sha256(Services& services, const Actor& author, const ReportParameters& asked, const Cutoff& cutoff) {
  const auto file = std::filesystem::temp_directory_path() / ("clausier-" + random_token());
  const auto written = write_ledger_file(services, author, asked, cutoff, file, [](const LedgerProgress&) {});
  std::error_code ignored;
  std::filesystem::remove(file, ignored);
  return written ? std::optional(written->sha256) : std::nullopt;
}

}  // namespace

std::string sha256_of(std::istream& file) {
  Sha256 hash;
  std::array<char, 65'536> part{};
  while (file.read(part.data(), part.size()) || file.gcount() > 0) hash.add({part.data(), static_cast<std::size_t>(file.gcount())});
  return hash.hex();
}

std::optional<KnownReport> find_report(Services& services, std::string_view file_sha256) {
  return services.database->read([&](store::Connection& c) -> std::optional<KnownReport> {
    const auto row = row_of(c, file_sha256);
    if (!row) return std::nullopt;
    auto parameters = parameters_of(*row);
    return KnownReport{std::move(parameters), row->text("title"), row->instant("recorded_at"), row->text("rulebook_version"),
                       row->text("entries_sha256")};
  });
}

Rebuilt rebuild_report(Services& services, std::string_view file_sha256) {
  std::optional<Actor> author;
  std::optional<ReportParameters> asked;
  services.database->read([&](store::Connection& c) {
    const auto row = row_of(c, file_sha256);
    if (!row) return;
    author = peer_of_author(c, *row);
    asked = parameters_of(*row);
  });
  if (!author || !asked) return Rebuilt::impossible;
  const Cutoff cutoff{asked->worked_until, *asked->recorded_until};
  const auto sha256 = asked->kind == "ledger" ? ledger_sha256(services, *author, *asked, cutoff) : report_sha256(services, *author, *asked, cutoff);
  if (!sha256) return Rebuilt::impossible;
  return *sha256 == file_sha256 ? Rebuilt::same : Rebuilt::other;
}

}  // namespace clausier::app
