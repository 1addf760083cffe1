// What is checked of a timesheet, for everybody to read, and the limits that an office sets for its own lots.
#include <algorithm>
#include <charconv>

#include "clausier/app/office_rules.hpp"
#include "people_parts.hpp"

namespace clausier::web {
namespace {

constexpr const char* form_name = "office_rule";

bool is_time(std::string_view code) { return code.ends_with("_seconds"); }

std::string rule_label(const SiteParts& parts, const std::string& code) { return parts.wording.say("report.rule." + code); }

std::string value_text(const SiteParts& parts, std::string_view code, std::int64_t value) {
  if (is_time(code)) return parts.wording.say("checks.hours", {{"hours", hours_text(WorkTime::from_seconds(value))}});
  const auto unit = code.substr(code.find_last_of("._") + 1);
  const auto key = "checks.unit." + std::string(unit);
  return parts.wording.say(key, {{"n", std::to_string(value)}});
}

View limit_view(const SiteParts& parts, const app::CheckLimit& limit) {
  const auto& used = limit.own ? *limit.own : limit.general;
  return View()
      .set("label", rule_label(parts, used.code)).set("value", value_text(parts, used.code, used.value)).set("source", used.source)
      .set("general", limit.own ? parts.wording.say("checks.general", {{"value", value_text(parts, used.code, limit.general.value)}}) : "");
}

// "Erreur", "Alerte", "Information": the gravest first, each once.
std::string severities_of(const SiteParts& parts, const std::vector<std::string>& codes) {
  std::string text;
  for (const auto severity : {Severity::error, Severity::warning, Severity::info}) {
    const auto& all = finding_catalogue();
    const bool some = std::any_of(all.begin(), all.end(), [&](const CatalogueEntry& entry) {
      return entry.severity == severity && std::find(codes.begin(), codes.end(), entry.code) != codes.end();
    });
    if (some) text += (text.empty() ? "" : ", ") + parts.wording.say("severity." + std::string(severity_code(severity)));
  }
  return text;
}

View check_view(const SiteParts& parts, const app::CheckLine& check) {
  return View().set("name", parts.wording.say("check." + check.name)).set("severity", severities_of(parts, check.codes))
      .set("limits", View::list_of(check.limits, [&](const auto& limit) { return limit_view(parts, limit); }));
}

View past_view(const SiteParts& parts, const OfficeRule& rule) {
  return View()
      .set("rule", rule_label(parts, rule.code)).set("value", rule.value ? value_text(parts, rule.code, *rule.value) : parts.wording.say("checks.back"))
      .set("from", french_date(rule.from)).set("reason", rule.reason)
      .set("author", parts.wording.say("checks.author", {{"author", rule.author}, {"when", app::french_instant(rule.recorded_at)}}));
}

Form rule_form(const SiteParts& parts) {
  std::vector<Choice> rules;
  for (const auto& rule : rules_an_office_sets()) rules.push_back({std::string(rule.code), rule_label(parts, std::string(rule.code))});
  return Form(form_name, {{.name = "reglage", .kind = FieldKind::select, .choices = rules},
                          {.name = "valeur", .optional = true, .width = "short"},
                          {.name = "debut", .kind = FieldKind::date, .width = "short"},
                          {.name = "motif", .kind = FieldKind::textarea}});
}

bool is_office(const Request& request) {
  const auto* visitor = request.visitor_as<Visitor>();
  return visitor && visitor->actor.role == app::Role::facilitator;
}

Response checks_page(const SiteParts& parts, const Request& request, const Form& form) {
  const auto* visitor = request.visitor_as<Visitor>();
  const auto board = app::view_checks(parts.services, visitor ? &visitor->actor : nullptr);
  View content;
  content.set("checks", View::list_of(board.checks, [&](const auto& check) { return check_view(parts, check); }));
  content.set("history", View::list_of(board.history, [&](const auto& rule) { return past_view(parts, rule); }));
  content.set("office", is_office(request) ? View().set("form", form.view(parts.wording, "/controles")) : View(false));
  const bool wrong = !form.valid();
  return parts.renderer.page(request, {.template_name = "checks", .title = parts.wording.say("checks.title"), .content = content,
                                       .notice = notice_of(parts, request), .has_errors = wrong, .status = wrong ? 422 : 200});
}

// Hours for what is a time, a whole number for the rest; none when the field was left empty.
std::optional<std::int64_t> typed_value(Form& form, const std::string& code) {
  const auto& text = form.value("valeur");
  if (text.empty()) return std::nullopt;
  if (is_time(code)) {
    const auto hours = typed_hours(form, "valeur", "office_rule.valeur.unreadable");
    return hours ? std::optional(hours->seconds()) : std::nullopt;
  }
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault == std::errc() && end == text.data() + text.size()) return number;
  form.refuse("valeur", "office_rule.valeur.unreadable");
  return std::nullopt;
}

Response submit_rule(const SiteParts& parts, const Request& request) {
  auto form = rule_form(parts);
  form.fill(request).check();
  const auto& code = form.value("reglage");
  const auto value = typed_value(form, code);
  const auto from = typed_date(form, form_name, "debut");
  if (!form.valid() || !from) return checks_page(parts, request, form);
  const auto done = app::set_office_rule(parts.services, actor_of(request), {code, value, *from, form.value("motif")});
  if (done) return see_other(done_path("/controles", "office_rule.set"));
  if (is_denial(done.refusal())) return refused_page(parts, done.refusal());
  const auto& why = done.refusal().code;
  return checks_page(parts, request, form.refuse(why == "office_rule.reason" ? "motif" : why == "office_rule.day" ? "debut" : "valeur", done.refusal()));
}

}  // namespace

std::vector<Route> check_routes(const SiteParts& parts) {
  return {
      {Method::get, "/controles", [&parts](const Request& r) { return checks_page(parts, r, rule_form(parts)); }, Access::everybody()},
      {Method::post, "/controles", [&parts](const Request& r) { return submit_rule(parts, r); }, Access::only({"facilitator"})},
  };
}

}  // namespace clausier::web
