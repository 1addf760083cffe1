// A file with thirty different faults, one by row: each is said where it stands, and nothing else is.
#include <catch2/catch.hpp>

#include "golden.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;

namespace {

// What the firm "agency" is about to send for May on the earthworks, which end on the 29th.
struct Faulty : sample::Base {
  Faulty() {
    services().database->write([&](store::Connection& c) {
      auto clause = *store::find_clause(c, earthworks, sample::instant("2026-07-01T00:00:00Z"));
      clause.id = ClauseId::from_trusted(9001);
      clause.execution.last = sample::day("2026-05-29");
      clause.recorded_at = sample::instant("2026-01-03T08:00:00Z");
      store::append_clause(c, clause);
    });
    for (const auto& [family, given] : eligible) make_eligible(person(agency, earthworks, family, given));
    make_eligible(person(agency, earthworks, "TOTEM", "Camille"));
    make_eligible(person(agency, earthworks, "TOTEM", "Camille", "1991-03-04"));
    person(agency, earthworks, "URNE", "Léa");
    decide(person(agency, earthworks, "VOILIER", "Tim"), EligibilityVerdict::refused, std::nullopt);
    decide(person(agency, earthworks, "WAGON", "Mia"), EligibilityVerdict::eligible, sample::day("2026-05-10"));
    make_eligible(former("XYLO", "Ben"));
    const auto busy = person(agency, earthworks, "YOLE", "Ida");
    person(agency, masonry, "YOLE", "Ida");
    make_eligible(busy);
    const auto elsewhere = receive_timesheet(services(), agency, subject(masonry, agency, "2026-05"), "mai.csv", "Nom;Prénom;Heures\nYOLE;Ida;210\n");
    REQUIRE(confirm_timesheet(services(), agency, elsewhere.value().timesheet, true));
  }

  app::Services& services() { return **this; }

  // Somebody whose contract ended in April.
  std::string former(const char* family, const char* given) {
    const NewPerson declared{.identity = {family, given, sample::day("1990-01-02")}, .lot = earthworks, .firm = std::nullopt, .contract_type = "fixed_term",
                             .employer_siret = "", .starts_on = sample::day("2026-01-01"), .ends_on = sample::day("2026-04-30"), .reference = ""};
    return declare_person(services(), agency, declared).value();
  }
  void decide(const std::string& reference, EligibilityVerdict verdict, std::optional<Date> countable_until) {
    const EligibilityForm form{.verdict = verdict, .criterion = "DELD", .effective_on = sample::day("2026-01-01"), .countable_until = countable_until,
                               .proof_kind = "attestation vue", .proof_seen_on = sample::day("2025-12-15"), .reason = "décidé sur pièces"};
    REQUIRE(decide_eligibility(services(), facilitator, reference, form));
  }

  const std::vector<std::pair<const char*, const char*>> eligible = {
      {"AMARRE", "Zoé"}, {"BOUSSOLE", "Iris"}, {"CADRAN", "Paul"}, {"DAMIER", "Rose"}, {"ENCLUME", "Luc"},  {"FANION", "Anne"},
      {"GRELOT", "Théo"}, {"HAMAC", "Nina"},   {"JALON", "Omar"},  {"KAYAK", "Eva"},   {"LANTERNE", "Hugo"}, {"MOUFLE", "Lina"},
      {"NACELLE", "Sam"}, {"OCARINA", "Jade"}, {"PALAN", "Noé"},   {"QUILLE", "Lou"},  {"ZINC", "Léo"},     {"ABAQUE", "Ugo"},
      {"DRAPEAU", "Jo"},  {"ÉCUELLE", "Ana"},  {"FLÛTE", "Gil"},   {"GABARE", "Zia"},  {"HÉLICE", "Ado"}};
};

const std::vector<std::string> thirty_faults = {
    "G3 cell.hours.format",       "G4 cell.hours.empty",     "G5 cell.hours.negative",   "G6 cell.hours.day",
    "G7 cell.hours.day.long",     "G8 cell.hours.week",      "G9 cell.hours.month.long", "G10 cell.hours.month",
    "G11 cell.hours.minutes",     "G12 cell.hours.fraction", "E13 cell.date.format",     "F14 cell.date.order",
    "E15 cell.date.outside",      "E16 cell.date.month",     "D17 cell.date.quarter",    "A18 cell.person.missing",
    "A19 cell.person.unknown",    "A20 cell.person.ambiguous", "A21 cell.person.notyet", "A22 cell.person.refused",
    "A23 cell.person.expired",    "A24 cell.person.employment", "A25 cell.person.overlap", "H26 cell.modality.unknown",
    "G28 cell.duplicate",         "G29 cell.value_error",    "I30 cell.siret",           "I31 cell.siret.key",
    "I32 cell.siret.destroyed",   "I33 cell.nir"};

std::vector<std::string> places_of(const std::vector<Finding>& findings) {
  std::vector<std::string> places;
  for (const auto& f : findings) places.push_back(f.place.column + std::to_string(f.place.row) + " " + f.code);
  return places;
}

}  // namespace

TEST_CASE("A file with thirty different faults reports exactly those thirty", "[app][timesheet][faults]") {
  REQUIRE(thirty_faults.size() == 30);
  const std::string name = GENERATE("thirty-faults.csv", "thirty-faults.xlsx");
  CAPTURE(name);
  Faulty base;
  const auto bytes = test::file_text(test::source_folder() / "tests/app/faults" / name);
  const auto reading = check_timesheet_file(*base, base.agency, base.subject(base.earthworks, base.agency, "2026-05"), name, bytes);
  REQUIRE(reading);
  CHECK(places_of(reading.value().findings) == thirty_faults);
  CHECK_FALSE(reading.value().can_confirm);
}
