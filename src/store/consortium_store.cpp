#include "clausier/store/consortium_store.hpp"

namespace clausier::store {

void append_key(Connection& c, LotId lot, const RecordedKey& key) {
  c.execute("INSERT INTO consortium_keys (lot_id, document, author, recorded_at) VALUES (?1, ?2, ?3, ?4)",
            values(lot, key.document, key.author, key.recorded_at));
  const auto id = c.query_one("SELECT max(id) AS id FROM consortium_keys WHERE lot_id = ?1", values(lot))->integer("id");
  for (const auto& share : key.shares)
    c.execute("INSERT INTO consortium_weights (key_id, firm_id, weight) VALUES (?1, ?2, ?3)", values(id, share.member, share.weight));
}

std::vector<RecordedKey> keys_of_lot(Connection& c, LotId lot) {
  std::vector<RecordedKey> keys;
  std::vector<std::int64_t> ids;
  c.each("SELECT * FROM consortium_keys WHERE lot_id = ?1 ORDER BY id", values(lot), [&](const Row& row) {
    ids.push_back(row.integer("id"));
    auto document = row.text("document"), author = row.text("author");
    keys.push_back({{}, std::move(document), std::move(author), row.instant("recorded_at")});
  });
  for (std::size_t i = 0; i < keys.size(); ++i)
    c.each("SELECT firm_id, weight FROM consortium_weights WHERE key_id = ?1 ORDER BY firm_id", values(ids[i]),
           [&](const Row& row) { keys[i].shares.push_back({row.id<OrganisationId>("firm_id"), row.integer("weight")}); });
  return keys;
}

void append_transfer(Connection& c, LotId lot, const RecordedTransfer& recorded) {
  const auto& transfer = recorded.transfer;
  c.execute("INSERT INTO debt_transfers (id, lot_id, from_firm_id, to_firm_id, seconds, document, author, recorded_at)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            values(transfer.id, lot, transfer.from, transfer.to, transfer.time.seconds(), recorded.document, recorded.author,
                   recorded.recorded_at));
}

void append_assent(Connection& c, TransferId transfer, const RecordedAssent& assent) {
  c.execute("INSERT INTO debt_agreements (transfer_id, firm_id, author, recorded_at) VALUES (?1, ?2, ?3, ?4)",
            values(transfer, assent.firm, assent.author, assent.recorded_at));
}

void append_withdrawal(Connection& c, TransferId transfer, const RecordedAssent& withdrawal) {
  c.execute("INSERT INTO debt_withdrawals (transfer_id, firm_id, author, recorded_at) VALUES (?1, ?2, ?3, ?4)",
            values(transfer, withdrawal.firm, withdrawal.author, withdrawal.recorded_at));
}

std::vector<RecordedTransfer> transfers_of_lot(Connection& c, LotId lot) {
  std::vector<RecordedTransfer> found;
  c.each("SELECT * FROM debt_transfers WHERE lot_id = ?1 ORDER BY recorded_at, id", values(lot), [&](const Row& row) {
    RecordedTransfer recorded;
    recorded.transfer.id = row.id<TransferId>("id");
    recorded.transfer.from = row.id<OrganisationId>("from_firm_id");
    recorded.transfer.to = row.id<OrganisationId>("to_firm_id");
    recorded.transfer.time = WorkTime::from_seconds(row.integer("seconds"));
    recorded.document = row.text("document");
    recorded.author = row.text("author");
    recorded.recorded_at = row.instant("recorded_at");
    found.push_back(std::move(recorded));
  });
  for (auto& recorded : found) {
    c.each("SELECT * FROM debt_withdrawals WHERE transfer_id = ?1", values(recorded.transfer.id), [&](const Row& row) {
      const auto firm = row.id<OrganisationId>("firm_id");
      const auto at = row.instant("recorded_at");
      recorded.withdrawal = RecordedAssent{firm, row.text("author"), at};
      recorded.transfer.withdrawn = at;
    });
    c.each("SELECT * FROM debt_agreements WHERE transfer_id = ?1 ORDER BY recorded_at", values(recorded.transfer.id), [&](const Row& row) {
      const auto firm = row.id<OrganisationId>("firm_id");
      const auto at = row.instant("recorded_at");
      auto author = row.text("author");
      recorded.assents.push_back({firm, std::move(author), at});
      if (firm == recorded.transfer.from) recorded.transfer.agreed_by_from = at;
      if (firm == recorded.transfer.to) recorded.transfer.agreed_by_to = at;
    });
  }
  return found;
}

}  // namespace clausier::store
