// The deviations of real files that concern identity, firms and dates (formats.md §2.1 to §2.3), one test
// each: bytes through the importer, code, record kept as published, value as repaired.
#include "published_record.hpp"

#include "clausier/app/duplicates.hpp"
#include "clausier/app/reports.hpp"

using namespace published_record;

TEST_CASE("Deviation 01: buyer and id together are not unique", "[app][deviations]") {
  PublishedBase base;
  const auto all = base.import(list_of({of_2022, with(of_2022, "de la piscine", "du gymnase"), with(of_2022, buyer_siret, "99900201700013")}));
  REQUIRE(all.size() == 3);
  CHECK(all[0].line.outcome == RecordOutcome::created);
  CHECK(all[1].line.raw == with(of_2022, "de la piscine", "du gymnase"));
  CHECK(all[2].line.outcome == RecordOutcome::created);
  CHECK(all[0].line.contract != all[2].line.contract);
  const auto again = base.import(list_of({with(of_2022, "1250000", "125000")}));
  CHECK(again[0].line.outcome == RecordOutcome::doubtful);
  CHECK(again[0].says("record.same_id"));
}

TEST_CASE("Deviation 01: one number, one day and the same holders under another object and amount wait for a person", "[app][deviations]") {
  PublishedBase base;
  base.import(list_of({of_2022}));
  const auto renamed = with(with(of_2022, "de la piscine", "du bassin et du hall"), "1250000", "2500000");
  CHECK(base.import(list_of({renamed}))[0].says("record.same_id"));
  CHECK(base.count("visible_contracts") == 1);
  const auto another_day = with(renamed, "\"dateNotification\":\"2024-05-02\"", "\"dateNotification\":\"2024-05-03\"");
  CHECK(base.import(list_of({another_day}))[0].line.outcome == RecordOutcome::created);
  const auto lot = [](const char* number, const char* amount) {
    return with(with(with(of_2022, "M2024-7", "M2024-8"), "Réhabilitation de la piscine", std::string("Piscine, lot ") + number), "1250000", amount);
  };
  const auto lots = base.import(list_of({lot("1", "100000"), lot("2", "200000")}));  // one firm won both
  CHECK(lots[1].line.outcome == RecordOutcome::created);
}

TEST_CASE("Deviation 02: ids that mean nothing never merge", "[app][deviations]") {
  for (const char* id : {"", "000", "000000000000", "0000000000000000", "NC"}) {
    PublishedBase base;
    const auto named = [&](const char* object) { return with(with(of_2022, "M2024-7", id), "la piscine", object); };
    const auto all = base.import(list_of({named("la piscine"), named("la halle")}));
    REQUIRE(all.size() == 2);
    CHECK(all[0].says("record.id.meaningless"));
    CHECK(all[1].line.outcome == RecordOutcome::created);
    CHECK(all[1].line.raw == named("la halle"));
    CHECK(all[0].line.contract != all[1].line.contract);
    CHECK(base.import(list_of({named("la halle")}))[0].line.outcome == RecordOutcome::unchanged);
  }
}

TEST_CASE("Deviation 03: the same record twice is one contract, by id, buyer, holders, date and amount", "[app][deviations]") {
  PublishedBase base;
  const auto all = base.import(list_of({of_2022, of_2022, with(of_2022, "1250000", "1250000.00")}));
  CHECK(all[1].line.outcome == RecordOutcome::duplicate);
  CHECK(all[1].says("record.duplicate"));
  CHECK(all[1].line.raw == of_2022);
  CHECK(all[2].line.outcome == RecordOutcome::duplicate);
  CHECK(all[2].line.contract == all[0].line.contract);
  const auto cents = base.import(list_of({with(of_2022, "1250000", "1250000.4"), with(of_2022, "1250000", "1249999.5"), with(of_2022, "1250000", "1250000.5")}));
  CHECK(cents[0].line.outcome == RecordOutcome::unchanged);  // the amount counts to the euro
  CHECK(cents[0].line.raw == with(of_2022, "1250000", "1250000.4"));
  CHECK(cents[0].says("record.edition.differs"));
  CHECK(cents[1].line.outcome == RecordOutcome::unchanged);
  CHECK(cents[2].line.outcome == RecordOutcome::doubtful);  // half a euro is the next one
}

TEST_CASE("Deviation 04: the counter of modifications at the end of a 2019 id is taken off", "[app][deviations]") {
  const std::string amended =
      with(with(of_2019, "2019S0100", "2019S0101"), R"("modifications":[])",
           R"("modifications":[{"objetModification":"Plus","dateNotificationModification":"2019-06-01","datePublicationDonneesModification":"2019-06-02","montant":50000}])");
  PublishedBase base;
  const auto first = base.one(of_2019);
  CHECK(first.record.root_id == "2019S01");
  const auto later = base.one(amended);
  CHECK(later.line.outcome == RecordOutcome::amended);
  CHECK(later.line.contract == first.line.contract);
  CHECK(later.amendments.size() == 1);
  CHECK(changed_2019("2019S0100", "2019S0107").record.root_id == "2019S0107");
}

TEST_CASE("Deviation 05: one contract from two platforms with another id and amount is only suggested as one", "[app][deviations]") {
  PublishedBase base;
  const auto first = base.one(of_2022);
  const auto second = base.one(with(with(with(of_2022, "M2024-7", "000"), "Réhabilitation de la piscine", "Travaux de piscine"), "1250000", "125000000"));
  CHECK(second.line.outcome == RecordOutcome::created);
  const auto pairs = app::duplicate_suggestions(*base, base.who, false, 1, 10).value().lines;
  REQUIRE(pairs.size() == 1);
  CHECK(pairs[0].first.contract == first.line.contract);
  CHECK(pairs[0].second.contract == second.line.contract);
  CHECK(pairs[0].power_of_ten == 2);
}

TEST_CASE("Deviation 06: lots published as contracts are told apart, their number read in the object", "[app][deviations]") {
  const std::vector<std::pair<std::string, std::string>> written = {
      {"lot 2 peinture", "2"}, {"lot n°4", "4"}, {"Lot n°B", "B"}, {"LOT01", "01"}, {"- Lot Q2", "Q2"}, {"Lot 3B", "3B"}, {"lots 01 et 02", ""}};
  for (const auto& [text, number] : written) {
    PublishedBase base;
    const auto met = base.one(with(of_2022, "de la piscine", text));
    const auto lots = base.services->database->read([&](store::Connection& c) { return store::find_lots(c, *met.line.contract); });
    CAPTURE(text);
    REQUIRE(lots.size() == 1);
    CHECK(lots[0].number == number);
  }
  PublishedBase base;
  const auto all = base.import(list_of({with(of_2022, "de la piscine", "lot 1"), with(with(of_2022, "M2024-7", "M2024-8"), "de la piscine", "lot 2")}));
  CHECK(all[0].line.contract != all[1].line.contract);
  CHECK(app::duplicate_suggestions(*base, base.who, false, 1, 10).value().total == 0);  // never taken for one contract
}

TEST_CASE("Deviation 07: ids with spaces and punctuation are kept as they are", "[app][deviations]") {
  for (const char* id : {"2024/07 A", "M.12,3", "A-B_C#4"}) {
    const auto met = changed_2022("M2024-7", id);
    CHECK(met.record.source_id == id);
    CHECK(met.line.uid == buyer_siret + id);
    CHECK(met.says_nothing());
  }
}

TEST_CASE("Deviation 08: a buyer that is its own holder is noted", "[app][deviations]") {
  const auto met = changed_2022(R"("SIRET","id":"99900022700010")", R"("SIRET","id":"20003019500115")");
  CHECK(met.says("record.buyer.holder"));
  CHECK(met.line.outcome == RecordOutcome::created);
  CHECK(met.record.parties.at(0).identifier == buyer_siret);
}

TEST_CASE("Deviation 09: a file that is published again, whole or rewritten, changes nothing by itself", "[app][deviations]") {
  PublishedBase base;
  base.import(list_of({of_2022, of_2019}));
  const auto rewritten = base.import("{ \"marches\" : [\n" + of_2019 + " ,\n\n" + of_2022 + "\n] }");
  for (const auto& met : rewritten) CHECK(met.line.outcome == RecordOutcome::unchanged);
  CHECK(base.count("visible_contracts") == 2);
  CHECK(base.count("import_files") == 2);
  CHECK(base.count("(SELECT DISTINCT sha256 FROM import_files)") == 2);  // each edition keeps its own fingerprint
}

TEST_CASE("Deviation 10: a holder whose identifier has another length is kept as written, blanks apart", "[app][deviations]") {
  const auto spaced = changed_2022(R"("id":"99900022700010")", R"("id":"  999 000 227 00010")");
  CHECK(spaced.record.parties.at(0).identifier == holder_siret);
  CHECK(spaced.says("record.siret.repaired"));
  for (const char* id : {"999000227", "999000227000101", "9990002270001", "99900022700011"}) {
    const auto met = changed_2022(R"("id":"99900022700010")", std::string(R"("id":")") + id + "\"");
    CAPTURE(id);
    CHECK(met.record.parties.at(0).identifier == id);
    CHECK(met.says("record.siret.invalid"));
    CHECK(met.line.outcome == RecordOutcome::created);
  }
}

TEST_CASE("Deviation 11: a lost leading zero comes back when the key then passes, and only then", "[app][deviations]") {
  const auto repaired = changed_2022(R"("id":"99900022700010")", R"("id":"4555025800029")");
  CHECK(repaired.record.parties.at(0).identifier == "04555025800029");
  CHECK(repaired.says("record.siret.repaired"));
  const auto left = changed_2022(R"("id":"99900022700010")", R"("id":"4555025800028")");
  CHECK(left.record.parties.at(0).identifier == "4555025800028");
  CHECK(left.says("record.siret.invalid"));
}

TEST_CASE("Deviation 12: numbers in place of texts are read", "[app][deviations]") {
  const auto met = imported(with(with(with(of_2022, R"("acheteur":{"id":"20003019500115"})", R"("acheteur":{"id":20003019500115})"),
                                      R"("codeCPV":"45212212")", R"("codeCPV":45212212)"),
                                 R"("code":"59000")", R"("code":59000)"));
  CHECK(met.record.buyer->digits() == buyer_siret);
  CHECK(met.record.cpv == "45212212");
  CHECK(met.record.place_code == "59000");
  CHECK(met.record.department == "59");
}

TEST_CASE("Deviation 13: establishments of La Poste pass though their key does not", "[app][deviations]") {
  const auto met = changed_2022(R"("id":"99900022700010")", R"("id":"35600000012305")");
  CHECK(met.record.parties.at(0).identifier == "35600000012305");
  CHECK(met.record.parties.at(0).identifier_type == "SIRET");
  CHECK_FALSE(met.says("record.siret.invalid"));
}

TEST_CASE("Deviation 14: holders of zeros, empty or null are said to be missing", "[app][deviations]") {
  const std::string holders = R"([{"titulaire":{"typeIdentifiant":"SIRET","id":"99900022700010"}}])";
  for (const char* none : {"[]", "null", R"([{"titulaire":{"typeIdentifiant":null,"id":null}}])"}) {
    const auto met = changed_2022(holders, none);
    CAPTURE(none);
    CHECK(met.record.parties.empty());
    CHECK(met.says("record.holders.none"));
    CHECK(met.line.outcome == RecordOutcome::created);
  }
  const auto zeros = changed_2022(holders, R"([{"titulaire":{"typeIdentifiant":"SIRET","id":"00000000000000"}}])");
  CHECK(zeros.record.parties.empty());
  CHECK(zeros.says("record.holder.lost"));
}

TEST_CASE("Deviation 15: more than three holders are all kept", "[app][deviations]") {
  std::string firms;
  for (const char* id : {"99900022700010", "90000012600012", "99900301500016", "99900302300010", "99900304900015"})
    firms += std::string(firms.empty() ? "" : ",") + R"({"titulaire":{"typeIdentifiant":"SIRET","id":")" + id + "\"}}";
  const auto met = imported(with(with(of_2022, R"([{"titulaire":{"typeIdentifiant":"SIRET","id":"99900022700010"}}])", "[" + firms + "]"),
                                 "Pas de groupement", "Conjoint"));
  REQUIRE(met.record.parties.size() == 5);
  CHECK(met.record.parties[0].role == PartyRole::holder);
  CHECK(met.record.parties[4].role == PartyRole::joint_holder);
  CHECK(met.says_nothing());
}

TEST_CASE("Deviation 16: the offset of a date is left aside, the day stays the day", "[app][deviations]") {
  for (const char* day : {"2024-05-02+01:00", "2024-05-02+02:00", "2024-05-02-04:00", "2024-05-02Z", "2024-05-02T23:30:00-04:00"}) {
    const auto met = changed_2022("2024-05-02", day);
    CAPTURE(day);
    CHECK(met.record.notified_on == Date::parse_iso("2024-05-02"));
    CHECK_FALSE(met.says("record.date.invalid"));
  }
}

TEST_CASE("Deviation 17: a broken date is repaired only with a witness", "[app][deviations]") {
  for (const char* day : {"0024-05-02", "0224-05-02", "5024-05-02", "2924-05-02", "2024-5-2", "02-05-2024", "02.05.2024", "May, 2 2024 00:00:00"}) {
    const auto met = changed_2022("2024-05-02", day);
    CAPTURE(day);
    CHECK(met.record.notified_on == Date::parse_iso("2024-05-02"));
    CHECK(met.says("record.date.repaired"));
  }
  const auto alone = imported(with(with(of_2022, "2024-05-02", "0024-05-02"), R"("datePublicationDonnees":"2024-06-01",)", ""));
  CHECK_FALSE(alone.record.notified_on);
  CHECK(alone.says("record.date.invalid"));
  CHECK(changed_2022("2024-05-02", "2024-13-02").says("record.date.invalid"));
}

TEST_CASE("Deviation 18: a date to come, or of another age, is kept and noted", "[app][deviations]") {
  const auto future = changed_2022("2024-05-02", "2031-05-02");
  CHECK(future.record.notified_on == Date::parse_iso("2031-05-02"));
  CHECK(future.says("record.date.future"));
  CHECK(changed_2022("2024-05-02", "1999-05-02").says("record.date.doubtful"));
  CHECK(changed_2022("2024-05-02", "2055-05-02").says("record.date.doubtful"));
}

TEST_CASE("Deviation 19: missing dates are noted, and publication before notification is nothing to say", "[app][deviations]") {
  const auto met = imported(with(with(of_2022, R"("dateNotification":"2024-05-02",)", ""), R"("datePublicationDonnees":"2024-06-01",)", ""));
  CHECK_FALSE(met.record.notified_on);
  CHECK_FALSE(met.record.published_on);
  CHECK(met.says("record.date.missing"));
  CHECK(met.line.outcome == RecordOutcome::created);
  CHECK(changed_2022("2024-06-01", "2024-04-01").says_nothing());
}

TEST_CASE("Deviation 20: an old contract in the 2022 format is read, and noted", "[app][deviations]") {
  const auto met = imported(with(with(of_2022, "2024-05-02", "2018-05-02"), "2024-06-01", "2018-06-01"));
  CHECK(met.record.source_format == "decp-2022");
  CHECK(met.record.notified_on == Date::parse_iso("2018-05-02"));
  CHECK(met.codes() == std::set<std::string>{"record.format.date"});
}
