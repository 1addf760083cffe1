#include "demo_story.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include "clausier/app/accounts.hpp"
#include "clausier/app/contracts.hpp"
#include "clausier/app/imports.hpp"
#include "clausier/app/people.hpp"
#include "clausier/app/timesheets.hpp"
#include "demo_tables.hpp"
#include "desk.hpp"

namespace clausier::cli {
namespace {

const Instant accounts_opened = *Instant::parse_iso("2025-06-02T08:00:00Z");  // before the first import
constexpr std::string_view seed = "clausier demo 1";

struct Event {
  Instant at;
  std::function<void()> happens;
};

// 64 random bits in groups that can be read aloud.
std::string fresh_password() {
  const std::string digits = app::sha256_hex(app::random_token());
  return digits.substr(0, 5) + "-" + digits.substr(5, 5) + "-" + digits.substr(10, 5) + "-" + digits.substr(15, 5);
}

class Story {
public:
  Story(app::Services& services, std::filesystem::path samples) : services_(services), samples_(std::move(samples)) {
    for (const auto& row : table("organisations")) names_[row.text("siret")] = row.text("name");
    for (const auto& row : table("people")) people_.emplace(row.text("reference"), row);
  }

  DemoLoaded replay(const StoryProgress& progress) {
    plan_accounts();
    plan_imports();
    plan_follow_up();
    plan_clauses();
    plan_grants();
    plan_employments();
    plan_eligibility();
    plan_acknowledgements();
    plan_timesheets();
    plan_decisions();
    plan_closures();
    std::stable_sort(events_.begin(), events_.end(), [](const Event& a, const Event& b) { return a.at < b.at; });
    Instant now = accounts_opened;
    services_.clock = [&now] { return now; };
    for (std::size_t i = 0; i < events_.size(); ++i) {
      progress(static_cast<std::int64_t>(i));
      now = events_[i].at;
      events_[i].happens();
    }
    loaded_.contracts = static_cast<std::int64_t>(contracts_.size());
    loaded_.people = static_cast<std::int64_t>(people_.size());
    return std::move(loaded_);
  }

private:
  std::vector<SampleRow> table(const std::string& name) const { return read_table(samples_, name); }

  void plan(Instant at, std::function<void()> happens) { events_.push_back({at, std::move(happens)}); }

  // Every row of a table becomes an event at the instant of its column.
  void plan_rows(const std::string& name, const std::string& instant_column, void (Story::*happens)(const SampleRow&)) {
    for (auto& row : table(name)) {
      const Instant at = row.instant(instant_column);
      plan(at, [this, happens, row = std::move(row)] { (this->*happens)(row); });
    }
  }

  template <class T>
  T must(const SampleRow& row, Outcome<T> outcome) const {
    if (!outcome) row.fail(outcome.refusal().code, services_.wording.say(outcome.refusal().code, outcome.refusal().parameters));
    return std::move(outcome.value());
  }

  // ---- Who ----

  void plan_accounts() {
    for (auto& row : table("accounts")) plan(accounts_opened, [this, row = std::move(row)] { open_account(row); });
  }

  void open_account(const SampleRow& row) {
    const auto role = app::parse_role(row.text("role"));
    if (!role) row.fail("role", row.text("role"));
    const bool organised = !row.text("siret").empty();
    const DemoAccount account{row.text("email"), *role, row.text("display_name"),
                              organised ? names_.at(row.text("siret")) : "", fresh_password()};
    app::NewUser user{account.email, account.display_name, account.role, std::nullopt, account.organisation};
    if (organised) user.organisation_siret = row.siret("siret");
    must(row, app::add_user_with_password(services_, user, account.password));
    loaded_.accounts.push_back(account);
  }

  const app::Actor& actor(const SampleRow& row, const std::string& email) {
    auto found = actors_.find(email);
    if (found == actors_.end()) {
      auto known = app::actor_by_email(services_, email);
      if (!known) row.fail("account", email);
      found = actors_.emplace(email, std::move(*known)).first;
    }
    return found->second;
  }

  // The account of an organisation; nothing for a firm that has none.
  const app::Actor* member_of(const SampleRow& row, const std::string& siret) {
    for (const auto& account : loaded_.accounts) {
      const auto& who = actor(row, account.email);
      if (who.organisation && who.organisation->siret.digits() == siret) return &who;
    }
    return nullptr;
  }

  // The facilitator whose office follows the contract.
  const app::Actor& facilitator_of(const SampleRow& row) {
    const auto office = offices_.find(row.text("contract"));
    const auto* who = office == offices_.end() ? nullptr : member_of(row, office->second);
    if (who == nullptr) row.fail("contract", "followed by nobody");
    return *who;
  }

  OrganisationId firm(const SampleRow& row, const std::string& siret) const {
    for (const auto& organisation : app::list_organisations(services_, app::operator_actor()))
      if (organisation.kind == app::OrganisationKind::firm && organisation.siret.digits() == siret) return organisation.id;
    row.fail("firm", siret);
  }

  // ---- Contracts ----

  void plan_imports() { plan_rows("imports", "imported_at", &Story::import_file); }

  void import_file(const SampleRow& row) {
    const auto file = samples_ / row.text("file");
    const auto actor = app::operator_actor();
    const auto id = must(row, app::plan_import(services_, actor, {{file.filename().string(), file}}, {}));
    must(row, app::apply_import(services_, actor, id));
    app::ContractQuery everything;
    everything.per_page = 0;
    for (auto& line : must(row, app::search_contracts(services_, actor, everything)).lines) contracts_.insert_or_assign(line.uid, line);
  }

  ContractId contract(const SampleRow& row) const {
    const auto found = contracts_.find(row.text("contract"));
    if (found == contracts_.end()) row.fail("contract", row.text("contract"));
    return found->second.id;
  }

  // The lot with the number of the row, or the only one of the contract.
  LotId lot(const SampleRow& row) const {
    const auto id = contract(row);
    if (const auto added = lots_.find({id, row.text("lot")}); added != lots_.end()) return added->second;
    const auto& line = contracts_.at(row.text("contract"));
    if (!row.text("lot").empty() || line.lots.size() != 1) row.fail("lot", row.text("lot"));
    return line.lots.front().id;
  }

  void plan_follow_up() {
    plan_rows("follow", "followed_at", &Story::follow);
    lot_rows_ = table("lots");
  }

  void follow(const SampleRow& row) {
    offices_[row.text("contract")] = row.text("office_siret");
    const auto& who = facilitator_of(row);
    const auto id = contract(row);
    must(row, app::take_into_follow_up(services_, who, id));
    must(row, app::confirm_programme(services_, who, id, row.text("programme"), true));
    for (const auto& lot : lot_rows_)
      if (lot.text("contract") == row.text("contract"))
        lots_.emplace(std::pair(id, lot.text("number")),
                      must(lot, app::add_lot(services_, who, id, lot.text("number"), lot.text("label"), lot.money_or_none("amount"))));
  }

  void plan_clauses() { plan_rows("clauses", "recorded_at", &Story::define_clause); }

  static Target target(const SampleRow& row) {
    if (row.text("target") == "fixed_hours") return FixedHours{WorkTime::from_hours(row.integer("hours"))};
    const auto rounding = parse_rounding(row.text("rounding"));
    if (!rounding) row.fail("rounding", row.text("rounding"));
    AmountFormula formula{row.money("amount"), row.basis_points("labour_share_percent"), row.basis_points("insertion_rate_percent"),
                          row.money("hourly_cost"), *rounding, std::nullopt};
    if (!row.text("contract_hours").empty()) formula.contractual = WorkTime::from_hours(row.integer("contract_hours"));
    return formula;
  }

  static std::vector<std::string> items(const std::string& text) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
      if (c == ',') parts.emplace_back();
      else parts.back() += c;
    }
    return parts;
  }

  void define_clause(const SampleRow& row) {
    const auto schedule = parse_due_schedule(row.text("schedule"));
    if (!schedule) row.fail("schedule", row.text("schedule"));
    Clause clause{ClauseId::from_trusted(0), lot(row), target(row), {row.date("starts_on"), row.date("ends_on")}, *schedule,
                  items(row.text("legal_basis")), row.money_or_none("penalty_per_hour"), row.integer("counting_months"),
                  true, "", "", row.instant("recorded_at")};
    must(row, app::define_clause(services_, actor(row, row.text("author_email")), std::move(clause)));
    ++loaded_.clauses;
  }

  void plan_grants() { plan_rows("grants", "recorded_at", &Story::grant); }

  void grant(const SampleRow& row) {
    must(row, app::grant_firm(services_, facilitator_of(row),
                              {lot(row), row.siret("firm_siret"), names_.at(row.text("firm_siret")), row.text("role")}));
  }

  void plan_closures() { plan_rows("closures", "closed_at", &Story::close_month); }

  void close_month(const SampleRow& row) {
    must(row, app::set_month_closed(services_, actor(row, row.text("facilitator_email")), lot(row), row.month("month"), true));
    ++loaded_.closures;
  }

  // ---- People ----

  void plan_employments() { plan_rows("employments", "recorded_at", &Story::employ); }

  void employ(const SampleRow& row) {
    const auto& reference = row.text("reference");
    const auto& person = people_.at(reference);
    const auto modality = parse_modality(row.text("modality"));
    if (!modality) row.fail("modality", row.text("modality"));
    const auto& firm_siret = person.text("firm_siret");
    const auto* member = member_of(row, firm_siret);
    const auto& who = member ? *member : facilitator_of(row);  // a facilitator declares for a firm without an account
    const app::NewPerson declared{{person.text("family_name"), person.text("given_name"), person.date_or_none("birth_date")},
                                  lot(row), firm(row, firm_siret), *modality, row.text("contract_type"),
                                  row.text("employer_siret"), row.date("starts_on"), row.date_or_none("ends_on"), reference};
    if (declared_.insert(reference).second) must(row, app::declare_person(services_, who, declared));
    else must(row, app::add_employment(services_, who, reference, declared));
  }

  void plan_eligibility() { plan_rows("eligibility", "decided_at", &Story::decide_eligibility); }

  void decide_eligibility(const SampleRow& row) {
    const auto verdict = parse_eligibility_verdict(row.text("decision"));
    if (!verdict) row.fail("decision", row.text("decision"));
    must(row, app::decide_eligibility(services_, actor(row, row.text("facilitator_email")), row.text("reference"),
                                      {*verdict, row.text("criterion"), row.date("effective_on"), row.date_or_none("countable_until"),
                                       row.text("proof_kind"), row.date_or_none("proof_seen_on"), row.text("reason")}));
  }

  // Employments declared after the office decided on the person.
  void plan_acknowledgements() {
    for (auto& row : table("employments")) {
      if (row.text("acknowledged_at").empty()) continue;
      const Instant at = row.instant("acknowledged_at");
      plan(at, [this, row = std::move(row)] { acknowledge(row); });
    }
  }

  void acknowledge(const SampleRow& row) {
    const auto& office = facilitator_of(row);
    const auto& reference = row.text("reference");
    const auto on = lot(row);
    const auto view = must(row, app::view_person(services_, office, reference));
    for (const auto& line : view.person.employments)
      if (line.employment.lot == on) must(row, app::acknowledge_employment(services_, office, reference, line.id));
  }

  // ---- Timesheets ----

  void plan_timesheets() { plan_rows("timesheets", "received_at", &Story::send_timesheet); }

  void send_timesheet(const SampleRow& row) {
    const auto& who = actor(row, row.text("sent_by_email"));
    const std::filesystem::path file = row.text("file");
    const auto bytes = content_of(samples_ / file);
    if (!bytes) row.fail("file", file.string());
    const TimesheetSubject subject{lot(row), firm(row, row.text("firm_siret")), row.month("month")};
    const auto received = must(row, app::receive_timesheet(services_, who, subject, file.filename().string(), *bytes));
    timesheets_.emplace(file.string(), received.timesheet);
    ++loaded_.timesheets;
    if (row.text("confirm") == "yes") must(row, app::confirm_timesheet(services_, who, received.timesheet, true));
  }

  void plan_decisions() { plan_rows("decisions", "decided_at", &Story::decide); }

  // A row of the file, or every line that waits for a decision when the table names none.
  void decide(const SampleRow& row) {
    const auto verdict = parse_verdict(row.text("decision"));
    const auto timesheet = timesheets_.find(row.text("file"));
    if (!verdict || timesheet == timesheets_.end()) row.fail("file", row.text("file"));
    const auto& who = actor(row, row.text("reviewed_by_email"));
    const auto review = must(row, app::view_review(services_, who, timesheet->second));
    std::vector<app::LineVerdict> verdicts;
    for (const auto& line : review.lines) {
      const bool meant = row.text("row").empty() ? !line.decision : line.entry.source.place.row == row.integer("row");
      if (meant) verdicts.push_back({line.entry.id, *verdict, row.text("reason"), ""});
    }
    if (verdicts.empty()) row.fail("row", "no such line");
    must(row, app::decide_lines(services_, who, timesheet->second, review.head.version, verdicts));
    loaded_.decisions += static_cast<std::int64_t>(verdicts.size());
  }

  app::Services& services_;
  std::filesystem::path samples_;
  std::vector<Event> events_;
  DemoLoaded loaded_;
  std::vector<SampleRow> lot_rows_;
  std::map<std::string, std::string> names_;                 // SIRET -> organisation
  std::map<std::string, SampleRow> people_;                  // by reference
  std::map<std::string, app::Actor> actors_;                 // by e-mail
  std::map<std::string, std::string> offices_;               // contract -> SIRET of the office that follows it
  std::map<std::string, app::ContractLine> contracts_;       // by uid
  std::map<std::pair<ContractId, std::string>, LotId> lots_;  // those added, by number
  std::map<std::string, TimesheetId> timesheets_;            // by file
  std::set<std::string> declared_;                           // references already declared
};

}  // namespace

DemoLoaded replay_samples(app::Services& services, const std::filesystem::path& samples, const StoryProgress& progress) {
  const app::SeededIds ids{std::string(seed)};
  const auto clock = services.clock;
  auto loaded = Story(services, samples).replay(progress);
  services.clock = clock;
  return loaded;
}

}  // namespace clausier::cli
