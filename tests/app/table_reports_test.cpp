// Attestation, statement of hours and missing timesheets, from the base.
#include <catch2/catch.hpp>

#include "clausier/app/pathways.hpp"
#include "clausier/app/reports.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;
using sample::day;
using sample::month;

namespace {

struct Reported : sample::Base {
  std::string zoe, hugo;

  Reported() {
    zoe = person(holder, earthworks, "LAMPION", "Zoé");
    hugo = person(holder, earthworks, "GIROFLE", "Hugo");
    make_eligible(zoe);
    make_eligible(hugo);
  }
  Receipt send(const char* iso) {
    const auto id = receive_timesheet(**this, holder, subject(earthworks, holder, iso), "x.csv",
                                      "Nom;Prénom;Heures\nLAMPION;Zoé;70\nGIROFLE;Hugo;35\n").value().timesheet;
    return confirm_timesheet(**this, holder, id, true).value();
  }
  ReportParameters asked(const std::string& kind, const std::string& format = "csv") const {
    return {.kind = kind, .format = format, .worked_until = day("2026-06-30"), .recorded_until = {}, .contract = {}, .lot = {},
            .programme = "", .buyer_siret = ""};
  }
  ReportParameters of_zoe(const std::string& format = "csv") const {
    auto p = asked("statement", format);
    p.person = zoe;
    return p;
  }
  std::string bytes(const ReportParameters& p, const Actor& who) { return build_report(**this, who, p).value().bytes; }
};

template <class T>
std::string refused(const Outcome<T>& outcome) { return outcome ? "" : outcome.refusal().code; }

std::size_t lines_with(const std::string& text, const std::string& words) {
  std::size_t found = 0;
  for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("A statement holds the hours of one person, with the name of nobody else", "[app][report][tables]") {
  Reported base;
  base.send("2026-04");
  base.send("2026-05");
  for (const auto* format : {"csv", "xml", "json", "html"}) {
    const auto text = base.bytes(base.of_zoe(format), base.facilitator);
    INFO(format);
    CHECK(text.find("GIROFLE") == std::string::npos);
    CHECK(text.find("Hugo") == std::string::npos);
  }
  CHECK(base.bytes(base.of_zoe("xml"), base.facilitator).find("LAMPION") != std::string::npos);
  CHECK(lines_with(base.bytes(base.of_zoe(), base.facilitator), ";70,00;") == 2);
}

TEST_CASE("Only who follows a person may have the statement of their hours", "[app][report][tables]") {
  Reported base;
  base.send("2026-05");
  CHECK(refused(build_report(*base, base.officer, base.of_zoe())) == "forbidden");
  CHECK(refused(build_report(*base, base.holder, base.of_zoe())) == "forbidden");
  CHECK(refused(build_report(*base, base.other_facilitator, base.of_zoe())) == "not_found");
  auto nobody = base.of_zoe();
  nobody.person = "INCONNU";
  CHECK(refused(build_report(*base, base.facilitator, nobody)) == "not_found");
  nobody.person = "";
  CHECK(refused(build_report(*base, base.facilitator, nobody)) == "report.person_needed");
}

TEST_CASE("Missing timesheets are those past their date, as they were known at an instant", "[app][report][tables]") {
  Reported base;  // 6 July 2026; execution from January, due on the 10th
  const auto asked = base.asked("missing");
  const auto before = build_report(*base, base.facilitator, asked).value();
  CHECK(lines_with(before.bytes, "Non reçu") == 10);  // two firms, January to May: June is due on 10 July
  const auto april = base.send("2026-04");
  CHECK(lines_with(base.bytes(asked, base.facilitator), "Non reçu") == 9);
  REQUIRE(send_back(*base, base.facilitator, april.head.id, april.head.version, "Corrigez la première ligne."));
  const auto after = base.bytes(asked, base.facilitator);
  CHECK(lines_with(after, "Non reçu") == 9);
  CHECK(lines_with(after, "doit le corriger") == 1);
  base.close(base.earthworks, month("2026-01"));
  CHECK(lines_with(base.bytes(asked, base.facilitator), "Non reçu") == 7);

  auto again = asked;
  again.recorded_until = before.cutoff.recorded_until;
  CHECK(base.bytes(again, base.facilitator) == before.bytes);
  CHECK(rebuild_report(*base, before.sha256) == Rebuilt::same);
}

TEST_CASE("An attestation is of one lot, for who follows it and who buys it", "[app][report][tables]") {
  Reported base;
  base.send("2026-05");
  auto asked = base.asked("attestation", "xml");
  CHECK(refused(build_report(*base, base.facilitator, asked)) == "report.contract_needed");
  asked.contract = base.contract;
  CHECK(refused(build_report(*base, base.facilitator, asked)) == "report.lot_needed");
  asked.lot = base.earthworks;
  const auto built = build_report(*base, base.officer, asked).value();
  CHECK(built.bytes.find("code=\"owed\"") != std::string::npos);
  CHECK(built.bytes.find("LAMPION") == std::string::npos);
  CHECK(refused(build_report(*base, base.other_facilitator, asked)) == "not_found");
  CHECK(rebuild_report(*base, built.sha256) == Rebuilt::same);
}

TEST_CASE("Pathways are told as they were known, to the office that follows them alone", "[app][report][tables][pathway]") {
  Reported base;
  const auto asked = base.asked("pathways", "xml");
  CHECK(refused(build_report(*base, base.facilitator, asked)) == "report.pathways.empty");
  const auto record = [&](const std::string& reference, PathwayFactKind kind, const char* code, const char* on) {
    REQUIRE(record_pathway_event(*base, base.facilitator, reference, {.kind = kind, .code = code, .day = day(on)}));
  };
  for (const auto& reference : {base.zoe, base.hugo}) record(reference, PathwayFactKind::entry, "spip", "2025-03-03");
  const auto before = build_report(*base, base.facilitator, asked).value();
  record(base.zoe, PathwayFactKind::exit, "emploi_durable", "2026-02-02");
  const auto after = build_report(*base, base.facilitator, asked).value();
  CHECK(after.entries_sha256 != before.entries_sha256);
  CHECK(after.bytes.find("pending_exits_masked") != std::string::npos);
  CHECK(after.bytes.find("SPIP") == std::string::npos);
  CHECK(after.bytes.find("pénitentiaire") == std::string::npos);  // among the others
  for (const auto& name : {base.zoe, base.hugo, std::string("LAMPION")}) CHECK(after.bytes.find(name) == std::string::npos);
  auto again = asked;
  again.recorded_until = before.cutoff.recorded_until;
  CHECK(build_report(*base, base.facilitator, again).value().bytes == before.bytes);
  CHECK(rebuild_report(*base, before.sha256) == Rebuilt::same);
  for (const auto* other : {&base.officer, &base.holder}) CHECK(refused(build_report(*base, *other, asked)) == "forbidden");
  CHECK(refused(build_report(*base, base.other_facilitator, asked)) == "report.pathways.empty");
}
