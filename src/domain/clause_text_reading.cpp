// A clause read back from its terms.
#include <charconv>
#include <map>

#include "clausier/domain/clause_text.hpp"
#include "term_text.hpp"

namespace clausier {
namespace {

class TermValues {
public:
  explicit TermValues(const std::vector<Term>& terms) {
    for (const auto& term : terms)
      if (!values_.emplace(term.key, term.value).second) corrupt_term("given twice: " + term.key);
  }

  const std::string* take(const char* key) {
    const auto found = values_.find(key);
    if (found == values_.end()) return nullptr;
    taken_ = std::move(found->second);
    values_.erase(found);
    return &taken_;
  }
  void text(const char* key, std::string& into) {
    if (const auto* value = take(key)) into = *value;
  }
  void flag(const char* key, bool& into) {
    if (const auto* value = take(key)) into = *value == "1";
  }
  template <class Number>
  void number(const char* key, Number& into) {
    if (const auto* value = take(key)) into = static_cast<Number>(whole(*value));
  }
  void money(const char* key, Money& into) {
    if (const auto* value = take(key)) into = Money::from_cents(whole(*value));
  }
  void money(const char* key, std::optional<Money>& into) {
    if (const auto* value = take(key)) into = Money::from_cents(whole(*value));
  }
  void time(const char* key, WorkTime& into) {
    if (const auto* value = take(key)) into = WorkTime::from_seconds(whole(*value));
  }
  void time(const char* key, std::optional<WorkTime>& into) {
    if (const auto* value = take(key)) into = WorkTime::from_seconds(whole(*value));
  }
  void date(const char* key, Date& into) {
    const auto* value = take(key);
    if (!value) return;
    const auto day = Date::parse_iso(*value);
    if (!day) corrupt_term("with an unreadable date: " + *value);
    into = *day;
  }
  template <class T>
  void code(const char* key, std::optional<T> (*parse)(std::string_view), T& into) {
    if (const auto* value = take(key)) into = known(parse(*value), *value);
  }
  std::vector<std::string> list(const char* key) {
    const auto* value = take(key);
    return value ? split_items_of(*value, ',') : std::vector<std::string>();
  }
  void require_nothing_left() const {
    if (!values_.empty()) corrupt_term("not known: " + values_.begin()->first);
  }

  static std::int64_t whole(const std::string& text) {
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size()) corrupt_term("with an unreadable number: " + text);
    return value;
  }
  template <class T>
  static T known(const std::optional<T>& value, const std::string& text) {
    if (!value) corrupt_term("with an unknown code: " + text);
    return *value;
  }

private:
  std::map<std::string, std::string> values_;
  std::string taken_;
};

std::vector<std::string> parts_of(const std::string& item, std::size_t count) {
  auto parts = split_items_of(item, ':');
  if (parts.size() != count) corrupt_term("with other parts: " + item);
  return parts;
}

Target empty_target(const std::string& code) {
  const auto& codes = target_codes();
  const std::vector<Target> made = {FixedHours{WorkTime::zero()}, AmountFormula{Money::zero(), 0, 0, Money::zero()}, ShareOfHours{}, ShareOfHires{},
                                    HoursPerAmount{}, BracketGrid{{}, Money::zero()}, People{}, FullTimeEquivalents{},
                                    RatePerOrder{0, 0, Money::zero()}};
  for (std::size_t i = 0; i < codes.size(); ++i)
    if (codes[i] == code) return made[i];
  corrupt_term("with an unknown target: " + code);
}

struct TargetReading {
  TermValues& in;

  void rates(int& labour_share, int& insertion_rate, Money& cost) {
    in.number("labour_share_basis_points", labour_share);
    in.number("insertion_rate_basis_points", insertion_rate);
    in.money("hourly_cost_cents", cost);
  }
  void operator()(FixedHours& t) { in.time("hours_seconds", t.hours); }
  void operator()(AmountFormula& t) {
    in.code("base", parse_amount_base, t.base);
    in.money("amount_cents", t.amount);
    rates(t.labour_share_basis_points, t.insertion_rate_basis_points, t.hourly_cost);
    in.code("rounding", parse_rounding, t.rounding);
    in.time("contractual_seconds", t.contractual);
  }
  void operator()(ShareOfHours& t) {
    in.number("insertion_rate_basis_points", t.rate_basis_points);
    in.code("rounding", parse_rounding, t.rounding);
    in.time("expected_seconds", t.expected);
  }
  void operator()(ShareOfHires& t) { in.number("insertion_rate_basis_points", t.rate_basis_points); }
  void operator()(HoursPerAmount& t) {
    in.code("base", parse_amount_base, t.base);
    in.money("threshold_cents", t.threshold);
    in.money("tranche_cents", t.tranche);
    in.time("hours_seconds", t.hours);
    in.flag("started_tranche_counts", t.started_tranche_counts);
    in.flag("from_first_euro", t.from_first_euro);
  }
  void operator()(BracketGrid& t) {
    in.money("amount_cents", t.amount);
    for (const auto& item : in.list("brackets")) {
      const auto parts = parts_of(item, 2);
      t.brackets.push_back({Money::from_cents(TermValues::whole(parts[0])), WorkTime::from_seconds(TermValues::whole(parts[1]))});
    }
    in.time("contractual_seconds", t.contractual);
  }
  void operator()(People& t) {
    in.number("people", t.people);
    in.time("hours_min_seconds", t.hours_min);
  }
  void operator()(FullTimeEquivalents& t) {
    in.number("fte_hundredths", t.hundredths);
    in.time("fte_year_seconds", t.year);
    in.code("rounding", parse_rounding, t.rounding);
    in.time("contractual_seconds", t.contractual);
  }
  void operator()(RatePerOrder& t) {
    rates(t.labour_share_basis_points, t.insertion_rate_basis_points, t.hourly_cost);
    in.code("rounding", parse_rounding, t.rounding);
  }
};

DayKind read_day_kind(const std::string& code) {
  if (code != "calendar" && code != "working") corrupt_term("with an unknown kind of day: " + code);
  return code == "calendar" ? DayKind::calendar : DayKind::working;
}

void read_penalties(TermValues& in, PenaltyTerms& penalties) {
  if (const auto* value = in.take("penalty_index")) {
    const auto parts = parts_of(*value, 2);
    penalties.indexed = IndexedPenalty{parts[0], static_cast<int>(TermValues::whole(parts[1]))};
  }
  if (const auto* value = in.take("penalty_documents")) {
    const auto parts = parts_of(*value, 4);
    penalties.documents = DocumentPenalty{Money::from_cents(TermValues::whole(parts[0])), read_day_kind(parts[1]),
                                          parts[2] == "due_date" ? PenaltyStart::due_date : PenaltyStart::formal_notice, parts[3] == "1"};
  }
  in.money("penalty_absence_cents", penalties.absence);
  in.money("penalty_cap_cents", penalties.cap);
  in.flag("hours_need_notice", penalties.hours_need_notice);
  in.flag("liberatory", penalties.liberatory);
  if (const auto* value = in.take("group_penalty")) penalties.group = *value == "split" ? GroupPenalty::split : GroupPenalty::lead;
}

void read_terms(TermValues& in, ClauseTerms& terms) {
  in.code("scope", parse_clause_scope, terms.scope);
  in.text("facilitator", terms.facilitator);
  if (const auto items = in.list("groups"); !items.empty()) terms.groups = items;
  in.flag("list_open", terms.list_open);
  in.flag("opinion_allowed", terms.opinion_allowed);
  for (const auto& item : in.list("modalities")) terms.modalities.push_back(TermValues::known(parse_modality(item), item));
  in.flag("internships_count", terms.internships_count);
  in.flag("other_sites_count", terms.other_sites_count);
  for (const auto& item : in.list("windows")) {
    const auto parts = parts_of(item, 3);
    terms.windows.push_back({parts[0], static_cast<int>(TermValues::whole(parts[1])), parts[2] == "1"});
  }
  for (const auto& item : in.list("weightings")) {
    const auto parts = parts_of(item, 2);
    terms.weightings.push_back({parts[0], static_cast<int>(TermValues::whole(parts[1]))});
  }
  for (const auto& item : in.list("reserved")) {
    const auto parts = parts_of(item, 2);
    terms.reserved.push_back({parts[0], static_cast<int>(TermValues::whole(parts[1]))});
  }
  if (const auto* value = in.take("services")) {
    const auto parts = parts_of(*value, 3);
    terms.services = ServiceCredit{static_cast<int>(TermValues::whole(parts[0])), Money::from_cents(TermValues::whole(parts[1])),
                                   static_cast<int>(TermValues::whole(parts[2]))};
  }
  read_penalties(in, terms.penalties);
  if (const auto* value = in.take("reporting")) {
    const auto parts = parts_of(*value, 3);
    terms.reporting = ReportingCalendar{TermValues::known(parse_reporting(parts[0]), parts[0]),
                                        static_cast<int>(TermValues::whole(parts[1])), read_day_kind(parts[2])};
  }
  if (const auto* value = in.take("documents")) terms.documents = split_items_of(*value, '\n');
  in.text("charter", terms.charter);
  in.text("template", terms.template_code);
  in.text("reason", terms.reason);
}

}  // namespace

void apply_terms(Clause& clause, const std::vector<Term>& terms) {
  TermValues in(terms);
  if (const auto* code = in.take("target")) clause.target = empty_target(*code);
  std::visit(TargetReading{in}, clause.target);
  in.date("starts_on", clause.execution.first);
  in.date("ends_on", clause.execution.last);
  in.code("schedule", parse_due_schedule, clause.schedule);
  if (const auto codes = in.list("legal_bases"); !codes.empty()) clause.legal_bases = codes;
  in.money("penalty_cents", clause.penalty_per_missing_hour);
  if (const auto* months = in.take("counting_months")) clause.counting_months = static_cast<int>(TermValues::whole(*months));
  in.flag("training_counts", clause.training_counts);
  in.text("source_document", clause.source_document);
  read_terms(in, clause.terms);
  in.require_nothing_left();
}

}  // namespace clausier
