#include "clausier/store/contract_index.hpp"

#include <algorithm>
#include <unordered_set>

namespace clausier::store {
namespace {

constexpr int day_shift = 24;  // contracts told apart in one number: 16 million
constexpr std::size_t sort_characters = 40;
constexpr std::size_t term_length_min = 4;  // the full-text index keeps the beginnings of three letters itself

// Day of a number: 0 for the undated, 1 for what is older than the first day of the calendar of numbers.
std::int64_t day_part(const std::optional<Date>& day) {
  return day ? std::int64_t{std::clamp(day->days_since_1970(), 1, 1 << 20)} << day_shift : 0;
}

// Reserves as many numbers in a row; gives the first.
std::int64_t reserve_sequence(Connection& c, std::int64_t count) {
  const auto last = c.query_one("SELECT last FROM contract_index_sequence")->integer("last");
  c.execute("UPDATE contract_index_sequence SET last = ?1", values(last + count));
  return last + 1;
}

std::optional<std::int64_t> number_of(Connection& c, ContractId contract) {
  const auto row = c.query_one("SELECT number FROM contract_index WHERE contract_id = ?1", values(contract));
  return row ? std::optional(row->integer("number")) : std::nullopt;
}

// The full-text index takes a row out only when it is told what it had put in. Told by values: at a statement that
// reads rows and may write many, it first puts all it holds on disk.
void forget_words(Connection& c, ContractId contract, std::int64_t number) {
  const auto known = c.query_one("SELECT words FROM contract_words WHERE contract_id = ?1", values(contract));
  if (!known) return;
  c.execute("INSERT INTO contract_search (contract_search, rowid, words) VALUES ('delete', ?1, ?2)", values(number, known->text("words")));
}

void remember_words(Connection& c, const IndexedContract& contract, std::int64_t number) {
  c.execute("INSERT OR REPLACE INTO contract_words (contract_id, words) VALUES (?1, ?2)", values(contract.contract, contract.words));
  c.execute("INSERT INTO contract_search (rowid, words) VALUES (?1, ?2)", values(number, contract.words));
}

void remember_change(Connection& c, const IndexedContract& contract) {
  c.execute("DELETE FROM contract_index_changes WHERE contract_id = ?1", values(contract.contract));
  if (contract.changes_on)
    c.execute("INSERT INTO contract_index_changes (contract_id, changes_on) VALUES (?1, ?2)", values(contract.contract, contract.changes_on));
}

// Numbers (SIRET, contract numbers) are looked for by the full-text index itself: they are one of a kind.
void collect_terms(std::string_view words, std::unordered_set<std::string>& terms) {
  while (!words.empty()) {
    const auto end = words.find(' ');
    const auto word = words.substr(0, end);
    words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
    if (word.size() >= term_length_min && (word.front() < '0' || word.front() > '9')) terms.emplace(word);
  }
}

std::optional<std::int64_t> cents_of(const std::optional<Money>& money) {
  return money ? std::optional(money->cents()) : std::nullopt;
}

}  // namespace

namespace {

struct Numbered {
  std::int64_t number;
  bool known;
  const IndexedContract* contract;
};

// In the order of their numbers: given a lower number than the last one, the full-text index closes what it had
// begun to write and starts anew, which took four times as long for contracts in any order.
std::vector<Numbered> numbered(Connection& c, const std::vector<IndexedContract>& contracts) {
  auto sequence = reserve_sequence(c, static_cast<std::int64_t>(contracts.size()));
  std::vector<Numbered> rows;
  rows.reserve(contracts.size());
  for (const auto& contract : contracts) {
    const auto known = number_of(c, contract.contract);
    rows.push_back({known ? *known : day_part(contract.notified_on) + sequence, known.has_value(), &contract});
    ++sequence;
  }
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
  return rows;
}

}  // namespace

void write_index(Connection& c, const std::vector<IndexedContract>& contracts) {
  std::unordered_set<std::string> terms;
  for (const auto& [number, known, row] : numbered(c, contracts)) {
    const IndexedContract& contract = *row;
    if (known) forget_words(c, contract.contract, number);
    c.execute("INSERT INTO contract_index (number, contract_id, amount_cents, ends_on, sort_object) VALUES (?1, ?2, ?3, ?4, ?5) "
              "ON CONFLICT (number) DO UPDATE SET amount_cents = excluded.amount_cents, ends_on = excluded.ends_on, "
              "sort_object = excluded.sort_object",
              values(number, contract.contract, cents_of(contract.amount), contract.ends_on,
                     contract.folded_object.substr(0, sort_characters)));
    remember_words(c, contract, number);
    remember_change(c, contract);
    collect_terms(contract.words, terms);
  }
  for (const auto& term : terms) c.execute("INSERT OR IGNORE INTO search_terms (term) VALUES (?1)", values(term));
}

void erase_index(Connection& c, ContractId contract) {
  const auto number = number_of(c, contract);
  if (!number) return;
  forget_words(c, contract, *number);
  c.execute("DELETE FROM contract_words WHERE contract_id = ?1", values(contract));
  c.execute("DELETE FROM contract_index WHERE number = ?1", values(*number));
  c.execute("DELETE FROM contract_index_changes WHERE contract_id = ?1", values(contract));
}

void queue_import(Connection& c, ImportId import) {
  c.execute("INSERT INTO search_queue (contract_id) SELECT id FROM contracts WHERE import_id = ?1", values(import));
  c.execute("INSERT INTO search_queue (contract_id) SELECT DISTINCT a.contract_id FROM contract_amendments a WHERE a.import_id = ?1 "
            "AND a.contract_id IN (SELECT contract_id FROM contract_index)", values(import));
  c.execute("INSERT INTO search_queue (contract_id) SELECT DISTINCT e.contract_id FROM contract_editions e WHERE e.import_id = ?1 "
            "AND e.contract_id IN (SELECT contract_id FROM contract_index)", values(import));
  c.execute("INSERT INTO search_queue (contract_id) SELECT DISTINCT s.contract_id FROM contract_subcontractors s WHERE s.import_id = ?1",
            values(import));
}

void queue_contract(Connection& c, ContractId contract) {
  c.execute("INSERT INTO search_queue (contract_id) VALUES (?1)", values(contract));
}

bool any_changed(Connection& c, Date today) {
  return c.query_one("SELECT EXISTS (SELECT 1 FROM contract_index_changes WHERE changes_on <= ?1) AS n", values(today))->flag("n");
}

void queue_changed(Connection& c, Date today) {
  c.execute("INSERT INTO search_queue (contract_id) SELECT contract_id FROM contract_index_changes WHERE changes_on <= ?1", values(today));
  c.execute("DELETE FROM contract_index_changes WHERE changes_on <= ?1", values(today));
}

void queue_unnamed(Connection& c, const Siren& siren) {
  c.execute("INSERT INTO search_queue (contract_id) SELECT x.contract_id FROM contract_index x WHERE x.contract_id IN ("
            "SELECT id FROM contracts WHERE buyer_siren = ?1 AND buyer_name = '' UNION "
            "SELECT contract_id FROM contract_parties WHERE siren = ?1 AND name = '' UNION "
            "SELECT contract_id FROM contract_subcontractors WHERE siren = ?1 AND name = '')",
            values(siren.digits()));
}

std::vector<ContractId> take_queued(Connection& c, int at_most) {
  std::vector<ContractId> taken;
  std::unordered_set<std::int64_t> seen;
  std::int64_t last = 0;
  c.each("SELECT position, contract_id FROM search_queue ORDER BY position LIMIT ?1", values(at_most), [&](const Row& row) {
    last = row.integer("position");
    if (seen.insert(row.integer("contract_id")).second) taken.push_back(row.id<ContractId>("contract_id"));
  });
  c.execute("DELETE FROM search_queue WHERE position <= ?1", values(last));
  return taken;
}

std::int64_t first_number(Date day) { return day_part(day); }

std::vector<std::string> terms_beginning_with(Connection& c, const std::string& letters, int at_most) {
  std::vector<std::string> terms;
  const std::string after_all = letters + "\xF4\x8F\xBF\xBF";  // the last character there is
  c.each("SELECT term FROM search_terms WHERE term >= ?1 AND term < ?2 ORDER BY term LIMIT ?3", values(letters, after_all, at_most),
         [&](const Row& row) { terms.push_back(row.text("term")); });
  return terms;
}

}  // namespace clausier::store
