#include <catch2/catch.hpp>

#include "clausier/app/pathways.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;
using sample::day;

namespace {

PathwayEvent event(PathwayFactKind kind, const char* code, const char* iso, int months = 0) {
  return {.kind = kind, .code = code, .day = day(iso), .until = std::nullopt, .months = months};
}
PathwayEvent coming(const char* iso = "2025-02-03") { return event(PathwayFactKind::entry, "mission_locale", iso); }

std::string refused(const Outcome<Done>& outcome) { return outcome ? "" : outcome.refusal().code; }

}  // namespace

TEST_CASE("A pathway is told by its facts, in order, with their author", "[app][pathway]") {
  sample::Base base;
  const auto reference = base.person(base.holder, base.earthworks, "LAMPION", "Zoé");
  REQUIRE(record_pathway_event(*base, base.facilitator, reference, coming()));
  REQUIRE(record_pathway_event(*base, base.facilitator, reference, event(PathwayFactKind::step, "immersion", "2025-03-03")));
  REQUIRE(record_pathway_event(*base, base.facilitator, reference, event(PathwayFactKind::exit, "emploi_durable", "2025-12-01")));
  const auto lines = list_pathways(*base, base.facilitator, reference).value();
  REQUIRE(lines.size() == 1);
  const auto& pathway = lines.front().pathway;
  CHECK(pathway.entry.code == "mission_locale");
  CHECK(pathway.entry.author == "Aline MODÈLE");
  CHECK(pathway.steps.at(0).code == "immersion");
  CHECK(lines.front().state == ExitState::to_confirm);
  CHECK(lines.front().confirmable_on == day("2026-06-01"));
  CHECK(lines.front().situations_due == std::vector<int>{6});
  CHECK(base.number("count(*) FROM audit_events WHERE action = 'pathway.record'") == 3);
  CHECK(base.number("count(*) FROM audit_events WHERE detail LIKE '%locale%'") == 0);  // the journal tells no prescriber
}

TEST_CASE("The pathway belongs to the office: firms, buyers and other offices reach nothing of it", "[app][pathway]") {
  sample::Base base;
  const auto reference = base.person(base.holder, base.earthworks, "LAMPION", "Zoé");
  REQUIRE(record_pathway_event(*base, base.facilitator, reference, coming()));
  const auto fact = list_pathways(*base, base.facilitator, reference).value().front().pathway.entry.id;
  for (const auto& actor : {base.holder, base.agency, base.officer, base.administrator}) {
    CHECK(list_pathways(*base, actor, reference).refusal() == Refusal{"forbidden"});
    CHECK(refused(record_pathway_event(*base, actor, reference, coming())) == "forbidden");
    CHECK(refused(cancel_pathway_fact(*base, actor, reference, fact)) == "forbidden");
    CHECK(pathway_board(*base, actor, 2025).refusal() == Refusal{"forbidden"});
  }
  CHECK(list_pathways(*base, base.other_facilitator, reference).refusal() == Refusal{"not_found"});
  CHECK(refused(record_pathway_event(*base, base.other_facilitator, reference, coming())) == "not_found");
  CHECK(refused(cancel_pathway_fact(*base, base.other_facilitator, reference, fact)) == "not_found");
  CHECK(pathway_board(*base, base.other_facilitator, 2025).value().figures.followed == 0);
  CHECK(pathway_board(*base, base.facilitator, 2025).value().figures.followed == 1);
}

TEST_CASE("An event sent twice is recorded once; a wrong one is cancelled, and stays", "[app][pathway]") {
  sample::Base base;
  const auto reference = base.person(base.holder, base.earthworks, "LAMPION", "Zoé");
  for (int i = 0; i < 2; ++i) REQUIRE(record_pathway_event(*base, base.facilitator, reference, coming()));
  CHECK(base.number("count(*) FROM pathway_facts") == 1);
  CHECK(refused(record_pathway_event(*base, base.facilitator, reference, coming("2025-02-04"))) == "pathway.open");
  const auto entry = list_pathways(*base, base.facilitator, reference).value().front().pathway.entry.id;
  REQUIRE(record_pathway_event(*base, base.facilitator, reference, event(PathwayFactKind::exit, "autre", "2026-01-05")));
  CHECK(refused(cancel_pathway_fact(*base, base.facilitator, reference, entry)) == "pathway.cancel");
  const auto leaving = list_pathways(*base, base.facilitator, reference).value().front().pathway.exit->id;
  for (int i = 0; i < 2; ++i) REQUIRE(cancel_pathway_fact(*base, base.facilitator, reference, leaving));
  CHECK(list_pathways(*base, base.facilitator, reference).value().front().pathway.is_open());
  CHECK(base.number("count(*) FROM pathway_facts") == 3);
  CHECK_THROWS(base->database->write([](store::Connection& c) { c.execute("DELETE FROM pathway_facts"); }));
  CHECK_THROWS(base->database->write([](store::Connection& c) { c.execute("UPDATE pathway_facts SET code = 'plie'"); }));
}

TEST_CASE("The board of a year counts exits and says what is to be asked, longest waiting first", "[app][pathway]") {
  sample::Base base;
  const auto one = base.person(base.holder, base.earthworks, "LAMPION", "Zoé");
  const auto two = base.person(base.holder, base.earthworks, "BLEUET", "Ali", "1991-01-02");
  for (const auto& reference : {one, two}) REQUIRE(record_pathway_event(*base, base.facilitator, reference, coming()));
  REQUIRE(record_pathway_event(*base, base.facilitator, one, event(PathwayFactKind::exit, "emploi_durable", "2025-12-01")));
  REQUIRE(record_pathway_event(*base, base.facilitator, two, event(PathwayFactKind::exit, "autre", "2025-06-02")));
  auto board = pathway_board(*base, base.facilitator, 2025).value();
  CHECK(board.figures.exits == 2);
  CHECK(board.figures.positive_rate() == 0);
  CHECK(board.figures.pending == 1);
  REQUIRE(board.tasks.size() == 4);
  CHECK(board.tasks.front().reference == two);
  CHECK(board.tasks.front().since == day("2025-12-02"));
  REQUIRE(record_pathway_event(*base, base.facilitator, one, event(PathwayFactKind::confirmation, "held", "2026-06-15")));
  board = pathway_board(*base, base.facilitator, 2025).value();
  CHECK(board.figures.positive_rate() == 500);
  CHECK(board.tasks.size() == 3);
  CHECK(refused(record_pathway_event(*base, base.facilitator, one, event(PathwayFactKind::confirmation, "broken", "2026-06-20"))) == "pathway.confirmed");
}
