#include "site_parts.hpp"

#include <map>
#include <stdexcept>

namespace clausier::web {

const Visitor& visitor_of(const Request& request) {
  const auto* visitor = request.visitor_as<Visitor>();
  if (!visitor) throw std::logic_error("page of signed-in people reached by nobody: " + request.route->pattern);
  return *visitor;
}

const app::Actor& actor_of(const Request& request) { return visitor_of(request).actor; }

bool is_denial(const Refusal& refusal) { return refusal.code == "not_found" || refusal.code == "forbidden"; }

Response refused_page(const SiteParts& parts, const Refusal& refusal) {
  if (refusal.code == "not_found") return not_found();
  if (refusal.code == "forbidden") return forbidden();
  auto parameters = refusal.parameters;
  parameters["detail"] = parts.wording.say(refusal.code, refusal.parameters);
  return problem(refusal.code == "conflict" ? 409 : 422, parameters);
}

Response too_many(const Wording& wording, std::chrono::seconds wait) {
  const auto seconds = wait.count();
  const bool short_wait = seconds <= 90;
  const std::string n = std::to_string(short_wait ? seconds : (seconds + 59) / 60);
  auto refused = problem(429, {{"wait", wording.say(short_wait ? "wait.seconds" : "wait.minutes", {{"n", n}})}});
  refused.set("Retry-After", std::to_string(seconds));
  return refused;
}

std::string done_path(std::string_view path, std::string_view notice_key) {
  return address(path, {{"fait", std::string(notice_key)}});
}

std::string notice_of(const SiteParts& parts, const Request& request) {
  const std::string key = "notice." + request.query.get("fait");
  return parts.wording.has(key) ? parts.wording.say(key) : "";
}

std::string place_text(const Wording& wording, const Place& place) {
  std::string text;
  const auto add = [&](std::string_view key, const std::string& value) {
    if (value.empty() || value == "0") return;
    text += (text.empty() ? "" : ", ") + wording.say(key, {{"value", value}});
  };
  add("place.sheet", place.sheet);
  add("place.row", std::to_string(place.row));
  add("place.column", place.column);
  add("place.record", std::to_string(place.record));
  add("place.path", place.path);
  return text;
}

namespace {

template <class T>
std::optional<T> typed_figure(Form& form, std::string_view field, std::string_view unreadable, Outcome<T> read) {
  if (read) return read.value();
  if (read.refusal().code == "figure.unreadable") form.refuse(field, unreadable);
  else form.refuse(field, read.refusal());
  return std::nullopt;
}

}  // namespace

std::optional<Money> typed_money(Form& form, std::string_view field, std::string_view unreadable) {
  return typed_figure(form, field, unreadable, parse_typed_money(form.value(field)));
}
std::optional<int> typed_percentage(Form& form, std::string_view field, std::string_view unreadable) {
  return typed_figure(form, field, unreadable, parse_typed_percentage(form.value(field)));
}
std::optional<WorkTime> typed_hours(Form& form, std::string_view field, std::string_view unreadable) {
  return typed_figure(form, field, unreadable, parse_typed_hours(form.value(field)));
}

std::string finding_text(const Wording& wording, const Finding& finding) {
  Parameters parameters = finding.parameters;
  parameters.emplace("valeur", finding.value);
  return wording.say(finding.code, parameters);
}

View finding_view(const Wording& wording, const Finding& finding) {
  return View()
      .set("place", place_text(wording, finding.place))
      .set("value", finding.value)
      .set("text", finding_text(wording, finding))
      .set("severity", wording.say("severity." + std::string(severity_code(finding.severity))))
      .set("is_error", finding.severity == Severity::error)
      .set("is_warning", finding.severity == Severity::warning)
      .set("is_info", finding.severity == Severity::info);
}

std::string hours_text(WorkTime time) { return french_hours(time); }
std::string hours_text(const std::optional<WorkTime>& time) { return time ? french_hours(*time) : "–"; }

Tone tone_of(std::string_view state) {
  static const std::map<std::string_view, Tone> tones = {
      {"done", Tone::success},     {"ahead", Tone::success},     {"on_pace", Tone::success},   {"to_watch", Tone::warning},
      {"late", Tone::danger},      {"missed", Tone::danger},     {"indeterminate", Tone::neutral}, {"no_clause", Tone::neutral}, {"not_started", Tone::neutral},
      {"draft", Tone::warning},    {"faulty", Tone::danger},    {"confirmed", Tone::progress}, {"sent", Tone::progress},    {"to_correct", Tone::danger},
      {"reviewed", Tone::success}, {"expected", Tone::progress}, {"nil", Tone::neutral},       {"closed", Tone::neutral},
      {"eligible", Tone::success}, {"undecided", Tone::warning}, {"refused", Tone::danger},    {"expired", Tone::warning},
      {"counted", Tone::success},  {"pending", Tone::progress},  {"rejected", Tone::danger},   {"uncountable", Tone::warning}};
  const auto found = tones.find(state);
  return found == tones.end() ? Tone::neutral : found->second;
}

}  // namespace clausier::web
