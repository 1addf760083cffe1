// A clause read from the texts of its form, each field that cannot be read being refused.
#include <algorithm>
#include <cctype>
#include <map>

#include "clausier/domain/participant.hpp"
#include "clause_form.hpp"

namespace clausier::web {
namespace {

std::string trimmed(std::string text) {
  const auto first = text.find_first_not_of(" \t\r");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// "key = value" lines of a text; empty lines are left out.
std::vector<std::pair<std::string, std::string>> pairs_of(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto line = trimmed(text.substr(at, end - at));
    at = end + 1;
    if (line.empty()) continue;
    const auto equals = line.find('=');
    const auto key = line.substr(0, equals);
    pairs.emplace_back(trimmed(key), equals == std::string::npos ? "" : trimmed(line.substr(equals + 1)));
  }
  return pairs;
}

class ClauseReading {
public:
  ClauseReading(Form& form, LotId lot, const Wording& wording) : form_(form), lot_(lot), wording_(wording) {}

  std::optional<Clause> read() {
    const auto target = read_target();
    const auto first = date("debut"), last = date("fin");
    const auto schedule = parse_due_schedule(form_.value("rythme"));
    const auto penalty = optional_money("penalite");
    std::optional<int> months;
    if (given("mois_valorises")) months = whole("mois_valorises");
    auto terms = read_terms();
    if (!form_.valid() || !target || !first || !last || !schedule) return std::nullopt;
    Clause clause{ClauseId::from_trusted(0), lot_, *target, {*first, *last}, *schedule, form_.values("bases"), penalty, months,
                  form_.ticked("formation"), form_.value("document"), "", Instant::from_milliseconds(0), std::move(terms)};
    for (const auto& fault : check_clause(clause)) form_.refuse(field_of(fault), {fault.code, fault.parameters});
    return form_.valid() ? std::optional(std::move(clause)) : std::nullopt;
  }

private:
  bool given(std::string_view field) const { return !form_.value(field).empty(); }

  // check_clause names the fields of the domain; the form has French ones.
  std::string field_of(const Finding& fault) const {
    static const std::map<std::string, std::string> names = {
        {"hours", "heures"}, {"amount", "montant"}, {"labour_share", "part"}, {"insertion_rate", "taux"}, {"hourly_cost", "cout"},
        {"contractual", "contractuel"}, {"execution_last", "fin"}, {"legal_bases", "bases"}, {"penalty", "penalite"},
        {"counting_months", "mois_valorises"}, {"expected", "prevues"}, {"threshold", "seuil"}, {"tranche", "tranche"}, {"base", "assiette"},
        {"brackets", "paliers"}, {"people", "personnes"}, {"hours_min", "heures_min"}, {"fte", "etp"}, {"fte_year", "etp_annee"},
        {"windows", "durees"}, {"weightings", "ponderations"}, {"reserved", "reserves"}, {"services", "prestation_part"},
        {"penalty_absence", "absence"}, {"penalty_cap", "plafond"}, {"penalty_documents", "retard_jour"}, {"penalty_index", "indice_multiple"},
        {"reporting_days", "remise_jours"}, {"charter", "charte"}};
    const auto found = names.find(fault.place.path);
    return found == names.end() ? "" : found->second;
  }

  // A field that the chosen answers need and that is empty, or that cannot be read: each says its own name.
  std::string reason_to_refuse(std::string_view field) const {
    return "clause." + std::string(field) + (given(field) ? ".unreadable" : ".needed");
  }
  void refuse(std::string_view field) { form_.refuse(field, reason_to_refuse(field)); }

  std::optional<Date> date(std::string_view field) {
    const auto& text = form_.value(field);
    if (text.empty()) return std::nullopt;  // said missing already
    const auto day = Date::parse_french(text) ? Date::parse_french(text) : Date::parse_iso(text);
    if (!day) refuse(field);
    return day;
  }
  std::optional<Money> money(std::string_view field) {
    return typed_money(form_, field, reason_to_refuse(field));
  }
  std::optional<Money> optional_money(std::string_view field) { return given(field) ? money(field) : std::nullopt; }
  std::optional<int> share(std::string_view field) {
    return typed_percentage(form_, field, reason_to_refuse(field));
  }
  std::optional<WorkTime> hours(std::string_view field) {
    return typed_hours(form_, field, reason_to_refuse(field));
  }
  std::optional<WorkTime> optional_hours(std::string_view field) { return given(field) ? hours(field) : std::nullopt; }
  std::optional<int> whole(std::string_view field) {
    const auto& text = form_.value(field);
    if (!text.empty() && text.size() <= 4 && text.find_first_not_of("0123456789") == std::string::npos) return std::stoi(text);
    refuse(field);
    return std::nullopt;
  }
  std::optional<Rounding> rounding() {
    const auto value = parse_rounding(form_.value("arrondi"));
    if (!value) form_.refuse("arrondi", "clause.arrondi.needed");
    return value;
  }
  AmountBase base(AmountBase otherwise) { return parse_amount_base(form_.value("assiette")).value_or(otherwise); }

  std::optional<Target> read_target() {
    const auto& kind = form_.value("objectif");
    if (kind == "fixed_hours") {
      const auto fixed = hours("heures");
      return fixed ? std::optional<Target>(FixedHours{*fixed}) : std::nullopt;
    }
    if (kind == "amount_formula" || kind == "rate_per_order") return by_rates(kind == "rate_per_order");
    if (kind == "share_of_hours") {
      const auto rate = share("taux");
      const auto round = rounding();
      const auto expected = optional_hours("prevues");
      return rate && round ? std::optional<Target>(ShareOfHours{*rate, *round, expected}) : std::nullopt;
    }
    if (kind == "share_of_hires") {
      const auto rate = share("taux");
      return rate ? std::optional<Target>(ShareOfHires{*rate}) : std::nullopt;
    }
    if (kind == "hours_per_amount") return per_amount();
    if (kind == "bracket_grid") return grid();
    if (kind == "people") {
      const auto people = whole("personnes");
      const auto least = optional_hours("heures_min");
      return people ? std::optional<Target>(People{*people, least.value_or(WorkTime::zero())}) : std::nullopt;
    }
    return kind == "fte" ? full_time() : std::nullopt;
  }

  std::optional<Target> by_rates(bool per_order) {
    const auto amount = per_order ? std::optional(Money::zero()) : money("montant");
    const auto labour = share("part"), rate = share("taux");
    const auto cost = money("cout");
    const auto round = rounding();
    const auto contractual = per_order ? std::nullopt : optional_hours("contractuel");
    if (!amount || !labour || !rate || !cost || !round) return std::nullopt;
    if (per_order) return RatePerOrder{*labour, *rate, *cost, *round};
    return AmountFormula{*amount, *labour, *rate, *cost, *round, contractual, base(AmountBase::contract)};
  }
  std::optional<Target> per_amount() {
    const auto threshold = optional_money("seuil");
    const auto tranche = money("tranche");
    const auto each = optional_hours("heures");
    if (!tranche) return std::nullopt;
    return HoursPerAmount{threshold.value_or(Money::zero()), *tranche, each.value_or(WorkTime::from_hours(1)), form_.ticked("entamee"),
                          form_.ticked("premier_euro"), base(AmountBase::invoiced)};
  }
  std::optional<Target> grid() {
    const auto amount = money("montant");
    BracketGrid made{{}, amount.value_or(Money::zero()), optional_hours("contractuel")};
    for (const auto& [from, count] : pairs_of(form_.value("paliers"))) {
      const auto least = parse_typed_money(from);
      const auto time = parse_typed_hours(count);
      if (!least || !time) {
        refuse("paliers");
        return std::nullopt;
      }
      made.brackets.push_back({least.value(), time.value()});
    }
    return amount ? std::optional<Target>(std::move(made)) : std::nullopt;
  }
  std::optional<Target> full_time() {
    const auto count = share("etp");  // two decimals, like a percentage
    const auto year = optional_hours("etp_annee");
    const auto round = rounding();
    const auto contractual = optional_hours("contractuel");
    if (!count || !round) return std::nullopt;
    FullTimeEquivalents made{.hundredths = *count, .rounding = *round, .contractual = contractual};
    if (year) made.year = *year;
    return made;
  }

  ClauseTerms read_terms() {
    ClauseTerms terms;
    terms.scope = parse_clause_scope(form_.value("perimetre")).value_or(ClauseScope::lot);
    terms.facilitator = form_.value("facilitateur");
    terms.groups = form_.values("publics");
    terms.list_open = !form_.ticked("liste_fermee");
    terms.opinion_allowed = !form_.ticked("sans_avis");
    for (const auto& code : form_.values("modalites"))
      if (const auto modality = parse_modality(code)) terms.modalities.push_back(*modality);
    terms.internships_count = form_.ticked("stages");
    terms.other_sites_count = form_.ticked("autres_sites");
    read_windows(terms);
    read_reserved(terms);
    read_services(terms);
    read_penalties(terms.penalties);
    if (const auto period = parse_reporting(form_.value("remise"))) {
      const auto days = given("remise_jours") ? whole("remise_jours") : std::optional(0);
      terms.reporting = ReportingCalendar{*period, days.value_or(0), form_.value("remise_nature") == "working" ? DayKind::working : DayKind::calendar};
    }
    for (const auto& [line, rest] : pairs_of(form_.value("documents"))) terms.documents.push_back(rest.empty() ? line : line + " = " + rest);
    terms.charter = form_.value("charte");
    terms.reason = form_.value("motif");
    return terms;
  }

  void read_windows(ClauseTerms& terms) {
    for (const auto& [type, text] : pairs_of(form_.value("durees"))) {
      const bool runs_on = text.ends_with('+');
      const auto digits = trimmed(runs_on ? text.substr(0, text.size() - 1) : text);
      if (digits.empty() || digits.size() > 3 || digits.find_first_not_of("0123456789") != std::string::npos) refuse("durees");
      else terms.windows.push_back({contract_type_of(type), std::stoi(digits), !runs_on});
    }
    for (const auto& [type, text] : pairs_of(form_.value("ponderations"))) {
      if (const auto percent = parse_typed_percentage(text)) terms.weightings.push_back({contract_type_of(type), percent.value()});
      else refuse("ponderations");
    }
  }
  // "QPV = 50": the code of the group, then its part; each group once.
  void read_reserved(ClauseTerms& terms) {
    for (auto [code, text] : pairs_of(form_.value("reserves"))) {
      std::transform(code.begin(), code.end(), code.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
      const auto percent = parse_typed_percentage(text);
      const bool twice = std::any_of(terms.reserved.begin(), terms.reserved.end(), [&](const ReservedShare& known) { return known.criterion == code; });
      if (code.empty() || twice || !percent || !wording_.has("criterion." + code)) refuse("reserves");
      else terms.reserved.push_back({code, percent.value()});
    }
  }
  void read_services(ClauseTerms& terms) {
    if (!given("prestation_part") && !given("prestation_cout")) return;
    const auto labour = share("prestation_part");
    const auto cost = money("prestation_cout");
    const auto cap = given("prestation_plafond") ? share("prestation_plafond") : std::optional(10'000);
    if (labour && cost && cap) terms.services = ServiceCredit{*labour, *cost, *cap};
  }
  void read_penalties(PenaltyTerms& penalties) {
    if (given("indice"))
      if (const auto times = share("indice_multiple")) penalties.indexed = IndexedPenalty{form_.value("indice"), *times};
    // Contracts differ: nothing is chosen in their place.
    if (given("retard_jour"))
      for (const char* field : {"retard_jours", "retard_depart"})
        if (!given(field)) refuse(field);
    if (const auto per_day = optional_money("retard_jour"))
      penalties.documents = DocumentPenalty{*per_day, form_.value("retard_jours") == "working" ? DayKind::working : DayKind::calendar,
                                            form_.value("retard_depart") == "due_date" ? PenaltyStart::due_date : PenaltyStart::formal_notice,
                                            form_.ticked("retard_premier")};
    penalties.absence = optional_money("absence");
    penalties.cap = optional_money("plafond");
    penalties.hours_need_notice = form_.ticked("mise_en_demeure");
    penalties.liberatory = form_.ticked("liberatoire");
    penalties.group = form_.value("groupement") == "split" ? GroupPenalty::split : GroupPenalty::lead;
  }

  // "CDI", as people write it; what is not known is left to check_clause.
  std::string contract_type_of(const std::string& words) const {
    for (const auto& code : contract_type_codes())
      if (wording_.say("contract_type." + code) == words) return code;
    return recognise_contract_type(words).value_or(words);
  }

  Form& form_;
  LotId lot_;
  const Wording& wording_;
};

// A field that is filled and that the clause, written back into a form, leaves empty has no effect. A chosen rounding
// cannot be unchosen without a script: it is let through.
void refuse_unused(const SiteParts& parts, Form& form, const Clause& clause) {
  auto again = clause_form(parts);
  fill_with(again, clause, parts.wording).set("motif", clause.terms.reason);
  for (const auto& field : form.fields()) {
    const bool typed = field.kind != FieldKind::radios && field.kind != FieldKind::hidden && !form.value(field.name).empty();
    if (typed && again.value(field.name).empty())
      form.refuse(field.name, Refusal{"clause.unused", {{"champ", parts.wording.say("clause." + field.name + ".label")}}});
  }
}

}  // namespace

std::optional<Clause> read_clause(const SiteParts& parts, Form& form, LotId lot) {
  auto clause = ClauseReading(form, lot, parts.wording).read();
  if (clause) refuse_unused(parts, form, *clause);
  return form.valid() ? std::move(clause) : std::nullopt;
}

}  // namespace clausier::web
