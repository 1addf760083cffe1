#include <catch2/catch.hpp>

#include "clausier/app/contracts.hpp"
#include "clausier/app/reports.hpp"
#include "contract_files.hpp"
#include "sample_base.hpp"
#include "zip_parts.hpp"

using namespace clausier;
using namespace clausier::app;
using sample::day;
using sample::month;

namespace {

struct Somebody {
  const char* family;
  const char* given;
  const char* birth;
  const char* criterion;
  const char* hours;
};

// Six people of one group, two of another: the second is too small to be shown.
const std::vector<Somebody> everybody = {
    {"ZYGOPÉTALE", "Ariane-Lou", "1981-02-03", "DELD", "70"},   {"QUENOUILLE", "Barnabé", "1982-03-04", "DELD", "63"},
    {"WAGONNET", "Célestine", "1983-04-05", "DELD", "35"},      {"XYLOPHONE", "Désiré", "1984-05-06", "DELD", "42,5"},
    {"BIGARADE", "Éléonore", "1985-06-07", "DELD", "14"},       {"JABOTEUR", "Flavien", "1986-07-08", "DELD", "21"},
    {"KUMQUAT", "Gwendoline", "1987-08-09", "RSA", "98,25"},    {"HYSOPE", "Hippolyte", "1988-09-10", "RSA", "12,75"}};

struct Reported : sample::Base {
  std::vector<std::string> references;

  Reported() {
    for (const auto& somebody : everybody) {
      references.push_back(person(holder, earthworks, somebody.family, somebody.given, somebody.birth));
      const EligibilityForm form{.criterion = somebody.criterion, .effective_on = day("2026-01-01"), .countable_until = std::nullopt,
                                 .proof_kind = "attestation vue", .proof_seen_on = day("2025-12-15"), .reason = ""};
      if (!decide_eligibility(*services(), facilitator, references.back(), form)) throw std::logic_error("eligibility refused");
    }
    send("2026-05");
  }
  app::Services* services() { return &**this; }
  TimesheetId send(const char* iso) {
    std::string lines = "Nom;Prénom;Heures\n";
    for (const auto& somebody : everybody) lines += std::string(somebody.family) + ";" + somebody.given + ";" + somebody.hours + "\n";
    const auto id =
        receive_timesheet(**this, holder, subject(earthworks, holder, iso), std::string("releve-") + iso + ".csv", lines).value().timesheet;
    if (!confirm_timesheet(**this, holder, id, true)) throw std::logic_error("timesheet refused");
    accept_all(id);
    return id;
  }
  void accept_all(TimesheetId id) {
    const auto view = view_review(**this, facilitator, id).value();
    std::vector<LineVerdict> verdicts;
    for (const auto& line : view.lines) verdicts.push_back({line.entry.id, Verdict::accepted, "", ""});
    if (!decide_lines(**this, facilitator, id, view.head.version, verdicts)) throw std::logic_error("decision refused");
  }
  ReportParameters asked(const std::string& kind, const std::string& format) const {
    ReportParameters p{.kind = kind, .format = format, .worked_until = day("2026-06-30"), .recorded_until = {}, .contract = {}, .lot = {},
                       .programme = "", .buyer_siret = ""};
    if (kind == "contract") p.contract = contract;
    if (kind == "programme") p.programme = "ERBM";
    if (kind == "firm") p.firm_siret = holder.organisation->siret.digits();
    return p;
  }
  BuiltReport build(const ReportParameters& p, const Actor& who) { return build_report(**this, who, p).value(); }
};

// Every byte that a reader can get at: the file, and what its compressed parts hold.
std::string all_bytes(const BuiltReport& report) {
  if (report.bytes.substr(0, 2) != "PK") return report.bytes;
  std::string text;
  for (const auto& [name, part] : clausier::test::zip_parts(report.bytes)) text += name + "\n" + part + "\n";
  return text;
}

template <class T>
std::string refused(const Outcome<T>& outcome) { return outcome ? "" : outcome.refusal().code; }

}  // namespace

TEST_CASE("No name and no reference of a person is in any byte of any report", "[app][report]") {
  Reported base;
  REQUIRE(confirm_programme(*base, base.facilitator, base.contract, "ERBM", true));
  // The base holds what the reports must not: without this the search would prove nothing.
  const auto written = base->identity->read(
      [](store::Connection& c) { return c.query("SELECT family_name, given_name, reference, birth_date FROM identities"); });
  REQUIRE(written.size() == everybody.size());

  for (const char* kind : {"contract", "portfolio", "programme", "firm", "office"})
    for (const char* format : {"xlsx", "xml", "csv", "json", "html"})
      for (const auto& who : {base.facilitator, base.officer}) {
        CAPTURE(kind, format, role_code(who.role));
        const auto report = base.build(base.asked(kind, format), who);
        const auto bytes = all_bytes(report);
        const auto searched = folded(bytes);
        REQUIRE(searched.find("terrassement") != std::string::npos);  // the search does find what is there
        for (const auto& row : written) {
          CHECK(searched.find(folded(row.text("family_name"))) == std::string::npos);
          CHECK(searched.find(folded(row.text("given_name"))) == std::string::npos);
          CHECK(bytes.find(row.text("reference")) == std::string::npos);
          CHECK(bytes.find(row.text("birth_date")) == std::string::npos);
        }
        for (const auto* author : {&base.facilitator, &base.officer, &base.holder})
          CHECK(bytes.find(author->email) == std::string::npos);
        CHECK(bytes.find(base.facilitator.display_name) == std::string::npos);
      }
}

TEST_CASE("A group of fewer than five people is hidden with its hours", "[app][report]") {
  Reported base;
  for (const char* format : {"xlsx", "xml", "csv", "json", "html"}) {
    CAPTURE(format);
    const auto bytes = all_bytes(base.build(base.asked("portfolio", format), base.facilitator));
    // 98.25 h + 12.75 h = 111 h = 399,600 s of the two allocataires, nowhere as a figure of the group or of its members
    for (const char* hidden : {"399600", "353700", "45900", "98.25", "98,25", "12.75", "12,75"}) {
      CAPTURE(hidden);
      CHECK(bytes.find(hidden) == std::string::npos);
    }
  }
}

TEST_CASE("The figures of the report are those of the lot", "[app][report]") {
  Reported base;
  const auto position = view_lot(*base, base.facilitator, base.earthworks, day("2026-06-30")).value().position;
  CHECK(position.hours.counted == WorkTime::from_seconds(356 * 3600 + 1800));
  const auto xml = base.build(base.asked("contract", "xml"), base.facilitator).bytes;
  CHECK(xml.find(std::to_string(position.hours.counted.seconds())) != std::string::npos);
  CHECK(xml.find(std::to_string(position.due->seconds())) != std::string::npos);
}

TEST_CASE("A report says which version of the software wrote it", "[app][report]") {
  Reported base;
  (*base).software_version = "9.8.7";
  const auto xml = base.build(base.asked("contract", "xml"), base.facilitator).bytes;
  CHECK(xml.find("<software name=\"Clausier\" version=\"9.8.7\" />") != std::string::npos);
}

TEST_CASE("The same question with both dates fixed gives the same bytes", "[app][report]") {
  Reported base;
  for (const char* format : {"xlsx", "xml", "csv", "json", "html"}) {
    CAPTURE(format);
    auto p = base.asked("contract", format);
    const auto first = base.build(p, base.facilitator);
    p.recorded_until = first.cutoff.recorded_until;
    base.on("2026-09-01T08:00:00Z");
    const auto again = base.build(p, base.facilitator);
    CHECK(again.sha256 == first.sha256);
    CHECK((again.bytes == first.bytes));
    CHECK(again.entries_sha256 == first.entries_sha256);
    CHECK(again.file_name == first.file_name);
    CHECK((base.build(p, base.officer).bytes == first.bytes));  // whoever asks
  }
}

TEST_CASE("Facts recorded later change no figure of an earlier report", "[app][report]") {
  Reported base;
  contract_files::Importer importer(*base, contract_files::importing_administrator());
  contract_files::Published published{.id = "2026N1", .object = "ERBM, cité d’exemple", .buyer = base.officer.organisation->siret.digits()};
  importer.load(std::vector{published});
  ContractQuery query;
  query.words = "2026N1";
  const auto line = search_contracts(*base, base.facilitator, query).value().lines.front();
  const auto lot = line.lots.front().id;
  REQUIRE(take_into_follow_up(*base, base.facilitator, line.id));
  REQUIRE(confirm_programme(*base, base.facilitator, line.id, "ERBM", true));
  REQUIRE(grant_firm(*base, base.facilitator, {lot, base.holder.organisation->siret, "", "holder"}));
  Clause clause{.id = ClauseId::from_trusted(1), .lot = lot, .target = FixedHours{WorkTime::from_hours(500)},
                .execution = {day("2026-01-01"), day("2026-12-31")}, .legal_bases = {"L2112_2"}, .penalty_per_missing_hour = {},
                .counting_months = {}, .source_document = "", .author = "", .recorded_at = base.now};
  REQUIRE(define_clause(*base, base.facilitator, clause));

  std::map<std::string, std::pair<ReportParameters, std::string>> before;
  for (const char* kind : {"contract", "portfolio", "programme"}) {
    auto p = base.asked(kind, "xml");
    if (p.contract) p.contract = line.id;
    const auto report = base.build(p, base.facilitator);
    p.recorded_until = report.cutoff.recorded_until;
    before.insert_or_assign(kind, std::pair(p, report.bytes));
  }
  base.on("2026-08-03T08:00:00Z");
  const auto unchanged = [&](const char* what) {
    INFO("after " << what);
    for (auto& [kind, asked] : before) {
      CAPTURE(kind);
      const auto now = build_report(*base, base.facilitator, asked.first);
      REQUIRE(now);
      CHECK((now.value().bytes == asked.second));
    }
  };
  unchanged("nothing");
  base.send("2026-06");
  unchanged("another month's hours");
  clause.target = FixedHours{WorkTime::from_hours(900)};
  clause.terms.reason = "avenant 1";
  REQUIRE(define_clause(*base, base.facilitator, clause));
  unchanged("another clause");
  REQUIRE(decide_eligibility(*base, base.facilitator, base.references.front(),
                             {.verdict = EligibilityVerdict::refused, .criterion = "", .effective_on = day("2026-01-01"),
                              .countable_until = {}, .proof_kind = "", .proof_seen_on = {}, .reason = "pièce retirée"}));
  unchanged("an eligibility withdrawn");
  REQUIRE(grant_firm(*base, base.facilitator, {lot, base.agency.organisation->siret, "", "joint_holder"}));
  REQUIRE(grant_firm(*base, base.facilitator, {lot, base.holder.organisation->siret, "", "subcontractor"}));
  unchanged("other firms on the lot");
  REQUIRE(revoke_grant(*base, base.facilitator, lot, base.holder.organisation->id));
  unchanged("a firm withdrawn");
  REQUIRE(add_lot(*base, base.facilitator, line.id, "7", "Lot ajouté après coup", {}));
  unchanged("another lot");
  published.amended_amount = "990000";
  importer.load(std::vector{published});
  unchanged("an amendment imported later");
  REQUIRE(confirm_programme(*base, base.facilitator, base.contract, "ERBM", true));
  REQUIRE(confirm_programme(*base, base.facilitator, line.id, "CSNE", true));
  unchanged("other programmes");
  REQUIRE(confirm_programme(*base, base.facilitator, line.id, "ERBM", false));
  unchanged("a programme set aside");
  importer.load({{.id = "2026N2", .object = "Autre ERBM", .buyer = base.officer.organisation->siret.digits()}});
  query.words = "2026N2";
  REQUIRE(take_into_follow_up(*base, base.facilitator, search_contracts(*base, base.facilitator, query).value().lines.front().id));
  unchanged("another contract followed");
  CHECK(verify(*base).ok);
}

TEST_CASE("A report is asked by who follows and who buys, on what is theirs, and is listed once", "[app][report]") {
  Reported base;
  const auto ask = [&](const Actor& who, auto change) {
    auto p = base.asked("contract", "csv");
    change(p);
    return refused(build_report(*base, who, p));
  };
  const auto as_is = [](ReportParameters&) {};
  CHECK(ask(base.facilitator, as_is) == "");
  CHECK(ask(base.officer, as_is) == "");
  CHECK(ask(base.holder, as_is) == "forbidden");
  CHECK(ask(base.administrator, as_is) == "forbidden");
  CHECK(ask(base.other_facilitator, as_is) == "not_found");
  CHECK(ask(base.officer, [&](auto& p) { p.contract = base.foreign_contract; }) == "not_found");
  CHECK(ask(base.officer, [&](auto& p) { p.contract = ContractId::from_trusted(31337); }) == "not_found");
  CHECK(ask(base.officer, [&](auto& p) { p.format = "pdf"; }) == "report.format_unknown");
  CHECK(ask(base.officer, [&](auto& p) { p.kind = "planet"; }) == "report.kind_unknown");
  CHECK(ask(base.officer, [&](auto& p) { p.contract.reset(); }) == "report.contract_needed");
  CHECK(ask(base.officer, [&](auto& p) { p.kind = "programme"; p.contract.reset(); }) == "report.programme_needed");
  CHECK(ask(base.officer, [&](auto& p) { p.kind = "programme"; p.contract.reset(); p.programme = "CSNE"; }) == "report.empty");

  const auto listed = list_reports(*base, base.officer, 10);
  REQUIRE(listed.size() == 1);
  CHECK(list_reports(*base, base.holder, 10).empty());
  CHECK(list_reports(*base, base.other_facilitator, 10).empty());
  REQUIRE(build_report(*base, base.officer, listed.front().parameters));  // asked again: sent again, not listed twice
  CHECK(list_reports(*base, base.officer, 10).size() == 1);
}

TEST_CASE("A report of a firm holds the lots that the firm holds, and no other", "[app][report]") {
  Reported base;
  const auto asked = base.asked("firm", "xml");
  const auto built = base.build(asked, base.officer);
  CHECK(built.file_name.starts_with("rapport-entreprise-" + asked.firm_siret.substr(0, 9)));
  CHECK(built.bytes.find("firm=\"" + base.holder.organisation->name + "\"") != std::string::npos);
  const auto earthworks = built.bytes.find("<lot id=\"" + base.earthworks.text() + "\"");
  CHECK(earthworks != std::string::npos);
  CHECK(built.bytes.find("<lot id=", earthworks + 1) == std::string::npos);  // others have other holders, or none

  const auto ask = [&](const Actor& who, const std::string& siret) {
    auto p = asked;
    p.firm_siret = siret;
    return refused(build_report(*base, who, p));
  };
  CHECK(ask(base.officer, "") == "report.firm_needed");
  CHECK(ask(base.officer, "12345678900015") == "report.empty");
  CHECK(ask(base.other_facilitator, asked.firm_siret) == "report.empty");  // the same answer as for a firm that is not there
  CHECK(ask(base.holder, asked.firm_siret) == "forbidden");
  CHECK(list_reports(*base, base.officer, 10).front().parameters.firm_siret == asked.firm_siret);
  CHECK(rebuild_report(*base, built.sha256) == Rebuilt::same);
}

TEST_CASE("A report tells what changed since the last one of the same perimeter that had other facts", "[app][report]") {
  Reported base;
  const auto first = base.build(base.asked("contract", "json"), base.facilitator);
  CHECK(first.bytes.find("\"changes\"") == std::string::npos);
  const auto same_facts = base.build(base.asked("contract", "xml"), base.facilitator);
  CHECK(same_facts.bytes.find("<changes") == std::string::npos);  // another form is not another report
  base.on("2026-07-20T08:00:00Z");
  base.send("2026-06");
  auto p = base.asked("contract", "json");
  const auto second = base.build(p, base.facilitator);
  REQUIRE(second.bytes.find("\"changes\":{\"worked_until\":\"2026-06-30\"") != std::string::npos);
  CHECK(second.bytes.find("\"sha256\":\"" + first.entries_sha256 + "\"") != std::string::npos);
  CHECK(base.build(base.asked("contract", "json"), base.officer).bytes.find("\"changes\"") == std::string::npos);  // their first one
  p.recorded_until = second.cutoff.recorded_until;
  base.on("2026-09-01T08:00:00Z");
  CHECK((base.build(p, base.facilitator).bytes == second.bytes));
}

TEST_CASE("Who holds the file of a report can learn that it is authentic, and who changed a byte that it is not", "[app][report]") {
  Reported base;
  for (const char* format : {"xlsx", "xml", "csv", "json", "html"}) {
    CAPTURE(format);
    const auto report = base.build(base.asked("portfolio", format), base.officer);
    const auto known = find_report(*base, report.sha256);
    REQUIRE(known);
    CHECK(known->parameters.format == format);
    CHECK(known->entries_sha256 == report.entries_sha256);
    CHECK(rebuild_report(*base, report.sha256) == Rebuilt::same);
    auto bytes = report.bytes;
    bytes.back() = '?';
    std::istringstream changed(bytes);
    CHECK_FALSE(find_report(*base, sha256_of(changed)));
  }
  const auto report = base.build(base.asked("portfolio", "xml"), base.officer);
  (*base).software_version = "9.8.7";
  CHECK(rebuild_report(*base, report.sha256) == Rebuilt::other);
  CHECK(rebuild_report(*base, std::string(64, '0')) == Rebuilt::impossible);
}

TEST_CASE("A report cannot be asked as of an instant that has not come", "[app][report]") {
  Reported base;
  auto p = base.asked("contract", "csv");
  p.recorded_until = Instant::from_milliseconds(base.now.milliseconds() + 86'400'000);
  CHECK(refused(build_report(*base, base.facilitator, p)) == "report.recorded_later");
  base.on("2026-07-08T08:00:00Z");
  CHECK(build_report(*base, base.facilitator, p));
}

TEST_CASE("No question is asked of another century", "[app][report]") {
  Reported base;
  for (const char* iso : {"1999-12-31", "9999-12-31"}) {
    CAPTURE(iso);
    auto p = base.asked("portfolio", "csv");
    p.worked_until = day(iso);
    CHECK(build_report(*base, base.facilitator, p).refusal() == Refusal{"date.implausible"});
    CHECK(position_at(*base, base.facilitator, base.earthworks, day(iso), {}).refusal() == Refusal{"date.implausible"});
    CHECK(view_lot(*base, base.facilitator, base.earthworks, day(iso)).refusal() == Refusal{"date.implausible"});
  }
  CHECK(position_at(*base, base.facilitator, base.foreign_lot, day("9999-12-31"), {}).refusal() == Refusal{"not_found"});
  CHECK(position_at(*base, base.facilitator, base.earthworks, day("2026-06-30"), Instant::from_milliseconds(253402300799000)).refusal() ==
        Refusal{"date.implausible"});
}

TEST_CASE("File names are ours: plain letters, whatever the contract is called", "[app][report]") {
  Reported base;
  for (const char* kind : {"contract", "portfolio"}) {
    const auto report = base.build(base.asked(kind, "xlsx"), base.facilitator);
    CAPTURE(report.file_name);
    CHECK(report.file_name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.") == std::string::npos);
    CHECK(report.file_name.substr(report.file_name.size() - 5) == ".xlsx");
  }
}
