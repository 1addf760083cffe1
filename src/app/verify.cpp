// Recomputes everything that is stored twice or chained, and names each difference. Reads only.
#include "audit.hpp"
#include "chain.hpp"
#include "clausier/app/reports.hpp"
#include "clausier/store/document_store.hpp"
#include "clausier/store/ledger_store.hpp"
#include "clausier/store/report_schedule_store.hpp"
#include "document_vault.hpp"
#include "lot_tasks.hpp"
#include "standings.hpp"

namespace clausier::app {
namespace {

class Verifier {
public:
  explicit Verifier(Services& services) : services_(services) {}

  Verification run() {
    services_.database->read([&](store::Connection& c) {
      check_ledger(c);
      check_standings(c);
      check_tasks(c);
      check_audit(c);
      check_originals(c);
      check_library(c);
    });
    found_.ok = found_.differences.empty();
    return std::move(found_);
  }

private:
  void differs(std::string_view code, const Parameters& parameters) {
    found_.differences.push_back(services_.wording.say(code, parameters));
  }

  void check_ledger(store::Connection& connection) {
    const auto check = store::check_ledger(connection, sha256_hex);
    found_.entries = check.entries;
    found_.totals = check.totals;
    for (const auto& difference : check.differences) differs(difference.code, difference.parameters);
  }

  // Those of other rules are worth nothing, and read by nobody: they are reckoned again before.
  void check_standings(store::Connection& connection) {
    store::each_standing(connection, [&](const store::KeptStanding& kept) {
      const auto reckoned = reckoned_standing(connection, services_, kept);
      if (kept.rules != reckoned.rules) return;
      ++found_.standings;
      const bool same = kept.standing == reckoned.standing && kept.urgency == reckoned.urgency && kept.tally == reckoned.tally;
      if (!same) differs("verify.standing", {{"lot", kept.lot.text()}, {"day", french_date(kept.day)}});
    });
  }

  void check_tasks(store::Connection& connection) {
    each_kept_tasks(connection, [&](LotId lot, const LotTasks& kept) {
      if (kept != reckoned_tasks(connection, services_, lot)) differs("verify.tasks", {{"lot", lot.text()}});
    });
  }

  // Each row is compared with the chain as stored before it, so that one altered row gives one
  // difference and not as many as there are rows after it.
  void check_audit(store::Connection& connection) {
    std::string previous;
    std::int64_t expected = 1;
    store::each_audit_row(connection, [&](const store::AuditRow& row) {
      if (row.sequence != expected)
        differs("verify.audit.missing", {{"first", std::to_string(expected)}, {"last", std::to_string(row.sequence - 1)}});
      if (row.chain_sha256 != chained(previous, canonical_line(row)))
        differs("verify.audit.chain", {{"sequence", std::to_string(row.sequence)}});
      previous = row.chain_sha256;
      expected = row.sequence + 1;
      ++found_.audit;
    });
  }

  void check_originals(store::Connection& connection) {
    store::each_document(connection, [&](const store::DocumentRow& document) {
      ++found_.originals;
      const auto hash = services_.vault->hash_now(document.sha256);
      const Parameters which{{"name", document.first_name}, {"sha256", document.sha256}};
      if (document.purged_at) {
        ++found_.purged;
        if (hash) differs("verify.original.not_purged", which);
      } else if (!hash) {
        differs("verify.original.absent", which);
      } else if (*hash != document.sha256) {
        differs("verify.original.altered", which);
      }
    });
  }

  void check_library(store::Connection& connection) {
    store::each_scheduled_report(connection, [&](const store::ScheduledReport& report) {
      const auto hash = services_.vault->hash_now(report.file_sha256);
      const Parameters which{{"title", report.title}, {"sha256", report.file_sha256}};
      if (!hash) differs("verify.library.absent", which);
      else if (*hash != report.file_sha256) differs("verify.library.altered", which);
    });
  }

  Services& services_;
  Verification found_;
};

}  // namespace

Verification verify(Services& services) { return Verifier(services).run(); }

}  // namespace clausier::app
