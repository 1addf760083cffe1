#pragma once
// A small world on real temporary databases: two offices, one followed contract with two lots, a
// foreign contract, firms with grants, a clause, and a clock moved by hand. People are plainly fictive.
#include <memory>
#include <string>

#include "clausier/app/people.hpp"
#include "clausier/app/services.hpp"
#include "clausier/app/timesheets.hpp"
#include "clausier/store/clause_store.hpp"
#include "clausier/store/contract_index.hpp"
#include "clausier/store/database.hpp"
#include "places.hpp"
#include "temporary_directory.hpp"

namespace sample {

using namespace clausier;

inline Date day(const char* iso) { return *Date::parse_iso(iso); }
inline Month month(const char* iso) { return *Month::parse_iso(iso); }
inline Instant instant(const char* iso) { return *Instant::parse_iso(iso); }

class Base {
public:
  Base() {
    fill();
    services_.reset();
    services_ = app::open_services(directory_.path(), app::Share::at(clausier::test::source_folder()));  // indexes what waits for search
    services_->clock = [this] { return now; };
  }

  app::Services& operator*() { return *services_; }
  app::Services* operator->() { return services_.get(); }

  void on(const char* iso) { now = instant(iso); }
  std::int64_t number(const std::string& sql) {
    return services_->database->read([&](store::Connection& c) { return c.query_one("SELECT (SELECT " + sql + ") AS n")->integer("n"); });
  }
  void revoke(LotId lot, const app::Actor& firm) {
    services_->database->write([&](store::Connection& c) {
      c.execute("UPDATE grants SET revoked_at = 1 WHERE lot_id = ?1 AND firm_id = ?2", store::values(lot, firm.organisation->id));
    });
  }
  void close(LotId lot, Month closed) {
    services_->database->write([&](store::Connection& c) {
      store::append_month_closure(c, lot, closed, true, "test", store::next_instant(c, now));
    });
  }

  // A person employed by the firm on the lot since the start of its clause; gives the reference.
  std::string person(const app::Actor& firm, LotId lot, const char* family, const char* given, const char* birth = "1990-01-02") {
    app::NewPerson declared{.identity = {family, given, day(birth)},
                            .lot = lot,
                            .firm = std::nullopt,
                            .contract_type = "fixed_term",
                            .employer_siret = "",
                            .starts_on = day("2026-01-01"),
                            .ends_on = std::nullopt,
                            .reference = ""};
    return app::declare_person(*services_, firm, declared).value();
  }
  void make_eligible(const std::string& reference) {
    const app::EligibilityForm form{.criterion = "DELD", .effective_on = day("2026-01-01"), .countable_until = std::nullopt,
                                    .proof_kind = "attestation vue", .proof_seen_on = day("2025-12-15"), .reason = ""};
    if (!app::decide_eligibility(*services_, facilitator, reference, form)) throw std::logic_error("eligibility refused");
  }
  TimesheetSubject subject(LotId lot, const app::Actor& firm, const char* iso) const { return {lot, firm.organisation->id, month(iso)}; }

  Instant now = instant("2026-07-06T08:00:00Z");
  const std::string buyer_siren = "999009905";
  const app::Actor facilitator = actor(11, app::Role::facilitator, app::OrganisationKind::office, "999009913", "Aline MODÈLE");
  const app::Actor other_facilitator = actor(12, app::Role::facilitator, app::OrganisationKind::office, "999009921", "Hugo AILLEURS");
  const app::Actor holder = actor(13, app::Role::contractor, app::OrganisationKind::firm, "999009939", "Terrassements d’Exemple");
  const app::Actor agency = actor(14, app::Role::contractor, app::OrganisationKind::firm, "999009947", "Intérim Modèle");
  const app::Actor officer = actor(15, app::Role::officer, app::OrganisationKind::buyer, "999009905", "Acheteur Exemple");
  const app::Actor administrator{UserId::from_trusted(16), app::Role::administrator, "admin@exemple.example", "Admin", std::nullopt};
  const app::Organisation stranger_firm = *actor(17, app::Role::contractor, app::OrganisationKind::firm, "999009954", "Firme Étrangère").organisation;
  const ContractId contract = ContractId::from_trusted(1001), foreign_contract = ContractId::from_trusted(1002);
  const LotId earthworks = LotId::from_trusted(2001), masonry = LotId::from_trusted(2002), foreign_lot = LotId::from_trusted(2003);

private:
  // The last digit of an establishment's number that makes its key pass.
  static std::string siret(const std::string& siren) {
    for (int last = 0; last < 10; ++last) {
      const auto digits = siren + "0001" + std::to_string(last);
      if (Siret::parse(digits)) return digits;
    }
    throw std::logic_error("no key for " + siren);
  }
  static app::Actor actor(std::int64_t id, app::Role role, app::OrganisationKind kind, const std::string& siren, const std::string& name) {
    return {UserId::from_trusted(id), role, std::to_string(id) + "@exemple.example", name,
            app::Organisation{OrganisationId::from_trusted(id + 100), kind, *Siret::parse(siret(siren)), name}};
  }
  static void insert(store::Connection& c, const app::Organisation& o) {
    c.execute("INSERT INTO organisations VALUES (?1, ?2, ?3, ?4, ?5, 0)",
              store::values(o.id, app::organisation_kind_code(o.kind), o.siret.digits(), o.siret.siren().digits(), o.name));
  }
  static void insert_contract(store::Connection& c, ContractId id, const std::string& source_id, const std::string& siren) {
    c.execute("INSERT INTO contracts VALUES (?1, 1, ?2, 'contract', 'test', ?2, ?2, ?2, ?2, NULL, ?3, '', 'Acheteur Exemple', '',"
              " 'Travaux du canal d’exemple', 'travaux', '', '', '', '', '', '59', 18, '2025-12-01', NULL, NULL, '', 'single', '',"
              " '', '', '')",
              store::values(id, source_id, siren));
    store::queue_contract(c, id);
  }
  static void insert_lot(store::Connection& c, LotId id, ContractId contract, const char* number, const char* label) {
    c.execute("INSERT INTO lots VALUES (?1, ?2, ?1, ?3, ?4, NULL, NULL, 0)", store::values(id, contract, number, label));
  }
  static void follow(store::Connection& c, ContractId contract, const app::Actor& office) {
    c.execute("INSERT INTO follow_ups VALUES (?1, ?2, 'test', 0)", store::values(contract, office.organisation->id));
  }
  static void grant(store::Connection& c, LotId lot, const app::Actor& firm, const char* role) {
    c.execute("INSERT INTO grants VALUES (?1, ?2, ?3, 'test', 0, NULL)", store::values(lot, firm.organisation->id, role));
  }
  static Clause clause_of(LotId lot) {
    ClauseTerms terms;
    terms.reason = "lecture du contrat";  // a version written from this one needs a reason
    return {.id = ClauseId::from_trusted(lot.value() + 1000),
            .lot = lot,
            .target = FixedHours{WorkTime::from_hours(1000)},
            .execution = {day("2026-01-01"), day("2026-12-31")},
            .legal_bases = {"L2112_2"},
            .penalty_per_missing_hour = std::nullopt,
            .counting_months = 24,
            .source_document = "CCAP article 5.3",
            .author = "Aline MODÈLE",
            .recorded_at = instant("2026-01-02T08:00:00Z"),
            .terms = std::move(terms)};
  }

  void fill() {
    services_->database->write([&](store::Connection& c) {
      for (const auto* actor : {&facilitator, &other_facilitator, &holder, &agency, &officer}) insert(c, *actor->organisation);
      insert(c, stranger_firm);
      c.execute("INSERT INTO imports (id, state, author, author_id, departments, social_only, base_generation, recorded_at, applied_at) VALUES (1, 'applied', 'opérateur', NULL, '', 0, 0, 0, 0)");
      insert_contract(c, contract, "2025M214", buyer_siren);
      insert_contract(c, foreign_contract, "2025X900", "999009962");
      follow(c, contract, facilitator);
      follow(c, foreign_contract, other_facilitator);
      insert_lot(c, earthworks, contract, "2", "Terrassement");
      insert_lot(c, masonry, contract, "3", "Maçonnerie");
      insert_lot(c, foreign_lot, foreign_contract, "", "");
      grant(c, earthworks, holder, "holder");
      grant(c, earthworks, agency, "declarant");
      grant(c, masonry, agency, "holder");
      store::append_clause(c, clause_of(earthworks));
    });
  }

  TemporaryDirectory directory_;
  std::unique_ptr<app::Services> services_ = app::open_services(directory_.path(), app::Share::at(clausier::test::source_folder()));
};

}  // namespace sample
