#include <catch2/catch.hpp>

#include "clausier/domain/pathway.hpp"
#include "engine_samples.hpp"
#include "golden.hpp"
#include "places.hpp"

using namespace samples;

namespace {

const PathwayCodes& codes() {
  static const auto all = parse_pathway_codes(clausier::test::file_text(clausier::test::source_folder() / "src/store/reference/pathway_codes.csv"));
  return all;
}
const Rulebook& rules() {
  static const auto all = Rulebook::parse(clausier::test::file_text(clausier::test::source_folder() / "src/store/reference/rules.csv"));
  return all;
}

// Facts as an office adds them; each is recorded a second after the one before.
class Story {
public:
  PathwayFact fact(int who, PathwayFactKind kind, const char* code, const char* iso, int months = 0) {
    const auto id = PathwayFactId::from_trusted(++last_);
    if (kind == PathwayFactKind::entry) entries_.insert_or_assign(who, id);
    const auto entry = entries_.contains(who) ? entries_.at(who) : id;
    return {id, entry, person(who), kind, code, day(iso), {}, months, {}, "Aline", Instant::from_milliseconds(last_ * 1000)};
  }
  Story& add(int who, PathwayFactKind kind, const char* code, const char* iso, int months = 0) {
    facts.push_back(fact(who, kind, code, iso, months));
    return *this;
  }
  std::vector<Pathway> standing() const { return pathways_from(facts, Instant::from_milliseconds(last_ * 1000)); }
  std::vector<PathwayFact> facts;

private:
  std::int64_t last_ = 0;
  std::map<int, PathwayFactId> entries_;
};

std::string fault(Story& story, const PathwayFact& fact, const char* today = "2026-07-01") {
  const auto refusal = fault_of_fact(story.standing(), fact, codes(), rules(), day(today));
  return refusal ? refusal->code : "";
}

constexpr auto coming = PathwayFactKind::entry, step = PathwayFactKind::step, leaving = PathwayFactKind::exit,
               confirmation = PathwayFactKind::confirmation, situation = PathwayFactKind::situation;

}  // namespace

TEST_CASE("La Porte du Hainaut 2025: 461 followed, 201 new, 125 exits, 70 positive make 56 %", "[domain][pathway]") {
  Story story;
  for (int who = 1; who <= 461; ++who) story.add(who, coming, "france_travail", who <= 201 ? "2025-03-03" : "2024-05-06");
  for (int who = 150; who < 275; ++who) {
    const bool positive = who < 220;
    story.add(who, leaving, positive ? "emploi_durable" : "abandon", "2025-06-16");
    if (positive) story.add(who, confirmation, "held", "2025-12-16");
  }
  // Neither of the year: gone before it, come after it.
  story.add(900, coming, "plie", "2024-01-08").add(900, leaving, "emploi_durable", "2024-12-31").add(901, coming, "plie", "2026-01-01");
  const auto figures = pathway_figures(story.standing(), days("2025-01-01", "2025-12-31"), codes(), rules(), day("2026-01-15"));
  CHECK(figures.followed == 461);
  CHECK(figures.entered == 201);
  CHECK(figures.exits == 125);
  CHECK(figures.positive == 70);
  CHECK(figures.pending == 0);
  CHECK(figures.positive_rate() == 560);
}

TEST_CASE("A positive exit is pending, then to confirm from the day of the rule, and counts once it held", "[domain][pathway]") {
  Story story;
  story.add(1, coming, "plie", "2025-02-03").add(1, leaving, "formation_qualifiante", "2025-08-31");
  const auto at = [&](const char* today) { return exit_state(story.standing().front(), codes(), rules(), day(today)); };
  const auto figures = [&] { return pathway_figures(story.standing(), days("2025-01-01", "2025-12-31"), codes(), rules(), day("2026-03-01")); };
  CHECK(at("2026-02-27") == ExitState::pending);
  CHECK(at("2026-02-28") == ExitState::to_confirm);  // six months after 31 August
  CHECK(figures().pending == 1);
  CHECK(figures().positive_rate() == 0);
  CHECK(fault(story, story.fact(1, confirmation, "held", "2026-02-27")) == "pathway.confirm.early");
  CHECK(fault(story, story.fact(1, confirmation, "broken", "2025-11-03")).empty());  // that it broke is known sooner
  SECTION("held") {
    story.add(1, confirmation, "held", "2026-02-28");
    CHECK(at("2026-02-28") == ExitState::positive);
    CHECK(figures().positive_rate() == 1000);
  }
  SECTION("broken") {
    story.add(1, confirmation, "broken", "2025-11-03");
    CHECK(at("2026-02-28") == ExitState::not_held);
    CHECK(figures().pending == 0);
    CHECK(figures().positive_rate() == 0);
  }
}

TEST_CASE("Without an exit there is no rate, and an exit for another reason waits for nothing", "[domain][pathway]") {
  Story story;
  story.add(1, coming, "plie", "2025-02-03");
  const auto figures = [&] { return pathway_figures(story.standing(), days("2025-01-01", "2025-12-31"), codes(), rules(), day("2026-03-01")); };
  CHECK_FALSE(figures().positive_rate());
  story.add(1, leaving, "demenagement", "2025-06-01");
  CHECK(figures().positive_rate() == 0);
  CHECK(exit_state(story.standing().front(), codes(), rules(), day("2026-03-01")) == ExitState::other);
}

TEST_CASE("Each kind of fact is held to what stands before it", "[domain][pathway]") {
  Story story;
  CHECK(fault(story, story.fact(1, step, "training", "2026-02-02")) == "pathway.none");
  CHECK(fault(story, story.fact(1, coming, "voisin", "2026-02-02")) == "pathway.code");
  CHECK(fault(story, story.fact(1, coming, "plie", "2026-07-02")) == "pathway.future");
  CHECK(fault(story, story.fact(1, coming, "plie", "1926-02-02")) == "pathway.day");
  story.add(1, coming, "plie", "2025-02-03");
  CHECK(fault(story, story.fact(2, coming, "plie", "2025-03-03")) == "pathway.open");
  story = {};
  story.add(1, coming, "plie", "2025-02-03");
  CHECK(fault(story, story.fact(1, step, "immersion", "2025-02-02")) == "pathway.dates.order");
  auto backwards = story.fact(1, step, "immersion", "2025-03-03");
  backwards.until = day("2025-03-02");
  CHECK(fault(story, backwards) == "pathway.dates.order");
  story.add(1, step, "immersion", "2025-04-07");
  CHECK(fault(story, story.fact(1, leaving, "autre", "2025-04-06")) == "pathway.dates.order");
  CHECK(fault(story, story.fact(1, situation, "emploi", "2025-12-01", 6)) == "pathway.none");
  CHECK(fault(story, story.fact(1, confirmation, "held", "2025-12-01")) == "pathway.exit.other");
  story.add(1, leaving, "autre", "2025-05-05");
  CHECK(fault(story, story.fact(1, leaving, "autre", "2025-06-05")) == "pathway.none");
  CHECK(fault(story, story.fact(1, confirmation, "held", "2025-12-01")) == "pathway.exit.other");
  CHECK(fault(story, story.fact(1, situation, "emploi", "2025-11-04", 6)) == "pathway.situation.early");
  CHECK(fault(story, story.fact(1, situation, "emploi", "2025-11-05", 9)) == "pathway.none");
  CHECK(fault(story, story.fact(1, situation, "emploi", "2025-11-05", 6)).empty());
}

TEST_CASE("The situation is asked at six and twelve months until it is known", "[domain][pathway]") {
  Story story;
  story.add(1, coming, "plie", "2024-02-05").add(1, leaving, "emploi_court", "2025-01-15");
  const auto due = [&](const char* today) { return situations_due(story.standing().front(), day(today)); };
  CHECK(due("2025-07-14").empty());
  CHECK(due("2025-07-15") == std::vector<int>{6});
  CHECK(due("2026-01-15") == std::vector<int>{6, 12});
  story.add(1, situation, "recherche", "2025-07-20", 6);
  CHECK(due("2026-01-15") == std::vector<int>{12});
  CHECK(fault(story, story.fact(1, situation, "emploi", "2026-01-15", 6)) == "pathway.situation.known");
}

TEST_CASE("A cancelled fact no longer stands, and stood before; what rests on it is cancelled first", "[domain][pathway]") {
  Story story;
  story.add(1, coming, "plie", "2025-02-03").add(1, leaving, "emploi_durable", "2025-05-05").add(1, confirmation, "held", "2025-11-05");
  const auto leaving_id = story.facts[1].id, confirmation_id = story.facts[2].id, entry_id = story.facts[0].id;
  CHECK_FALSE(is_cancellable(story.standing(), entry_id));
  CHECK_FALSE(is_cancellable(story.standing(), leaving_id));
  CHECK(is_cancellable(story.standing(), confirmation_id));
  auto cancellation = story.fact(1, PathwayFactKind::cancellation, "", "2025-11-05");
  cancellation.cancels = confirmation_id;
  const auto before = story.facts.back().recorded_at;
  story.facts.push_back(cancellation);
  CHECK_FALSE(story.standing().front().confirmation);
  CHECK(pathways_from(story.facts, before).front().confirmation);
  CHECK(is_cancellable(story.standing(), leaving_id));
}

TEST_CASE("Codes of another kind or with doubtful flags are bugs of data", "[domain][pathway]") {
  const std::string header = "kind;code;label;positive;sensitive;source\n";
  CHECK_THROWS_AS(parse_pathway_codes(header + "door;a;A;0;0;s\n"), std::invalid_argument);
  CHECK_THROWS_AS(parse_pathway_codes(header + "exit;a;A;maybe;0;s\n"), std::invalid_argument);
}
