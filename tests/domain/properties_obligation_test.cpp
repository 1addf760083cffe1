// What must hold of the obligation itself, of the shares kept for a group and of decisions taken at once, whatever the lot.
#include "property_check.hpp"

using namespace samples;

namespace {

const Date far_away = day("2028-12-31");  // after the end of every lot drawn, of its tranches and of its orders

bool is_part(const ObligationFact& fact) {
  return fact.kind == FactKind::firm_tranche || fact.kind == FactKind::renewal || fact.kind == FactKind::optional_tranche;
}

// A lot of so many hours, with tranches, renewals, affirmations and waivers, and no line of work.
LotFacts amended_lot(Draw& draw, LotMaker& maker) {
  LotFacts facts;
  facts.clause = maker.clause();
  facts.clause->target = FixedHours{hours(draw.between(1, 900))};
  for (std::int64_t id = 1, count = draw.between(1, 5); id <= count; ++id) {
    auto made = maker.fact_of(id, draw.one_of(std::vector{FactKind::firm_tranche, FactKind::renewal, FactKind::optional_tranche, FactKind::waiver}));
    if (made.kind == FactKind::optional_tranche && draw.one_in(2)) {
      auto affirmation = maker.fact_of(id + 50, FactKind::affirmation);
      affirmation.reference = made.reference;
      facts.obligation.push_back(affirmation);
    }
    facts.obligation.push_back(std::move(made));
  }
  return facts;
}

bool is_affirmed(const ObligationFact& tranche, const std::vector<ObligationFact>& facts) {
  return std::any_of(facts.begin(), facts.end(), [&](const ObligationFact& fact) {
    return fact.kind == FactKind::affirmation && fact.reference == tranche.reference;
  });
}

// In the end: what the clause says, plus every part that binds, less every waiver; and all of it is due.
bool parts_less_waivers_are_owed(std::uint64_t seed, const Engine& engine) {
  Draw draw(seed);
  LotMaker maker(draw);
  const auto facts = amended_lot(draw, maker);
  auto bound = std::get<FixedHours>(facts.clause->target).hours.seconds();
  for (const auto& fact : facts.obligation) {
    if (is_part(fact) && (fact.kind != FactKind::optional_tranche || is_affirmed(fact, facts.obligation))) bound += fact.hours->seconds();
    if (fact.kind == FactKind::waiver) bound -= fact.hours->seconds();
  }
  const auto position = engine(facts, {far_away, minute(10'000'000)});
  const auto expected = WorkTime::from_seconds(std::max<std::int64_t>(0, bound));
  return position.owed == expected && position.due == expected;
}

// A waiver larger than the clause's own hours, cut to them: the rest of it vanishes.
Position waives_the_base_alone(LotFacts facts, Cutoff cutoff) {
  const auto* fixed = std::get_if<FixedHours>(&facts.clause->target);
  for (auto& fact : facts.obligation)
    if (fact.kind == FactKind::waiver && fixed) fact.hours = std::min(*fact.hours, fixed->hours);
  return sound(std::move(facts), cutoff);
}

// Facts that the target reads, with waivers: of invoices and orders, only those that make what is owed.
LotFacts accruing_lot(Draw& draw, LotMaker& maker) {
  LotFacts facts;
  facts.clause = maker.clause();
  const auto& target = facts.clause->target;
  const bool by_order = std::holds_alternative<RatePerOrder>(target);
  const bool by_amount = std::holds_alternative<HoursPerAmount>(target);
  const auto read = by_order ? FactKind::order : by_amount ? FactKind::invoice : FactKind::firm_tranche;
  for (std::int64_t id = 1, count = draw.between(1, 4); id <= count; ++id)
    facts.obligation.push_back(maker.fact_of(id, draw.one_in(3) ? FactKind::waiver : read));
  if (std::holds_alternative<ShareOfHours>(target))
    for (auto month = *Month::of(2025, 7); month <= *Month::of(2026, 6); month = month.next())
      facts.obligation.push_back(all_hours(100 + month.index(), month.iso().c_str(), draw.between(0, 5'000)));
  return facts;
}

bool the_forecast_meets_what_is_owed(std::uint64_t seed, const Engine& engine) {
  Draw draw(seed);
  LotMaker maker(draw);
  const auto facts = accruing_lot(draw, maker);
  const auto position = engine(facts, {far_away, minute(10'000'000)});
  if (asks_for_people(facts.clause->target)) return true;
  return position.owed && position.forecast == position.owed && position.due == position.owed;
}

Position forecasts_without_waivers(LotFacts facts, Cutoff cutoff) {
  auto position = sound(facts, cutoff);
  std::erase_if(facts.obligation, [](const ObligationFact& fact) { return fact.kind == FactKind::waiver; });
  position.forecast = sound(std::move(facts), cutoff).forecast;
  return position;
}

// A lot with a share kept for one group, and no bonus that would make more of an hour than an hour.
LotFacts reserved_lot(Draw& draw, LotMaker& maker) {
  auto facts = maker.lot_facts();
  facts.clause->target = FixedHours{hours(draw.between(1, 3'000))};
  facts.clause->terms.weightings.clear();
  facts.clause->terms.reserved = {{"QPV", static_cast<int>(draw.between(1, 10'000))}};
  return facts;
}

void add_accepted_line(LotFacts& facts, LotMaker& maker, const char* criterion, std::optional<PriorityHome> home = {}) {
  const auto newcomer = person(9);
  auto line = maker.line(90);
  line.participant = newcomer;
  facts.entries.push_back(line);
  facts.decisions.push_back(maker.verdict(90, Verdict::accepted));
  facts.eligibility.push_back(eligible(newcomer, "2025-01-01", criterion));
  facts.eligibility.back().home = std::move(home);
}

// A share kept for a group hears of that group alone, and is part of the whole.
bool a_reserved_share_hears_its_group_alone(std::uint64_t seed, const Engine& engine) {
  Draw draw(seed);
  LotMaker maker(draw);
  auto facts = reserved_lot(draw, maker);
  const auto cutoff = maker.cutoff();
  const auto before = engine(facts, cutoff);
  const bool in_group = draw.one_in(2);
  if (in_group && draw.one_in(2)) add_accepted_line(facts, maker, "DELD", PriorityHome{"QN05927M", 2024});
  else add_accepted_line(facts, maker, in_group ? "QPV" : "DELD");
  const auto after = engine(facts, cutoff);
  const auto &was = before.reserved.at(0), &is = after.reserved.at(0);
  const auto added = after.hours.counted - before.hours.counted;
  const bool heard = in_group ? *is.counted - *was.counted == added : is.counted == was.counted;
  const bool whole = is.owed <= *after.owed && is.due <= *after.due && is.due <= is.owed;
  const bool good = after.state == LotState::done || after.state == LotState::ahead || after.state == LotState::on_pace;
  return heard && whole && *is.missing == std::max(WorkTime::zero(), is.due - *is.counted) && !(good && *is.missing > WorkTime::zero());
}

Position takes_everybody_for_the_group(LotFacts facts, Cutoff cutoff) {
  for (auto& decision : facts.eligibility) decision.criterion = "QPV";
  return sound(std::move(facts), cutoff);
}

// Decisions on the few lines of a lot, many of them in the same instant.
void add_decisions_at_once(LotFacts& facts, Draw& draw) {
  for (int i = 0; i < 8 && !facts.entries.empty(); ++i) {
    auto made = decision(draw.one_of(facts.entries).id.value(), draw.one_in(2) ? Verdict::rejected : Verdict::accepted);
    made.decided_at = minute(draw.between(1, 2));
    facts.decisions.push_back(made);
  }
}

// Shuffled, except that decisions of the same instant on the same line stay in the order in which they were given.
void shuffle_but_ties(std::vector<LineDecision>& decisions, Draw& draw) {
  const auto given = decisions;
  draw.shuffle(decisions);
  for (std::size_t i = 0; i < given.size(); ++i) {
    const auto tied = [&](const LineDecision& one) { return one.entry == given[i].entry && one.decided_at == given[i].decided_at; };
    const auto rank = std::count_if(given.begin(), given.begin() + static_cast<std::ptrdiff_t>(i), tied);
    auto seat = decisions.begin();
    for (auto left = rank; (seat = std::find_if(seat, decisions.end(), tied)) != decisions.end() && left > 0; --left) ++seat;
    *seat = given[i];
  }
}

// What prevails by the rule: the latest instant, and of decisions of one instant the last given.
std::map<EntryId, Verdict> verdicts_in_force(const std::vector<LineDecision>& decisions) {
  std::map<EntryId, std::pair<Instant, Verdict>> latest;
  for (const auto& one : decisions) {
    const auto known = latest.find(one.entry);
    if (known == latest.end() || !(one.decided_at < known->second.first)) latest.insert_or_assign(one.entry, std::pair(one.decided_at, one.verdict));
  }
  std::map<EntryId, Verdict> verdicts;
  for (const auto& [entry, found] : latest) verdicts.emplace(entry, found.second);
  return verdicts;
}

bool the_last_of_decisions_at_once_prevails(std::uint64_t seed, const Engine& engine) {
  Draw draw(seed);
  LotMaker maker(draw);
  auto facts = maker.lot_facts();
  facts.decisions.clear();
  add_decisions_at_once(facts, draw);
  const auto cutoff = maker.cutoff();
  const auto before = engine(facts, cutoff);
  const auto verdicts = verdicts_in_force(facts.decisions);
  for (const auto& line : before.entries) {
    const auto found = verdicts.find(line.entry.id);
    if ((found == verdicts.end()) != (line.reason == awaiting_decision)) return false;
    if (found != verdicts.end() && (found->second == Verdict::rejected) != (line.status == LineStatus::rejected)) return false;
  }
  shuffle_but_ties(facts.decisions, draw);
  return engine(facts, cutoff).hours == before.hours;
}

Position keeps_the_first_given(LotFacts facts, Cutoff cutoff) {
  std::reverse(facts.decisions.begin(), facts.decisions.end());
  return sound(std::move(facts), cutoff);
}

}  // namespace

TEST_CASE("Tranches and renewals less waivers are owed in the end, and due", "[domain][property]") {
  check_property(parts_less_waivers_are_owed, waives_the_base_alone);
}

TEST_CASE("Once nothing is to come, the forecast is what is owed", "[domain][property]") {
  check_property(the_forecast_meets_what_is_owed, forecasts_without_waivers);
}

TEST_CASE("A share kept for a group hears of that group alone", "[domain][property]") {
  check_property(a_reserved_share_hears_its_group_alone, takes_everybody_for_the_group);
}

TEST_CASE("Of decisions given at once the last prevails, in whatever order others were recorded", "[domain][property]") {
  check_property(the_last_of_decisions_at_once_prevails, keeps_the_first_given);
}
