#include "clausier/store/notice_store.hpp"

#include "clausier/store/contract_store.hpp"

namespace clausier::store {
namespace {

std::optional<std::int64_t> cents_of(const std::optional<Money>& money) {
  return money ? std::optional(money->cents()) : std::nullopt;
}

std::optional<Money> money_of(const Row& row, std::string_view column) {
  const auto cents = row.integer_or_null(column);
  return cents ? std::optional(Money::from_cents(*cents)) : std::nullopt;
}

NoticeLot lot_of(const Row& row) {
  NoticeLot lot;
  lot.key = row.text("lot_key");
  lot.number = row.text("number");
  lot.title = row.text("title");
  lot.cpv = row.text("cpv");
  lot.estimate = money_of(row, "estimate_cents");
  if (const auto months = row.integer_or_null("duration_months")) lot.duration_months = static_cast<int>(*months);
  lot.result = row.text("result");
  lot.amount = money_of(row, "amount_cents");
  lot.signed_on = row.date_or_null("signed_on");
  lot.contract_reference = row.text("contract_reference");
  lot.winners = decode_parties(row.text("winners"));
  return lot;
}

SocialMention mention_of(const Row& row) {
  const auto kind = parse_social_consideration(row.text("kind"));
  const auto certainty = parse_certainty(row.text("certainty"));
  if (!kind || !certainty) throw CorruptData("mention of a notice: " + row.text("kind") + " " + row.text("certainty"));
  SocialMention mention;
  mention.kind = *kind;
  mention.certainty = *certainty;
  mention.field = row.text("field");
  mention.code = row.text("code");
  mention.quotation = row.text("quotation");
  mention.lot = row.text("lot_key");
  mention.place.row = static_cast<int>(row.integer("line"));
  mention.place.path = row.text("path");
  return mention;
}

StoredNotice notice_of(Connection& c, const Row& row) {
  const auto stage = parse_notice_stage(row.text("stage"));
  if (!stage) throw CorruptData("stage of a notice: " + row.text("stage"));
  StoredNotice stored{row.id<NoticeId>("id"), row.id<ContractId>("contract_id"), {}, {}};
  auto& notice = stored.notice;
  notice.format = row.text("format");
  notice.stage = *stage;
  notice.notice_id = row.text("notice_id");
  notice.version = row.text("version");
  notice.publication = row.text("publication");
  notice.published_on = row.date_or_null("published_on");
  c.each("SELECT * FROM contract_notice_lots WHERE notice_id = ?1 ORDER BY rank", values(stored.id), [&](const Row& lot) {
    notice.lots.push_back(lot_of(lot));
    stored.lot_ids.push_back(lot.id<LotId>("lot_id"));
  });
  c.each("SELECT * FROM contract_mentions WHERE notice_id = ?1 ORDER BY rank", values(stored.id),
         [&](const Row& mention) { notice.mentions.push_back(mention_of(mention)); });
  return stored;
}

}  // namespace

std::optional<KnownProcedure> find_procedure(Connection& c, ImportId import, const std::vector<std::string>& keys) {
  for (const auto& key : keys) {
    const auto row = c.query_one(
        "SELECT n.contract_id FROM contract_notice_keys k JOIN contract_notices n ON n.id = k.notice_id WHERE k.procedure_key = ?1 "
        "AND (n.import_id = ?2 OR n.import_id NOT IN (SELECT id FROM imports WHERE state <> 'applied')) ORDER BY n.recorded_at LIMIT 1",
        values(key, import));
    if (!row) continue;
    KnownProcedure known{row->id<ContractId>("contract_id"), {}};
    const auto notices = c.query(
        "SELECT * FROM contract_notices WHERE contract_id = ?1 AND (import_id = ?2 OR import_id NOT IN "
        "(SELECT id FROM imports WHERE state <> 'applied')) ORDER BY recorded_at, published_on, id", values(known.contract, import));
    for (const auto& notice : notices) known.notices.push_back(notice_of(c, notice));
    return known;
  }
  return std::nullopt;
}

void stage_notice(Connection& c, ImportId import, const StagedNotice& staged, Instant now) {
  const auto& n = staged.notice;
  c.execute("INSERT INTO contract_notices (id, contract_id, import_id, format, stage, notice_id, version, publication, published_on, "
            "recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            values(staged.id, staged.contract, import, n.format, notice_stage_code(n.stage), n.notice_id, n.version, n.publication,
                   n.published_on, now));
  for (const auto& key : n.procedure_keys)
    c.execute("INSERT INTO contract_notice_keys (procedure_key, notice_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING", values(key, staged.id));
  for (std::size_t i = 0; i < n.lots.size(); ++i) {
    const auto& lot = n.lots[i];
    c.execute("INSERT INTO contract_notice_lots (notice_id, rank, lot_key, lot_id, announced, number, title, cpv, estimate_cents, "
              "duration_months, result, amount_cents, signed_on, contract_reference, winners) "
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
              values(staged.id, static_cast<std::int64_t>(i), lot.key, staged.lot_ids.at(i), staged.announced.at(i) ? true : false,
                     lot.number, lot.title, lot.cpv, cents_of(lot.estimate), lot.duration_months, lot.result, cents_of(lot.amount),
                     lot.signed_on, lot.contract_reference, encode_parties(lot.winners)));
  }
  int rank = 0;
  for (const auto& m : n.mentions)
    c.execute("INSERT INTO contract_mentions (notice_id, rank, lot_key, kind, certainty, field, code, quotation, line, path) "
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
              values(staged.id, ++rank, m.lot, social_consideration_code(m.kind), certainty_code(m.certainty), m.field, m.code,
                     m.quotation, m.place.row, m.place.path));
}

void stage_notice_lots(Connection& c, ContractId contract, LotId implicit_lot, const StagedNotice& staged, Instant now) {
  c.execute("DELETE FROM lots WHERE id = ?1", values(implicit_lot));
  for (std::size_t i = 0; i < staged.notice.lots.size(); ++i) {
    const auto& lot = staged.notice.lots[i];
    c.execute("INSERT INTO lots (id, contract_id, rank, number, label, amount_cents, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
              values(staged.lot_ids.at(i), contract, static_cast<std::int64_t>(i), lot.number, lot.title,
                     cents_of(lot.amount ? lot.amount : lot.estimate), now));
  }
}

void remove_staged_notices(Connection& c, ImportId import) {
  for (const char* table : {"contract_notice_keys", "contract_notice_lots", "contract_mentions"})
    c.execute("DELETE FROM " + std::string(table) + " WHERE notice_id IN (SELECT id FROM contract_notices WHERE import_id = ?1)",
              values(import));
  c.execute("DELETE FROM contract_notices WHERE import_id = ?1", values(import));
}

void add_announced_lots(Connection& c, ImportId import, Instant now) {
  c.execute("INSERT INTO lots (id, contract_id, rank, number, label, amount_cents, recorded_at) "
            "SELECT l.lot_id, n.contract_id, 1000 + l.rank, l.number, l.title, coalesce(l.amount_cents, l.estimate_cents), ?2 "
            "FROM contract_notice_lots l JOIN contract_notices n ON n.id = l.notice_id WHERE n.import_id = ?1 AND l.announced = 1 "
            "ORDER BY n.recorded_at, l.rank",
            values(import, now));
}

std::vector<StoredNotice> find_notices(Connection& c, ContractId contract) {
  std::vector<StoredNotice> notices;
  const auto rows = c.query("SELECT * FROM visible_notices WHERE contract_id = ?1 ORDER BY recorded_at, published_on, id", values(contract));
  for (const auto& row : rows) notices.push_back(notice_of(c, row));
  return notices;
}

}  // namespace clausier::store
