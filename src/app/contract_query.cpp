#include "contract_query.hpp"

#include <algorithm>
#include <map>

#include "clausier/store/contract_index.hpp"
#include "filter_tokens.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

constexpr std::size_t beginning_letters = 3;   // the full-text index keeps beginnings of three letters
constexpr std::size_t whole_number_digits = 14;  // a SIRET is complete
constexpr int terms_max = 256;                 // beyond, the full-text index collects the words itself: slower

std::string quoted(const std::string& word) { return "\"" + word + "\""; }

std::string any_of(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " OR ") + quoted(word);
  return words.size() == 1 ? text : "(" + text + ")";
}

bool starts_with_digit(const std::string& word) { return word.front() >= '0' && word.front() <= '9'; }

// A whole word, singular or plural.
std::string whole_word(const std::string& word) {
  if (word.size() < 4 || starts_with_digit(word)) return quoted(word);
  std::vector<std::string> forms = {word, word + "s", word + "x"};
  if (word.ends_with('s') || word.ends_with('x')) forms = {word, word.substr(0, word.size() - 1)};
  return any_of(forms);
}

// The last word may be the beginning of the one that is meant.
std::string beginning(store::Connection& c, const std::string& letters) {
  if (letters.size() < beginning_letters) return quoted(letters);
  if (starts_with_digit(letters)) return letters.size() < whole_number_digits ? quoted(letters) + " *" : quoted(letters);
  if (letters.size() == beginning_letters) return quoted(letters) + " *";
  auto terms = store::terms_beginning_with(c, letters, terms_max + 1);
  if (terms.size() > terms_max) return quoted(letters) + " *";
  if (letters.ends_with('s') || letters.ends_with('x')) terms.push_back(letters.substr(0, letters.size() - 1));  // the singular
  return terms.empty() ? quoted(letters) : any_of(terms);
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : folded(text) + " ") {
    if (c != ' ') { word += c; continue; }
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  }
  return words;
}

bool sees_all(const Actor& actor) { return has_role(actor, {Role::facilitator}); }

struct Question {
  std::vector<std::string> all;
  std::vector<std::string> none;
};

void add_filters(Question& question, const Actor& actor, const ContractQuery& query, Date today) {
  auto& all = question.all;
  if (!query.department.empty()) all.push_back(quoted(tokens::department(query.department)));
  if (!query.epci.empty()) all.push_back(quoted(tokens::epci(query.epci)));
  if (!query.buyer_siret.empty()) all.push_back(quoted(tokens::buyer(query.buyer_siret)));
  if (!query.programme.empty()) all.push_back(quoted(tokens::programme(query.programme)));
  if (query.social == "any") all.push_back(quoted(std::string(tokens::any_social)));
  else if (const auto value = parse_social_consideration(query.social)) all.push_back(quoted(tokens::social(*value)));
  if (query.amount_min || query.amount_max) all.push_back(any_of(tokens::amounts(query.amount_min, query.amount_max)));
  if (query.state == "running") all.push_back(any_of(tokens::ends_from(today)));
  if (query.state == "ended") all.push_back(any_of(tokens::ends_before(today)));
  if (query.state == "closed") all.push_back(quoted(std::string(tokens::closed)));
  else if (!query.state.empty()) question.none.push_back(quoted(std::string(tokens::closed)));
  // What only followed contracts can answer narrows the search; who may see them is decided on the rows.
  if (query.followed_only && actor.role == Role::facilitator && actor.organisation) all.push_back(quoted(tokens::office(actor.organisation->id)));
  else if (query.followed_only || !sees_all(actor)) all.push_back(quoted(std::string(tokens::followed)));
}

}  // namespace

std::string full_text_question(store::Connection& c, const Actor& actor, const ContractQuery& query, Date today) {
  Question question;
  const auto words = words_of(query.words);
  for (std::size_t i = 0; i < words.size(); ++i)
    question.all.push_back(i + 1 < words.size() ? whole_word(words[i]) : beginning(c, words[i]));
  add_filters(question, actor, query, today);
  std::string text;
  for (const auto& part : question.all) text += (text.empty() ? "" : " AND ") + part;
  for (const auto& part : question.none)
    if (!text.empty()) text = "(" + text + ") NOT " + part;
  return text;
}

std::string ContractSelection::bind(store::Value value) {
  arguments_.push_back(std::move(value));
  return "?" + std::to_string(arguments_.size());
}

ContractSelection::ContractSelection(store::Connection& c, const Actor& actor, const ContractQuery& query, Date today) {
  arguments_.push_back(perimeter_key(actor));  // ?1, as the perimeters want it
  if (const auto question = full_text_question(c, actor, query, today); !question.empty()) match_ = bind(question);
  restrict_dates(query);
  restrict_rows(actor, query, today);
  static const std::map<std::string, std::pair<Order, bool>> orders = {
      {"notified_desc", {Order::by_date, true}}, {"notified_asc", {Order::by_date, false}}, {"amount_desc", {Order::by_amount, true}},
      {"amount_asc", {Order::by_amount, false}}, {"object_asc", {Order::by_object, false}}, {"object_desc", {Order::by_object, true}}};
  if (const auto found = orders.find(query.sort); found != orders.end()) std::tie(order_, descending_) = found->second;
}

void ContractSelection::restrict_dates(const ContractQuery& query) {
  if (query.notified_from) on_number_.push_back(">= " + bind(store::first_number(*query.notified_from)));
  if (query.notified_to) on_number_.push_back("< " + bind(store::first_number(query.notified_to->plus_days(1))));
  // Undated contracts come before the first number of a day: a last day alone leaves them out too.
  if (query.notified_to && !query.notified_from) on_number_.push_back(">= " + bind(store::first_number(Date::from_days(0))));
}

void ContractSelection::restrict_rows(const Actor& actor, const ContractQuery& query, Date today) {
  const bool all_followed = is_operator(actor) && query.followed_only;
  if (!sees_all(actor) || (query.followed_only && !is_operator(actor))) on_row_.push_back("x.contract_id IN (" + contracts_within(actor) + ")");
  if (all_followed) on_row_.push_back("x.contract_id IN (SELECT contract_id FROM follow_ups)");
  if (query.amount_min) on_row_.push_back("x.amount_cents >= " + bind(query.amount_min->cents()));
  if (query.amount_max) on_row_.push_back("x.amount_cents <= " + bind(query.amount_max->cents()));
  if (query.state == "running") on_row_.push_back("x.ends_on >= " + bind(today.iso()));
  if (query.state == "ended") on_row_.push_back("x.ends_on < " + bind(today.iso()));
}

std::string ContractSelection::condition(std::string_view number_column, bool with_rows) const {
  std::string sql;
  const auto add = [&](const std::string& one) { sql += (sql.empty() ? " WHERE " : " AND ") + one; };
  for (const auto& one : on_number_) add(std::string(number_column) + " " + one);
  if (with_rows)
    for (const auto& one : on_row_) add(one);
  return sql;
}

std::string ContractSelection::ordered() const {
  const std::string way = descending_ ? " DESC" : "";
  switch (order_) {
    case Order::by_date: return " ORDER BY x.number" + way;
    case Order::by_amount: return " ORDER BY x.amount_cents" + way + " NULLS LAST, x.number" + way;
    case Order::by_object: return " ORDER BY x.sort_object" + way + ", x.number" + way;
  }
  return "";
}

Statement ContractSelection::counted(std::int64_t at_most) const {
  auto arguments = arguments_;
  arguments.emplace_back(at_most);
  const std::string limit = " LIMIT ?" + std::to_string(arguments.size());
  // ?1 stands in every statement, so that all take the same arguments.
  std::string matches;
  if (match_.empty()) {
    matches = "SELECT 1 FROM contract_index x" + condition("x.number", true) + limit;
  } else {
    const std::string rows = on_row_.empty() ? "" : " CROSS JOIN contract_index x ON x.number = s.rowid";
    const std::string where = condition("s.rowid", true);
    matches = "SELECT 1 FROM contract_search s" + rows + where + (where.empty() ? " WHERE " : " AND ") + "contract_search MATCH " + match_ + limit;
  }
  return {"SELECT count(*) AS n FROM (" + matches + ") WHERE ?1 IS NOT NULL", std::move(arguments)};
}

Statement ContractSelection::numbers(std::int64_t limit, std::int64_t offset, bool many) const {
  auto arguments = arguments_;
  arguments.emplace_back(limit);
  arguments.emplace_back(offset);
  const std::string window = " LIMIT ?" + std::to_string(arguments.size() - 1) + " OFFSET ?" + std::to_string(arguments.size());
  const auto joined = [](const std::string& where) { return where.empty() ? " WHERE " : " AND "; };
  std::string sql;
  if (match_.empty()) {
    const auto where = condition("x.number", true);
    sql = "SELECT x.number FROM contract_index x" + where + joined(where) + "?1 IS NOT NULL" + ordered();
  } else if (order_ == Order::by_date) {
    // The full-text index gives its matches by number: nothing to sort, however many they are.
    const auto where = condition("s.rowid", true);
    sql = "SELECT s.rowid AS number FROM contract_search s" + std::string(on_row_.empty() ? "" : " CROSS JOIN contract_index x ON x.number = s.rowid") +
          where + joined(where) + "contract_search MATCH " + match_ + " AND ?1 IS NOT NULL ORDER BY s.rowid" + (descending_ ? " DESC" : "");
  } else if (many) {
    const auto where = condition("x.number", true);
    const std::string index = order_ == Order::by_amount ? "contract_index_amount" : "contract_index_object";
    sql = "SELECT x.number FROM contract_index x INDEXED BY " + index + where + joined(where) +
          "x.number IN (SELECT rowid FROM contract_search WHERE contract_search MATCH " + match_ + ") AND ?1 IS NOT NULL" + ordered();
  } else {
    const auto where = condition("s.rowid", true);
    sql = "SELECT x.number FROM contract_search s CROSS JOIN contract_index x ON x.number = s.rowid" + where + joined(where) +
          "contract_search MATCH " + match_ + " AND ?1 IS NOT NULL" + ordered();
  }
  return {sql + window, std::move(arguments)};
}

}  // namespace clausier::app
