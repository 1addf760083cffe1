#include <catch2/catch.hpp>

#include <random>

#include "engine_samples.hpp"

using namespace samples;

namespace {

const Cutoff all_known{day("2026-06-30"), instant("2027-01-01T00:00:00Z")};

// One accepted month of an eligible person: counted, unless a test spoils something.
LotFacts one_line() {
  LotFacts facts;
  facts.clause = clause_of(FixedHours{hours(1200)});
  facts.entries = {entry(1, person(1), "2025-07-01", "2025-07-31", hours(151))};
  facts.decisions = {decision(1, Verdict::accepted)};
  facts.eligibility = {eligible(person(1))};
  return facts;
}

Position position(const LotFacts& facts, const Cutoff& cutoff = all_known) { return position_of(facts, rulebook(), cutoff); }

const DecidedEntry& only_entry(const Position& p) {
  REQUIRE(p.entries.size() == 1);
  return p.entries[0];
}

// Lines of the journal about hours: entries and the decisions on them.
std::ptrdiff_t hours_in(const std::vector<std::string>& journal) {
  return std::count_if(journal.begin(), journal.end(),
                       [](const std::string& line) { return line.starts_with("entry\t") || line.starts_with("decision\t"); });
}

const Step& step(const Position& p, const std::string& rule) {
  for (const auto& s : p.explanation.steps())
    if (s.rule == rule) return s;
  throw std::runtime_error("no step " + rule);
}

}  // namespace

TEST_CASE("An accepted line of an eligible person inside the execution counts", "[domain][position]") {
  const auto p = position(one_line());
  CHECK(only_entry(p).status == LineStatus::counted);
  CHECK(only_entry(p).reason.empty());
  CHECK(p.hours.counted == hours(151));
  CHECK(p.hours.declared == hours(151));
  CHECK(p.owed == hours(1200));
  CHECK(p.people == std::set{person(1)});
}

TEST_CASE("What a line becomes follows decision, eligibility and clause, with its reason", "[domain][position]") {
  struct Case {
    const char* reason;
    LineStatus status;
    void (*spoil)(LotFacts&);
  };
  const auto c = GENERATE(
      Case{"status.awaiting_decision", LineStatus::pending, [](LotFacts& f) { f.decisions.clear(); }},
      Case{"reason.duplicate", LineStatus::rejected, [](LotFacts& f) { f.decisions = {decision(1, Verdict::rejected)}; }},
      Case{"reason.duplicate", LineStatus::rejected,
           [](LotFacts& f) { f.decisions.push_back(decision(1, Verdict::rejected, "2025-09-01T00:00:00Z")); }},
      Case{"", LineStatus::counted, [](LotFacts& f) { f.decisions.insert(f.decisions.begin(), decision(1, Verdict::rejected)); }},
      Case{"status.eligibility_undecided", LineStatus::pending, [](LotFacts& f) { f.eligibility.clear(); }},
      Case{"status.eligibility_refused", LineStatus::uncountable,
           [](LotFacts& f) { f.eligibility[0].verdict = EligibilityVerdict::refused; }},
      Case{"status.before_eligibility", LineStatus::uncountable, [](LotFacts& f) { f.eligibility[0].effective_on = day("2025-08-01"); }},
      Case{"", LineStatus::counted, [](LotFacts& f) { f.eligibility[0].effective_on = day("2025-07-31"); }},
      Case{"status.after_window", LineStatus::uncountable, [](LotFacts& f) { f.eligibility[0].countable_until = day("2025-07-30"); }},
      Case{"", LineStatus::counted, [](LotFacts& f) { f.eligibility[0].countable_until = day("2025-07-31"); }},
      Case{"status.after_window", LineStatus::uncountable,
           [](LotFacts& f) {
             f.clause->counting_months = 1;
             f.eligibility[0].effective_on = day("2025-06-15");
           }},
      Case{"status.outside_execution", LineStatus::uncountable, [](LotFacts& f) { f.clause->execution.first = day("2025-07-02"); }},
      Case{"status.training_not_counted", LineStatus::uncountable,
           [](LotFacts& f) {
             f.entries[0].kind = WorkKind::training;
             f.clause->training_counts = false;
           }},
      Case{"", LineStatus::counted, [](LotFacts& f) { f.entries[0].kind = WorkKind::training; }},
      Case{"status.internship_not_counted", LineStatus::uncountable, [](LotFacts& f) { f.entries[0].kind = WorkKind::internship; }},
      Case{"", LineStatus::counted, [](LotFacts& f) {
             f.entries[0].kind = WorkKind::internship;
             f.clause->legal_bases.push_back("CLAUSE_FORMATION");
           }});
  auto facts = one_line();
  c.spoil(facts);
  const auto p = position(facts);
  INFO(c.reason);
  CHECK(only_entry(p).status == c.status);
  CHECK(only_entry(p).reason == c.reason);
  CHECK(p.hours.declared == hours(151));
  if (*c.reason != '\0') CHECK(french().has(c.reason));
}

TEST_CASE("Nothing recorded after the cut-off is believed", "[domain][position]") {
  auto facts = one_line();
  const auto at = [&](const char* recorded) { return position(facts, {day("2026-06-30"), instant(recorded)}); };
  CHECK(at("2025-08-05T08:59:59Z").hours == HoursTotals{});
  CHECK(hours_in(at("2025-08-05T08:59:59Z").journal) == 0);
  CHECK(at("2025-08-05T09:00:00Z").hours.pending == hours(151));
  CHECK(at("2025-08-10T09:00:00Z").hours.counted == hours(151));
  facts.eligibility[0].decided_at = instant("2025-08-11T00:00:00Z");
  CHECK(at("2025-08-10T09:00:00Z").hours.pending == hours(151));
}

TEST_CASE("A reversed line vanishes once the reversal is recorded, never before", "[domain][position]") {
  auto facts = one_line();
  auto reversal = reversal_of(facts.entries[0], TimesheetId::from_trusted(32), instant("2025-09-01T09:00:00Z"));
  reversal.id = EntryId::from_trusted(2);
  facts.entries.push_back(reversal);
  const auto before = position(facts, {day("2026-06-30"), instant("2025-08-31T00:00:00Z")});
  CHECK(before.hours.counted == hours(151));
  const auto after = position(facts);
  CHECK(after.hours == HoursTotals{});
  CHECK(after.people.empty());
  CHECK(hours_in(after.journal) == 3);  // entry, decision, reversal
}

TEST_CASE("The journal changes with each thing that a figure depends on, and with no name", "[domain][position]") {
  const auto journal_after = [](void (*change)(LotFacts&)) {
    auto facts = one_line();
    change(facts);
    return position(facts).journal;
  };
  const auto before = journal_after([](LotFacts&) {});
  CHECK(journal_after([](LotFacts& f) { f.clause->penalty_per_missing_hour = Money::from_cents(1); }) != before);
  CHECK(journal_after([](LotFacts& f) { f.eligibility[0].criterion = "QPV"; }) != before);
  CHECK(journal_after([](LotFacts& f) {
    ObligationFact invoice{.id = FactId::from_trusted(1), .on = day("2025-08-01"), .reference = "F-1"};
    invoice.amount = Money::from_cents(100);
    f.obligation.push_back(invoice);
  }) != before);
  CHECK(journal_after([](LotFacts& f) {
    PooledHours part{.id = AllocationId::from_trusted(1), .worked = {day("2025-07-01"), day("2025-07-31")}};
    part.time = hours(1);
    f.pooled.push_back(part);
  }) != before);
  CHECK(journal_after([](LotFacts& f) { f.clause->terms.reason = "relu par Camille Exemple"; }) == before);
  CHECK(journal_after([](LotFacts& f) { f.eligibility[0].decided_by = "Dominique Exemple"; }) == before);
}

TEST_CASE("A line across the last day looked at is shown apart, never split", "[domain][position]") {
  const auto facts = one_line();
  const auto p = position(facts, {day("2025-07-15"), all_known.recorded_until});
  CHECK(p.hours == HoursTotals{});
  CHECK(p.entries.empty());
  CHECK(p.straddling.counted == hours(151));
  const auto earlier = position(facts, {day("2025-06-30"), all_known.recorded_until});
  CHECK(earlier.straddling == HoursTotals{});
  CHECK(hours_in(earlier.journal) == 0);
}

TEST_CASE("Hours are told by month of the last day, modality, group and contract", "[domain][position]") {
  auto facts = one_line();
  facts.entries.push_back(entry(2, person(2), "2025-07-28", "2025-08-03", hours(35)));
  facts.entries[1].modality = Modality::labour_supply;
  facts.entries[1].contract_type = "agency_assignment";
  facts.eligibility.push_back(eligible(person(2), "2025-07-01", "RSA"));
  facts.entries.push_back(entry(3, person(3), "2025-08-04", "2025-08-04", hours(7)));
  const auto p = position(facts);
  CHECK(p.by_month.at(month("2025-07")).hours.counted == hours(151));
  CHECK(p.by_month.at(month("2025-08")).hours.pending == hours(42));
  CHECK(p.by_month.at(month("2025-08")).people.size() == 2);
  CHECK(p.by_modality.at(Modality::labour_supply).hours.declared == hours(35));
  CHECK(p.by_group.at("DELD").hours.counted == hours(151));
  CHECK(p.by_group.at("RSA").people == std::set{person(2)});
  CHECK(p.by_group.at("").hours.pending == hours(7));
  CHECK(p.by_contract_type.at("agency_assignment").hours.declared == hours(35));
  CHECK(p.people.size() == 3);
}

TEST_CASE("The state of a lot follows the dates, then the pace", "[domain][position][state]") {
  struct Case {
    const char* until;
    std::int64_t counted;
    LotState state;
  };
  // 1 000 h over 100 days from 1 January: 10 h fall due a day; 500 h on 19 February.
  const auto c = GENERATE(Case{"2025-12-31", 0, LotState::not_started}, Case{"2026-02-19", 550, LotState::ahead},
                          Case{"2026-02-19", 549, LotState::on_pace}, Case{"2026-02-19", 450, LotState::on_pace},
                          Case{"2026-02-19", 449, LotState::to_watch}, Case{"2026-02-19", 350, LotState::to_watch},
                          Case{"2026-02-19", 349, LotState::late}, Case{"2026-02-19", 0, LotState::late},
                          Case{"2026-02-19", 1000, LotState::done}, Case{"2026-04-10", 999, LotState::on_pace},
                          Case{"2026-04-11", 999, LotState::missed}, Case{"2026-04-11", 1000, LotState::done});
  auto facts = one_line();
  facts.clause->target = FixedHours{hours(1000)};
  facts.clause->execution = days("2026-01-01", "2026-04-10");
  facts.entries = {entry(1, person(1), "2026-01-01", "2026-01-01", hours(c.counted))};
  const auto p = position(facts, {day(c.until), all_known.recorded_until});
  INFO(c.until << " " << c.counted);
  CHECK(lot_state_code(p.state) == lot_state_code(c.state));
  CHECK(p.missing == std::max(WorkTime::zero(), *p.due - p.hours.counted));
}

TEST_CASE("While nothing is due a lot is on pace", "[domain][position][state]") {
  auto facts = one_line();
  facts.clause->schedule = DueSchedule::at_end;
  const auto p = position(facts, {day("2025-12-31"), all_known.recorded_until});
  CHECK(p.state == LotState::on_pace);
  CHECK(p.due == WorkTime::zero());
  CHECK(p.missing == WorkTime::zero());
  CHECK(step(p, "state.nothing_due").result == "on_pace");
}

TEST_CASE("Without a clause nothing is owed and one step says so", "[domain][position]") {
  auto facts = one_line();
  facts.clause.reset();
  const auto p = position(facts);
  CHECK(p.state == LotState::no_clause);
  CHECK_FALSE(p.owed);
  CHECK_FALSE(p.due);
  CHECK_FALSE(p.missing);
  CHECK_FALSE(p.exposure);
  CHECK(p.hours.counted == hours(151));
  REQUIRE(p.explanation.steps().size() == 1);
  CHECK(p.explanation.steps()[0].rule == "clause.none");
}

TEST_CASE("The explanation goes from what is owed to the state, each step from former ones", "[domain][position][explanation]") {
  auto facts = one_line();
  facts.clause->penalty_per_missing_hour = euros(20);
  facts.entries.push_back(entry(2, person(1), "2025-08-01", "2025-08-31", hours(49)));
  facts.decisions.push_back(decision(2, Verdict::accepted, "2025-09-10T09:00:00Z"));
  const auto p = position(facts, {day("2025-12-31"), all_known.recorded_until});
  std::vector<std::string> rules;
  for (const auto& s : p.explanation.steps()) rules.push_back(s.rule);
  CHECK(rules == std::vector<std::string>{"owed.fixed", "due.total_days", "due.elapsed_days", "due.linear", "hours.counted",
                                          "hours.pending", "hours.rejected", "hours.uncountable", "hours.declared",
                                          "hours.missing", "exposure.penalty", "state.pace", "state.by_pace"});
  // 1 200 h × 184 ÷ 365 = 2 177 753,4… s; 200 h counted
  CHECK(step(p, "due.linear").result == "2177753");
  CHECK(step(p, "hours.counted").result == "720000");
  for (const auto& explained : p.explanation.steps()) {  // one line is one person: how many make a sum is told to nobody
    for (const auto& input : explained.inputs) CHECK(input.unit != "count");
  }
  CHECK(step(p, "hours.counted").inputs[0] == StepInput{"month", "543600", "s", "2025-07"});
  CHECK(step(p, "hours.missing").result == "1457753");
  CHECK(p.exposure->cents() == 809'863);  // 1 457 753 s × 2 000 ÷ 3 600 = 809 862,77…
  CHECK(step(p, "state.pace").result == "3306");
  CHECK(p.state == LotState::late);
  CHECK(sentence_of(french(), step(p, "state.by_pace")) ==
        "En retard\u00A0: 200,00\u00A0h retenues sur 1\u202F200,00\u00A0h au 31/12/2025, rythme de 33,06\u00A0% (en avance à partir de "
        "110,0\u00A0%, dans le rythme à partir de 90,0\u00A0%, à surveiller à partir de 70,0\u00A0%).");
}

TEST_CASE("Every step that can be met has its French sentence without a hole left", "[domain][position][explanation]") {
  const auto wording = french();
  auto facts = one_line();
  auto target = formula(1'000'000, 5000, 500, 30);
  target.contractual = hours(850);
  facts.clause->target = target;
  facts.clause->penalty_per_missing_hour = euros(20);
  auto at_end = facts;
  at_end.clause->schedule = DueSchedule::at_end;
  auto none = facts;
  none.clause.reset();
  for (const auto& f : {facts, at_end, none}) {
    const auto p = position(f, {day("2025-12-31"), all_known.recorded_until});
    for (const auto& s : p.explanation.steps()) {
      const auto sentence = sentence_of(wording, s);
      INFO(sentence);
      CHECK(sentence.find_first_of("[]{}") == std::string::npos);
      CHECK(sentence.find("  ") == std::string::npos);
      for (const auto& input : s.inputs) {
        INFO(input.name);
        CHECK(wording.has("input." + input.name));
      }
    }
  }
}

namespace {

// A ledger nobody chose: people, months, kinds, decisions, reversals, all from one seed.
LotFacts random_facts(std::mt19937& random) {
  const auto below = [&](unsigned limit) { return static_cast<int>(random() % limit); };
  const Date first = day("2025-07-01");
  const Instant start = instant("2025-07-01T00:00:00Z");
  const auto moment = [&](int at_day) { return Instant::from_milliseconds(start.milliseconds() + at_day * 86'400'000LL + below(1000)); };
  LotFacts facts;
  facts.clause = clause_of(formula(1'000'000 + below(1000), 5000, 500, 30));
  facts.clause->training_counts = below(2) == 0;
  if (below(2)) facts.clause->counting_months = 1 + below(12);
  for (int i = 1; i <= 40; ++i) {
    const Date from = first.plus_days(below(400) - 15);
    auto e = entry(i, person(1 + below(6)), "2025-07-01", "2025-07-01", WorkTime::from_seconds(60 * (1 + below(900))));
    e.worked = {from, from.plus_days(below(3) ? 0 : below(31))};
    e.kind = static_cast<WorkKind>(below(3));
    e.modality = static_cast<Modality>(below(3));
    e.recorded_at = moment(below(400));
    if (i > 5 && below(6) == 0) {
      const auto& victim = facts.entries[static_cast<std::size_t>(below(static_cast<unsigned>(facts.entries.size())))];
      if (!victim.reverses) {
        e = reversal_of(victim, e.timesheet, Instant::from_milliseconds(victim.recorded_at.milliseconds() + below(1'000'000'000)));
        e.id = EntryId::from_trusted(i);
      }
    }
    facts.entries.push_back(e);
    for (int n = below(3); n > 0; --n) {
      auto d = decision(i, below(4) ? Verdict::accepted : Verdict::rejected);
      d.decided_at = moment(below(500));
      facts.decisions.push_back(d);
    }
  }
  for (int who = 1; who <= 5; ++who) {
    auto d = eligible(person(who), "2025-07-01", below(2) ? "DELD" : "RSA");
    d.effective_on = first.plus_days(below(60));
    d.decided_at = moment(below(200));
    if (below(4) == 0) d.verdict = EligibilityVerdict::refused;
    facts.eligibility.push_back(d);
  }
  return facts;
}

HoursTotals sum_of(const std::map<Month, Breakdown>& breakdowns) {
  HoursTotals sum;
  for (const auto& [key, breakdown] : breakdowns) sum += breakdown.hours;
  return sum;
}

}  // namespace

TEST_CASE("Declared is always counted + pending + rejected + uncountable", "[domain][position][property]") {
  std::mt19937 random(20250701);
  HoursTotals met;
  for (int round = 0; round < 300; ++round) {
    const auto facts = random_facts(random);
    const Cutoff cutoff{day("2025-07-01").plus_days(static_cast<int>(random() % 400)),
                        Instant::from_milliseconds(instant("2025-07-01T00:00:00Z").milliseconds() +
                                                   static_cast<std::int64_t>(random() % 500) * 86'400'000)};
    const auto p = position(facts, cutoff);
    for (const auto& h : {p.hours, p.straddling}) REQUIRE(h.declared == h.counted + h.pending + h.rejected + h.uncountable);
    REQUIRE(sum_of(p.by_month) == p.hours);
    REQUIRE(p.missing == std::max(WorkTime::zero(), *p.due - p.hours.counted));
    REQUIRE(*p.due <= *p.owed);
    met += p.hours;
  }
  // The seed meets every status; else the property above would say little.
  for (const auto part : {met.counted, met.pending, met.rejected, met.uncountable}) CHECK(part > WorkTime::zero());
}

TEST_CASE("The same question with both dates fixed never changes as facts are added", "[domain][position][property]") {
  std::mt19937 random(20260630);
  for (int round = 0; round < 100; ++round) {
    const auto facts = random_facts(random);
    const Cutoff cutoff{day("2026-03-31"), instant("2026-01-15T00:00:00Z")};
    LotFacts known = facts;
    std::erase_if(known.entries, [&](const Entry& e) { return e.recorded_at > cutoff.recorded_until; });
    std::erase_if(known.decisions, [&](const LineDecision& d) { return d.decided_at > cutoff.recorded_until; });
    std::erase_if(known.eligibility, [&](const EligibilityDecision& d) { return d.decided_at > cutoff.recorded_until; });
    const auto then = position(known, cutoff);
    const auto now = position(facts, cutoff);
    REQUIRE(now.hours == then.hours);
    REQUIRE(now.straddling == then.straddling);
    REQUIRE(now.journal == then.journal);
    REQUIRE(now.explanation == then.explanation);
    REQUIRE(now.state == then.state);
  }
}
