// What the sources of a contract say of it: fields with their differences, modifications, subcontracting.
#include <sstream>

#include "clausier/domain/duplicates.hpp"
#include "contract_pages.hpp"

namespace clausier::web {
namespace {

std::string shown_identifiers(const std::string& text) {
  std::istringstream words(text);
  std::string shown;
  for (std::string word; words >> word;) {
    const auto siret = Siret::parse(word);
    shown += (shown.empty() ? "" : ", ") + (siret ? french_siret(*siret) : word);
  }
  return shown;
}

std::string shown_social(const Wording& wording, const std::string& codes) {
  std::istringstream items(codes);
  std::string shown;
  for (std::string code; std::getline(items >> std::ws, code, ',');) shown += (shown.empty() ? "" : ", ") + wording.say("social." + code);
  return shown;
}

std::string day_text(const std::optional<Date>& day) { return day ? french_date(*day) : "–"; }
std::string money_text(const std::optional<Money>& amount) { return amount ? french_money(*amount) : "–"; }
std::string months_text(const Wording& wording, const std::optional<int>& months) {
  return months ? wording.say("contract.months", {{"n", std::to_string(*months)}}) : "–";
}

// ---- Sources -----------------------------------------------------------------------------------------

View source_view(const SiteParts& parts, const app::ContractSource& source, std::size_t number) {
  return View()
      .set("number", std::to_string(number))
      .set("text", parts.wording.say("source.record", {{"file", source.file}, {"rank", std::to_string(source.position)}}))
      .set("path", "/imports/" + source.import.text())
      .set("when", app::french_instant(source.imported_at))
      .set("published", source.record.published_on ? french_date(*source.record.published_on) : "")
      .set("is_tied", source.tied.has_value());
}

// One line for each thing that is said of a field, with the sources that say it.
View field_view(const SiteParts& parts, const std::string& field, const std::vector<std::string>& texts) {
  std::vector<std::pair<std::string, std::string>> said;  // text, numbers of the sources
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto same = std::find_if(said.begin(), said.end(), [&](const auto& one) { return one.first == texts[i]; });
    const auto number = std::to_string(i + 1);
    if (same == said.end()) said.emplace_back(texts[i], number);
    else same->second += ", " + number;
  }
  const bool differs = said.size() > 1;
  return View()
      .set("label", parts.wording.say("record." + field))
      .set("differs", differs)
      .set("said", View::list_of(said, [&](const auto& one) {
             return View().set("value", shown_field(parts, field, one.first)).set("sources", differs ? one.second : "");
           }));
}

// ---- Modifications -----------------------------------------------------------------------------------

std::string holders_text(const std::vector<Party>& parties) {
  std::string text;
  for (const auto& party : parties) {
    if (party.role == PartyRole::subcontractor) continue;
    const auto siret = Siret::parse(party.identifier);
    const std::string identifier = siret ? french_siret(*siret) : party.identifier;
    text += (text.empty() ? "" : " ; ") + party.name + (party.name.empty() || identifier.empty() ? "" : ", ") + identifier;
  }
  return text.empty() ? "–" : text;
}

View cell(const std::string& value, bool is_new) { return View().set("value", value).set("unchanged", !is_new); }

}  // namespace

std::string shown_field(const SiteParts& parts, const std::string& field, const std::string& text) {
  if (text.empty()) return "–";
  if (field == "buyer" || field == "holders" || field == "subcontractors") return shown_identifiers(text);
  if (field == "duration_months") return parts.wording.say("contract.months", {{"n", text}});
  if (field == "social") return shown_social(parts.wording, text);
  if (field == "amount")
    if (const auto amount = parse_typed_money(text)) return french_money(amount.value());
  if (field == "published_on")
    if (const auto day = Date::parse_iso(text)) return french_date(*day);
  return text;
}

View conformity_view(const SiteParts& parts, const std::optional<app::ConformityReport>& report) {
  if (!report) return View(false);
  const auto& wording = parts.wording;
  const auto labels = [](std::string text) {
    for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.replace(at, 1, ", ");
    return text;
  };
  const auto expected = [&](const app::ConformityLine& line) {
    return line.rule == "type" ? wording.say("conformity.type." + line.expected) : labels(line.expected);
  };
  return View()
      .set("schema", wording.say("conformity.schema." + report->schema))
      .set("count", wording.say("conformity.count", {{"n", std::to_string(report->lines.size())}}))
      .set("lines", View::list_of(report->lines, [&](const app::ConformityLine& line) {
             return View().set("path", line.path.empty() ? wording.say("conformity.record") : line.path)
                 .set("rule", wording.say("conformity.rule." + line.rule, {{"expected", expected(line)}})).set("found", line.found.empty() ? "–" : line.found);
           }));
}

namespace {

// A line for each value that a later publication replaced.
View corrections_view(const SiteParts& parts, const std::vector<app::PublishedCorrection>& corrections) {
  View rows = View::list();
  for (const auto& correction : corrections)
    for (const auto& field : correction.fields)
      rows.add(View().set("label", parts.wording.say("record." + field.field)).set("before", shown_field(parts, field.field, field.first))
                   .set("after", shown_field(parts, field.field, field.second)).set("published", day_text(correction.published_on))
                   .set("when", app::french_instant(correction.applied_at)).set("path", "/imports/" + correction.import.text()));
  return rows;
}

}  // namespace

View sources_view(const SiteParts& parts, const app::ContractView& view) {
  View sources = View::list(), fields = View::list();
  std::vector<std::vector<RecordField>> said;
  for (const auto& source : view.sources) {
    sources.add(source_view(parts, source, said.size() + 1));
    said.push_back(fields_of(source.record));
  }
  for (std::size_t i = 0; said.size() > 1 && i < said.front().size(); ++i) {
    std::vector<std::string> texts;
    for (const auto& one : said) texts.push_back(one[i].text);
    fields.add(field_view(parts, said.front()[i].field, texts));
  }
  return View().set("sources", sources).set("fields", fields).set("corrections", corrections_view(parts, view.corrections))
      .set("repeated", view.repeated_sources > 0 ? parts.wording.say("source.repeated", {{"n", std::to_string(view.repeated_sources)}}) : "");
}

View history_view(const SiteParts& parts, const app::ContractView& view) {
  const auto& wording = parts.wording;
  const auto& initial = view.contract.initial;
  View rows = View::list();
  if (view.contract.amendments.empty()) return rows;
  auto amount = initial.amount;
  auto months = initial.duration_months;
  auto holders = initial.parties;
  rows.add(View().set("name", wording.say("history.initial")).set("notified", day_text(initial.notified_on)).set("published", day_text(initial.published_on))
               .set("amount", cell(money_text(amount), true)).set("duration", cell(months_text(wording, months), true))
               .set("holders", cell(holders_text(holders), true)).set("object", "").set("state", ""));
  auto amendments = view.contract.amendments;
  sort_amendments(amendments);
  const Date today = parts.services.today();
  bool reached = true;  // an amendment without a date, and what follows it, changes nothing
  int rank = 0;
  for (const auto& a : amendments) {
    const auto day = effective_date(a);
    reached = reached && day.has_value();
    if (reached && a.amount) amount = a.amount;
    if (reached && a.duration_months) months = a.duration_months;
    if (reached && !a.new_holders.empty()) holders = a.new_holders;
    const std::string state = !reached ? wording.say("history.undated") : *day > today ? wording.say("history.to_come") : "";
    rows.add(View().set("name", wording.say("history.amendment", {{"n", std::to_string(++rank)}}))
                 .set("notified", day_text(a.notified_on)).set("published", day_text(a.published_on))
                 .set("amount", cell(money_text(reached ? amount : a.amount), a.amount.has_value()))
                 .set("duration", cell(months_text(wording, reached ? months : a.duration_months), a.duration_months.has_value()))
                 .set("holders", cell(holders_text(reached ? holders : a.new_holders), !a.new_holders.empty()))
                 .set("object", a.object).set("state", state));
  }
  return rows;
}

View subcontracts_view(const SiteParts& parts, const app::ContractView& view) {
  const auto& wording = parts.wording;
  const auto& acts = view.contract.initial.subcontracts;
  const auto name_of = [&](const SubcontractAct& act) {
    const auto siret = Siret::parse(act.firm.identifier);
    const std::string identifier = siret ? french_siret(*siret) : act.firm.identifier;
    for (const auto& named : view.parties)
      if (named.party.role == PartyRole::subcontractor && named.party.identifier == act.firm.identifier && !named.known.name.empty())
        return named.known.name + ", " + identifier;
    return act.firm.name.empty() ? identifier : act.firm.name + (identifier.empty() ? "" : ", " + identifier);
  };
  const auto row_of = [&](const SubcontractAct& act, const std::string& name) {
    return View().set("number", act.source_number.empty() ? "–" : act.source_number)
        .set("kind", wording.say(act.is_change ? "subcontract.change" : "subcontract.act")).set("firm", name)
        .set("notified", day_text(act.notified_on)).set("amount", act.amount || !act.is_change ? money_text(act.amount) : wording.say("contract.unchanged"))
        .set("duration", act.duration_months || !act.is_change ? months_text(wording, act.duration_months) : wording.say("contract.unchanged"))
        .set("price", act.price_variation.empty() ? "–" : act.price_variation);
  };
  return View::list_of(acts, [&](const SubcontractAct& act) {
    if (!act.is_change) return row_of(act, name_of(act));
    const auto changed = std::find_if(acts.begin(), acts.end(), [&](const auto& one) { return !one.is_change && one.source_number == act.source_number; });
    return row_of(act, changed == acts.end() ? wording.say("subcontract.unknown") : name_of(*changed));
  });
}

}  // namespace clausier::web
