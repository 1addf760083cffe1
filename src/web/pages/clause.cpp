// The clause of a lot: the form, the computation it leads to, and its dated versions.
#include <map>

#include "clausier/app/amendment_proposals.hpp"
#include "clausier/domain/clause.hpp"
#include "lot_pages.hpp"
#include "notice_parts.hpp"

namespace clausier::web {
namespace {

Form clause_form(const Wording& wording) {
  std::vector<Choice> legal;
  for (const auto& code : legal_basis_codes()) legal.push_back({code, wording.say("legal." + code)});
  return Form("clause", {{.name = "objectif", .kind = FieldKind::radios, .choices = {{"fixed_hours"}, {"amount_formula"}}},
                         {.name = "heures", .optional = true, .width = "short", .conditional = true},
                         {.name = "montant", .optional = true, .width = "medium", .conditional = true},
                         {.name = "part", .optional = true, .width = "short", .conditional = true},
                         {.name = "taux", .optional = true, .width = "short", .conditional = true},
                         {.name = "cout", .optional = true, .width = "short", .conditional = true},
                         {.name = "arrondi", .kind = FieldKind::radios, .optional = true,
                          .choices = {{"floor", wording.say("rounding.floor")}, {"nearest", wording.say("rounding.nearest")}, {"ceil", wording.say("rounding.ceil")}}, .conditional = true},
                         {.name = "contractuel", .optional = true, .width = "short"},
                         {.name = "debut", .kind = FieldKind::date, .width = "short"},
                         {.name = "fin", .kind = FieldKind::date, .width = "short"},
                         {.name = "rythme", .kind = FieldKind::radios,
                          .choices = {{"linear", wording.say("schedule.linear")}, {"at_end", wording.say("schedule.at_end")}}},
                         {.name = "bases", .kind = FieldKind::checkboxes, .choices = legal},
                         {.name = "penalite", .optional = true, .width = "short"},
                         {.name = "mois_valorises", .optional = true, .width = "short"},
                         {.name = "formation", .kind = FieldKind::checkbox, .optional = true},
                         {.name = "document", .optional = true, .length_max = 300}});
}

// "5", "5,5", "12.25" percent to basis points; nothing for anything finer or else.
std::optional<int> basis_points_of(const std::string& text) {
  const auto hundredths = Money::parse(text);  // the same reading: two decimals, comma or dot
  if (!hundredths || hundredths->cents() < 0 || hundredths->cents() > 1'000'000) return std::nullopt;
  return static_cast<int>(hundredths->cents());
}

// As a person types it in a French form: a decimal comma, no unit.
std::string amount_text(Money money) {
  std::string text = money.decimal_text();
  text[text.find('.')] = ',';
  return text;
}

std::string percent_text(int basis_points) { return amount_text(Money::from_cents(basis_points)); }

// Reads the texts of the form into a clause, refusing each field that cannot be read.
class ClauseReading {
public:
  ClauseReading(Form& form, LotId lot) : form_(form), lot_(lot) {}

  std::optional<Clause> read() {
    const auto target = read_target();
    const auto first = date("debut"), last = date("fin");
    const auto schedule = parse_due_schedule(form_.value("rythme"));
    std::optional<Money> penalty;
    if (given("penalite")) penalty = money("penalite");
    std::optional<int> months;
    if (given("mois_valorises")) months = whole("mois_valorises");
    if (!form_.valid() || !target || !first || !last || !schedule) return std::nullopt;
    Clause clause{ClauseId::from_trusted(0), lot_, *target, {*first, *last}, *schedule, form_.values("bases"), penalty, months,
                  form_.ticked("formation"), form_.value("document"), "", Instant::from_milliseconds(0)};
    for (const auto& fault : check_clause(clause)) form_.refuse(field_of(fault), {fault.code, fault.parameters});
    if (!form_.valid()) return std::nullopt;
    return clause;
  }

private:
  bool given(std::string_view field) const { return !form_.value(field).empty(); }

  // check_clause names the fields of the domain; the form has French ones.
  std::string field_of(const Finding& fault) const {
    static const std::map<std::string, std::string> names = {
        {"hours", "heures"}, {"amount", "montant"}, {"labour_share", "part"}, {"insertion_rate", "taux"}, {"hourly_cost", "cout"},
        {"contractual", "contractuel"}, {"execution_last", "fin"}, {"legal_bases", "bases"},
        {"penalty", "penalite"}, {"counting_months", "mois_valorises"}};
    const auto found = names.find(fault.place.path);
    return found == names.end() ? "" : found->second;
  }

  std::optional<Date> date(std::string_view field) {
    const auto& text = form_.value(field);
    if (text.empty()) return std::nullopt;  // said missing already
    const auto day = Date::parse_french(text) ? Date::parse_french(text) : Date::parse_iso(text);
    if (!day) form_.refuse(field, "clause." + std::string(field) + ".unreadable");
    return day;
  }

  std::optional<Money> money(std::string_view field) {
    const auto value = Money::parse(form_.value(field));
    if (!value) form_.refuse(field, given(field) ? "clause." + std::string(field) + ".unreadable" : "clause." + std::string(field) + ".needed");
    return value;
  }

  std::optional<int> share(std::string_view field) {
    const auto value = basis_points_of(form_.value(field));
    if (!value) form_.refuse(field, given(field) ? "clause." + std::string(field) + ".unreadable" : "clause." + std::string(field) + ".needed");
    return value;
  }

  std::optional<WorkTime> hours(std::string_view field) {
    const auto value = parse_work_time(form_.value(field));
    if (!value) form_.refuse(field, given(field) ? "clause." + std::string(field) + ".unreadable" : "clause." + std::string(field) + ".needed");
    return value ? std::optional(value->time) : std::nullopt;
  }

  std::optional<int> whole(std::string_view field) {
    const auto& text = form_.value(field);
    if (text.size() <= 4 && text.find_first_not_of("0123456789") == std::string::npos) return std::stoi(text);
    form_.refuse(field, "clause." + std::string(field) + ".unreadable");
    return std::nullopt;
  }

  std::optional<Target> read_target() {
    if (form_.value("objectif") == "fixed_hours") {
      const auto fixed = hours("heures");
      return fixed ? std::optional<Target>(FixedHours{*fixed}) : std::nullopt;
    }
    if (form_.value("objectif") != "amount_formula") return std::nullopt;
    const auto amount = money("montant");
    const auto labour = share("part"), rate = share("taux");
    const auto cost = money("cout");
    const auto rounding = parse_rounding(form_.value("arrondi"));
    if (!rounding) form_.refuse("arrondi", "clause.arrondi.needed");
    std::optional<WorkTime> contractual;
    if (given("contractuel")) contractual = hours("contractuel");
    if (!amount || !labour || !rate || !cost || !rounding) return std::nullopt;
    return AmountFormula{*amount, *labour, *rate, *cost, *rounding, contractual};
  }

  Form& form_;
  LotId lot_;
};

// The form as the clause in force would fill it; for a first clause, what the contract tells.
Form filled_form(const Wording& wording, const app::LotView& view) {
  auto form = clause_form(wording);
  if (!view.clause) {
    if (view.execution) form.set("debut", french_date(view.execution->first)).set("fin", french_date(view.execution->last));
    form.set("rythme", "linear").set_all("bases", {"L2112_2"});
    return form;
  }
  const auto& clause = *view.clause;
  if (const auto* fixed = std::get_if<FixedHours>(&clause.target)) {
    form.set("objectif", "fixed_hours").set("heures", fixed->hours.decimal_hours_text());
  } else {
    const auto& formula = std::get<AmountFormula>(clause.target);
    form.set("objectif", "amount_formula").set("montant", amount_text(formula.amount));
    form.set("part", percent_text(formula.labour_share_basis_points)).set("taux", percent_text(formula.insertion_rate_basis_points));
    form.set("cout", amount_text(formula.hourly_cost)).set("arrondi", std::string(rounding_code(formula.rounding)));
    if (formula.contractual) form.set("contractuel", formula.contractual->decimal_hours_text());
  }
  form.set("debut", french_date(clause.execution.first)).set("fin", french_date(clause.execution.last));
  form.set("rythme", std::string(due_schedule_code(clause.schedule))).set_all("bases", clause.legal_bases);
  if (clause.penalty_per_missing_hour) form.set("penalite", amount_text(*clause.penalty_per_missing_hour));
  if (clause.counting_months) form.set("mois_valorises", std::to_string(*clause.counting_months));
  if (clause.training_counts) form.set("formation", "oui");
  form.set("document", clause.source_document);
  return form;
}

View version_view(const Wording& wording, const Clause& clause) {
  const auto owed = owed_by(clause);
  std::string bases;
  for (const auto& code : clause.legal_bases) bases += (bases.empty() ? "" : ", ") + wording.say("legal." + code);
  return View()
      .set("when", app::french_instant(clause.recorded_at)).set("author", clause.author)
      .set("owed", hours_text(owed.hours)).set("execution", french_date(clause.execution.first) + " – " + french_date(clause.execution.last))
      .set("schedule", wording.say("schedule." + std::string(due_schedule_code(clause.schedule))))
      .set("penalty", clause.penalty_per_missing_hour ? french_money(*clause.penalty_per_missing_hour) : "–")
      .set("bases", bases).set("document", clause.source_document).set("steps", steps_view(wording, owed.explanation));
}

Response clause_page(const SiteParts& parts, const Request& request, const app::ClauseVersions& found, const Form* submitted) {
  const auto& view = found.lot;
  const std::string path = "/lots/" + view.lot.id.text();
  View content;
  content.set("versions", View::list_of(found.versions, [&](const Clause& clause) { return version_view(parts.wording, clause); }));
  const auto proposals = app::amendment_proposals(parts.services, actor_of(request), view.lot.id);
  content.set("proposals", proposals.empty() ? "" : french_integer(static_cast<std::int64_t>(proposals.size())));
  content.set("proposals_path", path + "/avenants");
  content.set("may_edit", view.may_edit);
  auto form = submitted ? *submitted : filled_form(parts.wording, view);
  const auto start = view.may_edit && !submitted ? clause_start_of(parts, request, view.lot.id) : std::nullopt;
  if (start) start_from(parts.wording, *start, form);
  content.set("start", start ? clause_start_view(parts.wording, *start) : View(false));
  content.set("form", view.may_edit ? form.view(parts.wording, path + "/clause") : View(false));
  content.set("is_first", found.versions.empty());
  const bool wrong = submitted && !submitted->valid();
  return parts.renderer.page(request, {.template_name = "clause", .title = parts.wording.say("clause.title"), .content = content,
                                       .context = lot_title(parts.wording, view),
                                       .crumbs = {{parts.wording.say("contracts.title"), "/marches"},
                                                  {view.contract_object, "/marches/" + view.contract.text()},
                                                  {lot_title(parts.wording, view), path}},
                                       .notice = notice_of(parts, request), .has_errors = wrong, .status = wrong ? 422 : 200});
}

Response show_clause(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  if (!id) return not_found();
  const auto found = app::view_clause(parts.services, actor_of(request), *id);
  if (!found) return refused_page(parts, found.refusal());
  return clause_page(parts, request, found.value(), nullptr);
}

Response submit_clause(const SiteParts& parts, const Request& request) {
  const auto id = id_in<LotId>(request);
  if (!id) return not_found();
  const auto found = app::view_clause(parts.services, actor_of(request), *id);
  if (!found) return refused_page(parts, found.refusal());
  auto form = clause_form(parts.wording);
  form.fill(request).check();
  const auto clause = ClauseReading(form, *id).read();
  if (!clause) return clause_page(parts, request, found.value(), &form);
  const auto done = app::define_clause(parts.services, actor_of(request), *clause);
  if (done) return see_other(done_path("/lots/" + id->text() + "/clause", "clause.saved"));
  if (is_denial(done.refusal())) return refused_page(parts, done.refusal());
  return clause_page(parts, request, found.value(), &form.refuse("", done.refusal()));
}

}  // namespace

std::vector<Route> clause_routes(const SiteParts& parts) {
  return {
      {Method::get, "/lots/{id}/clause", [&parts](const Request& r) { return show_clause(parts, r); }, Access::only({"facilitator", "officer"})},
      {Method::post, "/lots/{id}/clause", [&parts](const Request& r) { return submit_clause(parts, r); }, Access::only({"facilitator"})},
  };
}

}  // namespace clausier::web
