// The lines of the ledger to a file: one lot in memory at a time, each read in a snapshot of its own. Both
// dates are fixed, so what is recorded between two lots is in none.
#include "clausier/app/ledger_reports.hpp"

#include <fstream>
#include <map>

#include "clausier/report/ledger_table.hpp"
#include "clausier/write/table_file.hpp"
#include "hashing.hpp"
#include "ledger_file.hpp"
#include "lot_position.hpp"
#include "report_perimeter.hpp"
#include "scope.hpp"
#include "stored_reports.hpp"

namespace clausier::app {
namespace {

std::map<OrganisationId, std::string> firm_names(store::Connection& c) {
  std::map<OrganisationId, std::string> names;
  c.each("SELECT id, name FROM organisations WHERE kind = 'firm'", {}, [&](const store::Row& row) {
    names.emplace(row.id<OrganisationId>("id"), row.text("name"));
  });
  return names;
}

// Hands the lines over one by one, lot after lot, and adds them to the hash as a report of the same lots does.
class LedgerLines {
public:
  LedgerLines(Services& services, const Cutoff& cutoff, std::vector<LotScope> lots, std::map<OrganisationId, std::string> firms,
              const std::function<void(const LedgerProgress&)>& progress)
      : services_(services), cutoff_(cutoff), lots_(std::move(lots)), firms_(std::move(firms)), progress_(progress), rows_(services.wording) {}

  // The next row, or none.
  const std::vector<report::Cell>* next() {
    while (at_ == entries_.size()) {
      if (done_ > 0) progress_({done_, lots_.size(), lines_});
      if (done_ == lots_.size()) return nullptr;
      open(lots_[done_++]);
    }
    const auto& line = entries_[at_++];
    const auto firm = firms_.find(line.entry.subject.firm);
    ++lines_;
    return &rows_.row(line, lot_name_, firm == firms_.end() ? "" : firm->second);
  }

  std::int64_t lines() const { return lines_; }
  std::string entries_sha256() { return hash_.hex(); }

private:
  void open(const LotScope& lot) {
    auto position = services_.database->read([&](store::Connection& c) { return position_in(c, services_, lot.lot, cutoff_); });
    for (const auto& line : position.journal) hash_.add(line + "\n");
    entries_ = std::move(position.entries);
    at_ = 0;
    lot_name_ = lot_label(services_.wording, lot);
  }

  Services& services_;
  Cutoff cutoff_;
  std::vector<LotScope> lots_;
  std::map<OrganisationId, std::string> firms_;
  const std::function<void(const LedgerProgress&)>& progress_;
  report::LedgerRows rows_;
  std::vector<DecidedEntry> entries_;
  std::string lot_name_;
  std::size_t at_ = 0, done_ = 0;
  std::int64_t lines_ = 0;
  Sha256 hash_;
};

std::string title_at(const Services& services, const Cutoff& cutoff) {
  return services.wording.say("report.title.ledger", {{"date", french_long_date(cutoff.worked_until)}});
}

std::optional<Refusal> fault_of(const ReportParameters& p) {
  if (p.format != "xlsx" && p.format != "csv" && p.format != "xml") return Refusal{"report.ledger_format"};
  if (!is_plausible(p.worked_until) || (p.recorded_until && !is_plausible(p.recorded_until->utc_date()))) return Refusal{"date.implausible"};
  return std::nullopt;
}

}  // namespace

std::optional<LedgerFile> write_ledger_file(Services& services, const Actor& actor, const ReportParameters& p, const Cutoff& cutoff,
                                            const std::filesystem::path& file, const std::function<void(const LedgerProgress&)>& progress) {
  std::vector<LotScope> lots;
  std::map<OrganisationId, std::string> firms;
  services.database->read([&](store::Connection& c) {
    lots = lots_recorded(c, actor, p, cutoff.recorded_until);
    firms = firm_names(c);
  });
  if (lots.empty()) return std::nullopt;
  LedgerLines lines(services, cutoff, std::move(lots), std::move(firms), progress);
  const auto sheet = report::ledger_sheet(services.wording);
  const auto table = write::make_table_file(p.format, file, {.name = sheet.name, .title = title_at(services, cutoff), .columns = sheet.columns,
                                                             .one_line_rows = true}, cutoff.recorded_until);
  LedgerFile written{.id = ReportId::from_trusted(0), .cutoff = cutoff};
  while (const auto* row = lines.next()) table->add(*row);
  written.entries_sha256 = lines.entries_sha256();
  table->add_sheet(report::ledger_parameters({.title = title_at(services, cutoff), .cutoff = cutoff,
                                              .recorded_until_text = french_instant(cutoff.recorded_until),
                                              .rulebook_version = services.reference.rulebook.version(),
                                              .entries_sha256 = written.entries_sha256,
                                              .software_version = services.software_version},
                                             lines.lines(), services.wording));
  table->close();
  written.lines = lines.lines();
  written.size_bytes = std::filesystem::file_size(file);
  std::ifstream bytes(file, std::ios::binary);
  written.sha256 = sha256_of(bytes);
  return written;
}

Outcome<LedgerFile> write_ledger_report(Services& services, const Actor& actor, const ReportParameters& p, const std::filesystem::path& file,
                                        const std::function<void(const LedgerProgress&)>& progress) {
  if (!is_office(actor) && !is_operator(actor)) return forbidden();
  if (const auto fault = fault_of(p)) return *fault;
  const Instant asked_at = services.database->write([&](store::Connection& c) { return store::next_instant(c, services.clock()); });
  if (p.recorded_until && *p.recorded_until > asked_at) return Refusal{"report.recorded_later"};
  const Cutoff cutoff{p.worked_until, p.recorded_until.value_or(asked_at)};
  auto written = write_ledger_file(services, actor, p, cutoff, file, progress);
  if (!written) return p.contract || p.lot ? not_found() : Refusal{"report.empty"};
  written->id = ReportId::from_trusted(random_id());
  services.database->write([&](store::Connection& c) {
    record_report(c, services, actor, {written->id, p, cutoff, title_at(services, cutoff), written->sha256, written->entries_sha256});
  });
  return *written;
}

}  // namespace clausier::app
