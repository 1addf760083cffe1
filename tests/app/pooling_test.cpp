// Pooling through the use cases: a line never counts twice, and every party reads the proof.
#include <catch2/catch.hpp>

#include "clausier/app/pooling.hpp"
#include "clausier/app/reports.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;

namespace {

template <class T>
std::string refused(const Outcome<T>& outcome) { return outcome ? "" : outcome.refusal().code; }

// Hours counted on the earthworks, and a clause on the masonry of the same contract.
struct Pooled {
  sample::Base base;
  Pooled() {
    auto clause = view_clause(*base, base.facilitator, base.earthworks).value().versions.front();
    clause.lot = base.masonry;
    REQUIRE(define_clause(*base, base.facilitator, clause));
    count_a_hundred_hours();
    REQUIRE(record_agreement(*base, base.facilitator, base.earthworks, agreement()));
  }
  void count_a_hundred_hours() {
    base.make_eligible(base.person(base.holder, base.earthworks, "LAMPION", "Zoé"));
    const auto sheet = receive_timesheet(*base, base.holder, base.subject(base.earthworks, base.holder, "2026-05"), "mai.csv",
                                         "Nom;Prénom;Heures\nLAMPION;Zoé;100\n").value().timesheet;
    REQUIRE(confirm_timesheet(*base, base.holder, sheet, true));
    const auto seen = view_review(*base, base.facilitator, sheet).value();
    REQUIRE(decide_lines(*base, base.facilitator, sheet, seen.head.version, {{seen.lines.at(0).entry.id, Verdict::accepted, "", ""}}));
  }
  PoolingAgreement agreement() const {
    return {.lots = {base.masonry}, .valid = {sample::day("2026-01-01"), sample::day("2026-12-31")},
            .signatories = {"Ville d’Exemple", "Terrassements de l’Exemple"}, .document = "Convention du 5 janvier 2026"};
  }
  AgreementView known() { return view_pooling(*base, base.facilitator, base.earthworks).value().agreements.at(0); }
  std::string give(int hours) {
    const auto found = known();
    return refused(allocate(*base, base.facilitator, {base.earthworks, found.agreement.id, found.lines.at(0).entry, base.masonry, WorkTime::from_hours(hours)}));
  }
  WorkTime credited(LotId lot) { return view_lot(*base, base.facilitator, lot).value().position.credited; }
};

}  // namespace

TEST_CASE("Hours allocated leave their lot, count on the other, and come back when it is cancelled", "[app][pooling]") {
  Pooled world;
  const auto before = world.credited(world.base.earthworks);
  REQUIRE(before == WorkTime::from_hours(100));
  CHECK(world.give(40) == "");
  CHECK(world.credited(world.base.earthworks) == WorkTime::from_hours(60));
  CHECK(world.credited(world.base.masonry) == WorkTime::from_hours(40));
  const auto allocation = world.known().allocations.at(0).part.id;
  CHECK(refused(cancel_allocation(*world.base, world.base.facilitator, world.base.earthworks, allocation, "")) == "pooling.reason.needed");
  REQUIRE(cancel_allocation(*world.base, world.base.facilitator, world.base.earthworks, allocation, "erreur de lot"));
  CHECK(refused(cancel_allocation(*world.base, world.base.facilitator, world.base.earthworks, allocation, "encore")) == "pooling.cancelled");
  CHECK(world.credited(world.base.earthworks) == before);
  CHECK(world.credited(world.base.masonry) == WorkTime::zero());
}

TEST_CASE("A corrected line takes its allocation along; what finds no line is told to the facilitator, never lost", "[app][pooling]") {
  Pooled world;
  auto& base = world.base;
  REQUIRE(world.give(40) == "");
  const auto correct = [&](const std::string& lines) {
    const auto sheet = receive_timesheet(*base, base.holder, base.subject(base.earthworks, base.holder, "2026-05"), "mai-corrige.csv",
                                         "Nom;Prénom;Heures\n" + lines).value().timesheet;
    REQUIRE(confirm_timesheet(*base, base.holder, sheet, true));
    const auto seen = view_review(*base, base.facilitator, sheet).value();
    std::vector<LineVerdict> verdicts;
    for (const auto& line : seen.lines) verdicts.push_back({line.entry.id, Verdict::accepted, "", ""});
    REQUIRE(decide_lines(*base, base.facilitator, sheet, seen.head.version, verdicts));
  };
  const auto strays = [&] { return dashboard(*base, base.facilitator).stray_pooling.size(); };
  correct("LAMPION;Zoé;90\n");  // another figure: the allocation follows, whole
  CHECK(world.credited(base.earthworks) == WorkTime::from_hours(50));
  CHECK(world.credited(base.masonry) == WorkTime::from_hours(40));
  CHECK(strays() == 0);
  correct("LAMPION;Zoé;30\n");  // fewer hours than were allocated: what is left over waits for a person
  CHECK(world.credited(base.earthworks) == WorkTime::zero());
  CHECK(world.credited(base.masonry) == WorkTime::from_hours(30));
  CHECK(strays() == 1);
  CHECK(world.known().proof.at(0).allocated == WorkTime::from_hours(30));
  for (const auto& line : world.known().allocations)
    if (line.stray) {
      CHECK(line.part.time == WorkTime::from_hours(10));
      REQUIRE(cancel_allocation(*base, base.facilitator, base.earthworks, line.part.id, "la ligne est corrigée"));
    }
  CHECK(strays() == 0);
}

TEST_CASE("Allocations of a line never exceed it, in as many parts as one likes", "[app][pooling]") {
  Pooled world;
  CHECK(world.give(101) == "pooling.line.exceeded");
  CHECK(world.give(60) == "");
  CHECK(world.give(41) == "pooling.line.exceeded");
  CHECK(world.give(40) == "");
  CHECK(world.give(1) == "pooling.line.exceeded");
  const auto proof = world.known().proof.at(0);
  CHECK(proof.lines == WorkTime::from_hours(100));
  CHECK(proof.allocated == WorkTime::from_hours(100));
}

TEST_CASE("The same form sent twice allocates once and agrees once", "[app][pooling]") {
  Pooled world;
  auto& base = world.base;
  const auto found = world.known();
  AllocationRequest asked{base.earthworks, found.agreement.id, found.lines.at(0).entry, base.masonry, WorkTime::from_hours(10), "un formulaire"};
  for (int i = 0; i < 2; ++i) CHECK(refused(allocate(*base, base.facilitator, asked)) == "");
  CHECK(world.known().proof.at(0).allocated == WorkTime::from_hours(10));
  asked.form_key = "un autre formulaire";
  CHECK(refused(allocate(*base, base.facilitator, asked)) == "");
  CHECK(world.known().proof.at(0).allocated == WorkTime::from_hours(20));

  const auto agreements = base.number("count(*) FROM pooling_agreements");
  CHECK(refused(record_agreement(*base, base.facilitator, base.earthworks, world.agreement())) == "");
  CHECK(base.number("count(*) FROM pooling_agreements") == agreements);
}

TEST_CASE("An agreement is written, signed by two at least, and between lots of the office", "[app][pooling]") {
  Pooled world;
  auto& base = world.base;
  const auto refusal = [&](auto change) {
    auto made = world.agreement();
    change(made);
    return refused(record_agreement(*base, base.facilitator, base.earthworks, made));
  };
  CHECK(refusal([](auto& made) { made.lots.clear(); }) == "pooling.lots.needed");
  CHECK(refusal([](auto& made) { made.document.clear(); }) == "pooling.document.needed");
  CHECK(refusal([](auto& made) { made.signatories.pop_back(); }) == "pooling.signatories.needed");
  CHECK(refusal([](auto& made) { made.valid.last = sample::day("2025-12-31"); }) == "pooling.days.order");
  CHECK(refusal([&](auto& made) { made.lots.push_back(base.foreign_lot); }) == "not_found");
}

TEST_CASE("The buyer reads the proof without any line of a person; others read nothing", "[app][pooling]") {
  Pooled world;
  CHECK(world.give(40) == "");
  auto& base = world.base;
  const auto seen = view_pooling(*base, base.officer, base.earthworks).value().agreements.at(0);
  CHECK(seen.proof.size() == 1);
  CHECK(seen.lines.empty());
  CHECK(seen.allocations.empty());
  CHECK(refused(view_pooling(*base, base.holder, base.earthworks)) == "forbidden");
  CHECK(refused(view_pooling(*base, base.other_facilitator, base.earthworks)) == "not_found");
  CHECK(refused(record_agreement(*base, base.officer, base.earthworks, world.agreement())) == "forbidden");
  const auto line = world.known().lines.at(0).entry;
  const auto id = world.known().agreement.id;
  CHECK(refused(allocate(*base, base.other_facilitator, {base.earthworks, id, line, base.masonry, WorkTime::from_hours(1)})) == "not_found");
  CHECK(refused(allocate(*base, base.facilitator, {base.masonry, id, line, base.earthworks, WorkTime::from_hours(1)})) == "not_found");
}
