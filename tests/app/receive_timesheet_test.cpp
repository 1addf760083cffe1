#include <catch2/catch.hpp>

#include <algorithm>

#include "document_vault.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;

namespace {

constexpr auto titles = "Nom;Prénom;Date de naissance;Heures\n";

std::vector<std::string> codes(const std::vector<Finding>& findings, Severity severity = Severity::error) {
  std::vector<std::string> codes;
  for (const auto& f : findings)
    if (f.severity == severity) codes.push_back(f.code);
  return codes;
}

struct Sent : sample::Base {
  const TimesheetSubject may = subject(earthworks, holder, "2026-05");

  TimesheetId receive(const std::string& bytes) { return receive_timesheet(**this, holder, may, "mai.csv", bytes).value().timesheet; }
  TimesheetReading reading(const std::string& bytes) { return view_timesheet(**this, holder, receive(bytes)).value(); }
};

}  // namespace

TEST_CASE("A good file is read with its people, rows and hours, ready to be confirmed", "[app][timesheet]") {
  Sent base;
  const auto zoe = base.person(base.holder, base.earthworks, "LAMPION", "Zoé");
  base.make_eligible(zoe);
  const auto reading = base.reading(std::string(titles) + "LAMPION;Zoé;02/01/1990;35,5\n");
  CHECK(codes(reading.findings).empty());
  CHECK(reading.rows == 1);
  CHECK(reading.persons == 1);
  CHECK(reading.declared == WorkTime::from_seconds(35 * 3600 + 1800));
  CHECK(reading.can_confirm);
  REQUIRE(reading.draft.lines.size() == 1);
  const auto& line = reading.draft.lines.front();
  CHECK(line.modality == Modality::direct_hire);  // from the employment
  CHECK(line.contract_type == "fixed_term");
  CHECK(line.employer_siret == base.holder.organisation->siret.digits());
  CHECK(line.worked == DateRange{sample::day("2026-05-01"), sample::day("2026-05-31")});
  CHECK(base.number("count(*) FROM ledger_entries") == 0);
}

TEST_CASE("Of a file that holds a social security number, only the hash is kept, in the journal", "[app][timesheet]") {
  Sent base;
  const std::string bytes = "Nom;Prénom;Heures;Remarque\nLAMPION;Zoé;7;2 85 05 99 999 001 31\n";
  CHECK(receive_timesheet(*base, base.holder, base.may, "mai.csv", bytes).refusal() == Refusal{"timesheet.nir", {{"column", "D"}, {"row", "2"}}});
  CHECK_FALSE(base->vault->holds(sha256_hex(bytes)));
  CHECK(base.number("count(*) FROM documents") == 0);
  CHECK(base.number("count(*) FROM timesheets") == 0);
  CHECK(base.number("count(*) FROM audit_events WHERE action = 'timesheet.nir' AND detail = '" + sha256_hex(bytes) + "'") == 1);
  CHECK(base->wording.say("timesheet.nir", {{"column", "D"}, {"row", "2"}}).find("le fichier n’a pas été conservé") != std::string::npos);
}

TEST_CASE("A name of file with a social security number is refused, one with marks of direction loses them", "[app][timesheet]") {
  Sent base;
  const auto bytes = std::string(titles) + "LAMPION;Zoé;02/01/1990;7\n";
  CHECK(receive_timesheet(*base, base.holder, base.may, "zoe 2 85 05 99 999 001 31.csv", bytes).refusal() == Refusal{"file.name.nir"});
  CHECK(base.number("count(*) FROM documents") == 0);
  const auto received = receive_timesheet(*base, base.holder, base.may, "mai\u202Evsc\u2066.csv", bytes);
  CHECK(view_timesheet(*base, base.holder, received.value().timesheet).value().head.file_name == "maivsc.csv");
}

TEST_CASE("A typed name of file stays with its timesheet: neither the ledger nor the list of originals has it", "[app][timesheet]") {
  Sent base;
  base.make_eligible(base.person(base.holder, base.earthworks, "LAMPION", "Zoé"));
  const auto bytes = std::string(titles) + "LAMPION;Zoé;02/01/1990;7\n";
  const auto received = receive_timesheet(*base, base.holder, base.may, "Zoé LAMPION.CSV", bytes).value();
  REQUIRE(confirm_timesheet(*base, base.holder, received.timesheet, true));
  CHECK(base.number("count(*) FROM ledger_entries WHERE file_name = 'relevé-2026-05.csv' AND file_sha256 = '" + sha256_hex(bytes) + "'") == 1);
  CHECK(base.number("count(*) FROM documents WHERE first_name = 'relevé-2026-05.csv'") == 1);
  CHECK(base.number("count(*) FROM timesheets WHERE file_name = 'Zoé LAMPION.CSV'") == 1);
}

TEST_CASE("Every fault is said at once, and the file is kept with its faults", "[app][timesheet]") {
  Sent base;
  base.person(base.holder, base.earthworks, "LAMPION", "Zoé");
  const auto reading = base.reading(std::string(titles) + "LAMPION;Zoé;02/01/1990;7h9x\nINCONNU;Jean;;35\nLAMPION;Zoé;02/01/1990;-3\n");
  const auto found = codes(reading.findings);
  for (const auto* code : {"cell.hours.format", "cell.person.unknown", "cell.hours.negative"})
    CHECK(std::count(found.begin(), found.end(), code) == 1);
  CHECK_FALSE(reading.can_confirm);
  const auto unknown = std::find_if(reading.findings.begin(), reading.findings.end(), [](const Finding& f) { return f.code == "cell.person.unknown"; });
  CHECK(unknown->place.row == 3);
  CHECK(unknown->parameters.at("prenom") == "Jean");
  CHECK(unknown->parameters.at("nom") == "INCONNU");
  CHECK(reading.head.state == TimesheetState::draft);
}

TEST_CASE("People are recognised however the file names them", "[app][timesheet]") {
  Sent base;
  const auto zoe = base.person(base.holder, base.earthworks, "LE LAMPION", "Zoé");
  struct Case {
    std::string file;
    bool known;
  };
  const std::vector<Case> cases = {{"Nom;Prénom;Heures\nle lampion;ZOE;7\n", true},
                                   {"Nom;Prénom;Heures\nZoé;Le Lampion;7\n", true},
                                   {"Nom et prénom;Heures\nLE LAMPION Zoé;7\n", true},
                                   {"Nom et prénom;Heures\nZoé Le Lampion;7\n", true},
                                   {"Référence;Heures\n" + zoe + ";7\n", true},
                                   {"Référence;Heures\nP-0000-0000;7\n", false},
                                   {"Nom;Prénom;Date de naissance;Heures\nLE LAMPION;Zoé;02/01/1990;7\n", true},
                                   {"Nom;Prénom;Date de naissance;Heures\nLE LAMPION;Zoé;03/01/1990;7\n", false},
                                   {"Nom;Prénom;Heures\nLAMPION;Zoé;7\n", false}};
  for (const auto& c : cases) {
    CAPTURE(c.file);
    const auto found = codes(base.reading(c.file).findings);
    CHECK(found == (c.known ? std::vector<std::string>{} : std::vector<std::string>{"cell.person.unknown"}));
  }
}

TEST_CASE("Two people of one name are told apart by birth date, or asked about", "[app][timesheet]") {
  Sent base;
  base.person(base.holder, base.earthworks, "BRUYÈRE", "Camille", "1984-06-21");
  base.person(base.holder, base.earthworks, "BRUYÈRE", "Camille", "1996-01-09");
  CHECK(codes(base.reading(std::string(titles) + "BRUYÈRE;Camille;;7\n").findings) == std::vector<std::string>{"cell.person.ambiguous"});
  CHECK(codes(base.reading(std::string(titles) + "BRUYÈRE;Camille;09/01/1996;7\n").findings).empty());
}

TEST_CASE("A person of another firm is unknown to this one", "[app][timesheet]") {
  Sent base;
  base.person(base.agency, base.masonry, "LAMPION", "Zoé");
  CHECK(codes(base.reading(std::string(titles) + "LAMPION;Zoé;02/01/1990;7\n").findings) == std::vector<std::string>{"cell.person.unknown"});
}

TEST_CASE("The same file sent again changes nothing; another one takes the draft's place", "[app][timesheet]") {
  Sent base;
  const std::string bytes = std::string(titles) + "LAMPION;Zoé;;7\n";
  const auto first = receive_timesheet(*base, base.holder, base.may, "mai.csv", bytes).value();
  const auto again = receive_timesheet(*base, base.holder, base.may, "copie.csv", bytes).value();
  CHECK_FALSE(first.already_received);
  CHECK(again.already_received);
  CHECK(again.timesheet == first.timesheet);
  CHECK(base.number("count(*) FROM timesheets") == 1);
  const auto other = base.receive(bytes + "\n");
  CHECK(base.number("count(*) FROM timesheets WHERE state = 'draft'") == 1);
  CHECK(view_timesheet(*base, base.holder, other).value().head.state == TimesheetState::draft);
  // Another month is another subject.
  CHECK_FALSE(receive_timesheet(*base, base.holder, base.subject(base.earthworks, base.holder, "2026-04"), "mai.csv", bytes).value().already_received);
}

TEST_CASE("Files of other firms, lots and offices are refused as if nothing were there", "[app][timesheet]") {
  Sent base;
  const auto code = [&](const Actor& actor, const TimesheetSubject& subject) {
    const auto outcome = receive_timesheet(*base, actor, subject, "x.csv", titles);
    return outcome ? "" : outcome.refusal().code;
  };
  CHECK(code(base.holder, base.subject(base.masonry, base.holder, "2026-05")) == "not_found");
  CHECK(code(base.holder, base.subject(base.earthworks, base.agency, "2026-05")) == "not_found");
  CHECK(code(base.holder, base.subject(LotId::from_trusted(99), base.holder, "2026-05")) == "not_found");
  CHECK(code(base.other_facilitator, base.may) == "not_found");
  CHECK(code(base.officer, base.may) == "forbidden");
  CHECK(code(base.administrator, base.may) == "forbidden");
  CHECK(code(base.facilitator, base.may) == "");
  base.revoke(base.earthworks, base.holder);
  CHECK(code(base.holder, base.may) == "not_found");
  CHECK(code(base.facilitator, base.may) == "not_found");
}

TEST_CASE("A timesheet is seen by its firm and the office that follows, by nobody else", "[app][timesheet]") {
  Sent base;
  const auto id = base.receive(std::string(titles) + "LAMPION;Zoé;;7\n");
  CHECK(view_timesheet(*base, base.holder, id));
  CHECK(view_timesheet(*base, base.facilitator, id));
  CHECK(view_timesheet(*base, base.agency, id).refusal() == Refusal{"not_found"});
  CHECK(view_timesheet(*base, base.other_facilitator, id).refusal() == Refusal{"not_found"});
  CHECK(view_timesheet(*base, base.holder, TimesheetId::from_trusted(5)).refusal() == Refusal{"not_found"});
  CHECK(view_timesheet(*base, base.officer, id).refusal() == Refusal{"forbidden"});
}

TEST_CASE("Empty files and files over 5 MB are refused before anything is kept", "[app][timesheet]") {
  Sent base;
  CHECK(receive_timesheet(*base, base.holder, base.may, "vide.csv", "").refusal().code == "file.empty");
  const auto large = receive_timesheet(*base, base.holder, base.may, "gros.csv", std::string(5 * 1024 * 1024 + 1, 'x')).refusal();
  CHECK(large.code == "file.size");
  CHECK(large.parameters.at("x") == "5,1");
  CHECK(base.number("count(*) FROM documents") == 0);
}

TEST_CASE("Values like 7.30 block until the firm answers for the column", "[app][timesheet]") {
  Sent base;
  base.make_eligible(base.person(base.holder, base.earthworks, "LAMPION", "Zoé"));
  const auto id = base.receive(std::string(titles) + "LAMPION;Zoé;02/01/1990;7.30\n");
  const auto before = view_timesheet(*base, base.holder, id).value();
  CHECK_FALSE(before.can_confirm);
  REQUIRE(before.ambiguous_columns == std::vector<std::string>{"D"});
  const bool minutes = GENERATE(true, false);
  REQUIRE(answer_minutes(*base, base.holder, id, "D", minutes));
  const auto after = view_timesheet(*base, base.holder, id).value();
  CHECK(after.can_confirm);
  CHECK(after.ambiguous_columns.empty());
  CHECK(after.declared == WorkTime::from_seconds(minutes ? 27000 : 26280));
  CHECK(answer_minutes(*base, base.holder, id, "D=minutes,E", true).refusal().code == "timesheet.column");
}

TEST_CASE("An answer about minutes can be changed while the draft is open", "[app][timesheet]") {
  Sent base;
  base.make_eligible(base.person(base.holder, base.earthworks, "LAMPION", "Zoé"));
  const auto id = base.receive(std::string(titles) + "LAMPION;Zoé;02/01/1990;7.30\n");
  for (const bool minutes : {true, false, true}) {
    REQUIRE(answer_minutes(*base, base.holder, id, "D", minutes));
    CHECK(view_timesheet(*base, base.holder, id).value().declared == WorkTime::from_seconds(minutes ? 27000 : 26280));
  }
  REQUIRE(confirm_timesheet(*base, base.holder, id, true));
  CHECK(answer_minutes(*base, base.holder, id, "D", false).refusal().code == "timesheet.state");
}

TEST_CASE("Faults of people and dates point at their cells, at each look at the kept file", "[app][timesheet]") {
  Sent base;
  const auto zoe = base.person(base.holder, base.earthworks, "LAMPION", "Zoé");  // not eligible yet
  const auto id = base.receive("Heures;Date;Nom;Prénom\n7;04/05/2026;INCONNU;Jean\n7;04/05/2026;LAMPION;Zoé\n7;04/06/2026;LAMPION;Zoé\n");
  const auto spots = [&] {
    std::vector<std::string> told;
    const auto reading = view_timesheet(*base, base.holder, id).value();
    for (const auto& f : reading.findings) told.push_back(f.code + " " + f.place.column + std::to_string(f.place.row));
    return told;
  };
  const std::vector<std::string> expected = {"cell.person.unknown C2", "cell.person.notyet C3", "cell.date.month B4"};
  CHECK(spots() == expected);
  CHECK(spots() == expected);
}

TEST_CASE("Faults name people as the firm's own file does, and by reference where it gives no name", "[app][timesheet]") {
  Sent base;
  const auto reference = base.person(base.holder, base.earthworks, "LAMPION", "Zoé");  // not eligible yet
  const auto named = [&](const std::string& bytes) {
    const auto reading = view_timesheet(*base, base.holder, base.receive(bytes)).value();
    const auto& findings = reading.findings;
    const auto found = std::find_if(findings.begin(), findings.end(), [](const Finding& f) { return f.code == "cell.person.notyet"; });
    REQUIRE(found != findings.end());
    CHECK(found->value == found->parameters.at("reference"));
    return found->value;
  };
  CHECK(named("Nom;Prénom;Heures\nLAMPION;Zoé;7\n") == "Zoé LAMPION");
  CHECK(named("Référence;Nom;Prénom;Heures\n" + reference + ";LAMPION;Zoé;7\n") == "Zoé LAMPION");
  CHECK(named("Référence;Heures\n" + reference + ";7\n") == reference);
}

TEST_CASE("A file that cannot be read is not said to be empty nor to replace anything", "[app][timesheet]") {
  Sent base;
  base.make_eligible(base.person(base.holder, base.earthworks, "LAMPION", "Zoé"));
  REQUIRE(confirm_timesheet(*base, base.holder, base.receive("Nom;Prénom;Heures\nLAMPION;Zoé;7\n"), true));
  const auto all = [&](const std::string& bytes) {
    std::vector<std::string> told;
    const auto reading = base.reading(bytes);
    for (const auto& f : reading.findings) told.push_back(f.code);
    return told;
  };
  using Codes = std::vector<std::string>;
  CHECK(all("%PDF-1.7\n") == Codes{"file.type"});
  CHECK(all("Bonjour;à;tous\nrien;à;lire\n") == Codes{"file.headers"});
  CHECK(all("Nom;Prénom;Heures\nLAMPION;Zoé;7h9x\n") == Codes{"cell.hours.format"});
  CHECK(all("Nom;Prénom;Heures\nLAMPION;Zoé;0\n") == Codes{"sheet.lines.none", "cell.hours.empty"});
  CHECK(all("Nom;Prénom;Heures\nLAMPION;Zoé;0,0001\n") == Codes{"cell.hours.tiny"});
  CHECK(all("Nom;Prénom;Heures\nLAMPION;Zoé;8\n") == Codes{"timesheet.replaces"});
}

TEST_CASE("A file that another has replaced is proposed anew, or known, as asked", "[app][timesheet]") {
  Sent base;
  base.make_eligible(base.person(base.holder, base.earthworks, "LAMPION", "Zoé"));
  const std::string first = "Nom;Prénom;Heures\nLAMPION;Zoé;7\n", second = "Nom;Prénom;Heures\nLAMPION;Zoé;8\n";
  const auto former = base.receive(first);
  REQUIRE(confirm_timesheet(*base, base.holder, former, true));
  REQUIRE(confirm_timesheet(*base, base.holder, base.receive(second), true));

  const auto received_at = view_timesheet(*base, base.holder, former).value().head.received_at;
  CHECK(view_timesheet(*base, base.holder, former).value().head.replaced_at.has_value());
  CHECK(check_timesheet_file(*base, base.holder, base.may, "mai.csv", first).value().already_received == received_at);
  const auto known = receive_timesheet(*base, base.holder, base.may, "mai.csv", first, FormerFile::known).value();
  CHECK(known.already_received);
  CHECK(known.timesheet == former);

  const auto again = receive_timesheet(*base, base.holder, base.may, "mai.csv", first).value();
  CHECK_FALSE(again.already_received);
  CHECK(again.timesheet != former);
  const auto reading = view_timesheet(*base, base.holder, again.timesheet).value();
  CHECK(codes(reading.findings, Severity::warning) == std::vector<std::string>{"timesheet.resent", "timesheet.replaces"});
  CHECK(reading.can_confirm);
  REQUIRE(confirm_timesheet(*base, base.holder, again.timesheet, true));
  const auto posted = view_timesheet(*base, base.holder, again.timesheet).value().posted;
  REQUIRE(posted);
  CHECK(posted->added == 1);
  CHECK(posted->hours_added == WorkTime::from_hours(7));
  CHECK(posted->reversed == 1);
  CHECK(posted->hours_reversed == WorkTime::from_hours(8));
}

TEST_CASE("Checking a file stores nothing", "[app][timesheet]") {
  Sent base;
  const auto reading = check_timesheet_file(*base, base.holder, base.may, "C:\\dossier\\mai.csv", std::string(titles) + "INCONNU;Jean;;7\n").value();
  CHECK(codes(reading.findings) == std::vector<std::string>{"cell.person.unknown"});
  CHECK(reading.head.file_name == "mai.csv");
  CHECK(reading.head.file_sha256 == sha256_hex(std::string(titles) + "INCONNU;Jean;;7\n"));
  CHECK(base.number("(SELECT count(*) FROM timesheets) + (SELECT count(*) FROM documents)") == 0);
}

TEST_CASE("No name of a person reaches the main database", "[app][timesheet]") {
  Sent base;
  base.person(base.holder, base.earthworks, "ZZLAMPIONZZ", "Zoé");
  base.receive(std::string(titles) + "ZZLAMPIONZZ;Zoé;02/01/1990;7\n");
  for (const auto& table : base->database->read([](store::Connection& c) { return c.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%search%'"); }))
    base->database->read([&](store::Connection& c) {
      for (const auto& column : c.query("SELECT name FROM pragma_table_info(?1)", {table.text("name")}))
        CHECK(c.query_one("SELECT count(*) AS n FROM " + table.text("name") + " WHERE \"" + column.text("name") + "\" LIKE '%ZZLAMPIONZZ%'")->integer("n") == 0);
    });
}

TEST_CASE("The age of a person and the weeks before are looked at, whoever the file is from", "[app][timesheet]") {
  Sent base;
  base.make_eligible(base.person(base.holder, base.earthworks, "LAMPION", "Zoé", "2009-01-02"));
  base.make_eligible(base.person(base.holder, base.earthworks, "BLEUET", "Yann", "1979-11-02"));
  const auto young = base.reading("Nom;Prénom;Début;Fin;Heures\nLAMPION;Zoé;04/05/2026;04/05/2026;9\nBLEUET;Yann;04/05/2026;04/05/2026;9\n");
  CHECK(codes(young.findings, Severity::warning) == std::vector<std::string>{"cell.hours.day.minor"});
  CHECK(young.can_confirm);
  for (const char* month : {"2026-03", "2026-04"}) {
    const auto sent = receive_timesheet(*base, base.holder, base.subject(base.earthworks, base.holder, month), "mois.csv", "Nom;Prénom;Heures\nBLEUET;Yann;210\n");
    REQUIRE(confirm_timesheet(*base, base.holder, sent.value().timesheet, true));
  }
  const auto tired = base.reading("Nom;Prénom;Heures\nBLEUET;Yann;210\n");
  CHECK(codes(tired.findings, Severity::warning) == std::vector<std::string>{"cell.hours.average"});
}
