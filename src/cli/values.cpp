#include "values.hpp"

#include <algorithm>

namespace clausier::cli {
namespace {

// 01 to 95 (Corsica is 2A and 2B), then overseas.
bool is_department(std::string_view code) {
  constexpr std::string_view overseas[] = {"971", "972", "973", "974", "975", "976", "977", "978", "984", "986", "987", "988", "989"};
  if (code == "2A" || code == "2B" || std::find(std::begin(overseas), std::end(overseas), code) != std::end(overseas)) return true;
  return code.size() == 2 && code.find_first_not_of("0123456789") == std::string_view::npos && code >= "01" && code <= "95" && code != "20";
}

}  // namespace

void Values::fail(const std::string& key, const std::string& option, const std::string& value) {
  if (!fault_) fault_ = Refusal{key, {{"option", option}, {"value", value}}};
}

std::string Values::required(const std::string& option, const std::string& text) {
  if (text.empty()) fail("cli.usage.required", option);
  return text;
}

Date Values::date(const std::string& option, const std::string& text, Date otherwise) {
  if (text.empty()) return otherwise;
  const auto day = Date::parse_iso(text);
  if (!day) fail("cli.usage.date", option, text);
  return day.value_or(otherwise);
}

std::optional<Month> Values::month(const std::string& option, const std::string& text) {
  const auto month = Month::parse_iso(required(option, text));
  if (!month) fail("cli.usage.month", option, text);
  return month;
}

std::optional<Instant> Values::instant(const std::string& option, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto instant = Instant::parse_iso(text);
  if (!instant) fail("cli.usage.instant", option, text);
  return instant;
}

std::optional<Siret> Values::siret(const std::string& option, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto siret = Siret::parse(text);
  if (!siret) fail("cli.usage.siret", option, text);
  return siret;
}

std::string Values::siret_or_siren(const std::string& option, const std::string& text) {
  if (text.empty()) return "";
  if (const auto siret = Siret::parse(text)) return siret->digits();
  if (const auto siren = Siren::parse(text)) return siren->digits();
  fail("cli.usage.siret", option, text);
  return "";
}

std::vector<std::string> Values::departments(const std::string& option, const std::string& text) {
  std::vector<std::string> codes;
  for (std::size_t at = 0; !text.empty() && at <= text.size();) {
    const auto comma = std::min(text.find(',', at), text.size());
    codes.push_back(text.substr(at, comma - at));
    if (!is_department(codes.back())) fail("cli.usage.department", option, codes.back());
    at = comma + 1;
  }
  return codes;
}

std::string Values::one_of(const std::string& option, const std::string& text, std::initializer_list<std::string_view> allowed) {
  if (required(option, text).empty()) return "";
  if (std::find(allowed.begin(), allowed.end(), text) == allowed.end()) fail("cli.usage.choice", option, text);
  return text;
}

std::string finding_text(const Wording& wording, const Finding& finding) {
  const auto& place = finding.place;
  std::string where;
  const auto add = [&](const char* key, const std::string& value) {
    if (value.empty() || value == "0") return;
    where += (where.empty() ? "" : ", ") + wording.say(std::string("cli.place.") + key, {{"value", value}});
  };
  add("sheet", place.sheet);
  add("row", std::to_string(place.row));
  add("column", place.column);
  add("record", std::to_string(place.record));
  add("path", place.path);
  const std::string message = wording.say(finding.code, finding.parameters);
  const std::string severity = wording.say("cli.severity." + std::string(severity_code(finding.severity)));
  const std::string value = finding.value.empty() ? "" : wording.say("cli.finding.value", {{"value", finding.value}});
  return wording.say(where.empty() ? "cli.finding" : "cli.finding.at",
                     {{"severity", severity}, {"where", where}, {"value", value}, {"message", message}});
}

}  // namespace clausier::cli
