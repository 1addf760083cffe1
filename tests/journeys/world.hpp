#pragma once
// Two offices, two buyers, two firms, and what each of them owns: made through the use cases, in a
// data directory that is closed and copied, so that every test starts from the same bytes. People,
// firms and addresses are plainly fictive.
#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "client.hpp"
#include "clausier/app/accounts.hpp"
#include "clausier/app/contract_file.hpp"
#include "clausier/app/consortium.hpp"
#include "clausier/app/contracts.hpp"
#include "clausier/app/deposit_links.hpp"
#include "clausier/app/duplicates.hpp"
#include "clausier/app/imports.hpp"
#include "clausier/app/quarantine.hpp"
#include "clausier/app/obligations.hpp"
#include "clausier/app/pathways.hpp"
#include "clausier/app/people.hpp"
#include "clausier/app/pooling.hpp"
#include "clausier/app/report_library.hpp"
#include "clausier/app/reports.hpp"
#include "clausier/app/timesheets.hpp"
#include "clausier/app/trackers.hpp"
#include "clausier/web/site.hpp"
#include "contract_files.hpp"
#include "places.hpp"
#include "temporary_directory.hpp"

namespace journey {

using namespace clausier;

inline Date day(const char* iso) { return *Date::parse_iso(iso); }
inline Month month(const char* iso) { return *Month::parse_iso(iso); }
inline const Instant now = *Instant::parse_iso("2026-08-06T08:00:00Z");
inline const std::string password = "Coquelicot-sur-ecluse-48";

template <class T>
T must(Outcome<T> outcome) {
  if (!outcome) throw std::logic_error("refused: " + outcome.refusal().code);
  return std::move(outcome.value());
}

// Texts of the world that tests look for, or must not find.
struct Words {
  std::string prefix;  // put before every text a person can type: "" or an attack
  std::string of(const std::string& text) const { return prefix.empty() ? text : prefix + text; }
};

// Everything that an address can name, by owner. `a` follows, buys, holds; `b` is somebody else.
struct Things {
  std::string contract_a, contract_b, contract_open;
  std::string quarantined, duplicate;         // a record that waits for a person, a pair of publications alike
  std::string lot_a1, lot_a2, lot_b;         // firm a holds a1, firm b holds a2 of the same contract, and b
  std::string person_a, person_a2, person_b;  // a: firm a on a1; a2: firm b on lot a2; b: firm b on lot b
  std::string sheet_a, sheet_a_reviewed, sheet_a2, sheet_b;      // confirmed timesheets
  std::string draft_a, draft_a_left, draft_a_minutes, draft_a2, draft_b;
  std::string import_a, import_a_left, import_b, import_admin, import_admin_left, import_applied;
  std::string tracker_a, tracker_a_left, tracker_b;  // old trackers to look over, by office
  std::string firm_a, firm_b, office_b, partner;  // the partner holds a1 with firm a
  std::string contact_a, contact_left, document_a;  // of contract a
  std::string user_b, user_left, user_disabled;
  std::string link;
  std::string deposit_token, deposit_link, deposit_link_b;  // for July, of each office
  std::map<std::string, std::string> session;  // by role; "other_…" for somebody else
  std::string recorded_until;
  std::string report_a, report_officer, report_b;        // of the libraries of the first office, the buyer and the other office
  std::string schedule_a, schedule_officer, schedule_b;
};

class Builder {
public:
  Builder(app::Services& services, const Words& words) : s_(services), words_(words) {}

  Things build() {
    s_.clock = [] { return now; };
    open_accounts();
    load_contracts();
    fill_contract_a();
    fill_contract_b();
    plan_imports();
    std::tie(t_.deposit_token, t_.deposit_link) = deposit_link(*facilitator_, t_.lot_a1, *firm_);
    t_.deposit_link_b = deposit_link(*other_facilitator_, t_.lot_b, *other_firm_).second;
    build_reports();
    return std::move(t_);
  }

private:
  app::Actor account(const std::string& email, app::Role role, const char* siret, const std::string& organisation) {
    app::NewUser user{email, words_.of("Compte " + email.substr(0, email.find('@'))), role, std::nullopt, words_.of(organisation)};
    if (*siret) user.organisation_siret = Siret::parse(siret);
    must(app::add_user_with_password(s_, user, password));
    return *app::actor_by_email(s_, email);
  }

  void sign_in(const std::string& name, const app::Actor& who) {
    t_.session[name] = must(app::sign_in(s_, who.email, password, words_.of("navigateur d’essai"))).session_token;
  }

  void open_accounts() {
    facilitator_ = account("aline@plie.example", app::Role::facilitator, "99900101900010", "PLIE du Val-Fictif");
    other_facilitator_ = account("hugo@escaut.example", app::Role::facilitator, "99900102700013", "Mission de l’Escaut-Modèle");
    officer_ = account("elodie@canal.example", app::Role::officer, "99900201700013", "Société du Canal d’Exemple");
    other_officer_ = account("bruno@habitat.example", app::Role::officer, "99900202500016", "Habitat des Trois-Terrils");
    firm_ = account("sonia@terrassements.example", app::Role::contractor, "99900301500016", "Terrassements de l’Exemple");
    other_firm_ = account("remi@bati.example", app::Role::contractor, "99900302300010", "Bâti-Modèle Nord");
    partner_ = account("paul@voirie.example", app::Role::contractor, "99900304900015", "Voirie d’Exemple");
    administrator_ = account("jeanne@clausier.example", app::Role::administrator, "", "");
    const auto left = account("depart@clausier.example", app::Role::administrator, "", "");
    t_.user_b = other_firm_->user.text();
    t_.user_left = left.user.text();
    const auto disabled = account("parti@clausier.example", app::Role::administrator, "", "");
    must(app::set_user_disabled(s_, *administrator_, disabled.user, true));
    t_.user_disabled = disabled.user.text();
    t_.partner = partner_->organisation->id.text();
    t_.firm_a = firm_->organisation->id.text();
    t_.firm_b = other_firm_->organisation->id.text();
    t_.office_b = other_facilitator_->organisation->id.text();
    sign_in("facilitator", *facilitator_);
    sign_in("contractor", *firm_);
    sign_in("officer", *officer_);
    sign_in("administrator", *administrator_);
    sign_in("second_facilitator", *facilitator_);
    sign_in("second_contractor", *firm_);
    sign_in("second_officer", *officer_);
    sign_in("second_administrator", *administrator_);
    sign_in("other_facilitator", *other_facilitator_);
    sign_in("other_contractor", *other_firm_);
    const auto link =
        must(app::invite_user(s_, *administrator_, {"invite@clausier.example", words_.of("Invitée"), app::Role::administrator, {}, ""}));
    t_.link = link.path.substr(link.path.rfind('/') + 1);
  }

  std::string import(const app::Actor& who, const std::vector<contract_files::Published>& contracts, bool applied) {
    contract_files::Importer importer(s_, who);
    const auto id = importer.plan(contract_files::file_of(contracts), {}, words_.of("marches.json"));
    if (applied) importer.apply(id);
    return id.text();
  }

  app::ContractLine line(const std::string& number) {
    app::ContractQuery query;
    query.words = number;
    return must(app::search_contracts(s_, *facilitator_, query)).lines.at(0);
  }

  void load_contracts() {
    const std::string json_words = json(words_.prefix);
    t_.import_applied = import(*administrator_,
           {{.id = "2026A1", .object = json_words + "Écluse d’exemple, ERBM", .holder = "99900301500016"},
            {.id = "2026B1", .object = json_words + "Logements d’exemple", .buyer = contract_files::housing_siret, .holder = "99900302300010"},
            {.id = "2026N1", .object = json_words + "Contrat que personne ne suit", .buyer = contract_files::housing_siret},
            {.id = "2026D1", .object = json_words + "Belvédère", .buyer = contract_files::housing_siret, .notified = "2025-06-02", .amount = "5000"},
            {.id = "000", .object = json_words + "Belvédère publié ailleurs", .buyer = contract_files::housing_siret, .notified = "2025-06-02", .amount = "500000"},
            {.id = "2026Q1", .object = json_words + "Contrat sans acheteur", .buyer = ""}}, true);
    t_.contract_a = line("2026A1").id.text();
    t_.contract_b = line("2026B1").id.text();
    t_.contract_open = line("2026N1").id.text();
    t_.quarantined = must(app::quarantine(s_, *facilitator_, {})).lines.at(0).id.text();
    t_.duplicate = must(app::duplicate_suggestions(s_, *facilitator_, false, 1, 10)).lines.at(0).id.text();
  }

  static std::string json(const std::string& text) {
    std::string escaped;
    for (const char c : text) escaped += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
    return escaped;
  }

  Clause clause(LotId lot, int hours) const {
    return {.id = ClauseId::from_trusted(1), .lot = lot, .target = FixedHours{WorkTime::from_hours(hours)},
            .execution = {day("2026-01-01"), day("2026-12-31")}, .legal_bases = {"L2112_2"},
            .penalty_per_missing_hour = Money::from_cents(45'00), .counting_months = 24,
            .source_document = words_.of("CCAP article 5.3"), .author = "", .recorded_at = now};
  }

  ObligationFact invoice(LotId lot) const {
    ObligationFact fact{.lot = lot, .kind = FactKind::invoice, .on = day("2026-02-01")};
    fact.amount = Money::from_cents(1'000'00);
    fact.reference = "F-1";
    return fact;
  }

  LotId lot_of(const app::Actor& office, const std::string& contract, const char* number, const std::string& label, const app::Actor& holder) {
    const auto id = *ContractId::parse(contract);
    const auto lot = must(app::add_lot(s_, office, id, number, words_.of(label), Money::from_cents(500'000'00)));
    must(app::grant_firm(s_, office, {lot, holder.organisation->siret, "", "holder"}));
    must(app::define_clause(s_, office, clause(lot, 1000)));
    must(app::record_fact(s_, office, invoice(lot)));
    return lot;
  }

  std::string person(const app::Actor& firm, const app::Actor& office, LotId lot, const char* family, const char* given, const char* birth) {
    const auto reference = must(app::declare_person(s_, firm, {.identity = {words_.of(family), words_.of(given), day(birth)}, .lot = lot,
                                                               .firm = std::nullopt, .contract_type = "fixed_term", .employer_siret = "",
                                                               .starts_on = day("2026-01-01"), .ends_on = std::nullopt, .reference = ""}));
    must(app::decide_eligibility(s_, office, reference, {.criterion = "RSA", .effective_on = day("2026-01-01"), .countable_until = {},
                                                         .proof_kind = words_.of("Preuve-Marqueur"), .proof_seen_on = day("2025-12-15"),
                                                         .reason = words_.of("Motif-Marqueur"), .home = PriorityHome{"QN05927M", 2024}}));
    return reference;
  }

  static std::string csv_cell(const std::string& text) {
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string{c};
    return quoted + "\"";
  }

  TimesheetId send(const app::Actor& firm, LotId lot, const char* iso, const char* family, const char* given, const std::string& hours) {
    return must(app::receive_timesheet(
                    s_, firm, {lot, firm.organisation->id, month(iso)}, words_.of(std::string("releve-") + iso + ".csv"),
                    "Nom;Prénom;Heures\n" + csv_cell(words_.of(family)) + ";" + csv_cell(words_.of(given)) + ";" + hours + "\n"))
        .timesheet;
  }
  TimesheetId confirm(const app::Actor& firm, TimesheetId id) {
    must(app::confirm_timesheet(s_, firm, id, true));
    return id;
  }

  void fill_contract_a() {
    const auto id = *ContractId::parse(t_.contract_a);
    must(app::take_into_follow_up(s_, *facilitator_, id));
    must(app::confirm_programme(s_, *facilitator_, id, "ERBM", true));
    const auto lot1 = lot_of(*facilitator_, t_.contract_a, "1", "Terrassement", *firm_);
    const auto lot2 = lot_of(*facilitator_, t_.contract_a, "2", "Maçonnerie", *other_firm_);
    t_.lot_a1 = lot1.text();
    t_.lot_a2 = lot2.text();
    t_.person_a = person(*firm_, *facilitator_, lot1, "LAMPION", "Zoé", "1988-03-14");
    must(app::record_pathway_event(s_, *facilitator_, t_.person_a, {.kind = PathwayFactKind::entry, .code = "spip", .day = day("2026-01-05")}));
    t_.person_a2 = person(*other_firm_, *facilitator_, lot2, "MARGUERITE", "Inès", "1991-05-02");
    const auto reviewed = confirm(*firm_, send(*firm_, lot1, "2026-04", "LAMPION", "Zoé", "70"));
    t_.sheet_a_reviewed = reviewed.text();
    const auto seen = must(app::view_review(s_, *facilitator_, reviewed));
    must(app::decide_lines(s_, *facilitator_, reviewed, seen.head.version,
                           {{seen.lines[0].entry.id, Verdict::rejected, "other", words_.of("Note de rejet")}}));
    t_.sheet_a = confirm(*firm_, send(*firm_, lot1, "2026-05", "LAMPION", "Zoé", "63")).text();
    t_.draft_a = send(*firm_, lot1, "2026-06", "LAMPION", "Zoé", "42").text();
    t_.draft_a_left = send(*firm_, lot1, "2026-03", "LAMPION", "Zoé", "14").text();
    t_.draft_a_minutes = send(*firm_, lot1, "2026-02", "LAMPION", "Zoé", "7.30").text();
    t_.sheet_a2 = confirm(*other_firm_, send(*other_firm_, lot2, "2026-05", "MARGUERITE", "Inès", "77")).text();
    t_.draft_a2 = send(*other_firm_, lot2, "2026-06", "MARGUERITE", "Inès", "21").text();
    fill_file_of_contract_a(id);
    const auto back = confirm(*firm_, send(*firm_, lot1, "2026-01", "LAMPION", "Zoé", "7"));
    must(app::send_back(s_, *facilitator_, back, must(app::view_review(s_, *facilitator_, back)).head.version,
                        words_.of("Corrigez la ligne de janvier.")));
    pool(lot1, lot2);
    must(app::grant_firm(s_, *facilitator_, {lot1, partner_->organisation->siret, "", "joint_holder"}));
    must(app::propose_transfer(s_, *partner_, lot1, {.from = partner_->organisation->id, .to = firm_->organisation->id, .time = WorkTime::from_hours(5)},
                               words_.of("Procès-verbal du groupement")));
  }

  // Ten hours of the first lot count on the second.
  void pool(LotId from, LotId to) {
    const PoolingAgreement agreement{.lots = {to}, .valid = {day("2026-01-01"), day("2026-12-31")},
                                     .signatories = {words_.of("Société du Canal d’Exemple"), words_.of("Terrassements de l’Exemple")},
                                     .document = words_.of("Convention du 5 janvier 2026")};
    must(app::record_agreement(s_, *facilitator_, from, agreement));
    const auto known = must(app::view_pooling(s_, *facilitator_, from)).agreements.at(0);
    must(app::allocate(s_, *facilitator_, {from, known.agreement.id, known.lines.at(0).entry, to, WorkTime::from_hours(10)}));
  }

  void fill_file_of_contract_a(ContractId id) {
    const auto contact = [&](const char* role, const std::string& name) {
      return must(app::add_contact(s_, *facilitator_, id, {role, words_.of(name), words_.of("Organisme d’exemple"), "contact@exemple.example",
                                                           "03 99 00 00 00", false}));
    };
    const auto kept = contact("holder", "Contact-Marqueur");
    t_.contact_a = kept.text();
    t_.contact_left = contact("buyer", "Contact-Ancien").text();
    must(app::record_exchange(s_, *facilitator_, id, kept, day("2026-08-01"), "telephone", words_.of("Rappelle lundi")));
    TemporaryDirectory folder;
    const auto path = folder.path() / "document";
    std::ofstream(path) << "%PDF-1.7 exemple";
    t_.document_a = must(app::add_document(s_, *facilitator_, id, {words_.of("Acte d’engagement"), words_.of("acte.pdf"), path})).text();
  }

  void fill_contract_b() {
    must(app::take_into_follow_up(s_, *other_facilitator_, *ContractId::parse(t_.contract_b)));
    const auto lot = lot_of(*other_facilitator_, t_.contract_b, "1", "Gros œuvre", *other_firm_);
    t_.lot_b = lot.text();
    t_.person_b = person(*other_firm_, *other_facilitator_, lot, "BLEUET", "Yann", "1979-11-02");
    t_.sheet_b = confirm(*other_firm_, send(*other_firm_, lot, "2026-05", "BLEUET", "Yann", "91")).text();
    t_.draft_b = send(*other_firm_, lot, "2026-06", "BLEUET", "Yann", "28").text();
    must(app::ask_hand_over(s_, *other_facilitator_, *ContractId::parse(t_.contract_b), facilitator_->organisation->id, words_.of("Changement de territoire")));
  }

  // The token of a link to send July without an account, and the id under which it is revoked.
  std::pair<std::string, std::string> deposit_link(const app::Actor& office, const std::string& lot, const app::Actor& firm) {
    const TimesheetSubject july{*LotId::parse(lot), firm.organisation->id, month("2026-07")};
    const auto path = must(app::issue_deposit_link(s_, office, july)).path;
    return {path.substr(path.rfind('/') + 1), must(app::deposit_links(s_, office, july)).front().id.text()};
  }

  void plan_imports() {
    const std::vector<contract_files::Published> fresh = {{.id = "2026Z1", .object = json(words_.prefix) + "Contrat planifié"},
                                                          {.id = "", .object = "", .buyer = ""}};
    t_.import_a = import(*facilitator_, fresh, false);
    t_.import_a_left = import(*facilitator_, fresh, false);
    t_.import_b = import(*other_facilitator_, fresh, false);
    t_.import_admin = import(*administrator_, fresh, false);
    t_.import_admin_left = import(*administrator_, fresh, false);
    const auto tracker = [&](const app::Actor& who) {
      const auto id = must(app::receive_tracker(s_, who, words_.of("suivi.csv"),
                                                "Acheteur;Marché;Objet;Notification;Durée;Heures\nVille d’Exemple;T1;" +
                                                    words_.of("Halle suivie") + ";01/02/2026;12;300\n"));
      must(app::choose_tracker_columns(s_, who, id, {}, {DueSchedule::linear, "L2112_2"}));
      return id.text();
    };
    t_.tracker_a = tracker(*facilitator_);
    t_.tracker_a_left = tracker(*facilitator_);
    t_.tracker_b = tracker(*other_facilitator_);
  }

  void build_reports() {
    app::ReportParameters p{.kind = "contract", .format = "xml", .worked_until = day("2026-06-30"), .recorded_until = {},
                            .contract = ContractId::parse(t_.contract_a), .lot = {}, .programme = "", .buyer_siret = ""};
    t_.recorded_until = must(app::build_report(s_, *facilitator_, p)).cutoff.recorded_until.iso();
    must(app::build_report(s_, *officer_, p));
    std::tie(t_.schedule_a, t_.report_a) = library(*facilitator_);
    std::tie(t_.schedule_officer, t_.report_officer) = library(*officer_);
    std::tie(t_.schedule_b, t_.report_b) = library(*other_facilitator_);
  }

  // A report of last month, due today, and made.
  std::pair<std::string, std::string> library(const app::Actor& who) {
    const auto today = s_.today();
    ReportSchedule schedule;
    schedule.cadence = Cadence::monthly;
    schedule.days_after = today.days_since_1970() - today.month_of().previous().last_day().days_since_1970();
    must(app::schedule_report(s_, who, schedule));
    app::make_due_reports(s_);
    const auto library = must(app::report_library(s_, who));
    return {library.schedules.at(0).schedule.id.text(), library.reports.at(0).report.value().text()};
  }

  app::Services& s_;
  Words words_;
  Things t_;
  std::optional<app::Actor> facilitator_, other_facilitator_, officer_, other_officer_, firm_, other_firm_, partner_, administrator_;
};

// The data directory of a built world, closed: each test works on a copy.
class World {
public:
  explicit World(const std::string& prefix = "") {
    const auto services = app::open_services(directory_.path(), share());
    things_ = Builder(*services, {prefix}).build();
  }
  // Built once for the whole program: an account costs a hash.
  static const World& plain() {
    static const World world;
    return world;
  }
  const Things& things() const { return things_; }
  const std::filesystem::path& directory() const { return directory_.path(); }
  static app::Share share() { return app::Share::at(clausier::test::source_folder()); }

private:
  TemporaryDirectory directory_;
  Things things_;
};

// The site on a copy of a world.
class Copy {
public:
  explicit Copy(const World& world = World::plain()) : things(world.things()) {
    std::filesystem::copy(world.directory(), directory_.path() / "data", std::filesystem::copy_options::recursive);
    services = app::open_services(directory_.path() / "data", World::share());
    services->clock = [] { return now; };
    start();
  }
  // Another site over the same data: its throttles have seen nobody.
  void start() {
    site = std::make_unique<web::Site>(*services, web::SiteOptions{.templates = World::share().templates, .schemas = World::share().schemas,
                                                                   .log = [this](const std::string& line) { incidents.push_back(line); }});
  }
  test::Client client(const std::string& role) const {
    test::Client client(*site);
    if (role != "anonymous") client.use_session(things.session.at(role));
    return client;
  }
  app::Actor actor(const std::string& role) const { return app::session_of(*services, things.session.at(role))->actor; }

  const Things& things;
  std::unique_ptr<app::Services> services;
  std::unique_ptr<web::Site> site;
  std::vector<std::string> incidents;

private:
  TemporaryDirectory directory_;
};

}  // namespace journey
