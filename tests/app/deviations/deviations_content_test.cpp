// The deviations of real files that concern amounts, structure and social considerations (formats.md
// §2.4, §2.5, §2.8), one test each.
#include "published_record.hpp"

#include "clausier/domain/clause.hpp"

using namespace published_record;

namespace {

const std::string holders_2022 = R"([{"titulaire":{"typeIdentifiant":"SIRET","id":"99900022700010"}}])";
const std::string firm = R"({"typeIdentifiant":"SIRET","id":"99900022700010"})";
const std::string social_2022 = R"({"considerationSociale":["Clause sociale"]})";

std::string modification(const std::string& number, const std::string& day, const std::string& change) {
  return R"({"modification":{"id":)" + number + R"(,"dateNotificationModification":")" + day +
         R"(","datePublicationDonneesModification":")" + day + "\"," + change + "}}";
}

Met amended(const std::string& modifications) { return changed_2022(R"("modifications":[])", "\"modifications\":" + modifications); }

}  // namespace

TEST_CASE("Deviation 21: amounts of nothing, of nines, negative or written as text", "[app][deviations]") {
  struct Case {
    const char* published;
    std::optional<std::int64_t> cents;
    const char* code;
  };
  for (const auto& [published, cents, code] :
       std::vector<Case>{{"0", 0, "record.amount.doubtful"}, {"999999999", 99'999'999'900, "record.amount.doubtful"},
                         {"123456789", 12'345'678'900, "record.amount.doubtful"}, {"4000000000", 400'000'000'000, "record.amount.doubtful"},
                         {"-5", std::nullopt, "record.amount.invalid"}, {"\"beaucoup\"", std::nullopt, "record.amount.invalid"},
                         {"null", std::nullopt, "record.amount.missing"}, {"\"\"", std::nullopt, "record.amount.missing"},
                         {"\"30000.00\"", 3'000'000, "record.structure"}, {"1.0e6", 100'000'000, ""}, {"1249999.9999999998", 125'000'000, ""}}) {
    const auto met = changed_2022("\"montant\":1250000", std::string("\"montant\":") + published);
    CAPTURE(published);
    CHECK(met.record.amount == (cents ? std::optional(Money::from_cents(*cents)) : std::nullopt));
    if (*code) CHECK(met.says(code));
    else CHECK(met.says_nothing());
    CHECK(met.line.outcome == RecordOutcome::created);
  }
}

TEST_CASE("Deviation 22: durations as text, with decimals, absent or in days", "[app][deviations]") {
  struct Case {
    const char* published;
    std::optional<int> months;
    const char* code;
  };
  for (const auto& [published, months, code] :
       std::vector<Case>{{"\"18\"", 18, "record.structure"}, {"36.5", 37, "record.duration.doubtful"}, {"\"NC\"", std::nullopt, "record.duration.missing"},
                         {"null", std::nullopt, "record.duration.missing"}, {"0", std::nullopt, "record.duration.invalid"},
                         {"365", 365, "record.duration.doubtful"}, {"130", 130, "record.duration.doubtful"}, {"1300", std::nullopt, "record.duration.invalid"}}) {
    const auto met = changed_2022("\"dureeMois\":18", std::string("\"dureeMois\":") + published);
    CAPTURE(published);
    CHECK(met.record.duration_months == months);
    CHECK(met.says(code));
  }
}

TEST_CASE("Deviation 23: an amount too small for its duration is noted", "[app][deviations]") {
  const auto met = changed_2022("\"montant\":1250000", "\"montant\":1500");
  CHECK(met.codes() == std::set<std::string>{"record.amount.ratio"});
  CHECK(met.record.amount == Money::from_cents(150'000));
}

TEST_CASE("Deviation 24: the amount of a modification is the new total, and what it leaves out is unchanged", "[app][deviations]") {
  const auto met = amended("[" + modification("1", "2024-09-01", R"("montant":1300000)") + "," + modification("2", "2025-02-01", R"("dureeMois":24)") + "]");
  REQUIRE(met.today);
  CHECK(met.today->amount == Money::from_cents(130'000'000));
  CHECK(met.today->duration_months == 24);
  CHECK(met.record.amount == Money::from_cents(125'000'000));
  CHECK(met.says_nothing());
}

TEST_CASE("Deviation 25: one for several, wrapped, flattened: lists are found in every wrapping", "[app][deviations]") {
  for (const std::string& published : {"{\"titulaire\":" + firm + "}", "[{\"titulaire\":[" + firm + "]}]", firm}) {
    const auto met = changed_2022(holders_2022, published);
    CAPTURE(published);
    REQUIRE(met.record.parties.size() == 1);
    CHECK(met.record.parties[0].identifier == holder_siret);
    CHECK(met.says("record.structure"));
  }
  for (const std::string& published : {R"({"considerationSociale":"Clause sociale"})", R"(["Clause sociale"])", R"("Clause sociale")"}) {
    const auto met = changed_2022(social_2022, published);
    CAPTURE(published);
    CHECK(met.record.social == std::vector{SocialConsideration::clause});
    CHECK(met.says("record.structure"));
  }
  const auto flat = changed_2022(social_2022, R"("Clause sociale, Critère social")");
  CHECK(flat.record.social == std::vector{SocialConsideration::clause, SocialConsideration::criterion});
  CHECK(changed_2022(R"({"technique":["Accord-cadre"]})", R"({"technique":"Sans objet"})").record.techniques == std::vector<std::string>{"Sans objet"});
}

TEST_CASE("Deviation 26: modifications wrapped twice are read, holders destroyed on the way are said to be lost", "[app][deviations]") {
  const auto twice = amended(R"({"modification":{"modification":{"id":1,"dateNotificationModification":"2024-09-01","montant":1300000}}})");
  REQUIRE(twice.amendments.size() == 1);
  CHECK(twice.amendments[0].amount == Money::from_cents(130'000'000));
  CHECK(twice.says("record.structure"));
  const auto destroyed = amended("[" + modification("1", "2024-09-01", R"("montant":1300000,"titulaires":[{"titulaire":"typeIdentifiant"},{"titulaire":"id"}])") + "]");
  CHECK(destroyed.says("record.holder.lost"));
  REQUIRE(destroyed.amendments.size() == 1);
  CHECK(destroyed.amendments[0].new_holders.empty());
  CHECK(destroyed.today->holders.at(0).identifier == holder_siret);
  CHECK(changed_2022("\"marcheInnovant\":false", "\"marcheInnovant\":\"non\"").line.outcome == RecordOutcome::created);
}

TEST_CASE("Deviation 27: the buyer as an object or as a flat key", "[app][deviations]") {
  const auto met = changed_2019(R"("acheteur":{"id":"20003019500115","nom":"Ville de Fictive"})", R"("acheteur.id":"20003019500115","acheteur.nom":"Ville")");
  CHECK(met.record.buyer->digits() == buyer_siret);
  CHECK(met.record.buyer_name == "Ville");
  CHECK(met.says("record.structure"));
}

TEST_CASE("Deviation 28: keys that the format does not know are listed and left aside", "[app][deviations]") {
  const auto met = changed_2022(R"({"id":"M2024-7")", R"({"source":"plateforme","uuid":"1","db_id":7,"typeContrat":"MARCHE_PUBLIC","id":"M2024-7")");
  CHECK(met.says("record.field.extra"));
  CHECK(met.record.source_id == "M2024-7");
  const auto spaced = changed_2019(R"("nom":"Fictive")", R"("nom ":"Fictive")");
  CHECK(spaced.record.place_name == "Fictive");
  CHECK(spaced.says("record.structure"));
}

TEST_CASE("Deviation 29: absence in all its spellings is absence", "[app][deviations]") {
  for (const char* absent : {"null", "\"\"", "[]", "{}", "\"NC\"", "\"nc\""}) {
    const auto met = changed_2022("\"ccag\":\"Travaux\"", std::string("\"ccag\":") + absent);
    CAPTURE(absent);
    CHECK(met.record.ccag.empty());
    CHECK(met.says_nothing());
  }
  const auto nan = changed_2022("\"ccag\":\"Travaux\"", "\"ccag\":NaN");
  CHECK(nan.record.ccag.empty());
  CHECK(nan.says("record.syntax.repaired"));
}

TEST_CASE("Deviation 30: lists nested around a structure are opened", "[app][deviations]") {
  const auto met = changed_2022(holders_2022, "[[[" + firm + "]]]");
  CHECK(met.record.parties.size() == 1);
  CHECK(met.says("record.structure"));
}

TEST_CASE("Deviation 31: modifications in another order, or under the same number, are ranked by date", "[app][deviations]") {
  const auto met = amended("[" + modification("1", "2025-02-01", R"("montant":1400000)") + "," + modification("1", "2024-09-01", R"("montant":1300000)") + "]");
  REQUIRE(met.amendments.size() == 2);
  CHECK(met.amendments[0].amount == Money::from_cents(130'000'000));
  CHECK(met.today->amount == Money::from_cents(140'000'000));
  CHECK(met.says("record.modification.order"));
}

TEST_CASE("Deviation 44: before 2022 a clause is only hinted at in the object, and the sentence is quoted", "[app][deviations]") {
  const auto hint = changed_2019("Peinture de l'école", "Peinture de l'école, incluant une clause d'insertion sociale");
  CHECK(hint.says("record.social.hint"));
  CHECK(hint.record.social.empty());  // never more than a hint
  for (const auto& found : hint.line.findings)
    if (found.code == "record.social.hint") CHECK(found.value.find("clause d'insertion") != std::string::npos);
  for (const char* object : {"Étude d'insertion urbaine", "Insertion d'un aménagement cyclable", "Formation minière"})
    CHECK_FALSE(changed_2019("Peinture de l'école", object).says("record.social.hint"));
}

TEST_CASE("Deviation 45: old and forgotten social values leave it unknown, never none", "[app][deviations]") {
  for (const char* published : {"\"NC\"", "null", "[]", R"({"considerationSociale":[]})"}) {
    const auto met = changed_2022(social_2022, published);
    CAPTURE(published);
    CHECK(met.record.social.empty());
    CHECK(met.says_nothing());
  }
  for (const char* published : {R"({"considerationSociale":["Sans objet"]})", R"("Oui")", R"("Non")"}) {
    const auto met = changed_2022(social_2022, published);
    CAPTURE(published);
    CHECK(met.record.social.empty());
    CHECK(met.says("record.label.unknown"));
  }
}

TEST_CASE("Deviation 46: a clause and none at once is noted, and both are kept", "[app][deviations]") {
  const auto met = changed_2022(social_2022, R"({"considerationSociale":["Clause sociale","Pas de considération sociale"]})");
  CHECK(met.record.social == std::vector{SocialConsideration::clause, SocialConsideration::none});
  CHECK(met.says("record.social.contradictory"));
  CHECK(met.line.outcome == RecordOutcome::created);
}

TEST_CASE("Deviation 47: a modification never changes what is known of the social clause", "[app][deviations]") {
  const auto met = amended("[" + modification("1", "2024-09-01", R"("montant":1300000,"considerationsSociales":{"considerationSociale":["Pas de considération sociale"]})") + "]");
  CHECK(met.record.social == std::vector{SocialConsideration::clause});
  CHECK(met.amendments.size() == 1);
}

TEST_CASE("Deviation 48: a clause can be recorded on a contract whose source says there is none", "[app][deviations]") {
  PublishedBase base;
  const auto office = OrganisationId::from_trusted(31);
  base.services->database->write([&](store::Connection& c) {
    c.execute("INSERT INTO organisations (id, kind, siret, siren, name, recorded_at) VALUES (?1, 'office', '99900101900010', '999001019', 'Maison', 0)",
              store::values(office));
  });
  base.who.organisation = app::Organisation{office, app::OrganisationKind::office, *Siret::parse("99900101900010"), "Maison"};
  const auto published = with(of_2022, "Clause sociale", "Pas de considération sociale");
  const auto met = base.one(published);
  CHECK(met.record.social == std::vector{SocialConsideration::none});
  REQUIRE(app::take_into_follow_up(*base, base.who, *met.line.contract));
  const auto view = app::view_contract(*base, base.who, *met.line.contract).value();
  Clause clause{ClauseId::from_trusted(0), view.contract.lots.at(0).id, FixedHours{WorkTime::from_hours(500)},
                {*Date::parse_iso("2024-05-02"), *Date::parse_iso("2025-11-01")}, DueSchedule::linear, {"L2112_2"}, {}, {}, true,
                "CCAP article 5.3", "", Instant::from_milliseconds(0)};
  REQUIRE(app::define_clause(*base, base.who, clause));
  CHECK(base.import(list_of({published}))[0].line.outcome == RecordOutcome::unchanged);
  const auto clauses = app::view_clause(*base, base.who, clause.lot).value();
  REQUIRE(clauses.versions.size() == 1);
  CHECK(clauses.versions[0].source_document == "CCAP article 5.3");
  CHECK(clauses.versions[0].author == "Aline MODÈLE");
}
