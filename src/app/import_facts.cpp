// Invoices, orders and other facts out of a spreadsheet: all its faults at once, and everything or nothing.
#include <algorithm>
#include <map>

#include "audit.hpp"
#include "clausier/app/obligations.hpp"
#include "clausier/domain/contract.hpp"
#include "clausier/domain/nir.hpp"
#include "clausier/domain/typed_figures.hpp"
#include "clausier/read/grid.hpp"
#include "clausier/store/clause_store.hpp"
#include "clausier/store/obligation_store.hpp"
#include "fact_lines.hpp"
#include "lot_position.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

constexpr std::size_t reference_max = 60, text_max = 300;  // as the form accepts them
constexpr std::size_t facts_max = 5'000;

const std::vector<std::string>& columns_known() {
  static const std::vector<std::string> names = {"nature", "date", "fin", "montant", "heures", "personnes", "reference", "document", "motif"};
  return names;
}

struct Header {
  int row = 0;
  std::map<std::string, std::size_t> columns;  // name -> rank from 0
};

std::optional<Header> header_of(const read::Sheet& sheet) {
  for (const auto& row : sheet.rows) {
    Header header{row.number, {}};
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const auto name = folded(row.cells[i].text);
      for (const auto& known : columns_known())
        if (name == known || name.starts_with(known + " ")) header.columns.emplace(known, i);
    }
    if (header.columns.contains("nature") && header.columns.contains("date")) return header;
  }
  return std::nullopt;
}

class RowReading {
public:
  RowReading(const read::Sheet& sheet, const Header& header, const read::GridRow& row, const Wording& wording)
      : sheet_(sheet), header_(header), row_(row), wording_(wording) {}

  ObligationFact read(LotId lot) {
    ObligationFact fact{.lot = lot};
    const auto nature = text("nature");
    if (const auto kind = kind_of(nature)) fact.kind = *kind;
    else fault("fact.kind.unknown", "nature", nature);
    if (const auto day = date("date")) fact.on = *day;
    else fault("fact.date.unreadable", "date", text("date"));
    fact.last = date("fin");
    if (!text("fin").empty() && !fact.last) fault("fact.date.unreadable", "fin", text("fin"));
    if (!text("montant").empty()) fact.amount = figure("montant", parse_typed_money(text("montant")));
    if (!text("heures").empty()) read_hours(fact);
    if (!text("personnes").empty()) read_people(fact);
    fact.reference = text("reference");
    fact.document = text("document");
    fact.reason = text("motif");
    check_length("reference", fact.reference, reference_max);
    check_length("document", fact.document, text_max);
    check_length("motif", fact.reason, text_max);
    if (findings_.empty())
      for (auto found : check_fact(fact)) {
        found.place = place(column_of(found.place.path));
        findings_.push_back(std::move(found));
      }
    return fact;
  }
  std::vector<Finding> take_findings() { return std::move(findings_); }
  bool empty() const { return std::all_of(row_.cells.begin(), row_.cells.end(), [](const read::Cell& c) { return c.text.empty(); }); }

  // Of the row, and of the column when the file has it.
  Place place(const std::string& column) const {
    Place where;
    where.sheet = sheet_.name;
    where.row = row_.number;
    if (const auto found = header_.columns.find(column); found != header_.columns.end())
      where.column = read::column_letters(static_cast<int>(found->second));
    return where;
  }

private:
  const read::Cell* cell(const std::string& column) const {
    const auto found = header_.columns.find(column);
    return found == header_.columns.end() || found->second >= row_.cells.size() ? nullptr : &row_.cells[found->second];
  }
  std::string text(const std::string& column) const {
    const auto* found = cell(column);
    return found ? found->text : "";
  }
  std::optional<Date> date(const std::string& column) const {
    const auto* found = cell(column);
    if (!found) return std::nullopt;
    if (found->date) return found->date;
    const auto day = Date::parse_french(found->text);
    return day ? day : Date::parse_iso(found->text);
  }
  std::optional<FactKind> kind_of(const std::string& words) const {
    for (const auto kind : fact_kinds()) {
      const std::string code(fact_kind_code(kind));
      if (words == code || folded(words) == folded(wording_.say("fact." + code))) return kind;
    }
    return std::nullopt;
  }
  template <class T>
  std::optional<T> figure(const char* column, const Outcome<T>& read) {
    if (read) return read.value();
    fault(read.refusal().code == "figure.unreadable" ? "fact.figure.unreadable" : "fact." + read.refusal().code, column, text(column));
    return std::nullopt;
  }
  void read_hours(ObligationFact& fact) {
    const auto* found = cell("heures");
    if (found->time) fact.hours = found->time;
    else fact.hours = figure("heures", parse_typed_hours(found->text));
  }
  void read_people(ObligationFact& fact) {
    const auto people = text("personnes");
    if (people.size() <= 6 && people.find_first_not_of("0123456789") == std::string::npos) fact.people = std::stoi(people);
    else fault("fact.figure.unreadable", "personnes", people);
  }
  void check_length(const char* column, const std::string& value, std::size_t most) {
    if (const auto where = place(column); holds_nir(value)) findings_.push_back(finding("cell.nir", where, "", {{"column", where.column}}));
    if (value.size() > most) findings_.push_back(finding("fact.text.long", place(column), "", {{"max", std::to_string(most)}}));
  }
  static std::string column_of(const std::string& path) {
    static const std::map<std::string, std::string> names = {{"on", "date"}, {"last", "fin"}, {"amount", "montant"}, {"hours", "heures"},
                                                             {"people", "personnes"}, {"reference", "reference"}, {"document", "document"},
                                                             {"reason", "motif"}};
    return names.at(path);
  }
  void fault(const std::string& code, const std::string& column, const std::string& value) {
    findings_.push_back(finding(code, place(column), value, {{"value", value}}));
  }

  const read::Sheet& sheet_;
  const Header& header_;
  const read::GridRow& row_;
  const Wording& wording_;
  std::vector<Finding> findings_;
};

struct PlacedFact {
  ObligationFact fact;
  Place place;
};

struct ReadFacts {
  std::vector<PlacedFact> facts;
  std::vector<Finding> findings;
};

Finding left_aside(const read::Sheet& sheet) {
  Place where;
  where.sheet = sheet.name;
  return finding(sheet.hidden ? "fact.sheet.hidden" : "fact.sheet.untitled", where);
}

ReadFacts read_facts(std::string_view bytes, LotId lot, const Wording& wording) {
  const auto grid = read::read_grid(bytes);
  ReadFacts read{{}, grid.findings};
  if (any_error(read.findings)) return read;
  bool titled = false;
  for (const auto& sheet : grid.sheets) {
    const auto header = sheet.hidden ? std::nullopt : header_of(sheet);
    if (!header) {
      if (!sheet.rows.empty()) read.findings.push_back(left_aside(sheet));
      continue;
    }
    titled = true;
    for (const auto& row : sheet.rows) {
      if (row.number <= header->row) continue;
      RowReading reading(sheet, *header, row, wording);
      if (reading.empty()) continue;
      auto fact = reading.read(lot);
      read.facts.push_back({std::move(fact), reading.place("")});
      for (auto& found : reading.take_findings()) read.findings.push_back(std::move(found));
    }
    if (read.facts.size() > facts_max) return {{}, {finding("fact.rows.many", {}, "", {{"max", std::to_string(facts_max)}})}};
  }
  if (!titled) return {{}, {finding("fact.columns.missing")}};
  return read;
}

// What is new of a file, in its order. The same fact again is passed over; the same kind, date and reference with other
// figures is a fault: one of the two is wrong, and the program does not choose.
std::vector<PlacedFact> new_facts(std::vector<PlacedFact> read, std::vector<FactLine> known, FactImport& import) {
  std::vector<PlacedFact> added;
  for (auto& [fact, place] : read) {
    const auto* same = standing_like(known, fact);
    if (same && says_the_same(*same, fact)) {
      ++import.already;
    } else if (same) {
      import.findings.push_back(finding("fact.differs", place, fact.reference));
    } else {
      known.push_back({fact});
      added.push_back({std::move(fact), std::move(place)});
    }
  }
  return added;
}

// Invoices of the file by which their sum passes the amount of the contract: announced, a person looks at them.
void question_invoices(const std::vector<PlacedFact>& added, std::vector<ObligationFact> known, const std::optional<Money>& amount,
                       FactImport& import) {
  for (const auto& [fact, place] : added) known.push_back(fact);
  auto lines = fact_lines(known);
  mark_beyond_amount(lines, amount);
  for (const auto& [fact, place] : added) {
    const auto* line = standing_like(lines, fact);
    const auto beyond = std::any_of(lines.begin(), lines.end(), [&](const FactLine& one) { return &one.fact == line && one.beyond_amount; });
    if (beyond) import.findings.push_back(finding("fact.invoice.beyond", place, fact.reference, {{"amount", french_money(*amount)}}));
  }
}

}  // namespace

Outcome<FactImport> import_facts(Services& services, const Actor& actor, LotId lot, std::string_view bytes, ImportMode mode) {
  if (actor.role != Role::facilitator) return forbidden();
  auto read = read_facts(bytes, lot, services.wording);
  return services.database->write([&](store::Connection& c) -> Outcome<FactImport> {
    if (!lot_scope(c, actor, lot)) return not_found();
    FactImport import{.findings = std::move(read.findings)};
    if (any_error(import.findings)) return import;
    auto known = store::facts_of_lot(c, lot);
    auto added = new_facts(std::move(read.facts), fact_lines(known), import);
    question_invoices(added, known, known_amount(c, lot, services.today()), import);
    for (const auto& [fact, place] : added) known.push_back(fact);
    const auto clause = store::find_clause(c, lot, current_cutoff(services).recorded_until);
    if (clause && !is_computable(services, *clause, known)) import.findings.push_back(finding("fact.too_large"));
    if (any_error(import.findings)) return import;
    import.added = added.size();
    if (mode == ImportMode::check || added.empty()) return import;
    for (auto& [fact, place] : added) {
      fact.id = FactId::from_trusted(random_id());
      fact.author = actor.display_name;
      fact.recorded_at = store::next_instant(c, services.clock());
      store::append_fact(c, fact);
    }
    record_audit(c, actor, added.back().fact.recorded_at, "fact.imported", "lot", lot.text(), std::to_string(added.size()));
    return import;
  });
}

}  // namespace clausier::app
