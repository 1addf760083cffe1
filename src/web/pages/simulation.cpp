// Before the tender: what a clause would ask for, and whether one is required. Nothing is recorded.
#include <algorithm>

#include "clausier/domain/consultation.hpp"
#include "clausier/domain/obligation.hpp"
#include "clause_steps.hpp"

namespace clausier::web {
namespace {

Form consultation_form(const Wording& wording) {
  std::vector<Choice> buyers, purchases, derogations;
  for (const auto kind : {BuyerKind::central, BuyerKind::other_authority, BuyerKind::entity})
    buyers.push_back({std::string(buyer_kind_code(kind)), wording.say("buyer_kind." + std::string(buyer_kind_code(kind)))});
  for (const auto kind : {PurchaseKind::supplies_services, PurchaseKind::works, PurchaseKind::concession})
    purchases.push_back({std::string(purchase_kind_code(kind)), wording.say("purchase_kind." + std::string(purchase_kind_code(kind)))});
  for (const auto kind : {Derogation::none, Derogation::available_solution, Derogation::no_link, Derogation::restricts_competition, Derogation::short_works})
    derogations.push_back({std::string(derogation_code(kind)), wording.say("derogation." + std::string(derogation_code(kind)))});
  return Form("consultation", {{.name = "date", .kind = FieldKind::date, .optional = true, .width = "short"},
                               {.name = "valeur", .width = "medium"},
                               {.name = "acheteur", .kind = FieldKind::select, .choices = buyers},
                               {.name = "nature", .kind = FieldKind::select, .choices = purchases},
                               {.name = "derogation", .kind = FieldKind::select, .choices = derogations},
                               {.name = "defense", .kind = FieldKind::checkbox, .optional = true}});
}

std::string percent_range(const LabourShare& share) {
  const auto least = french_percent(share.least_basis_points / 10);
  return share.least_basis_points == share.most_basis_points ? least : least + " – " + french_percent(share.most_basis_points / 10);
}

// The table writes "à confirmer" in the source of what has none; the page says it once, in front.
std::string shown_source(const LabourShare& share) {
  static const std::string mark = " à confirmer";
  const auto at = share.confirmed ? std::string::npos : share.source.find(mark);
  return at == std::string::npos ? share.source : share.source.substr(0, at) + share.source.substr(at + mark.size());
}

View labour_view(const SiteParts& parts) {
  return View::list_of(parts.services.reference.labour_shares, [](const LabourShare& share) {
    return View().set("trade", share.trade).set("share", percent_range(share)).set("source", shown_source(share)).set("to_confirm", !share.confirmed);
  });
}

// What the execution should bring, for an objective that follows it: amounts, hires; the hours of everybody are a figure
// of the clause itself.
Form expected_form(const std::string& kind) {
  std::vector<Field> fields;
  if (kind == "hours_per_amount" || kind == "rate_per_order") fields.push_back({.name = "attendu", .optional = true, .width = "medium"});
  if (kind == "share_of_hires") fields.push_back({.name = "embauches", .optional = true, .width = "short"});
  return Form("prevision", std::move(fields));
}

ObligationFact supposed(FactKind kind, const DateRange& days) {
  ObligationFact fact{.kind = kind, .on = days.first};
  fact.last = days.last;
  return fact;
}

// A whole supposed in its first month, nothing in the others: their sum is all that a share looks at.
template <class Fill>
std::vector<ObligationFact> whole_in_months(FactKind kind, const DateRange& execution, Fill fill) {
  std::vector<ObligationFact> facts;
  for (auto month = execution.first.month_of(); month.first_day() <= execution.last; month = month.next()) {
    auto fact = supposed(kind, {month.first_day(), month.last_day()});
    fill(fact, facts.empty());
    facts.push_back(std::move(fact));
  }
  return facts;
}

// The facts that a simulation supposes: everything expected, as if it had come.
std::vector<ObligationFact> expected_facts(const Clause& clause, std::optional<Money> amount, std::optional<int> hires) {
  if (const auto* share = std::get_if<ShareOfHours>(&clause.target); share && share->expected)
    return whole_in_months(FactKind::all_hours, clause.execution, [&](ObligationFact& fact, bool first) { fact.hours = first ? *share->expected : WorkTime::zero(); });
  if (hires) return whole_in_months(FactKind::all_hires, clause.execution, [&](ObligationFact& fact, bool first) { fact.people = first ? *hires : 0; });
  if (!amount) return {};
  const auto* per_amount = std::get_if<HoursPerAmount>(&clause.target);
  const bool invoiced = per_amount && per_amount->base == AmountBase::invoiced;
  auto fact = supposed(invoiced ? FactKind::invoice : FactKind::order, clause.execution);
  fact.amount = amount;
  return {fact};
}

struct Answered {
  const Form* expected = nullptr;
  const std::vector<ObligationFact>* facts = nullptr;
  const Form* clause = nullptr;        // as submitted
  const Clause* computed = nullptr;
  const Form* consultation = nullptr;
  const ObligationTest* test = nullptr;
};

View expected_view(const Wording& wording, const Form& expected) {
  return View::list(std::get<View::Items>(expected.view(wording, "").find("fields")->value()));
}

// Without a date nothing can be decided; with one, it is a threshold that lacks.
std::string headline(const Wording& wording, const Answered& answered) {
  const bool dated = answered.consultation && !answered.consultation->value("date").empty();
  if (answered.test->answer == ObligationAnswer::undecidable && dated) return wording.say("obligation.undecidable.threshold");
  return wording.say("obligation." + std::string(obligation_answer_code(answered.test->answer)));
}

// What is asked once the kind of objective is chosen: its figures, and the days of execution.
std::vector<std::string> figures_of(const Form& form) {
  auto fields = fields_of_step("objective", form.value("objectif"));
  fields.insert(fields.end(), {"debut", "fin"});
  return fields;
}

Response simulation_page(const SiteParts& parts, const Request& request, const Answered& answered) {
  const auto& wording = parts.wording;
  View content;
  const auto form = answered.clause ? *answered.clause : clause_form(parts);
  const bool chosen = answered.clause && !form.value("objectif").empty();
  content.set("clause", partial_view(wording, form, "/simulation", chosen ? figures_of(form) : std::vector<std::string>{"objectif"}, OtherErrors::told)
                            .set("chosen", chosen).set("expected", expected_view(wording, answered.expected ? *answered.expected : expected_form(form.value("objectif"))))
                            .set("kind", chosen ? wording.say("target." + form.value("objectif")) : ""));
  const auto consultation = answered.consultation ? *answered.consultation : consultation_form(wording);
  content.set("consultation", consultation.view(wording, "/simulation/obligation"));
  content.set("labour", labour_view(parts)).set("computed", View(false)).set("test", View(false));
  if (answered.computed) {
    const Cutoff at_the_end{answered.computed->execution.last, Instant::from_milliseconds(0)};
    const auto obligation = obligation_on(*answered.computed, answered.facts ? *answered.facts : std::vector<ObligationFact>(), at_the_end);
    content.set("computed", View().set("steps", steps_view(wording, obligation.explanation, "calcul-")));
  }
  if (answered.test)
    content.set("test", View().set("answer", headline(wording, answered))
                            .set("steps", steps_view(wording, answered.test->explanation, "obligation-")));
  const bool wrong = (answered.clause && !answered.clause->valid()) || (answered.expected && !answered.expected->valid()) || (answered.consultation && !answered.consultation->valid());
  return parts.renderer.page(request, {.template_name = "simulation", .title = wording.say("simulation.title"), .content = content,
                                       .crumbs = {{wording.say("dashboard.title"), "/tableau"}},
                                       .has_errors = wrong, .status = wrong ? 422 : 200});
}

std::optional<int> hires_of(Form& expected) {
  const auto& text = expected.value("embauches");
  if (text.size() <= 6 && text.find_first_not_of("0123456789") == std::string::npos) return std::stoi(text);
  expected.refuse("embauches", "prevision.embauches.unreadable");
  return std::nullopt;
}

Response submit_simulation(const SiteParts& parts, const Request& request) {
  auto form = clause_form(parts);
  form.fill(request);
  if (form.value("rythme").empty()) form.set("rythme", "linear");  // changes what is due on a day, not what is owed
  if (form.values("bases").empty()) form.set("bases", "L2112_2");
  if (request.form.get("action") == "suivant" && !form.value("objectif").empty()) return simulation_page(parts, request, {.clause = &form});
  form.check();
  auto expected = expected_form(form.value("objectif"));
  expected.fill(request).check();
  const auto asks = [&](const char* field) {
    const auto& fields = expected.fields();
    return std::any_of(fields.begin(), fields.end(), [&](const Field& known) { return known.name == field; }) && !expected.value(field).empty();
  };
  const auto amount = asks("attendu") ? typed_money(expected, "attendu", "prevision.attendu.unreadable") : std::nullopt;
  const auto hires = asks("embauches") ? hires_of(expected) : std::nullopt;
  auto clause = read_clause(parts, form, LotId::from_trusted(0));
  if (!clause || !expected.valid()) return simulation_page(parts, request, {.expected = &expected, .clause = &form});
  clause->author = actor_of(request).display_name;
  clause->recorded_at = parts.services.clock();
  const auto facts = expected_facts(*clause, amount, hires);
  return simulation_page(parts, request, {.expected = &expected, .facts = &facts, .clause = &form, .computed = &*clause});
}

Response submit_consultation(const SiteParts& parts, const Request& request) {
  auto form = consultation_form(parts.wording);
  form.fill(request).check();
  Consultation asked;
  const auto& date = form.value("date");
  asked.launched_on = Date::parse_french(date) ? Date::parse_french(date) : Date::parse_iso(date);
  if (!date.empty() && !asked.launched_on) form.refuse("date", "consultation.date.unreadable");
  if (!form.value("valeur").empty()) asked.estimated = typed_money(form, "valeur", "consultation.valeur.unreadable").value_or(Money::zero());
  if (asked.estimated < Money::zero()) form.refuse("valeur", "consultation.valeur.unreadable");
  asked.buyer = parse_buyer_kind(form.value("acheteur")).value_or(BuyerKind::other_authority);
  asked.purchase = parse_purchase_kind(form.value("nature")).value_or(PurchaseKind::supplies_services);
  asked.derogation = parse_derogation(form.value("derogation")).value_or(Derogation::none);
  asked.defence = form.ticked("defense");
  if (!form.valid()) return simulation_page(parts, request, {.consultation = &form});
  const auto test = test_obligation(asked, parts.services.reference.legal_values);
  return simulation_page(parts, request, {.consultation = &form, .test = &test});
}

}  // namespace

std::vector<Route> simulation_routes(const SiteParts& parts) {
  const auto readers = Access::only({"facilitator", "officer"});
  return {{Method::get, "/simulation", [&parts](const Request& r) { return simulation_page(parts, r, {}); }, readers},
          {Method::post, "/simulation", [&parts](const Request& r) { return submit_simulation(parts, r); }, readers},
          {Method::post, "/simulation/obligation", [&parts](const Request& r) { return submit_consultation(parts, r); }, readers}};
}

}  // namespace clausier::web
