#include "clausier/domain/pathway.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

#include "clausier/domain/wording.hpp"
#include "reference_csv.hpp"

namespace clausier {
namespace {

constexpr std::array<std::pair<PathwayFactKind, std::string_view>, 6> kinds = {{{PathwayFactKind::entry, "entry"},
                                                                                {PathwayFactKind::step, "step"},
                                                                                {PathwayFactKind::exit, "exit"},
                                                                                {PathwayFactKind::confirmation, "confirmation"},
                                                                                {PathwayFactKind::situation, "situation"},
                                                                                {PathwayFactKind::cancellation, "cancellation"}}};

bool flag(const std::string& text, const std::string& code) {
  if (text != "0" && text != "1") throw std::invalid_argument("pathway code neither 0 nor 1: " + code);
  return text == "1";
}

Pathway* find(std::vector<Pathway>& pathways, PathwayFactId entry) {
  for (auto& pathway : pathways)
    if (pathway.entry.id == entry) return &pathway;
  return nullptr;
}

void add(std::vector<Pathway>& pathways, const PathwayFact& fact) {
  if (fact.kind == PathwayFactKind::entry) {
    pathways.push_back({fact, {}, {}, {}, {}});
    return;
  }
  auto* pathway = find(pathways, fact.pathway);
  if (!pathway) return;
  switch (fact.kind) {
    case PathwayFactKind::step: pathway->steps.push_back(fact); break;
    case PathwayFactKind::exit: pathway->exit = fact; break;
    case PathwayFactKind::confirmation: pathway->confirmation = fact; break;
    case PathwayFactKind::situation: pathway->situations.push_back(fact); break;
    case PathwayFactKind::entry:
    case PathwayFactKind::cancellation: break;
  }
}

bool knows_situation(const Pathway& pathway, int months) {
  return std::any_of(pathway.situations.begin(), pathway.situations.end(), [&](const auto& known) { return known.months == months; });
}

bool may_become_positive(const Pathway& pathway, const PathwayCodes& codes) {
  const auto* code = find_pathway_code(codes, PathwayFactKind::exit, pathway.exit->code);
  return code && code->positive;
}

std::optional<Refusal> fault_of_code(const PathwayFact& fact, const PathwayCodes& codes) {
  const bool known = fact.kind == PathwayFactKind::confirmation ? fact.code == "held" || fact.code == "broken"
                                                                : find_pathway_code(codes, fact.kind, fact.code) != nullptr;
  if (!known) return Refusal{"pathway.code"};
  return std::nullopt;
}

std::optional<Refusal> fault_of_entry(const std::vector<Pathway>& standing, const PathwayFact& fact) {
  for (const auto& pathway : standing) {
    if (pathway.is_open()) return Refusal{"pathway.open"};
    if (fact.day < pathway.exit->day) return Refusal{"pathway.dates.order"};
  }
  return std::nullopt;
}

std::optional<Refusal> fault_of_step(const Pathway& pathway, const PathwayFact& fact) {
  const bool before = fact.day < pathway.entry.day, backwards = fact.until && *fact.until < fact.day;
  if (before || backwards || (pathway.exit && fact.day > pathway.exit->day)) return Refusal{"pathway.dates.order"};
  return std::nullopt;
}

std::optional<Refusal> fault_of_exit(const Pathway& pathway, const PathwayFact& fact) {
  if (!pathway.is_open()) return Refusal{"pathway.none"};
  const auto later = [&](const PathwayFact& step) { return step.day > fact.day; };
  if (fact.day < pathway.entry.day || std::any_of(pathway.steps.begin(), pathway.steps.end(), later)) return Refusal{"pathway.dates.order"};
  return std::nullopt;
}

std::optional<Refusal> fault_of_confirmation(const Pathway& pathway, const PathwayFact& fact, const PathwayCodes& codes, const Rulebook& rules) {
  if (!pathway.exit || !may_become_positive(pathway, codes)) return Refusal{"pathway.exit.other"};
  if (pathway.confirmation) return Refusal{"pathway.confirmed"};
  const Date earliest = confirmable_on(*pathway.exit, rules);
  if (fact.code == "held" && fact.day < earliest) return Refusal{"pathway.confirm.early", {{"date", french_date(earliest)}}};
  if (fact.day < pathway.exit->day) return Refusal{"pathway.dates.order"};
  return std::nullopt;
}

std::optional<Refusal> fault_of_situation(const Pathway& pathway, const PathwayFact& fact) {
  const bool asked = std::find(std::begin(situation_months), std::end(situation_months), fact.months) != std::end(situation_months);
  if (!pathway.exit || !asked) return Refusal{"pathway.none"};
  if (knows_situation(pathway, fact.months)) return Refusal{"pathway.situation.known"};
  const Date earliest = pathway.exit->day.plus_months(fact.months);
  if (fact.day < earliest) return Refusal{"pathway.situation.early", {{"date", french_date(earliest)}}};
  return std::nullopt;
}

bool began_by(const Pathway& pathway, Date day) { return pathway.entry.day <= day; }

}  // namespace

std::string_view pathway_fact_code(PathwayFactKind kind) {
  for (const auto& [known, code] : kinds)
    if (known == kind) return code;
  throw std::logic_error("pathway fact without code");
}

std::optional<PathwayFactKind> parse_pathway_fact(std::string_view code) {
  for (const auto& [kind, known] : kinds)
    if (known == code) return kind;
  return std::nullopt;
}

PathwayCodes parse_pathway_codes(std::string_view csv) {
  PathwayCodes codes;
  for (const auto& fields : reference_rows(csv, "kind;code;label;positive;sensitive;source")) {
    const auto kind = parse_pathway_fact(fields[0]);
    if (!kind) throw std::invalid_argument("pathway code of no kind: " + fields[1]);
    codes[*kind].push_back({fields[1], fields[2], flag(fields[3], fields[1]), flag(fields[4], fields[1]), fields[5]});
  }
  return codes;
}

const PathwayCode* find_pathway_code(const PathwayCodes& codes, PathwayFactKind kind, std::string_view code) {
  const auto of_kind = codes.find(kind);
  if (of_kind == codes.end()) return nullptr;
  for (const auto& known : of_kind->second)
    if (known.code == code) return &known;
  return nullptr;
}

std::vector<Pathway> pathways_from(const std::vector<PathwayFact>& facts, Instant recorded_until) {
  std::set<PathwayFactId> cancelled;
  for (const auto& fact : facts)
    if (fact.cancels && fact.recorded_at <= recorded_until) cancelled.insert(*fact.cancels);
  std::vector<Pathway> pathways;
  for (const auto& fact : facts)
    if (fact.recorded_at <= recorded_until && !cancelled.contains(fact.id)) add(pathways, fact);
  const auto by_day = [](const PathwayFact& a, const PathwayFact& b) { return a.day < b.day; };
  for (auto& pathway : pathways) std::stable_sort(pathway.steps.begin(), pathway.steps.end(), by_day);
  std::stable_sort(pathways.begin(), pathways.end(), [&](const Pathway& a, const Pathway& b) { return by_day(a.entry, b.entry); });
  return pathways;
}

std::string_view exit_state_code(ExitState state) {
  switch (state) {
    case ExitState::none: return "none";
    case ExitState::other: return "other";
    case ExitState::pending: return "pending";
    case ExitState::to_confirm: return "to_confirm";
    case ExitState::positive: return "positive";
    case ExitState::not_held: return "not_held";
  }
  throw std::logic_error("exit state without code");
}

Date confirmable_on(const PathwayFact& exit, const Rulebook& rules) {
  return exit.day.plus_months(static_cast<int>(rules.at("pathway.exit.confirmation_months", exit.day).value));
}

ExitState exit_state(const Pathway& pathway, const PathwayCodes& codes, const Rulebook& rules, Date today) {
  if (!pathway.exit) return ExitState::none;
  if (!may_become_positive(pathway, codes)) return ExitState::other;
  if (pathway.confirmation) return pathway.confirmation->code == "held" ? ExitState::positive : ExitState::not_held;
  return today < confirmable_on(*pathway.exit, rules) ? ExitState::pending : ExitState::to_confirm;
}

std::vector<int> situations_due(const Pathway& pathway, Date today) {
  std::vector<int> due;
  if (!pathway.exit) return due;
  for (const int months : situation_months)
    if (pathway.exit->day.plus_months(months) <= today && !knows_situation(pathway, months)) due.push_back(months);
  return due;
}

std::optional<Refusal> fault_of_fact(const std::vector<Pathway>& standing, const PathwayFact& fact, const PathwayCodes& codes,
                                     const Rulebook& rules, Date today) {
  if (const auto fault = fault_of_code(fact, codes)) return fault;
  if (!is_plausible(fact.day) || (fact.until && !is_plausible(*fact.until))) return Refusal{"pathway.day"};
  if (fact.day > today && fact.kind != PathwayFactKind::step) return Refusal{"pathway.future"};
  if (fact.kind == PathwayFactKind::entry) return fault_of_entry(standing, fact);
  if (standing.empty()) return Refusal{"pathway.none"};
  const auto& latest = standing.back();
  switch (fact.kind) {
    case PathwayFactKind::step: return fault_of_step(latest, fact);
    case PathwayFactKind::exit: return fault_of_exit(latest, fact);
    case PathwayFactKind::confirmation: return fault_of_confirmation(latest, fact, codes, rules);
    case PathwayFactKind::situation: return fault_of_situation(latest, fact);
    case PathwayFactKind::entry:
    case PathwayFactKind::cancellation: break;
  }
  throw std::logic_error("a cancellation is no fact to add");
}

bool is_cancellable(const std::vector<Pathway>& standing, PathwayFactId id) {
  for (const auto& pathway : standing) {
    if (pathway.entry.id == id) return pathway.steps.empty() && !pathway.exit;
    if (pathway.exit && pathway.exit->id == id) return !pathway.confirmation && pathway.situations.empty() && &pathway == &standing.back();
    if (pathway.confirmation && pathway.confirmation->id == id) return true;
    for (const auto* facts : {&pathway.steps, &pathway.situations})
      for (const auto& fact : *facts)
        if (fact.id == id) return true;
  }
  return false;
}

std::optional<int> PathwayFigures::positive_rate() const {
  if (exits == 0) return std::nullopt;
  return (positive * 2000 + exits) / (2 * exits);
}

PathwayFigures pathway_figures(const std::vector<Pathway>& pathways, const DateRange& period, const PathwayCodes& codes,
                               const Rulebook& rules, Date today) {
  PathwayFigures figures;
  std::set<ParticipantId> followed;
  for (const auto& pathway : pathways) {
    if (began_by(pathway, period.last) && (pathway.is_open() || pathway.exit->day >= period.first)) followed.insert(pathway.entry.participant);
    if (period.contains(pathway.entry.day)) ++figures.entered;
    if (!pathway.exit || !period.contains(pathway.exit->day)) continue;
    ++figures.exits;
    const auto state = exit_state(pathway, codes, rules, today);
    if (state == ExitState::positive) ++figures.positive;
    if (state == ExitState::pending || state == ExitState::to_confirm) ++figures.pending;
  }
  figures.followed = static_cast<int>(followed.size());
  return figures;
}

}  // namespace clausier
