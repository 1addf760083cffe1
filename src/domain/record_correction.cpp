#include "clausier/domain/record_correction.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "clausier/domain/typed_figures.hpp"

namespace clausier {
namespace {

std::string buyer_text(const ContractRecord& r) { return r.buyer ? r.buyer->digits() : r.buyer_identifier; }
std::string id_text(const ContractRecord& r) { return r.source_id; }
std::string object_text(const ContractRecord& r) { return r.object; }
std::string cpv_text(const ContractRecord& r) { return r.cpv; }
std::string duration_text(const ContractRecord& r) { return r.duration_months ? std::to_string(*r.duration_months) : ""; }

std::string notified_text(const ContractRecord& r) {
  if (!r.notified_on) return "";
  const std::string iso = r.notified_on->iso();
  return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

std::string amount_text(const ContractRecord& r) {
  if (!r.amount) return "";
  std::string text = r.amount->decimal_text();
  std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

std::string holders_text(const ContractRecord& r) {
  std::string text;
  for (const auto& party : r.parties)
    if (party.role != PartyRole::subcontractor) text += (text.empty() ? "" : " ") + party.identifier;
  return text;
}

bool set_buyer(ContractRecord& r, const std::string& value) {
  const auto siret = Siret::parse(value);
  if (!siret) return false;
  r.buyer = siret;
  r.buyer_identifier.clear();
  return true;
}

bool set_id(ContractRecord& r, const std::string& value) {
  if (meaningless_id(value)) return false;
  r.source_id = r.root_id = value;
  return true;
}

bool set_object(ContractRecord& r, const std::string& value) {
  if (folded(value).empty()) return false;
  r.object = value;
  return true;
}

bool set_cpv(ContractRecord& r, const std::string& value) {
  const auto digits = value.substr(0, 8);
  const bool code = digits.size() == 8 && digits.find_first_not_of("0123456789") == std::string::npos;
  if (!value.empty() && !code) return false;
  r.cpv = digits;
  return true;
}

bool set_notified(ContractRecord& r, const std::string& value) {
  auto day = Date::parse_french(value);
  if (!day) day = Date::parse_iso(value);
  if (!value.empty() && !day) return false;
  r.notified_on = day;
  return true;
}

bool set_amount(ContractRecord& r, const std::string& value) {
  const auto amount = parse_typed_money(value);
  if (!value.empty() && (!amount || amount.value() < Money::zero())) return false;
  r.amount = amount ? std::optional(amount.value()) : std::nullopt;
  return true;
}

bool set_duration(ContractRecord& r, const std::string& value) {
  int months = 0;
  const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), months);
  const bool whole = fault == std::errc{} && end == value.data() + value.size() && months > 0 && months <= 1200;
  if (!value.empty() && !whole) return false;
  r.duration_months = value.empty() ? std::nullopt : std::optional(months);
  return true;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : text)
    if (c == ' ' || c == ',' || c == ';') words.emplace_back();
    else words.back() += c;
  std::erase(words, "");
  return words;
}

// Firms keep the name and the role that the source gives them; new ones are holders.
bool set_holders(ContractRecord& r, const std::string& value) {
  std::vector<Party> parties;
  for (const auto& word : words_of(value)) {
    const auto siret = Siret::parse(word);
    const std::string identifier = siret ? siret->digits() : word;
    const auto known = std::find_if(r.parties.begin(), r.parties.end(), [&](const Party& party) {
      return party.identifier == identifier && party.role != PartyRole::subcontractor;
    });
    if (known == r.parties.end() && !siret) return false;
    parties.push_back(known != r.parties.end() ? *known : Party{PartyRole::holder, "SIRET", identifier, ""});
  }
  for (const auto& party : r.parties)
    if (party.role == PartyRole::subcontractor) parties.push_back(party);
  r.parties = std::move(parties);
  return true;
}

struct CorrectableField {
  std::string_view code;
  std::string_view paths;  // beginnings of paths of the schema, parted by a space
  std::string (*text)(const ContractRecord&);
  bool (*set)(ContractRecord&, const std::string&);
};

constexpr std::array<CorrectableField, 8> fields = {{
    {"buyer", "acheteur autoriteConcedante", buyer_text, set_buyer},
    {"id", "id", id_text, set_id},
    {"object", "objet", object_text, set_object},
    {"cpv", "codeCPV", cpv_text, set_cpv},
    {"notified_on", "dateNotification dateSignature", notified_text, set_notified},
    {"amount", "montant valeurGlobale", amount_text, set_amount},
    {"duration_months", "dureeMois", duration_text, set_duration},
    {"holders", "titulaires concessionnaires", holders_text, set_holders},
}};

const CorrectableField& field_of(std::string_view code) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.code == code; });
  if (found == fields.end()) throw std::invalid_argument("no correctable field " + std::string(code));
  return *found;
}

}  // namespace

const std::vector<std::string>& correctable_fields() {
  static const std::vector<std::string> codes = [] {
    std::vector<std::string> all;
    for (const auto& field : fields) all.emplace_back(field.code);
    return all;
  }();
  return codes;
}

std::string field_text(const ContractRecord& record, std::string_view field) { return field_of(field).text(record); }

bool concerns(std::string_view field, const Finding& finding) {
  const std::string first = finding.place.path.substr(0, finding.place.path.find_first_of(".[", 1));
  const auto words = words_of(std::string(field_of(field).paths));
  return std::find(words.begin(), words.end(), first) != words.end();
}

bool correct(ContractRecord& record, std::string_view field, const std::string& value) {
  return field_of(field).set(record, value);
}

}  // namespace clausier
