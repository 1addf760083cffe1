#include "clausier/domain/clause_text.hpp"

#include <map>

#include "clausier/domain/explanation.hpp"
#include "term_text.hpp"

namespace clausier {
namespace {

// ---- Writing ------------------------------------------------------------------------------------------------

class TermList {
public:
  void text(const char* key, std::string_view value) {
    if (!value.empty()) terms_.push_back({key, std::string(value)});
  }
  void number(const char* key, std::int64_t value) { terms_.push_back({key, std::to_string(value)}); }
  void flag(const char* key, bool value) { terms_.push_back({key, value ? "1" : "0"}); }
  void money(const char* key, const std::optional<Money>& value) {
    if (value) number(key, value->cents());
  }
  void time(const char* key, const std::optional<WorkTime>& value) {
    if (value) number(key, value->seconds());
  }
  template <class Items, class Write>
  void list(const char* key, const Items& items, Write write) {
    std::string joined;
    for (const auto& item : items) joined += (joined.empty() ? "" : ",") + std::string(write(item));
    text(key, joined);
  }
  std::vector<Term> take() { return std::move(terms_); }

private:
  std::vector<Term> terms_;
};

std::string colons(std::initializer_list<std::string> parts) {
  std::string joined;
  for (const auto& part : parts) joined += (joined.empty() ? "" : ":") + part;
  return joined;
}

std::string text_of(std::int64_t value) { return std::to_string(value); }
const char* day_kind_code(DayKind kind) { return kind == DayKind::calendar ? "calendar" : "working"; }
const char* start_code(PenaltyStart start) { return start == PenaltyStart::due_date ? "due_date" : "formal_notice"; }

struct TargetTerms {
  TermList& out;

  void rates(int labour_share, int insertion_rate, Money cost) {
    out.number("labour_share_basis_points", labour_share);
    out.number("insertion_rate_basis_points", insertion_rate);
    out.money("hourly_cost_cents", cost);
  }
  void operator()(const FixedHours& t) { out.time("hours_seconds", t.hours); }
  void operator()(const AmountFormula& t) {
    out.text("base", amount_base_code(t.base));
    out.money("amount_cents", t.amount);
    rates(t.labour_share_basis_points, t.insertion_rate_basis_points, t.hourly_cost);
    out.text("rounding", rounding_code(t.rounding));
    out.time("contractual_seconds", t.contractual);
  }
  void operator()(const ShareOfHours& t) {
    out.number("insertion_rate_basis_points", t.rate_basis_points);
    out.text("rounding", rounding_code(t.rounding));
    out.time("expected_seconds", t.expected);
  }
  void operator()(const ShareOfHires& t) { out.number("insertion_rate_basis_points", t.rate_basis_points); }
  void operator()(const HoursPerAmount& t) {
    out.text("base", amount_base_code(t.base));
    out.money("threshold_cents", t.threshold);
    out.money("tranche_cents", t.tranche);
    out.time("hours_seconds", t.hours);
    out.flag("started_tranche_counts", t.started_tranche_counts);
    out.flag("from_first_euro", t.from_first_euro);
  }
  void operator()(const BracketGrid& t) {
    out.money("amount_cents", t.amount);
    out.list("brackets", t.brackets, [](const Bracket& b) { return colons({text_of(b.from.cents()), text_of(b.hours.seconds())}); });
    out.time("contractual_seconds", t.contractual);
  }
  void operator()(const People& t) {
    out.number("people", t.people);
    out.time("hours_min_seconds", t.hours_min);
  }
  void operator()(const FullTimeEquivalents& t) {
    out.number("fte_hundredths", t.hundredths);
    out.time("fte_year_seconds", t.year);
    out.text("rounding", rounding_code(t.rounding));
    out.time("contractual_seconds", t.contractual);
  }
  void operator()(const RatePerOrder& t) {
    rates(t.labour_share_basis_points, t.insertion_rate_basis_points, t.hourly_cost);
    out.text("rounding", rounding_code(t.rounding));
  }
};

void add_penalties(TermList& out, const PenaltyTerms& penalties) {
  if (penalties.indexed)
    out.text("penalty_index", colons({penalties.indexed->index, text_of(penalties.indexed->times_hundredths)}));
  if (const auto& late = penalties.documents)
    out.text("penalty_documents", colons({text_of(late->per_day.cents()), day_kind_code(late->days), start_code(late->from),
                                          late->first_day_counts ? "1" : "0"}));
  out.money("penalty_absence_cents", penalties.absence);
  out.money("penalty_cap_cents", penalties.cap);
  out.flag("hours_need_notice", penalties.hours_need_notice);
  out.flag("liberatory", penalties.liberatory);
  out.text("group_penalty", penalties.group == GroupPenalty::lead ? "lead" : "split");
}

void add_terms(TermList& out, const ClauseTerms& terms) {
  out.text("scope", clause_scope_code(terms.scope));
  out.text("facilitator", terms.facilitator);
  out.list("groups", terms.groups, [](const std::string& code) { return code; });
  out.flag("list_open", terms.list_open);
  out.flag("opinion_allowed", terms.opinion_allowed);
  out.list("modalities", terms.modalities, [](Modality m) { return modality_code(m); });
  out.flag("internships_count", terms.internships_count);
  out.flag("other_sites_count", terms.other_sites_count);
  out.list("windows", terms.windows,
           [](const CountingWindow& w) { return colons({w.contract_type, text_of(w.months), w.ends_with_contract ? "1" : "0"}); });
  out.list("weightings", terms.weightings, [](const Weighting& w) { return colons({w.contract_type, text_of(w.basis_points)}); });
  out.list("reserved", terms.reserved, [](const ReservedShare& r) { return colons({r.criterion, text_of(r.basis_points)}); });
  if (const auto& s = terms.services)
    out.text("services", colons({text_of(s->labour_share_basis_points), text_of(s->hourly_cost.cents()), text_of(s->cap_basis_points)}));
  add_penalties(out, terms.penalties);
  if (const auto& r = terms.reporting)
    out.text("reporting", colons({std::string(reporting_code(r->period)), text_of(r->days), day_kind_code(r->day_kind)}));
  std::string documents;
  for (const auto& document : terms.documents) documents += (documents.empty() ? "" : "\n") + document;
  out.text("documents", documents);
  out.text("charter", terms.charter);
  out.text("template", terms.template_code);
  out.text("reason", terms.reason);
}

}  // namespace

std::vector<Term> target_terms(const Target& target) {
  TermList out;
  std::visit(TargetTerms{out}, target);
  return out.take();
}

std::vector<Term> terms_of(const Clause& clause) {
  TermList out;
  out.text("target", target_code(clause.target));
  std::visit(TargetTerms{out}, clause.target);
  out.text("starts_on", clause.execution.first.iso());
  out.text("ends_on", clause.execution.last.iso());
  out.text("schedule", due_schedule_code(clause.schedule));
  out.list("legal_bases", clause.legal_bases, [](const std::string& code) { return code; });
  out.money("penalty_cents", clause.penalty_per_missing_hour);
  if (clause.counting_months) out.number("counting_months", *clause.counting_months);
  out.flag("training_counts", clause.training_counts);
  out.text("source_document", clause.source_document);
  add_terms(out, clause.terms);
  return out.take();
}

std::string terms_text(const std::vector<Term>& terms) {
  std::string text;
  for (const auto& term : terms) {
    text += term.key + "=";
    for (const char c : term.value) {
      if (c == '\\') text += "\\\\";
      else if (c == '\n') text += "\\n";
      else if (c != '\r') text += c;
    }
    text += "\n";
  }
  return text;
}

std::vector<Term> parse_terms(std::string_view text) {
  std::vector<Term> terms;
  for (const auto& line : split_items_of(text, '\n')) {
    if (line.empty()) continue;
    const auto equals = line.find('=');
    if (equals == std::string::npos) corrupt_term("without a value: " + line);
    std::string value;
    for (std::size_t i = equals + 1; i < line.size(); ++i) {
      if (line[i] != '\\' || i + 1 == line.size()) value += line[i];
      else value += line[++i] == 'n' ? '\n' : line[i];
    }
    terms.push_back({line.substr(0, equals), std::move(value)});
  }
  return terms;
}

std::vector<TermChange> compare_clauses(const Clause& before, const Clause& after) {
  const auto former = terms_of(before), next = terms_of(after);
  std::map<std::string, std::string> known;
  for (const auto& term : former) known[term.key] = term.value;
  std::vector<TermChange> changes;
  for (const auto& term : next) {
    const auto found = known.find(term.key);
    if (found == known.end()) changes.push_back({term.key, "", term.value});
    else {
      if (found->second != term.value) changes.push_back({term.key, found->second, term.value});
      known.erase(found);
    }
  }
  for (const auto& term : former)
    if (known.contains(term.key)) changes.push_back({term.key, term.value, ""});
  std::erase_if(changes, [](const TermChange& change) { return change.key == "reason"; });  // it tells why, it is no term
  return changes;
}

namespace {

// How the parts of each term are shown; a key that is not here is text.
const std::map<std::string, std::vector<std::string>, std::less<>>& shapes() {
  static const std::map<std::string, std::vector<std::string>, std::less<>> known = {
      {"target", {"target"}}, {"scope", {"scope"}}, {"rounding", {"rounding"}}, {"base", {"amount_base"}}, {"schedule", {"schedule"}},
      {"legal_bases", {"legal"}}, {"groups", {"criterion"}}, {"modalities", {"modality"}}, {"group_penalty", {"group_penalty"}},
      {"people", {"count"}}, {"counting_months", {"months"}}, {"started_tranche_counts", {"flag"}}, {"from_first_euro", {"flag"}},
      {"training_counts", {"flag"}}, {"list_open", {"flag"}}, {"opinion_allowed", {"flag"}}, {"internships_count", {"flag"}},
      {"other_sites_count", {"flag"}}, {"hours_need_notice", {"flag"}}, {"liberatory", {"flag"}}, {"brackets", {"cents", "s"}},
      {"windows", {"contract_type", "months", "window_end"}}, {"weightings", {"contract_type", "basis_points"}},
      {"reserved", {"criterion", "basis_points"}}, {"services", {"basis_points", "cents_per_hour", "basis_points"}},
      {"penalty_index", {"index", "hundredths"}}, {"penalty_documents", {"cents", "day_kind", "penalty_start", "first_day"}},
      {"reporting", {"reporting", "days", "day_kind"}}};
  return known;
}

// Single figures follow the last word of their key.
std::string unit_of(const std::string& key) {
  if (key.ends_with("_cents")) return "cents";
  if (key.ends_with("_seconds")) return "s";
  if (key.ends_with("_basis_points")) return "basis_points";
  if (key.ends_with("_hundredths")) return "hundredths";
  if (key.ends_with("_on")) return "date";
  return "";
}

std::string shown_item(const Wording& wording, const std::string& item, const std::vector<std::string>& units) {
  const auto parts = split_items_of(item, ':');
  std::string shown;
  for (std::size_t i = 0; i < parts.size(); ++i)
    shown += (shown.empty() ? "" : " · ") + shown_value(wording, parts[i], i < units.size() ? units[i] : "");
  return shown;
}

}  // namespace

std::string shown_term(const Wording& wording, const std::string& key, const std::string& value) {
  if (value.empty()) return wording.say("term.unset");
  const auto shape = shapes().find(key);
  if (shape == shapes().end()) return shown_value(wording, value, unit_of(key));
  std::string shown;
  for (const auto& item : split_items_of(value, ',')) shown += (shown.empty() ? "" : ", ") + shown_item(wording, item, shape->second);
  return shown;
}

}  // namespace clausier
