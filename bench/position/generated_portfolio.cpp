#include "generated_portfolio.hpp"

#include <algorithm>
#include <cstdio>
#include <random>

#include "clausier/store/clause_store.hpp"
#include "clausier/store/contract_index.hpp"
#include "clausier/store/ledger_store.hpp"

namespace bench {

using namespace clausier;
using store::Connection;
using store::values;

namespace {

constexpr int lots_a_contract = 10, months_of_lot = 20, months_of_large_lot = 100;
constexpr std::size_t rows_a_statement = 40;
const std::string buyer_siret = "99900990500012", office_siret = "99900991300016", firm_siret = "99900993900011";

// The last digit that makes the whole pass the key of SIREN and SIRET.
std::string with_key(std::string digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int digit = digits[digits.size() - 1 - i] - '0', weighed = i % 2 ? digit : 2 * digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return digits + static_cast<char>('0' + (10 - sum % 10) % 10);
}

// Of an office beyond the first.
std::string drawn_siret(std::int64_t number) { return with_key(with_key("999" + std::to_string(number)) + "0001"); }

class Draw {
public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}
  std::int64_t between(std::int64_t least, std::int64_t most) { return least + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(most - least + 1)); }

private:
  std::mt19937_64 random_;
};

// Indexes and triggers of a table, taken away while it is filled and given back at the end.
class Bare {
public:
  Bare(Connection& c, const std::string& table) : connection_(c) {
    for (const auto& row : c.query("SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ?1 AND type IN ('index', 'trigger') AND sql IS NOT NULL", values(table))) {
      given_back_.push_back(row.text("sql"));
      c.execute("DROP " + row.text("type") + " " + row.text("name"));
    }
  }
  void give_back() {
    for (const auto& sql : given_back_) connection_.execute(sql);
  }

private:
  Connection& connection_;
  std::vector<std::string> given_back_;
};

std::string digest(std::string_view text) { return app::sha256_hex(text); }

class Filling {
public:
  Filling(Connection& c, const Size& size) : c_(c), size_(size), draw_(size.seed) {}

  void run() {
    insert_people_in_charge();
    Bare entries(c_, "ledger_entries"), decisions(c_, "ledger_decisions"), sheets(c_, "timesheets"), eligibility(c_, "eligibility_decisions");
    {
      BulkInsert entry_rows(c_, entry_head, entry_columns);
      BulkInsert decision_rows(c_, "INSERT INTO ledger_decisions (id, entry_id, verdict, reason, note, author, recorded_at, chain_sha256) VALUES ", 8, &entry_rows);
      entry_rows_ = &entry_rows;
      decision_rows_ = &decision_rows;
      const auto people = std::max<std::int64_t>(1, size_.entries / size_.lots / months_of_lot);
      for (std::int64_t i = 0; i < size_.lots; ++i) {
        if (i % lots_a_contract == 0) insert_contract(i / lots_a_contract + 1);
        insert_lot(LotId::from_trusted(i + 1), i / lots_a_contract + 1, i % lots_a_contract + 1, people, months_of_lot);
        if ((i + 1) % 2'000 == 0) std::printf("  %lld lots, %lld entries written\n", static_cast<long long>(i + 1), static_cast<long long>(entry_id_)), std::fflush(stdout);
      }
      insert_contract(900'000);
      insert_lot(large_lot, 900'000, 1, large_lot_entries / months_of_large_lot, months_of_large_lot);
    }
    entries.give_back();
    decisions.give_back();
    sheets.give_back();
    eligibility.give_back();
    c_.execute("INSERT INTO lot_month_totals (lot_id, month, modality, declared_seconds, entry_count)"
               " SELECT lot_id, month, modality, sum(declared_seconds), count(*) FROM ledger_entries GROUP BY lot_id, month, modality");
    c_.execute("UPDATE recorded_clock SET last_instant = max(last_instant, ?1)", values(now_));
  }

private:
  Instant next() { return now_ = Instant::from_milliseconds(now_.milliseconds() + 1); }

  void insert_people_in_charge() {
    const auto organisation = [&](std::int64_t id, const char* kind, const std::string& siret, const char* name) {
      c_.execute("INSERT INTO organisations (id, kind, siret, siren, name, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, 0)", values(id, kind, siret, siret.substr(0, 9), name));
    };
    organisation(office.value(), "office", office_siret, "Bureau généré");
    organisation(firm.value(), "firm", firm_siret, "Entreprise générée");
    organisation(3, "buyer", buyer_siret, "Acheteur généré");
    insert_facilitator(facilitator.value(), office.value());
    for (std::int64_t i = 1; i < size_.offices; ++i) {
      organisation(further_offices + i, "office", drawn_siret(further_offices + i), "Bureau généré");
      insert_facilitator(further_offices + i, further_offices + i);
    }
    c_.execute("INSERT INTO imports (id, state, author, departments, social_only, base_generation, recorded_at, applied_at) VALUES (1, 'applied', 'bench', '', 0, 0, 0, 0)");
  }

  void insert_facilitator(std::int64_t id, std::int64_t of_office) {
    c_.execute("INSERT INTO users (id, email, display_name, role, organisation_id, recorded_at) VALUES (?1, ?2, 'Facilitateur généré', 'facilitator', ?3, 0)",
               values(id, "facilitateur" + std::to_string(id) + "@exemple.example", of_office));
  }

  OrganisationId office_of(std::int64_t contract) const {
    const auto rank = contract % size_.offices;
    return rank == 0 ? office : OrganisationId::from_trusted(further_offices + rank);
  }

  void insert_contract(std::int64_t id) {
    const std::string number = "2025G" + std::to_string(id);
    c_.execute("INSERT INTO contracts VALUES (?1, 1, ?2, 'contract', 'generated', ?2, ?2, ?2, ?2, ?3, ?4, '', 'Acheteur généré', 'Marché',"
               " ?5, 'travaux generes', '45000000', '', '59000', 'postal', '', '59', 36, '2025-01-01', '2025-01-01', ?6, '', 'single', '', '', '', '')",
               values(id, number, buyer_siret, buyer_siret.substr(0, 9), "Travaux générés " + number, draw_.between(100'000, 90'000'000) * 100));
    c_.execute("INSERT INTO follow_ups (contract_id, office_id, author, recorded_at) VALUES (?1, ?2, 'bench', 0)", values(id, office_of(id)));
    store::queue_contract(c_, ContractId::from_trusted(id));
  }

  void insert_clause(LotId lot, int months, Month first) {
    Clause clause{.id = ClauseId::from_trusted(lot.value()), .lot = lot, .target = FixedHours{WorkTime::from_hours(draw_.between(500, 60'000))},
                  .execution = {first.first_day(), *Date::of(2027, 12, 31)}, .legal_bases = {"L2112_2"},
                  .penalty_per_missing_hour = Money::from_cents(draw_.between(2'000, 6'000)), .counting_months = 24 + months,
                  .source_document = "CCAP", .author = "bench", .recorded_at = next()};
    store::append_clause(c_, clause);
  }

  void insert_lot(LotId lot, std::int64_t contract, std::int64_t number, std::int64_t people, int months) {
    Month first = Month::parse_iso("2026-10").value();
    for (int i = 1; i < months; ++i) first = first.previous();
    c_.execute("INSERT INTO lots (id, contract_id, rank, number, label, recorded_at) VALUES (?1, ?2, ?3, ?4, 'Lot généré', 0)", values(lot, contract, number, std::to_string(number)));
    c_.execute("INSERT INTO grants (lot_id, firm_id, role, author, recorded_at) VALUES (?1, ?2, 'holder', 'bench', 0)", values(lot, firm));
    insert_clause(lot, months, first);
    const auto first_person = person_ + 1;
    for (std::int64_t i = 0; i < people; ++i) insert_person(lot, first, office_of(contract));
    Month month = first;
    for (int i = 0; i < months; ++i, month = month.next()) insert_month(lot, month, first_person, people, i + 1 < months);
  }

  void insert_person(LotId lot, Month first, OrganisationId decided_by) {
    const auto id = ++person_;
    c_.execute("INSERT INTO participants (id, reference, recorded_at) VALUES (?1, ?2, 0)", values(id, "P-G" + std::to_string(id)));
    c_.execute("INSERT INTO employments (participant_id, lot_id, firm_id, modality, contract_type, employer_siret, starts_on, author, recorded_at)"
               " VALUES (?1, ?2, ?3, 'direct_hire', 'fixed_term', ?4, ?5, 'bench', 0)", values(id, lot, firm, firm_siret, first.first_day()));
    c_.execute("INSERT INTO eligibility_decisions (participant_id, office_id, verdict, criterion, effective_on, proof_kind, reason, author, recorded_at)"
               " VALUES (?1, ?2, 'eligible', ?3, ?4, '', '', 'bench', ?5)",
               values(id, decided_by, draw_.between(0, 2) ? "DELD" : "QPV", first.first_day(), next()));
  }

  // The last month waits for a decision.
  void insert_month(LotId lot, Month month, std::int64_t first_person, std::int64_t people, bool decided) {
    const auto sheet = TimesheetId::from_trusted(++sheet_);
    insert_timesheet(c_, sheet, lot, month);
    for (std::int64_t i = 0; i < people; ++i) {
      Entry entry{.id = EntryId::from_trusted(++entry_id_), .timesheet = sheet, .subject = {lot, firm, month},
                  .participant = ParticipantId::from_trusted(first_person + i), .contract_type = "fixed_term", .employer_siret = firm_siret,
                  .worked = {month.first_day(), month.last_day()}, .declared = WorkTime::from_seconds(draw_.between(20, 151) * 3600),
                  .reverses = {}, .source = {"releve.csv", std::string(64, '0'), Place{"", static_cast<int>(i) + 2, "C", 0, ""}}, .recorded_at = next()};
      entry_chain_ = digest(entry_chain_ + "\n" + canonical_line(entry));
      entry_rows_->add(entry_row(entry, i + 1, entry_chain_));
      if (decided) decide(entry.id);
    }
  }

  void decide(EntryId entry) {
    const bool accepted = draw_.between(1, 20) > 1;
    const LineDecision decision{entry, accepted ? Verdict::accepted : Verdict::rejected, accepted ? "" : "proof_missing", "", "bench", next()};
    decision_chain_ = digest(decision_chain_ + "\n" + canonical_line(decision));
    decision_rows_->add(values(++decision_id_, entry, verdict_code(decision.verdict), decision.reason, "", "bench", decision.decided_at, decision_chain_));
  }

  Connection& c_;
  Size size_;
  Draw draw_;
  BulkInsert* entry_rows_ = nullptr;
  BulkInsert* decision_rows_ = nullptr;
  std::int64_t entry_id_ = 0, decision_id_ = 0, person_ = 0, sheet_ = 0;
  std::string entry_chain_, decision_chain_;
  Instant now_ = *Instant::parse_iso("2026-11-02T08:00:00Z");
};

}  // namespace

BulkInsert::BulkInsert(Connection& connection, std::string head, std::size_t columns, BulkInsert* before)
    : connection_(connection), head_(std::move(head)), columns_(columns), before_(before) {}

BulkInsert::~BulkInsert() noexcept(false) {
  if (std::uncaught_exceptions() == 0) flush();
}

void BulkInsert::add(std::vector<store::Value> row) {
  waiting_.insert(waiting_.end(), std::make_move_iterator(row.begin()), std::make_move_iterator(row.end()));
  if (waiting_.size() == rows_a_statement * columns_) flush();
}

void BulkInsert::flush() {
  if (waiting_.empty()) return;
  if (before_) before_->flush();
  std::string sql = head_;
  for (std::size_t i = 0; i < waiting_.size(); ++i) sql += (i % columns_ ? "," : i ? "),(" : "(") + ("?" + std::to_string(i + 1));
  connection_.execute(sql + ")", waiting_);
  waiting_.clear();
}

const std::string entry_head =
    "INSERT INTO ledger_entries (id, timesheet_id, timesheet_line, lot_id, firm_id, month, participant_id, modality, contract_type,"
    " employer_siret, work_kind, worked_from, worked_to, declared_seconds, reverses_entry_id, file_name, file_sha256, sheet, source_row,"
    " source_column, recorded_at, chain_sha256) VALUES ";

std::vector<store::Value> entry_row(const Entry& e, std::int64_t line, const std::string& chain) {
  return values(e.id, e.timesheet, line, e.subject.lot, e.subject.firm, e.subject.month, e.participant, modality_code(e.modality), e.contract_type,
                e.employer_siret, work_kind_code(e.kind), e.worked.first, e.worked.last, e.declared.seconds(), e.reverses, e.source.file_name,
                e.source.file_sha256, e.source.place.sheet, e.source.place.row, e.source.place.column, e.recorded_at, chain);
}

void insert_timesheet(Connection& c, TimesheetId id, LotId lot, Month month) {
  c.execute("INSERT INTO timesheets (id, lot_id, firm_id, month, state, nil_reason, document_sha256, file_name, minutes_answers, sent_by, received_at,"
            " confirmed_at, comment, version) VALUES (?1, ?2, ?3, ?4, 'reviewed', NULL, NULL, 'releve.csv', '', '', 0, 0, '', 1)",
            values(id, lot, firm, month));
}

void fill(app::Services& services, const Size& size) {
  services.database->write([&](Connection& c) { Filling(c, size).run(); });
}

}  // namespace bench
