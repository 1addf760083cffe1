#include "notice_parts.hpp"

#include <algorithm>

namespace clausier::web {
namespace {

constexpr std::size_t starts_shown = 12;  // lots offered for a clause said of the whole procedure

std::string lot_text(const Wording& wording, const std::string& number) {
  return number.empty() ? wording.say("published.lot.only") : wording.say("published.lot", {{"number", number}});
}

std::string place_of(const Wording& wording, const SocialMention& mention) {
  const std::string code = mention.code.empty() ? "" : "\u00A0: " + mention.code;
  return wording.say("published.place", {{"field", mention.field}, {"code", code}, {"line", std::to_string(mention.place.row)}});
}

View certainty_view(const Wording& wording, Certainty certainty) {
  return tag(certainty == Certainty::stated ? Tone::success : Tone::warning,
             wording.say("published.certainty." + std::string(certainty_code(certainty))));
}

View notice_view(const Wording& wording, const Notice& notice) {
  return View()
      .set("stage", wording.say("published.stage." + std::string(notice_stage_code(notice.stage))))
      .set("publication", notice.publication)
      .set("source", wording.say("published.source." + notice.format))
      .set("published_on", notice.published_on ? wording.say("published.on", {{"date", french_date(*notice.published_on)}}) : "");
}

View award_view(const Wording& wording, const NoticeLot& lot) {
  return View()
      .set("lot", lot_text(wording, lot.number))
      .set("result", lot.result.empty() ? "–" : wording.say("published.result." + lot.result))
      .set("winners", View::list_of(lot.winners, [&](const Party& winner) {
             return View().set("name", winner.name).set("role", wording.say("grant." + std::string(party_role_code(winner.role))));
           }))
      .set("reference", lot.contract_reference)
      .set("signed_on", lot.signed_on ? french_date(*lot.signed_on) : "–")
      .set("amount", lot.amount ? french_money(*lot.amount) : "–");
}

View start_link(const Wording& wording, const app::AnnouncedClause& clause, const Lot& lot, bool says_lot) {
  return View()
      .set("path", address("/lots/" + lot.id.text() + "/clause", {{"avis", clause.notice.text()}, {"mention", std::to_string(clause.rank)}}))
      .set("for_lot", says_lot ? lot_text(wording, lot.number) : "")
      .set("field", clause.mention.field);
}

View starts_view(const Wording& wording, const app::AnnouncedClause& clause, const std::vector<Lot>& lots) {
  View starts = View::list();
  std::size_t shown = 0;
  for (const auto& lot : lots)
    if ((!clause.lot || *clause.lot == lot.id) && shown++ < starts_shown)
      starts.add(start_link(wording, clause, lot, !clause.lot && lots.size() > 1));
  return starts;
}

View clause_view(const Wording& wording, const app::AnnouncedClause& clause, const std::vector<Lot>& lots, bool may_start) {
  const auto& mention = clause.mention;
  return View()
      .set("lot", mention.lot.empty() ? wording.say("published.whole") : lot_text(wording, clause.lot_number))
      .set("kind", wording.say("published.kind." + std::string(social_consideration_code(mention.kind))))
      .set("certainty", certainty_view(wording, mention.certainty))
      .set("quotation", mention.quotation)
      .set("place", place_of(wording, mention))
      .set("may_start", may_start)
      .set("starts", may_start ? starts_view(wording, clause, lots) : View::list());
}

}  // namespace

View announcements_view(const SiteParts& parts, const app::Actor& actor, const app::ContractView& contract, bool may_edit) {
  const auto& wording = parts.wording;
  const auto found = app::view_notices(parts.services, actor, contract.contract.id);
  if (!found || found.value().empty()) return View(false);
  View awards = View::list(), clauses = View::list();
  for (const auto& published : found.value()) {
    if (published.superseded) continue;
    for (const auto& lot : published.notice.lots)
      if (!lot.result.empty() || !lot.winners.empty()) awards.add(award_view(wording, lot));
    for (const auto& clause : published.clauses) clauses.add(clause_view(wording, clause, contract.contract.lots, may_edit));
  }
  return View()
      .set("notices", View::list_of(found.value(), [&](const auto& published) { return notice_view(wording, published.notice); }))
      .set("awards", awards)
      .set("clauses", clauses)
      .set("may_start", may_edit);
}

namespace {

// What both say alike, in words.
std::string agreement_text(const Wording& wording, const NoticeMatch& match) {
  std::string text;
  const auto add = [&](bool agrees, const std::string& key) {
    if (agrees) text += (text.empty() ? "" : ", ") + wording.say("tie.agrees." + key);
  };
  add(match.same_buyer, "buyer");
  add(match.same_number, "number");
  add(!match.same_number && match.number_in_object, "object");
  add(match.same_day, "day");
  add(match.same_holder, "holder");
  add(match.same_amount && match.power_of_ten == 0, "amount");
  add(match.same_amount && match.power_of_ten != 0, "power");
  return text;
}

View tie_view(const SiteParts& parts, const app::NoticeTie& tie, ContractId shown) {
  const bool is_record = tie.contract.id == shown;
  const auto& other = is_record ? tie.procedure : tie.contract;
  return View()
      .set("path", "/marches/" + other.id.text()).set("object", other.object).set("uid", other.uid)
      .set("amount", other.amount ? french_money(*other.amount) : "").set("notified", other.notified_on ? french_date(*other.notified_on) : "")
      .set("lot", tie.lot_number.empty() ? "" : lot_text(parts.wording, tie.lot_number))
      .set("agrees", agreement_text(parts.wording, tie.match))
      .set("state", tag(tie.state == "suggested" ? Tone::warning : tie.state == "apart" ? Tone::neutral : Tone::success, parts.wording.say("tie.state." + tie.state)))
      .set("decided", tie.decided_at ? parts.wording.say("tie.decided", {{"author", tie.author}, {"when", app::french_instant(*tie.decided_at)}}) : "")
      .set("action", "/marches/" + shown.text() + "/avis").set("contract", tie.contract.id.text()).set("procedure", tie.procedure.id.text())
      .set("lot_key", tie.lot_key).set("may_tie", tie.state != "tied").set("may_part", tie.state != "apart");
}

}  // namespace

View ties_view(const SiteParts& parts, const app::Actor& actor, ContractId contract) {
  return View::list_of(app::notice_ties(parts.services, actor, contract), [&](const auto& tie) { return tie_view(parts, tie, contract); });
}

Response submit_tie(const SiteParts& parts, const Request& request) {
  const auto id = id_in<ContractId>(request);
  const auto contract = ContractId::parse(request.form.get("marche")), procedure = ContractId::parse(request.form.get("procedure"));
  if (!id || !contract || !procedure || (*id != *contract && *id != *procedure)) return not_found();
  const bool tied = request.form.get("decision") == "reunir";
  const auto done = app::settle_notice_tie(parts.services, actor_of(request), *contract, *procedure, request.form.get("lot"), tied);
  if (!done) return refused_page(parts, done.refusal());
  return see_other(done_path("/marches/" + id->text(), tied ? "tie.tied" : "tie.apart"));
}

std::optional<app::ClauseStart> clause_start_of(const SiteParts& parts, const Request& request, LotId lot) {
  const auto notice = NoticeId::parse(request.query.get("avis"));
  const auto rank = request.query.get("mention");
  if (!notice || rank.empty() || rank.size() > 4 || rank.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  auto start = app::clause_start(parts.services, actor_of(request), lot, *notice, std::stoi(rank));
  return start ? std::optional(std::move(start.value())) : std::nullopt;
}

void start_from(const Wording& wording, const app::ClauseStart& start, Form& form) {
  constexpr std::size_t document_bytes_max = 290;  // the field holds 300 characters
  auto document = wording.say("clause.start.document", {{"publication", start.publication}, {"field", start.mention.field},
                                                        {"quotation", start.mention.quotation}});
  if (document.size() > document_bytes_max) {
    auto end = document_bytes_max;
    while ((static_cast<unsigned char>(document[end]) & 0xC0) == 0x80) --end;
    document = document.substr(0, end) + "…";
  }
  form.set("document", document);
  if (!start.legal_bases.empty()) form.set_all("bases", start.legal_bases);
  if (start.hours) form.set("objectif", "fixed_hours").set("heures", typed_hours_text(*start.hours));
}

View clause_start_view(const Wording& wording, const app::ClauseStart& start) {
  return View()
      .set("publication", start.publication)
      .set("source", wording.say("published.source." + start.format))
      .set("quotation", start.mention.quotation)
      .set("place", place_of(wording, start.mention))
      .set("certainty", certainty_view(wording, start.mention.certainty))
      .set("hours", start.hours ? hours_text(*start.hours) : "");
}

}  // namespace clausier::web
