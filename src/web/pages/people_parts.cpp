#include "people_parts.hpp"

#include "clausier/app/contracts.hpp"
#include "clausier/app/timesheets.hpp"

namespace clausier::web {
namespace {

// A unique identifier starts with the buyer's SIRET: what follows is how the buyer names the contract.
std::string contract_code(const app::ContractLine& line) {
  const bool prefixed = !line.buyer_siret.empty() && line.uid.starts_with(line.buyer_siret) && line.uid.size() > line.buyer_siret.size();
  return prefixed ? line.uid.substr(line.buyer_siret.size()) : line.uid;
}

std::string lot_label(const Wording& wording, const app::ContractLine& line, const app::LotLine& lot) {
  const auto code = contract_code(line);
  if (lot.number.empty() && lot.label.empty()) return code;
  const auto* key = lot.number.empty() ? "lot.name.unnumbered" : lot.label.empty() ? "lot.name.unlabelled" : "lot.name";
  return wording.say(key, {{"contract", code}, {"number", lot.number}, {"label", lot.label}});
}

}  // namespace

std::vector<Choice> lot_choices(const SiteParts& parts, const app::Actor& actor) {
  std::vector<Choice> choices;
  if (actor.role == app::Role::contractor) {
    for (const auto& lot : app::firm_lots(parts.services, actor)) choices.push_back({lot.lot.text(), lot.lot_label});
    return choices;
  }
  app::ContractQuery followed;
  followed.followed_only = true;
  followed.sort = "object_asc";
  followed.per_page = 0;
  const auto found = app::search_contracts(parts.services, actor, followed);
  if (!found) return choices;
  for (const auto& contract : found.value().lines)
    for (const auto& lot : contract.lots) choices.push_back({lot.id.text(), lot_label(parts.wording, contract, lot)});
  return choices;
}

std::optional<Date> typed_date(Form& form, std::string_view form_name, std::string_view field) {
  const auto& text = form.value(field);
  if (text.empty()) return std::nullopt;
  const auto french = Date::parse_french(text);
  const auto day = french ? french : Date::parse_iso(text);
  if (!day) form.refuse(field, std::string(form_name) + "." + std::string(field) + ".unreadable");
  return day;
}

View person_status_tag(const Wording& wording, std::string_view status) {
  return tag(tone_of(status), wording.say("eligibility." + std::string(status)));
}

std::string name_of(const app::Identity& identity) {
  if (identity.family_name.empty() || identity.given_name.empty()) return identity.family_name + identity.given_name;
  return identity.family_name + " " + identity.given_name;
}

std::string person_path(const std::string& reference) { return "/participants/" + reference; }

std::string period_text(const Wording& wording, Date first, std::optional<Date> last) {
  if (!last) return wording.say("period.open", {{"first", french_date(first)}});
  if (*last == first) return french_date(first);
  return wording.say("period.closed", {{"first", french_date(first)}, {"last", french_date(*last)}});
}

std::string of_month(const Wording& wording, Month month) {
  const bool vowel = month.number() == 4 || month.number() == 8 || month.number() == 10;
  return wording.say(vowel ? "month.of.vowel" : "month.of", {{"month", french_month(month)}});
}

}  // namespace clausier::web
