#include "csv_records.hpp"

#include <algorithm>

#include "clean_text.hpp"

namespace clausier::read {
namespace {

constexpr std::size_t open_contracts_max = 16;
constexpr std::size_t open_bytes_max = std::size_t{12} << 20;  // of rows that are states without number

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = text.find(separator);
    parts.push_back(trimmed(text.substr(0, end)));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return parts;
}

bool blank(const CsvRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) { return trimmed(cell).empty(); });
}

// Ids that differ by their counter of modifications alone.
bool same_but_counter(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (a.size() != b.size() || a.size() < 7) return false;
  const auto stem = a.size() - 2;
  return a.substr(0, stem) == b.substr(0, stem) && all_digits(a.substr(stem)) && all_digits(b.substr(stem));
}

bool same_nodes(const Node& a, const Node& b) {
  return a.kind == b.kind && a.text == b.text &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same_nodes) &&
         std::equal(a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
                    [](const auto& x, const auto& y) { return x.key == y.key && same_nodes(x.value, y.value); });
}

// The same holders in any order.
bool same_holders(Node a, Node b) {
  const auto by_id = [](const Node& x, const Node& y) { return x["id"].text < y["id"].text; };
  std::sort(a.items.begin(), a.items.end(), by_id);
  std::sort(b.items.begin(), b.items.end(), by_id);
  return same_nodes(a, b);
}

}  // namespace

CsvRecordStream::CsvRecordStream(ByteSource& source) : source_(source) {
  const auto window = source_.window();
  const auto line = window.substr(0, window.find_first_of("\r\n"));
  for (const char candidate : {',', ';', '\t', '|'}) {
    separator_ = candidate;
    if (adopt_header(split(line, candidate))) break;
  }
  if (!headings_.empty()) recognised_ = read_row().has_value();
}

CsvRecordStream::Heading CsvRecordStream::heading_of(std::string name) {
  name = trimmed(name);
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
  std::replace(name.begin(), name.end(), '.', '_');
  if (name == "acheteur_siret") name = "acheteur_id";
  if (name == "type" || name == "donneesActuelles") return {Column::ignored, name};
  if (name == "objetModification" || name == "modification_id") return {Column::modification, name};
  if (!name.starts_with("titulaire")) return {Column::plain, name};
  int rank = 0;
  if (name.size() > 2 && name[name.size() - 2] == '_' && all_digits(name.substr(name.size() - 1))) {
    rank = name.back() - '0';
    name.resize(name.size() - 2);
  }
  if (name == "titulaire_id" || name == "titulaire_siret" || name == "titulaires_siret" || name == "titulaires_id")
    return {Column::holder_id, name, rank};
  if (name == "titulaire_typeIdentifiant") return {Column::holder_type, name, rank};
  if (name == "titulaire_denominationSociale" || name == "titulaire_nom" || name == "titulaires_nom")
    return {Column::holder_name, name, rank};
  return {Column::ignored, name};
}

bool CsvRecordStream::adopt_header(const std::vector<std::string>& names) {
  std::vector<Heading> headings;
  for (const auto& name : names) headings.push_back(heading_of(name));
  const auto has = [&](std::string_view key) {
    return std::any_of(headings.begin(), headings.end(), [key](const Heading& heading) { return heading.key == key; });
  };
  int facts = 0;
  for (const auto* key : {"objet", "montant", "dateNotification", "codeCPV", "nature", "procedure"})
    facts += has(key) ? 1 : 0;
  if (!(has("id") || has("uid")) || !has("acheteur_id") || facts < 2) return false;
  one_row_per_holder_ = has("titulaire_id") || has("titulaire_siret");
  tells_modifications_ = std::any_of(headings.begin(), headings.end(), [](const Heading& h) { return h.column == Column::modification; });
  headings_ = std::move(headings);
  return true;
}

void CsvRecordStream::read_cell(Lookahead& at, CsvRow& row) {
  std::string value;
  const bool quoted = at.peek() == '"';
  if (quoted) at.advance();
  while (!at.overflowed()) {
    const int c = at.peek();
    if (c < 0) {
      row.cut_short = quoted;
      break;
    }
    if (quoted && c == '"') {
      at.advance();
      if (at.peek() != '"') break;
    } else if (!quoted && (c == separator_ || c == '\n' || c == '\r')) {
      break;
    }
    value += static_cast<char>(c);
    at.advance();
  }
  // What stands between a closing quote and the separator belongs to nobody; it is kept with the cell.
  for (int c = at.peek(); quoted && c >= 0 && c != separator_ && c != '\n' && c != '\r'; c = at.peek()) {
    value += static_cast<char>(c);
    at.advance();
  }
  row.cells.push_back(std::move(value));
}

std::optional<CsvRow> CsvRecordStream::read_row() {
  CsvRow row;
  row.offset = source_.offset();
  Lookahead at(source_, record_bytes_max);
  if (at.peek() < 0) return std::nullopt;
  for (bool more = true; more;) {
    read_cell(at, row);
    more = at.peek() == separator_;
    if (more) at.advance();
  }
  if (at.peek() == '\r') at.advance();
  if (at.peek() == '\n') at.advance();
  row.raw = at.take();
  row.too_large = at.overflowed();
  row.number = ++rows_read_;
  for (auto& value : row.cells) repair_utf8(value);
  return row;
}

const std::string& CsvRecordStream::cell(const CsvRow& row, std::string_view key) const {
  static const std::string nothing;
  for (std::size_t i = 0; i < headings_.size() && i < row.cells.size(); ++i)
    if (headings_[i].key == key) return row.cells[i];
  return nothing;
}

bool CsvRecordStream::is_modification(const CsvRow& row) const {
  const auto number = trimmed(cell(row, "modification_id"));
  return !says_nothing(cell(row, "objetModification")) || (!says_nothing(number) && number != "0");
}

bool CsvRecordStream::same_apart_from_holders(const CsvRow& a, const CsvRow& b) const {
  for (std::size_t i = 0; i < headings_.size(); ++i) {
    if (headings_[i].column != Column::plain && headings_[i].column != Column::modification) continue;
    const bool in_a = i < a.cells.size(), in_b = i < b.cells.size();
    if (in_a != in_b || (in_a && a.cells[i] != b.cells[i])) return false;
  }
  return true;
}

bool CsvRecordStream::belongs_to(const CsvRow& row, const Group& group) const {
  if (!is_modification(row)) return one_row_per_holder_ && same_apart_from_holders(row, group.first);
  return cell(row, "acheteur_id") == cell(group.first, "acheteur_id") &&
         same_but_counter(cell(row, "id"), cell(group.first, "id"));
}

void CsvRecordStream::add_to_group(CsvRow row) {
  const bool alone = row.too_large || row.cut_short || row.cells.size() > headings_.size();
  const auto bytes = row.raw.size();
  open_bytes_ += bytes;
  const auto put = [&](Group& group) {
    if (!belongs_to(row, group)) return false;
    group.bytes += bytes;
    (is_modification(row) ? group.modifications : group.rows).push_back(std::move(row));
    return true;
  };
  if (one_row_per_holder_ && !tells_modifications_) {
    auto& states = by_key_[contract_key(row)];
    for (auto* group : states)
      if (!alone && put(*group)) return;
    open_.push_back({.first = std::move(row), .bytes = bytes});
    if (!alone) states.push_back(&open_.back());
    return;
  }
  for (auto group = open_.rbegin(); !alone && group != open_.rend(); ++group)
    if (put(*group)) return;
  open_.push_back({.first = std::move(row), .bytes = bytes});
}

std::string CsvRecordStream::contract_key(const CsvRow& row) const {
  const auto& id = cell(row, "id");
  return cell(row, "acheteur_id") + '\x1F' + (id.empty() ? cell(row, "uid") : id);
}

bool CsvRecordStream::same_contract(const CsvRow& a, const CsvRow& b) const {
  for (const std::string_view key : {"objet", "codeCPV", "nature"})
    if (cell(a, key) != cell(b, key)) return false;
  return true;
}

// The states of a contract that rows without number tell, each with its own date: the first is the contract, those
// after it its modifications. Two states of one day contradict each other: all are left apart, for a person.
void CsvRecordStream::gather_states(Group& group) {
  const auto found = by_key_.find(contract_key(group.first));
  if (found == by_key_.end()) return;
  const auto holders = holders_of(group.first, group.rows);
  std::vector<Group*> states;
  for (auto* other : found->second)
    if (!other->given && !other->apart && same_contract(group.first, other->first) && same_holders(holders, holders_of(other->first, other->rows)))
      states.push_back(other);
  const auto day = [&](const Group* one) -> const std::string& { return cell(one->first, "dateNotification"); };
  std::sort(states.begin(), states.end(), [&](const Group* a, const Group* b) { return day(a) < day(b); });
  const bool one_a_day = std::adjacent_find(states.begin(), states.end(), [&](const Group* a, const Group* b) { return day(a) == day(b); }) == states.end();
  for (auto* state : states) state->apart = !one_a_day;
  const bool alone = std::find(states.begin(), states.end(), &group) == states.end();
  if (alone || states.size() < 2 || !one_a_day || says_nothing(day(states.front()))) return;
  Group whole{.first = states.front()->first, .rows = states.front()->rows, .gathered = true, .bytes = group.bytes};
  for (std::size_t i = 1; i < states.size(); ++i) {
    whole.modifications.push_back(states[i]->first);
    for (const auto& row : states[i]->rows) whole.modifications.push_back(row);
  }
  for (auto* state : states) state->given = state != &group;
  group = std::move(whole);
}

void CsvRecordStream::forget(const Group& group) {
  open_bytes_ -= group.bytes;
  const auto found = by_key_.find(contract_key(group.first));
  if (found == by_key_.end()) return;
  std::erase(found->second, &group);
  if (found->second.empty()) by_key_.erase(found);
}

std::size_t CsvRecordStream::window_left() const {
  if (one_row_per_holder_ && !tells_modifications_) return open_bytes_ < open_bytes_max ? open_bytes_max - open_bytes_ : 0;
  return open_.size() <= open_contracts_max ? open_contracts_max + 1 - open_.size() : 0;
}

void CsvRecordStream::collect_holders(const CsvRow& row, std::vector<Node>& holders) const {
  for (int rank = 0; rank <= 9; ++rank) {
    std::vector<std::string> ids, names;
    std::string type;
    for (std::size_t i = 0; i < headings_.size() && i < row.cells.size(); ++i) {
      if (headings_[i].rank != rank || says_nothing(row.cells[i])) continue;
      if (headings_[i].column == Column::holder_id) ids = split(row.cells[i], ';');
      if (headings_[i].column == Column::holder_name) names = {trimmed(row.cells[i])};
      if (headings_[i].column == Column::holder_type) type = trimmed(row.cells[i]);
    }
    if (ids.size() > 1 && names.size() == 1) names = split(names.front(), ';');
    for (std::size_t i = 0; i < std::max(ids.size(), names.size()); ++i) {
      Node holder;
      holder.set("id", Node::of_text(i < ids.size() ? ids[i] : ""));
      holder.set("typeIdentifiant", Node::of_text(type));
      if (i < names.size()) holder.set("denominationSociale", Node::of_text(names[i]));
      holders.push_back(std::move(holder));
    }
  }
}

Node CsvRecordStream::holders_of(const CsvRow& first, const std::vector<CsvRow>& rows) const {
  std::vector<Node> holders;
  collect_holders(first, holders);
  for (const auto& row : rows) collect_holders(row, holders);
  return Node::of_list(std::move(holders));
}

// Each modification once, whatever the number of its holders. Rows carry totals, and holders even
// when these did not change: they are told only when they differ from the initial ones.
Node CsvRecordStream::modifications_of(const Group& group, const Node& initial_holders) const {
  std::vector<Node> modifications;
  auto rest = group.modifications;
  while (!rest.empty()) {
    const CsvRow first = rest.front();
    std::vector<CsvRow> same;
    std::vector<CsvRow> others;
    for (auto row = rest.begin() + 1; row != rest.end(); ++row)
      (same_apart_from_holders(*row, first) ? same : others).push_back(*row);
    Node modification;
    const auto set = [&](const char* key, std::string_view column) {
      modification.set(key, Node::of_text(cell(first, column)));
    };
    set("id", "modification_id");
    set("objetModification", "objetModification");
    set("dateNotificationModification", "dateNotification");
    set("datePublicationDonneesModification", "datePublicationDonnees");
    set("montant", "montant");
    set("dureeMois", "dureeMois");
    auto holders = holders_of(first, same);
    if (!same_holders(holders, initial_holders)) modification.set("titulaires", std::move(holders));
    modifications.push_back(std::move(modification));
    rest = std::move(others);
  }
  return Node::of_list(std::move(modifications));
}

CsvContract CsvRecordStream::contract_of(Group group) const {
  CsvContract contract;
  contract.offset = group.first.offset;
  contract.row = group.first.number;
  contract.states_gathered = group.gathered;
  contract.raw = group.first.raw;
  for (const auto& row : group.rows) contract.raw += row.raw;
  for (const auto& row : group.modifications) contract.raw += row.raw;
  if (group.first.cells.size() > headings_.size()) contract.state = RawRecord::State::broken;
  if (group.first.cut_short) contract.state = RawRecord::State::cut_short;
  if (group.first.too_large) contract.state = RawRecord::State::too_large;
  contract.node.kind = Node::Kind::object;
  for (std::size_t i = 0; i < headings_.size() && i < group.first.cells.size(); ++i)
    if (headings_[i].column == Column::plain) contract.node.set(headings_[i].key, Node::of_text(group.first.cells[i]));
  auto holders = holders_of(group.first, group.rows);
  auto modifications = modifications_of(group, holders);
  contract.node.set("titulaires", std::move(holders));
  // A "modifications" column holds text, if anything: the rows are what counts.
  std::erase_if(contract.node.members, [](const Node::Member& member) { return member.key == "modifications"; });
  contract.node.set("modifications", std::move(modifications));
  return contract;
}

std::optional<CsvContract> CsvRecordStream::next() {
  for (;;) {
    while (window_left() > 0) {
      auto row = read_row();
      if (!row) break;
      if (row->cut_short) truncated_ = true;
      if (!blank(*row)) add_to_group(std::move(*row));
    }
    if (open_.empty()) return std::nullopt;
    auto& front = open_.front();
    const bool given = front.given;  // among the states of a contract that came before it
    std::optional<CsvContract> contract;
    if (!given) {
      gather_states(front);
      contract = contract_of(front);
    }
    forget(front);
    open_.pop_front();
    if (contract) return contract;
  }
}

}  // namespace clausier::read
