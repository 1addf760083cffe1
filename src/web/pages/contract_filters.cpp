#include "contract_filters.hpp"

#include <algorithm>

namespace clausier::web {
namespace {

const std::vector<std::string> programmes = {"NPNRU", "ERBM", "CSNE"};
// As they stand in the address, with the code of the query.
const std::vector<std::pair<std::string, std::string>> social_values = {
    {"oui", "any"}, {"clause", "clause"}, {"critere", "criterion"}, {"reserve", "reserved"}, {"aucune", "none"}};
const std::vector<std::pair<std::string, std::string>> states = {{"en-cours", "running"}, {"termine", "ended"}, {"clos", "closed"}};
constexpr std::size_t names_listed_max = 5;

std::string code_of(const std::vector<std::pair<std::string, std::string>>& values, const std::string& chosen) {
  for (const auto& [word, code] : values)
    if (word == chosen) return code;
  return "";
}

std::vector<std::string> words_of(const std::vector<std::pair<std::string, std::string>>& values) {
  std::vector<std::string> words;
  for (const auto& [word, code] : values) words.push_back(word);
  return words;
}

View option(const std::string& value, const std::string& label, const std::string& chosen) {
  return View().set("value", value).set("label", label).set("selected", value == chosen);
}

}  // namespace

ContractFilters::ContractFilters(const SiteParts& parts, const Request& request) : wording_(parts.wording), request_(request) {
  query_.words = text("texte");
  query_.programme = chosen("programme", programmes);
  query_.department = text("departement");
  query_.epci = epci(parts.services.reference.geography);
  query_.buyer_siret = text("acheteur");
  std::erase(query_.buyer_siret, ' ');
  query_.social = code_of(social_values, chosen("social", words_of(social_values)));
  query_.state = code_of(states, chosen("etat", words_of(states)));
  query_.notified_from = date("du");
  query_.notified_to = date("au");
  query_.amount_min = amount("montant_min");
  query_.amount_max = amount("montant_max");
  query_.followed_only = text("suivis") == "oui";
  if (query_.notified_from && query_.notified_to && *query_.notified_to < *query_.notified_from) refuse("au", "filter.au.before");
  if (query_.amount_min && query_.amount_max && *query_.amount_max < *query_.amount_min) refuse("montant_max", "filter.montant_max.below");
}

std::string ContractFilters::text(const std::string& field) {
  auto value = request_.query.get(field);
  const auto first = value.find_first_not_of(' ');
  value = first == std::string::npos ? "" : value.substr(first, value.find_last_not_of(' ') - first + 1);
  return typed_[field] = value;
}

void ContractFilters::refuse(const std::string& field, const std::string& message_key, const Parameters& parameters) {
  errors_.emplace_back(field, wording_.say(message_key, parameters));
}

// A value that the form never offered comes from no page of ours.
std::string ContractFilters::chosen(const std::string& field, const std::vector<std::string>& offered) {
  const auto value = text(field);
  if (!value.empty() && std::find(offered.begin(), offered.end(), value) == offered.end()) throw RequestProblem(400, "filter " + field);
  return value;
}

std::optional<Date> ContractFilters::date(const std::string& field) {
  const auto typed = text(field);
  if (typed.empty()) return std::nullopt;
  const auto day = Date::parse_french(typed) ? Date::parse_french(typed) : Date::parse_iso(typed);
  if (!day) refuse(field, "filter." + field + ".format");
  return day;
}

std::optional<Money> ContractFilters::amount(const std::string& field) {
  const auto typed = text(field);
  if (typed.empty()) return std::nullopt;
  const auto money = Money::parse(typed);
  if (!money) refuse(field, "filter." + field + ".format");
  return money;
}

// By SIREN, or by words of its name when they name only one.
std::string ContractFilters::epci(const Geography& geography) {
  const auto typed = text("intercommunalite");
  if (typed.empty()) return "";
  epci_name_ = geography.epci_name(typed);
  if (!epci_name_.empty()) return typed;
  std::vector<Epci> found;
  for (const auto& one : geography.epcis())
    if (folded(one.name).find(folded(typed)) != std::string::npos) found.push_back(one);
  if (found.size() == 1) {
    epci_name_ = found.front().name;
    return std::string(found.front().siren);
  }
  if (found.empty() || found.size() > names_listed_max) {
    refuse("intercommunalite", found.empty() ? "filter.intercommunalite.unknown" : "filter.intercommunalite.too_many",
           {{"n", std::to_string(found.size())}});
    return "";
  }
  std::string names;
  for (const auto& one : found) names += (names.empty() ? "" : ", ") + std::string(one.name);
  refuse("intercommunalite", "filter.intercommunalite.several", {{"names", names}});
  return "";
}

bool ContractFilters::any() const {
  return std::any_of(typed_.begin(), typed_.end(), [](const auto& field) { return !field.second.empty(); });
}

View ContractFilters::view(const SiteParts& parts) const {
  View view;
  for (const auto& [field, value] : typed_) view.set(field, value);
  View programme_options = View::list(), social_options = View::list(), state_options = View::list();
  for (const auto& code : programmes) programme_options.add(option(code, parts.wording.say("programme." + code), typed_.at("programme")));
  for (const auto& [word, code] : social_values) social_options.add(option(word, parts.wording.say("filter.social." + code), typed_.at("social")));
  for (const auto& [word, code] : states) state_options.add(option(word, parts.wording.say("filter.state." + code), typed_.at("etat")));
  view.set("programmes", programme_options).set("socials", social_options).set("states", state_options);
  view.set("epci_name", epci_name_).set("is_followed_only", query_.followed_only);
  for (const char* field : {"intercommunalite", "du", "au", "montant_min", "montant_max"}) {
    std::string message;
    for (const auto& [refused, why] : errors_)
      if (refused == field && message.empty()) message = why;
    view.set("error_" + std::string(field), message);
  }
  // The rarer filters stay folded away until one of them is used.
  const bool rare = std::any_of(typed_.begin(), typed_.end(), [](const auto& field) {
    static const std::vector<std::string> usual = {"texte", "programme", "departement", "social", "suivis"};
    return !field.second.empty() && std::find(usual.begin(), usual.end(), field.first) == usual.end();
  });
  return view.set("shows_more", rare);
}

View ContractFilters::errors_view(const SiteParts&) const {
  return View::list_of(errors_, [](const auto& error) { return View().set("target", "#" + error.first).set("message", error.second); });
}

}  // namespace clausier::web
