#include <catch2/catch.hpp>

#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;
using sample::day;

namespace {

NewPerson person(LotId lot, const char* family = "LAMPION", const char* given = "Zoé", std::optional<Date> birth = day("1988-03-14")) {
  return {.identity = {family, given, birth},
          .lot = lot,
          .firm = std::nullopt,
          .contract_type = "fixed_term",
          .employer_siret = "",
          .starts_on = day("2026-02-01"),
          .ends_on = day("2026-11-30"),
          .reference = ""};
}

EligibilityForm eligible() {
  return {.criterion = "BOETH", .effective_on = day("2026-02-01"), .countable_until = std::nullopt,
          .proof_kind = "attestation vue", .proof_seen_on = day("2026-01-20"), .reason = "entretien du 20 janvier"};
}

std::string refused(const Outcome<std::string>& outcome) { return outcome ? "" : outcome.refusal().code; }
std::string refused(const Outcome<Done>& outcome) { return outcome ? "" : outcome.refusal().code; }

}  // namespace

TEST_CASE("A declared person is seen by their firm and by the office that follows the lot", "[app][people]") {
  sample::Base base;
  const auto reference = declare_person(*base, base.holder, person(base.earthworks)).value();
  for (const auto& actor : {base.holder, base.facilitator}) {
    const auto page = list_people(*base, actor, {}).value();
    REQUIRE(page.lines.size() == 1);
    const auto& line = page.lines.front();
    CHECK(line.reference == reference);
    CHECK(line.identity.family_name == "LAMPION");
    CHECK(line.status == "undecided");
    REQUIRE(line.employments.size() == 1);
    CHECK(line.employments.front().lot_label == "2025M214 · lot 2 Terrassement");
    CHECK(line.employments.front().employment.employer_siret == base.holder.organisation->siret.digits());
  }
}

TEST_CASE("A person of another firm or office does not exist for those it does not concern", "[app][people]") {
  sample::Base base;
  const auto reference = declare_person(*base, base.holder, person(base.earthworks)).value();
  for (const auto& actor : {base.agency, base.other_facilitator}) {
    CHECK(list_people(*base, actor, {}).value().total == 0);
    CHECK(view_person(*base, actor, reference).refusal() == Refusal{"not_found"});
    CHECK(view_person(*base, actor, "P-0000-0000").refusal() == Refusal{"not_found"});
  }
  CHECK(refused(decide_eligibility(*base, base.other_facilitator, reference, eligible())) == "not_found");
  CHECK(refused(add_employment(*base, base.agency, reference, person(base.earthworks))) == "not_found");
  for (const auto& actor : {base.officer, base.administrator}) {
    CHECK(list_people(*base, actor, {}).refusal() == Refusal{"forbidden"});
    CHECK(view_person(*base, actor, reference).refusal() == Refusal{"forbidden"});
  }
}

TEST_CASE("Pages say the last countable day of the type of contract, the one that the count applies", "[app][people]") {
  sample::Base base;
  base->database->write([&](store::Connection& c) {
    auto clause = *store::find_clause(c, base.earthworks, sample::instant("2026-07-01T00:00:00Z"));
    clause.id = ClauseId::from_trusted(9001);
    clause.terms.windows = {{"fixed_term", 3, true}};
    clause.recorded_at = sample::instant("2026-01-03T08:00:00Z");
    store::append_clause(c, clause);
  });
  const auto reference = declare_person(*base, base.holder, person(base.earthworks)).value();
  REQUIRE(decide_eligibility(*base, base.facilitator, reference, eligible()));
  const auto line = view_person(*base, base.holder, reference).value().person;
  CHECK(line.countable_until == day("2026-04-30"));
  CHECK(line.status == "expired");
}

TEST_CASE("Contractors never get criterion, proof or reason; facilitators do", "[app][people]") {
  sample::Base base;
  const auto reference = declare_person(*base, base.holder, person(base.earthworks)).value();
  REQUIRE(decide_eligibility(*base, base.facilitator, reference, eligible()));
  const auto of_firm = view_person(*base, base.holder, reference).value();
  CHECK(of_firm.person.status == "eligible");
  CHECK(of_firm.person.countable_until == day("2026-12-31"));  // 24 months from hiring, cut to the execution
  CHECK(of_firm.decisions.empty());
  const auto of_office = view_person(*base, base.facilitator, reference).value();
  REQUIRE(of_office.decisions.size() == 1);
  CHECK(of_office.decisions.front().criterion == "BOETH");
}

TEST_CASE("The same person declared again keeps one reference", "[app][people]") {
  sample::Base base;
  const auto first = declare_person(*base, base.holder, person(base.earthworks)).value();
  CHECK(declare_person(*base, base.holder, person(base.earthworks, "Lampion", "ZOE")).value() == first);
  CHECK(base.number("count(*) FROM employments") == 1);  // a double click adds nothing
  CHECK(declare_person(*base, base.agency, person(base.masonry)).value() == first);
  CHECK(base.number("count(*) FROM participants") == 1);

  SECTION("a namesake born another day is another person") {
    CHECK(declare_person(*base, base.holder, person(base.earthworks, "LAMPION", "Zoé", day("2001-01-01"))).value() != first);
  }
  SECTION("without birth date, only a person whom the firm employs is found again") {
    CHECK(declare_person(*base, base.holder, person(base.earthworks, "LAMPION", "Zoé", std::nullopt)).value() == first);
    auto elsewhere = person(base.foreign_lot, "LAMPION", "Zoé", std::nullopt);
    base->database->write([&](store::Connection& c) {
      c.execute("INSERT INTO grants VALUES (?1, ?2, 'holder', 'test', 0, NULL)", store::values(base.foreign_lot, base.stranger_firm.id));
    });
    elsewhere.firm = base.stranger_firm.id;
    CHECK(declare_person(*base, base.other_facilitator, elsewhere).value() != first);
  }
}

TEST_CASE("What a declaration lacks or must not hold is refused and nothing is kept", "[app][people]") {
  sample::Base base;
  auto declared = person(base.earthworks);
  std::string code;
  SECTION("no family name") { declared.identity.family_name = " "; code = "person.family_name.required"; }
  SECTION("no given name") { declared.identity.given_name = ""; code = "person.given_name.required"; }
  SECTION("a social security number as a name") { declared.identity.given_name = "Zoé 285059999900131"; code = "person.nir"; }
  SECTION("born tomorrow") { declared.identity.birth_date = day("2026-07-07"); code = "person.birth_date"; }
  SECTION("a contract of no known type") { declared.contract_type = "cdi"; code = "person.contract_type"; }
  SECTION("an employer whose key fails") { declared.employer_siret = "99900301500017"; code = "person.employer_siret"; }
  SECTION("an end before the start") { declared.ends_on = day("2026-01-01"); code = "person.dates.order"; }
  SECTION("a start of another century") { declared.starts_on = day("1926-02-01"); code = "person.starts_on"; }
  SECTION("a start more than a year ahead") { declared.starts_on = day("2027-07-07"); declared.ends_on = std::nullopt; code = "person.starts_on"; }
  SECTION("an end of another century") { declared.ends_on = day("2206-11-30"); code = "person.ends_on"; }
  SECTION("hired the day before being fourteen") { declared.identity.birth_date = day("2012-02-02"); code = "person.age.young"; }
  SECTION("hired before being born") { declared.identity.birth_date = day("2026-03-01"); code = "person.age.young"; }
  SECTION("hired a hundred years after being born") { declared.identity.birth_date = day("1926-01-31"); code = "person.age.old"; }
  SECTION("a lot of another office") { declared.lot = base.foreign_lot; code = "not_found"; }
  SECTION("a lot where the firm has no grant") { declared.lot = base.masonry; code = "not_found"; }
  SECTION("another firm's name") { declared.firm = base.agency.organisation->id; code = "not_found"; }
  CHECK(refused(declare_person(*base, base.holder, declared)) == code);
  CHECK(base.number("count(*) FROM participants") == 0);
  CHECK(base->identity->read([](store::Connection& c) { return c.query_one("SELECT count(*) AS n FROM identities")->integer("n"); }) == 0);
}

TEST_CASE("Dates at the edge of what is plausible are taken", "[app][people]") {
  sample::Base base;
  auto declared = person(base.earthworks);
  declared.ends_on = std::nullopt;
  SECTION("hired in a year") { declared.starts_on = day("2027-07-06"); }
  SECTION("hired on the day of being fourteen") { declared.identity.birth_date = day("2012-02-01"); }
  SECTION("until the end of the century") { declared.ends_on = day("2099-12-31"); }
  CHECK(declare_person(*base, base.holder, declared));
}

TEST_CASE("Another employment is held to the dates and the age as the first", "[app][people]") {
  sample::Base base;
  auto declared = person(base.earthworks);
  const auto reference = declare_person(*base, base.holder, declared).value();
  declared.starts_on = day("2002-03-13");  // the day before being fourteen
  CHECK(refused(add_employment(*base, base.holder, reference, declared)) == "person.age.young");
  declared.starts_on = day("2226-02-01");
  CHECK(refused(add_employment(*base, base.holder, reference, declared)) == "person.starts_on");
  CHECK(base.number("count(*) FROM employments") == 1);
}

TEST_CASE("A facilitator declares for a firm that has a grant, and for no other", "[app][people]") {
  sample::Base base;
  auto declared = person(base.earthworks);
  CHECK(refused(declare_person(*base, base.facilitator, declared)) == "timesheet.firm.required");
  declared.firm = base.stranger_firm.id;
  CHECK(refused(declare_person(*base, base.facilitator, declared)) == "not_found");
  declared.firm = base.holder.organisation->id;
  CHECK(declare_person(*base, base.facilitator, declared));
}

TEST_CASE("An identity left alone by an interrupted declaration is taken up", "[app][people]") {
  sample::Base base;
  const auto reference = declare_person(*base, base.holder, person(base.earthworks)).value();
  base->database->write([](store::Connection& c) {
    c.execute("DELETE FROM employments");
    c.execute("DELETE FROM participants");
  });
  CHECK(declare_person(*base, base.holder, person(base.earthworks)).value() == reference);
  CHECK(list_people(*base, base.holder, {}).value().total == 1);
}

TEST_CASE("Eligibility needs a known criterion and a proof seen, a refusal its reason", "[app][people]") {
  sample::Base base;
  const auto reference = declare_person(*base, base.holder, person(base.earthworks)).value();
  auto form = eligible();
  std::string code;
  SECTION("no criterion") { form.criterion = ""; code = "eligibility.criterion.required"; }
  SECTION("an unknown criterion") { form.criterion = "AUTRE"; code = "eligibility.criterion.required"; }
  SECTION("no proof") { form.proof_kind = ""; code = "eligibility.proof.required"; }
  SECTION("a proof seen tomorrow") { form.proof_seen_on = day("2026-07-07"); code = "eligibility.proof.date"; }
  SECTION("a reasoned opinion without reason") { form.criterion = "AVIS_MOTIVE"; form.reason = ""; code = "eligibility.reason.required"; }
  SECTION("a refusal without reason") { form.verdict = EligibilityVerdict::refused; form.reason = ""; code = "eligibility.reason.required"; }
  SECTION("a district that is no code") { form.home = PriorityHome{"Centre-ville", 2024}; code = "eligibility.district.code"; }
  SECTION("a district of the former list") { form.home = PriorityHome{"QP059001", 2014}; code = "eligibility.district.list"; }
  SECTION("an end before the hiring") { form.countable_until = day("2026-01-31"); code = "eligibility.dates.order"; }
  SECTION("appreciated in another century") { form.effective_on = day("1926-02-01"); code = "eligibility.effective_on"; }
  SECTION("appreciated more than a year ahead") { form.effective_on = day("2027-07-07"); code = "eligibility.effective_on"; }
  SECTION("counted until another century") { form.countable_until = day("2207-01-31"); code = "eligibility.until"; }
  SECTION("a proof of another life") { form.proof_seen_on = day("1966-07-05"); code = "eligibility.proof.old"; }
  SECTION("a refusal of another century") {
    form.verdict = EligibilityVerdict::refused;
    form.effective_on = day("0026-02-01");
    code = "eligibility.effective_on";
  }
  SECTION("a social security number") { form.reason = "voir 285059999900131"; code = "person.nir"; }
  CHECK(refused(decide_eligibility(*base, base.facilitator, reference, form)) == code);
  CHECK(refused(decide_eligibility(*base, base.holder, reference, eligible())) == "forbidden");
  CHECK(base.number("count(*) FROM eligibility_decisions") == 0);
}

TEST_CASE("A home in a priority district is kept beside the criterion, and read by the office alone", "[app][people][privacy]") {
  sample::Base base;
  const auto reference = declare_person(*base, base.holder, person(base.earthworks)).value();
  auto form = eligible();
  form.home = PriorityHome{"QN05927M", 2024};
  REQUIRE(decide_eligibility(*base, base.facilitator, reference, form));
  const auto seen = view_person(*base, base.facilitator, reference).value();
  CHECK(seen.decisions.at(0).home == form.home);
  CHECK(seen.decisions[0].criterion == "BOETH");
  CHECK(view_person(*base, base.holder, reference).value().decisions.empty());
}

TEST_CASE("The latest decision prevails, and an eligibility runs out with its last counted day", "[app][people]") {
  sample::Base base;
  const auto reference = declare_person(*base, base.holder, person(base.earthworks)).value();
  const auto status = [&] { return view_person(*base, base.holder, reference).value().person.status; };
  auto form = eligible();
  form.countable_until = day("2026-07-06");
  REQUIRE(decide_eligibility(*base, base.facilitator, reference, form));
  CHECK(status() == "eligible");
  base.on("2026-07-07T08:00:00Z");
  CHECK(status() == "expired");
  form.verdict = EligibilityVerdict::refused;
  REQUIRE(decide_eligibility(*base, base.facilitator, reference, form));
  CHECK(status() == "refused");
  CHECK(base.number("count(*) FROM eligibility_decisions") == 2);
}

TEST_CASE("People are searched by reference or exact family name, and by status", "[app][people]") {
  sample::Base base;
  const auto zoe = base.person(base.holder, base.earthworks, "LAMPION", "Zoé");
  const auto karim = base.person(base.holder, base.earthworks, "Tournesol", "Karim");
  base.make_eligible(karim);
  const auto found = [&](PeopleQuery query) {
    std::vector<std::string> references;
    const auto page = list_people(*base, base.facilitator, query).value();
    for (const auto& line : page.lines) references.push_back(line.reference);
    return references;
  };
  CHECK(found({.words = "lampion", .status = "", .lot = std::nullopt}) == std::vector<std::string>{zoe});
  CHECK(found({.words = "LAMP", .status = "", .lot = std::nullopt}).empty());
  CHECK(found({.words = karim, .status = "", .lot = std::nullopt}) == std::vector<std::string>{karim});
  CHECK(found({.words = "", .status = "undecided", .lot = std::nullopt}) == std::vector<std::string>{zoe});
  CHECK(found({.words = "", .status = "", .lot = base.masonry}).empty());
  CHECK(found({.words = "", .status = "", .lot = std::nullopt, .page = 2, .per_page = 1}) == std::vector<std::string>{karim});
}
