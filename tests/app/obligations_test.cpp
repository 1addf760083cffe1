// Invoices, amendments and penalties through the use cases: who may, what is kept, what it changes.
#include <catch2/catch.hpp>

#include <fstream>

#include "clausier/app/obligations.hpp"
#include "places.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;

namespace {

template <class T>
std::string refused(const Outcome<T>& outcome) { return outcome ? "" : outcome.refusal().code; }

ObligationFact fact_on(LotId lot, FactKind kind, const char* on) {
  ObligationFact fact{.lot = lot, .kind = kind, .on = *Date::parse_iso(on)};
  fact.reference = "A1";
  fact.document = "avenant signé";
  return fact;
}

ObligationFact amendment_to(LotId lot, std::int64_t hours) {
  auto fact = fact_on(lot, FactKind::amendment, "2026-03-01");
  fact.hours = WorkTime::from_hours(hours);
  return fact;
}

void price(sample::Base& base, LotId lot, std::int64_t euros) {
  (*base).database->write([&](store::Connection& c) { c.execute("UPDATE lots SET amount_cents = ?1 WHERE id = ?2", store::values(euros * 100, lot)); });
}

std::optional<WorkTime> owed(sample::Base& base, const Actor& who) {
  return view_lot(*base, who, base.earthworks, *Date::parse_iso("2026-07-06")).value().position.owed;
}

}  // namespace

TEST_CASE("An amendment recorded changes what is owed, and cancelling it brings the former figure back", "[app][obligation]") {
  sample::Base base;
  CHECK(owed(base, base.facilitator) == WorkTime::from_hours(1000));
  REQUIRE(record_fact(*base, base.facilitator, amendment_to(base.earthworks, 1200)));
  CHECK(owed(base, base.facilitator) == WorkTime::from_hours(1200));
  CHECK(owed(base, base.officer) == WorkTime::from_hours(1200));
  const auto found = view_obligation(*base, base.facilitator, base.earthworks).value();
  REQUIRE(found.facts.size() == 1);
  CHECK(found.facts[0].fact.author == base.facilitator.display_name);
  CHECK(refused(cancel_fact(*base, base.facilitator, base.earthworks, found.facts[0].fact.id, "")) == "fact.reason.needed");
  REQUIRE(cancel_fact(*base, base.facilitator, base.earthworks, found.facts[0].fact.id, "saisi deux fois"));
  CHECK(owed(base, base.facilitator) == WorkTime::from_hours(1000));
  const auto after = view_obligation(*base, base.facilitator, base.earthworks).value();
  REQUIRE(after.facts.at(0).cancelled_by);
  CHECK(after.facts[0].cancelled_by->reason == "saisi deux fois");
  CHECK(refused(cancel_fact(*base, base.facilitator, base.earthworks, found.facts[0].fact.id, "encore")) == "fact.cancelled");
}

TEST_CASE("What was believed before an amendment was recorded can be asked again", "[app][obligation]") {
  sample::Base base;
  const auto before = base.now;
  base.on("2026-08-01T08:00:00Z");
  REQUIRE(record_fact(*base, base.facilitator, amendment_to(base.earthworks, 1200)));
  const auto then = view_lot(*base, base.facilitator, base.earthworks, *Date::parse_iso("2026-07-06"), before).value();
  CHECK(then.position.owed == WorkTime::from_hours(1000));
}

TEST_CASE("The same fact is not recorded twice, nor one that cannot be", "[app][obligation]") {
  sample::Base base;
  REQUIRE(record_fact(*base, base.facilitator, amendment_to(base.earthworks, 1200)));
  CHECK(refused(record_fact(*base, base.facilitator, amendment_to(base.earthworks, 1300))) == "fact.same");
  auto unpriced = fact_on(base.earthworks, FactKind::invoice, "2026-03-01");
  CHECK(refused(record_fact(*base, base.facilitator, unpriced)) == "fact.amount.needed");
  CHECK(base.number("count(*) FROM obligation_facts") == 1);
}

TEST_CASE("Facts are the business of the office that follows; others read or see nothing", "[app][obligation]") {
  sample::Base base;
  for (const auto& who : {base.holder, base.officer, base.administrator})
    CHECK(refused(record_fact(*base, who, amendment_to(base.earthworks, 1200))) == "forbidden");
  CHECK(refused(record_fact(*base, base.other_facilitator, amendment_to(base.earthworks, 1200))) == "not_found");
  CHECK(refused(view_obligation(*base, base.other_facilitator, base.earthworks)) == "not_found");
  CHECK(refused(view_obligation(*base, base.holder, base.earthworks)) == "forbidden");
  CHECK(view_obligation(*base, base.officer, base.earthworks));
  REQUIRE(record_fact(*base, base.facilitator, amendment_to(base.earthworks, 1200)));
  const auto id = view_obligation(*base, base.facilitator, base.earthworks).value().facts[0].fact.id;
  CHECK(refused(cancel_fact(*base, base.facilitator, base.masonry, id, "x")) == "not_found");
  CHECK(refused(cancel_fact(*base, base.other_facilitator, base.earthworks, id, "x")) == "not_found");
}

TEST_CASE("A proposal decides nothing: only what the buyer's officer records is decided", "[app][penalty]") {
  sample::Base base;
  auto clause = view_clause(*base, base.facilitator, base.earthworks).value().versions.front();
  clause.penalty_per_missing_hour = Money::from_cents(45'00);
  REQUIRE(define_clause(*base, base.facilitator, clause));
  const auto proposed = view_penalties(*base, base.officer, base.earthworks).value();
  REQUIRE(proposed.lot.position.missing);
  CHECK(proposed.proposal.total > Money::zero());
  CHECK(proposed.acts.empty());

  PenaltyAct act{.lot = base.earthworks, .kind = PenaltyActKind::applied, .about = PenaltyKind::hours, .on = *Date::parse_iso("2026-07-06")};
  CHECK(refused(record_penalty_act(*base, base.officer, act)) == "penalty.amount.needed");
  act.amount = Money::from_cents(100'00);
  CHECK(refused(record_penalty_act(*base, base.facilitator, act)) == "forbidden");
  CHECK(refused(record_penalty_act(*base, base.holder, act)) == "forbidden");
  REQUIRE(record_penalty_act(*base, base.officer, act));
  act.kind = PenaltyActKind::waived;
  CHECK(refused(record_penalty_act(*base, base.officer, act)) == "penalty.reason.needed");
  act.lot = base.foreign_lot;
  act.reason = "x";
  CHECK(refused(record_penalty_act(*base, base.officer, act)) == "not_found");
  const auto after = view_penalties(*base, base.facilitator, base.earthworks).value();
  REQUIRE(after.acts.size() == 1);
  CHECK(after.acts[0].act.author == base.officer.display_name);
  CHECK(after.lot.position.missing == proposed.lot.position.missing);  // paying extinguishes nothing
  CHECK(after.proposal.total == Money::zero());  // and is asked for once
  CHECK(after.applied == Money::from_cents(100'00));
}

TEST_CASE("A waiver settles the hours missing on its day, and an act is cancelled by another", "[app][penalty]") {
  sample::Base base;
  auto clause = view_clause(*base, base.facilitator, base.earthworks).value().versions.front();
  clause.penalty_per_missing_hour = Money::from_cents(45'00);
  REQUIRE(define_clause(*base, base.facilitator, clause));
  const auto total = [&] { return view_penalties(*base, base.officer, base.earthworks).value().proposal.total; };
  const auto whole = total();
  PenaltyAct waiver{.lot = base.earthworks, .kind = PenaltyActKind::waived, .about = PenaltyKind::hours, .on = *Date::parse_iso("2026-03-31")};
  waiver.reason = "Chantier arrêté";
  REQUIRE(record_penalty_act(*base, base.officer, waiver));
  const auto left = total();
  CHECK(left < whole);
  CHECK(left > Money::zero());  // what is missing since then is proposed
  const auto id = view_penalties(*base, base.officer, base.earthworks).value().acts.at(0).act.id;
  CHECK(refused(cancel_penalty_act(*base, base.facilitator, base.earthworks, id, "erreur")) == "forbidden");
  CHECK(refused(cancel_penalty_act(*base, base.holder, base.earthworks, id, "erreur")) == "forbidden");
  CHECK(refused(cancel_penalty_act(*base, base.officer, base.masonry, id, "erreur")) == "not_found");
  CHECK(refused(cancel_penalty_act(*base, base.officer, base.earthworks, id, "")) == "penalty.cancel.reason");
  REQUIRE(cancel_penalty_act(*base, base.officer, base.earthworks, id, "erreur de lot"));
  CHECK(refused(cancel_penalty_act(*base, base.officer, base.earthworks, id, "encore")) == "penalty.cancelled");
  CHECK(total() == whole);
  const auto acts = view_penalties(*base, base.officer, base.earthworks).value().acts;
  REQUIRE(acts.size() == 1);  // the waiver stays, with who cancelled it and why
  REQUIRE(acts[0].cancelled_by);
  CHECK(acts[0].cancelled_by->reason == "erreur de lot");
  REQUIRE(record_penalty_act(*base, base.officer, waiver));  // said again, it stands again
  CHECK(total() == left);
}

TEST_CASE("A decision on a document or a meeting names one that was noted, on a day that came", "[app][penalty]") {
  sample::Base base;
  auto clause = view_clause(*base, base.facilitator, base.earthworks).value().versions.front();
  clause.penalty_per_missing_hour.reset();
  clause.terms.penalties.absence = Money::from_cents(500'00);
  clause.terms.penalties.documents = DocumentPenalty{.per_day = Money::from_cents(75'00), .from = PenaltyStart::due_date};
  REQUIRE(define_clause(*base, base.facilitator, clause));
  const auto record = [&](const Actor& who, PenaltyActKind kind, PenaltyKind about, const char* document, const char* on) {
    PenaltyAct act{.lot = base.earthworks, .kind = kind, .about = about, .on = *Date::parse_iso(on)};
    act.document = document;
    act.reason = "x";
    return refused(record_penalty_act(*base, who, act));
  };
  const auto total = [&] { return view_penalties(*base, base.officer, base.earthworks).value().proposal.total.cents() / 100; };
  CHECK(record(base.facilitator, PenaltyActKind::absence, PenaltyKind::absence, "Réunion de mai", "2026-05-04") == "");
  CHECK(record(base.facilitator, PenaltyActKind::absence, PenaltyKind::absence, "Réunion de juin", "2026-06-01") == "");
  CHECK(record(base.facilitator, PenaltyActKind::document_due, PenaltyKind::documents, "Relevé", "2026-06-01") == "");
  CHECK(record(base.facilitator, PenaltyActKind::document_received, PenaltyKind::documents, "Relevé", "2026-06-11") == "");
  CHECK(total() == 500 + 500 + 10 * 75);
  CHECK(record(base.officer, PenaltyActKind::waived, PenaltyKind::absence, "Réunion", "2026-06-10") == "penalty.decision.unknown");
  CHECK(record(base.officer, PenaltyActKind::waived, PenaltyKind::absence, "Réunion de mai", "2030-06-10") == "penalty.decision.future");
  CHECK(record(base.officer, PenaltyActKind::waived, PenaltyKind::absence, "Réunion de mai", "2026-06-10") == "");
  CHECK(total() == 500 + 10 * 75);
  CHECK(record(base.officer, PenaltyActKind::waived, PenaltyKind::documents, "Relevé", "2026-06-05") == "");
  CHECK(total() == 500 + 6 * 75);
}

TEST_CASE("The rhythm and the expected curve of a lot are there for its readers", "[app][obligation]") {
  sample::Base base;
  const auto found = view_obligation(*base, base.facilitator, base.earthworks).value();
  const auto forecast = forecast_of(*base, found);
  REQUIRE(forecast.curve.size() == 12);
  CHECK(forecast.curve.back().due == WorkTime::from_hours(1000).seconds());
  CHECK_FALSE(forecast.rhythm.at_end);  // nothing was declared yet, and no month said to be empty
}

TEST_CASE("A document late costs from the day it was due or from its notice, as the contract says, until it comes", "[app][penalty]") {
  const auto cost = [](PenaltyStart from, bool with_notice, const char* received) {
    sample::Base base;
    auto clause = view_clause(*base, base.facilitator, base.earthworks).value().versions.front();
    clause.terms.penalties.documents = DocumentPenalty{.per_day = Money::from_cents(75'00), .from = from};
    REQUIRE(define_clause(*base, base.facilitator, clause));
    const auto note = [&](const Actor& who, PenaltyActKind kind, const char* on) {
      PenaltyAct act{.lot = base.earthworks, .kind = kind, .about = PenaltyKind::documents, .on = *Date::parse_iso(on)};
      act.document = "Relevé du deuxième trimestre";
      return refused(record_penalty_act(*base, who, act));
    };
    CHECK(note(base.facilitator, PenaltyActKind::document_due, "2026-06-01") == "");
    CHECK(note(base.facilitator, PenaltyActKind::formal_notice, "2026-06-11") == "forbidden");
    if (with_notice) CHECK(note(base.officer, PenaltyActKind::formal_notice, "2026-06-11") == "");
    CHECK(note(base.facilitator, PenaltyActKind::document_received, received) == "");
    return view_penalties(*base, base.officer, base.earthworks).value().proposal.total.cents() / 100;
  };
  CHECK(cost(PenaltyStart::due_date, false, "2026-06-21") == 20 * 75);
  CHECK(cost(PenaltyStart::formal_notice, true, "2026-06-21") == 10 * 75);
  CHECK(cost(PenaltyStart::formal_notice, false, "2026-06-21") == 0);
}

TEST_CASE("A document that comes back each quarter is late each time it is due, and nothing to come is charged", "[app][penalty]") {
  sample::Base base;
  auto clause = view_clause(*base, base.facilitator, base.earthworks).value().versions.front();
  clause.penalty_per_missing_hour.reset();
  clause.terms.penalties.absence = Money::from_cents(500'00);
  clause.terms.penalties.documents = DocumentPenalty{.per_day = Money::from_cents(75'00), .from = PenaltyStart::due_date};
  REQUIRE(define_clause(*base, base.facilitator, clause));
  const auto note = [&](const Actor& who, PenaltyActKind kind, const char* document, const char* on, PenaltyKind about = PenaltyKind::documents) {
    PenaltyAct act{.lot = base.earthworks, .kind = kind, .about = about, .on = *Date::parse_iso(on)};
    act.document = document;
    return refused(record_penalty_act(*base, who, act));
  };
  const auto total = [&](const char* day) {
    return view_penalties(*base, base.officer, base.earthworks, Date::parse_iso(day)).value().proposal.total.cents() / 100;
  };
  CHECK(note(base.facilitator, PenaltyActKind::document_due, "État trimestriel", "2026-04-15") == "");
  CHECK(note(base.facilitator, PenaltyActKind::document_received, "État trimestriel", "2026-04-20") == "");
  CHECK(note(base.facilitator, PenaltyActKind::document_due, "État trimestriel", "2026-07-01") == "");
  CHECK(total("2026-06-30") == 5 * 75);
  CHECK(total("2026-07-04") == (5 + 3) * 75);
  CHECK(note(base.facilitator, PenaltyActKind::absence, "Réunion", "2027-12-15") == "penalty.decision.future");
  CHECK(note(base.officer, PenaltyActKind::formal_notice, "", "2026-07-02") == "penalty.decision.unknown");
  CHECK(note(base.officer, PenaltyActKind::formal_notice, "Autre pièce", "2026-07-02") == "penalty.decision.unknown");
  CHECK(note(base.officer, PenaltyActKind::formal_notice, "", "2027-07-02", PenaltyKind::hours) == "penalty.decision.future");
}

TEST_CASE("A decision beyond the proposal says why", "[app][penalty]") {
  sample::Base base;
  auto clause = view_clause(*base, base.facilitator, base.earthworks).value().versions.front();
  clause.terms.penalties.absence = Money::from_cents(500'00);
  REQUIRE(define_clause(*base, base.facilitator, clause));
  PenaltyAct seen{.lot = base.earthworks, .kind = PenaltyActKind::absence, .on = *Date::parse_iso("2026-06-01")};
  seen.document = "Réunion";
  REQUIRE(record_penalty_act(*base, base.facilitator, seen));
  PenaltyAct decided{.lot = base.earthworks, .kind = PenaltyActKind::applied, .about = PenaltyKind::absence, .on = *Date::parse_iso("2026-06-02")};
  decided.document = "Réunion";
  decided.amount = Money::from_cents(501'00);
  CHECK(refused(record_penalty_act(*base, base.officer, decided)) == "penalty.amount.above");
  decided.reason = "récidive, article 8.3";
  CHECK(refused(record_penalty_act(*base, base.officer, decided)) == "");
}

TEST_CASE("Each meeting missed costs what the clause says of an absence", "[app][penalty]") {
  sample::Base base;
  auto clause = view_clause(*base, base.facilitator, base.earthworks).value().versions.front();
  clause.penalty_per_missing_hour.reset();
  clause.terms.penalties.absence = Money::from_cents(500'00);
  REQUIRE(define_clause(*base, base.facilitator, clause));
  PenaltyAct act{.lot = base.earthworks, .kind = PenaltyActKind::absence, .on = *Date::parse_iso("2026-06-01")};
  CHECK(refused(record_penalty_act(*base, base.facilitator, act)) == "penalty.document.needed");
  act.document = "Réunion de suivi";
  REQUIRE(record_penalty_act(*base, base.facilitator, act));
  CHECK(view_penalties(*base, base.officer, base.earthworks).value().proposal.total == Money::from_cents(500'00));
  CHECK(refused(record_penalty_act(*base, base.holder, act)) == "forbidden");
}

TEST_CASE("A spreadsheet of facts is recorded whole, once", "[app][obligation]") {
  sample::Base base;
  const std::string csv = "Nature;Date;Fin;Montant HT;Heures;Référence;Document;Motif\n"
                          "Facture;01/03/2026;;12 500,50;;F-1;;\n"
                          "Avenant;15/03/2026;;;1200;A1;avenant signé;\n"
                          "Commande;01/04/2026;30/06/2026;40 000;;BC-7;;\n";
  CHECK(import_facts(*base, base.facilitator, base.earthworks, csv, ImportMode::check).value().added == 3);
  CHECK(base.number("count(*) FROM obligation_facts") == 0);
  const auto first = import_facts(*base, base.facilitator, base.earthworks, csv).value();
  CHECK(first.findings.empty());
  CHECK(first.added == 3);
  const auto found = view_obligation(*base, base.facilitator, base.earthworks).value();
  CHECK(found.facts.at(0).fact.amount == Money::from_cents(12'500'50));
  CHECK(owed(base, base.facilitator) == WorkTime::from_hours(1200));
  const auto again = import_facts(*base, base.facilitator, base.earthworks, csv).value();
  CHECK(again.added == 0);
  CHECK(again.already == 3);
}

TEST_CASE("Every visible sheet that has the titles is read; what is left aside is told", "[app][obligation]") {
  sample::Base base;
  std::ifstream file(clausier::test::source_folder() / "tests/app/fixtures/factures-par-mois.xlsx", std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  REQUIRE_FALSE(bytes.empty());
  const auto read = import_facts(*base, base.facilitator, base.earthworks, bytes).value();
  CHECK(read.added == 2);
  std::vector<std::string> told;
  for (const auto& finding : read.findings) told.push_back(finding.code + " " + finding.place.sheet);
  CHECK(told == std::vector<std::string>{"fact.sheet.untitled Notes", "fact.sheet.hidden Brouillon"});
  const auto found = view_obligation(*base, base.facilitator, base.earthworks).value();
  CHECK(found.facts.at(0).fact.amount == Money::from_cents(1'000'50));
  CHECK(found.facts.at(1).fact.reference == "F-2");
}

TEST_CASE("A spreadsheet with a fault records nothing and tells every fault with its cell", "[app][obligation]") {
  sample::Base base;
  const std::string csv = "nature;date;montant;reference\nFacture;01/03/2026;10;F-1\nCadeau;01/03/2026;10;F-2\n"
                          "Cadeau;hier;10;F-3\nFacture;01/03/2026;beaucoup;F-4\nFacture;01/03/2026;;F-5\n";
  const auto import = import_facts(*base, base.facilitator, base.earthworks, csv).value();
  CHECK(import.added == 0);
  std::vector<std::string> codes;
  for (const auto& fault : import.findings) codes.push_back(fault.code + " " + fault.place.column + std::to_string(fault.place.row));
  CHECK(codes == std::vector<std::string>{"fact.kind.unknown A3", "fact.kind.unknown A4", "fact.date.unreadable B4", "fact.figure.unreadable C5", "fact.amount.needed C6"});
  CHECK(base.number("count(*) FROM obligation_facts") == 0);
  CHECK(import_facts(*base, base.facilitator, base.earthworks, "a;b\n1;2\n").value().findings.at(0).code == "fact.columns.missing");
  CHECK(refused(import_facts(*base, base.officer, base.earthworks, csv)) == "forbidden");
  CHECK(refused(import_facts(*base, base.other_facilitator, base.earthworks, csv)) == "not_found");
}

TEST_CASE("The same invoice with another amount is a fault of the file, against the base and inside the file", "[app][obligation]") {
  sample::Base base;
  const std::string titles = "nature;date;montant;reference\n", first = "Facture;01/03/2026;10;F-1\n", other = "Facture;01/03/2026;11;F-1\n";
  const auto inside = import_facts(*base, base.facilitator, base.earthworks, titles + first + other).value();
  REQUIRE(inside.findings.size() == 1);
  CHECK(inside.findings[0].code == "fact.differs");
  CHECK(inside.findings[0].place.row == 3);
  CHECK(base.number("count(*) FROM obligation_facts") == 0);
  CHECK(import_facts(*base, base.facilitator, base.earthworks, titles + first + first).value().added == 1);
  CHECK(import_facts(*base, base.facilitator, base.earthworks, titles + other).value().findings.at(0).code == "fact.differs");
  CHECK(base.number("count(*) FROM obligation_facts") == 1);
}

TEST_CASE("A hostile file of facts is refused in one message and records nothing", "[app][obligation]") {
  sample::Base base;
  const std::string titles = "nature;date;montant;reference\n";
  std::string many = titles;
  for (int i = 0; i < 6'000; ++i) many += "Facture;01/03/2026;10;F-" + std::to_string(i) + "\n";
  const std::vector<std::string> files = {"", std::string(1'000, '\0'), "PK\x03\x04 not an archive", many,
                                          titles + "Facture;01/03/2026;10;" + std::string(5'000, 'x') + "\n",
                                          titles + "Facture;01/03/2026;99999999999999999999999999;F-1\n",
                                          titles + "Facture;31/02/2026;10;F-1\n", titles + "=cmd|' /C calc'!A0;01/03/2026;10;F-1\n"};
  for (const auto& file : files) {
    INFO(file.substr(0, 60));
    const auto import = import_facts(*base, base.facilitator, base.earthworks, file).value();
    CHECK(any_error(import.findings));
    CHECK(import.findings.size() == 1);
    CHECK(import.added == 0);
  }
  CHECK(base.number("count(*) FROM obligation_facts") == 0);
}

TEST_CASE("An invoice that takes their sum beyond the amount of the contract is questioned, not refused", "[app][obligation]") {
  sample::Base base;
  const auto bill = [&](const char* reference, const char* on, std::int64_t euros) {
    auto invoice = fact_on(base.earthworks, FactKind::invoice, on);
    invoice.reference = reference;
    invoice.amount = Money::from_cents(euros * 100);
    REQUIRE(record_fact(*base, base.facilitator, invoice));
  };
  const auto questioned = [&] {
    std::string references;
    for (const auto& line : view_obligation(*base, base.facilitator, base.earthworks).value().facts)
      if (line.beyond_amount) references += line.fact.reference + " ";
    return references;
  };
  bill("F1", "2026-02-01", 10'000);
  CHECK(questioned().empty());  // no amount is known: nothing to hold it against
  price(base, base.earthworks, 500'000);
  CHECK(questioned().empty());
  bill("F2", "2026-03-01", 900'000'000);
  bill("F3", "2026-04-01", 100);
  CHECK(questioned() == "F2 F3 ");
  auto amendment = fact_on(base.earthworks, FactKind::amendment, "2026-03-01");
  amendment.amount = Money::from_cents(1'000'000'000'00);
  REQUIRE(record_fact(*base, base.facilitator, amendment));
  CHECK(questioned().empty());
}

TEST_CASE("A file of invoices says which of them goes beyond the amount of the contract, and is recorded all the same", "[app][obligation]") {
  sample::Base base;
  price(base, base.earthworks, 500'000);
  const auto file = "nature;date;montant;référence\nfacture;01/02/2026;100;F1\nfacture;01/03/2026;900000000;F2\n";
  const auto checked = import_facts(*base, base.facilitator, base.earthworks, file, ImportMode::check).value();
  REQUIRE(checked.findings.size() == 1);
  CHECK(checked.findings[0].code == "fact.invoice.beyond");
  CHECK(checked.findings[0].place.row == 3);
  CHECK(import_facts(*base, base.facilitator, base.earthworks, file).value().added == 2);
}
