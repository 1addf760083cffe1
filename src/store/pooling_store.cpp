#include "clausier/store/pooling_store.hpp"

namespace clausier::store {
namespace {

constexpr char separator = '\n';  // between signatories: a form gives one a line

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const auto& item : items) text += (text.empty() ? "" : std::string(1, separator)) + item;
  return text;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> items;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(separator, at), text.size());
    items.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return items;
}

const std::string allocations = "SELECT a.*, e.lot_id AS from_lot_id, e.worked_from, e.worked_to FROM pooling_allocations a"
                                " JOIN ledger_entries e ON e.id = a.entry_id";

RecordedAllocation allocation_of(const Row& row) {
  const DateRange worked{row.date("worked_from"), row.date("worked_to")};
  PooledHours part{.worked = worked};
  part.id = row.id<AllocationId>("id");
  part.agreement = row.id<PoolingId>("agreement_id");
  part.entry = row.id<EntryId>("entry_id");
  part.from = row.id<LotId>("from_lot_id");
  part.to = row.id<LotId>("to_lot_id");
  part.time = WorkTime::from_seconds(row.integer("seconds"));
  part.recorded_at = row.instant("recorded_at");
  part.cancels = row.id_or_null<AllocationId>("cancels");
  auto author = row.text("author"), reason = row.text("reason");
  return {std::move(part), std::move(author), std::move(reason)};
}

std::vector<PooledHours> parts_where(Connection& c, const std::string& condition, std::vector<Value> bound) {
  std::vector<PooledHours> parts;
  c.each(allocations + " WHERE " + condition + " ORDER BY a.recorded_at, a.id", std::move(bound),
         [&](const Row& row) { parts.push_back(allocation_of(row).part); });
  return parts;
}

}  // namespace

void append_agreement(Connection& c, const RecordedAgreement& recorded) {
  const auto& agreement = recorded.agreement;
  c.execute("INSERT INTO pooling_agreements (id, document, signatories, starts_on, ends_on, author, recorded_at)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            values(agreement.id, agreement.document, joined(agreement.signatories), agreement.valid.first, agreement.valid.last,
                   recorded.author, agreement.recorded_at));
  for (const auto lot : agreement.lots)
    c.execute("INSERT INTO pooling_lots (agreement_id, lot_id) VALUES (?1, ?2)", values(agreement.id, lot));
}

std::vector<RecordedAgreement> agreements_of_lot(Connection& c, LotId lot) {
  std::vector<RecordedAgreement> found;
  c.each("SELECT g.* FROM pooling_agreements g JOIN pooling_lots l ON l.agreement_id = g.id WHERE l.lot_id = ?1 ORDER BY g.recorded_at, g.id",
         values(lot), [&](const Row& row) {
           const DateRange valid{row.date("starts_on"), row.date("ends_on")};
           RecordedAgreement recorded{{.lots = {}, .valid = valid, .signatories = {}, .document = {}}, {}};
           recorded.agreement.id = row.id<PoolingId>("id");
           recorded.agreement.document = row.text("document");
           recorded.agreement.signatories = split(row.text("signatories"));
           recorded.agreement.recorded_at = row.instant("recorded_at");
           recorded.author = row.text("author");
           found.push_back(std::move(recorded));
         });
  for (auto& recorded : found)
    c.each("SELECT lot_id FROM pooling_lots WHERE agreement_id = ?1 ORDER BY lot_id", values(recorded.agreement.id),
           [&](const Row& row) { recorded.agreement.lots.push_back(row.id<LotId>("lot_id")); });
  return found;
}

void append_allocation(Connection& c, const RecordedAllocation& recorded) {
  const auto& part = recorded.part;
  c.execute("INSERT INTO pooling_allocations (id, agreement_id, entry_id, to_lot_id, seconds, reason, author, recorded_at, cancels)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            values(part.id, part.agreement, part.entry, part.to, part.time.seconds(), recorded.reason, recorded.author,
                   part.recorded_at, part.cancels));
}

std::vector<RecordedAllocation> allocations_under(Connection& c, PoolingId agreement) {
  std::vector<RecordedAllocation> found;
  c.each(allocations + " WHERE a.agreement_id = ?1 ORDER BY a.recorded_at, a.id", values(agreement),
         [&](const Row& row) { found.push_back(allocation_of(row)); });
  return found;
}

std::vector<PooledHours> allocations_of_line(Connection& c, EntryId entry) { return parts_where(c, "a.entry_id = ?1", values(entry)); }

std::vector<PooledHours> allocations_of_lot(Connection& c, LotId lot) {
  return parts_where(c, "a.to_lot_id = ?1 OR a.entry_id IN (SELECT p.entry_id FROM pooling_allocations p JOIN ledger_entries l ON"
                        " l.id = p.entry_id WHERE l.lot_id = ?1)", values(lot));
}

}  // namespace clausier::store
