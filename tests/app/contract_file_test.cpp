#include <catch2/catch.hpp>
#include <fstream>

#include "clausier/app/contract_file.hpp"
#include "clausier/app/reports.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;
using sample::day;

namespace {

template <class T>
std::string refused(const Outcome<T>& outcome) { return outcome ? "" : outcome.refusal().code; }

struct Filed : sample::Base {
  TemporaryDirectory folder;
  ContractFile file(const Actor& who) { return view_contract_file(**this, who, contract).value(); }
  std::filesystem::path written(const std::string& bytes) {
    const auto path = folder.path() / "document";
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    return path;
  }
  Outcome<DocumentId> keep(const std::string& bytes, const std::string& title = "Bilan") {
    return add_document(**this, facilitator, contract, {title, "bilan.pdf", written(bytes)});
  }
};

const NewContact payroll{"holder", "Paie", "Terrassements", "paie@exemple.example", "", false};

}  // namespace

TEST_CASE("The file of a contract belongs to the office that follows it", "[app][file]") {
  Filed base;
  CHECK(view_contract_file(*base, base.facilitator, base.contract));
  CHECK(refused(view_contract_file(*base, base.other_facilitator, base.contract)) == "not_found");
  for (const auto& who : {base.holder, base.officer, base.administrator}) CHECK(refused(view_contract_file(*base, who, base.contract)) == "forbidden");
  CHECK(refused(add_contact(*base, base.other_facilitator, base.contract, payroll)) == "not_found");
  CHECK(refused(add_contact(*base, base.officer, base.contract, payroll)) == "forbidden");
}

TEST_CASE("Contacts go by role, the usual one before its fallback, with how each was last reached", "[app][file]") {
  Filed base;
  auto fallback = payroll;
  fallback.name = "Direction";
  fallback.is_fallback = true;
  REQUIRE(add_contact(*base, base.facilitator, base.contract, fallback));
  const auto id = add_contact(*base, base.facilitator, base.contract, payroll).value();
  REQUIRE(add_contact(*base, base.facilitator, base.contract, {"buyer", "Marchés", "", "", "03 99 00 00 00", false}));
  const auto contacts = base.file(base.facilitator).contacts;
  REQUIRE(contacts.size() == 3);
  CHECK(contacts[0].who.role == "buyer");
  CHECK(contacts[1].who.name == "Paie");
  CHECK(contacts[2].who.is_fallback);
  CHECK_FALSE(contacts[1].last);

  const Date today = base->today();
  REQUIRE(record_exchange(*base, base.facilitator, base.contract, id, today.plus_days(-3), "email", "relance"));
  REQUIRE(record_exchange(*base, base.facilitator, base.contract, id, today.plus_days(-9), "telephone", ""));
  REQUIRE(record_exchange(*base, base.facilitator, base.contract, id, today.plus_days(-9), "telephone", ""));  // the form sent twice
  CHECK(base.number("count(*) FROM contact_exchanges") == 2);
  CHECK(add_contact(*base, base.facilitator, base.contract, payroll).value() == id);
  CHECK(base.file(base.facilitator).contacts.size() == 3);
  CHECK(base.file(base.facilitator).contacts[1].last->channel == "email");  // the last one by its day
  CHECK(refused(record_exchange(*base, base.facilitator, base.contract, id, today.plus_days(1), "email", "")) == "exchange.jour.future");
  CHECK(refused(record_exchange(*base, base.facilitator, base.contract, id, today, "pigeon", "")) == "exchange.moyen.missing");
  CHECK(refused(record_exchange(*base, base.other_facilitator, base.contract, id, today, "email", "")) == "not_found");
  CHECK(refused(add_contact(*base, base.facilitator, base.contract, {"holder", "Personne", "", "", "", false})) == "contact.means.missing");
  REQUIRE(remove_contact(*base, base.facilitator, base.contract, id));
  CHECK(base.file(base.facilitator).contacts.size() == 2);
  CHECK(refused(remove_contact(*base, base.facilitator, base.contract, id)) == "not_found");
  CHECK(base.number("count(*) FROM audit_events WHERE detail LIKE '%Paie%' OR object LIKE '%Paie%'") == 0);
}

TEST_CASE("Documents are kept under their hash, with who and when, and only of harmless types", "[app][file]") {
  Filed base;
  const auto id = base.keep("%PDF-1.7 bilan").value();
  const auto document = base.file(base.facilitator).documents.front();
  CHECK(document.sha256 == sha256_hex("%PDF-1.7 bilan"));
  CHECK(document.author == base.facilitator.display_name);
  CHECK(document.size_bytes == 14);
  CHECK(open_document(*base, base.facilitator, base.contract, id).value().bytes == "%PDF-1.7 bilan");
  CHECK(refused(open_document(*base, base.other_facilitator, base.contract, id)) == "not_found");
  CHECK(refused(open_document(*base, base.holder, base.contract, id)) == "forbidden");
  for (const std::string bytes : {std::string("<html><script>"), std::string("MZ\x90\0\x03", 5), std::string("\x7f" "ELF"), std::string()}) {
    CAPTURE(bytes);
    CHECK(refused(base.keep(bytes)) == "document.type");
  }
  CHECK(refused(base.keep("%PDF-1.7", "")) == "document.titre.missing");
  CHECK(refused(base.keep("%PDF-" + std::string(document_bytes_max, 'x'))) == "document.size");
  CHECK(base.keep("Note de texte : le chantier s’arrête le 3 mai."));
}

TEST_CASE("A contract passes to another office that accepts, with its file; until then nothing changes", "[app][file]") {
  Filed base;
  const auto other = base.other_facilitator.organisation->id;
  REQUIRE(add_contact(*base, base.facilitator, base.contract, payroll));
  CHECK(refused(ask_hand_over(*base, base.facilitator, base.contract, other, "")) == "handover.motif.missing");
  CHECK(refused(ask_hand_over(*base, base.facilitator, base.contract, base.holder.organisation->id, "x")) == "handover.organisme.missing");
  REQUIRE(ask_hand_over(*base, base.facilitator, base.contract, other, "changement de territoire"));
  CHECK(refused(ask_hand_over(*base, base.facilitator, base.contract, other, "encore")) == "handover.already_asked");
  CHECK(refused(answer_hand_over(*base, base.facilitator, base.contract, true)) == "not_found");  // not asked of them
  CHECK(contract_file_tasks(*base, base.other_facilitator).offered.size() == 1);
  CHECK(view_contract_file(*base, base.facilitator, base.contract));

  SECTION("accepted") {
    ReportParameters asked{.kind = "portfolio", .format = "xml", .worked_until = day("2026-06-30"), .recorded_until = {}, .contract = {}, .lot = {},
                           .programme = "", .buyer_siret = ""};
    const auto before = build_report(*base, base.officer, asked).value();
    asked.recorded_until = before.cutoff.recorded_until;
    REQUIRE(before.bytes.find(base.earthworks.text()) != std::string::npos);
    REQUIRE(answer_hand_over(*base, base.other_facilitator, base.contract, true));
    CHECK((build_report(*base, base.officer, asked).value().bytes == before.bytes));  // the same question, whoever follows the contract now
    CHECK(refused(view_contract_file(*base, base.facilitator, base.contract)) == "not_found");
    const auto file = base.file(base.other_facilitator);
    CHECK(file.contacts.size() == 1);
    REQUIRE(file.hand_overs.size() == 1);
    CHECK(file.hand_overs.front().state == "accepted");
    CHECK(view_lot(*base, base.other_facilitator, base.earthworks));
    CHECK(refused(view_lot(*base, base.facilitator, base.earthworks)) == "not_found");
  }
  SECTION("declined") {
    REQUIRE(answer_hand_over(*base, base.other_facilitator, base.contract, false));
    CHECK(base.file(base.facilitator).hand_overs.front().state == "declined");
    CHECK(refused(view_contract_file(*base, base.other_facilitator, base.contract)) == "not_found");
  }
  SECTION("withdrawn") {
    REQUIRE(withdraw_hand_over(*base, base.facilitator, base.contract));
    CHECK(refused(answer_hand_over(*base, base.other_facilitator, base.contract, true)) == "not_found");
  }
  CHECK(contract_file_tasks(*base, base.other_facilitator).offered.empty());
}

TEST_CASE("Closing says what is not met, and asks why", "[app][file]") {
  Filed base;
  CHECK(refused(close_contract(*base, base.facilitator, base.contract, "")) == "closure.note.missing");
  REQUIRE(close_contract(*base, base.facilitator, base.contract, "résilié"));
  CHECK(base.file(base.facilitator).closed());
  CHECK(refused(close_contract(*base, base.facilitator, base.contract, "x")) == "closure.already_closed");
  CHECK(refused(reopen_contract(*base, base.facilitator, base.contract, "")) == "closure.reopen.note.missing");
  REQUIRE(reopen_contract(*base, base.facilitator, base.contract, "recours"));
  const auto file = base.file(base.facilitator);
  CHECK_FALSE(file.closed());
  CHECK(file.closures.size() == 2);
  CHECK(refused(close_contract(*base, base.other_facilitator, base.contract, "x")) == "not_found");
}

TEST_CASE("The end is told 60 and 14 days before, by rules, until the contract is closed", "[app][file]") {
  Filed base;  // the clause runs until 2026-12-31
  const auto ending = [&](const char* iso) {
    base.on(iso);
    return contract_file_tasks(*base, base.facilitator).ending;
  };
  CHECK(ending("2026-10-31T10:00:00Z").empty());
  REQUIRE(ending("2026-11-01T10:00:00Z").size() == 1);
  CHECK(ending("2026-11-01T10:00:00Z").front().days_left == 60);
  CHECK_FALSE(ending("2026-12-16T10:00:00Z").front().last_notice);
  CHECK(ending("2026-12-17T10:00:00Z").front().last_notice);
  CHECK(ending("2027-01-05T10:00:00Z").front().days_left == -5);
  CHECK(contract_file_tasks(*base, base.holder).ending.empty());
  REQUIRE(close_contract(*base, base.facilitator, base.contract, "fini"));
  CHECK(ending("2027-01-05T10:00:00Z").empty());
}
