// Contracts: search over the open data, its filters in the address, and the whole list as a file.
#include "clausier/app/contracts.hpp"

#include <algorithm>

#include "contract_filters.hpp"
#include "contract_pages.hpp"

namespace clausier::web {
namespace {

constexpr int contracts_per_page = 25;

const std::vector<Column>& list_columns(const Wording& wording) {
  static const std::vector<Column> columns = {
      {"objet", wording.say("contracts.column.object")},      {"", wording.say("contracts.column.buyer")},
      {"notification", wording.say("contracts.column.notified")}, {"montant", wording.say("contracts.column.amount"), true},
      {"", wording.say("contracts.column.programme")},        {"", wording.say("contracts.column.follow")}};
  return columns;
}

std::string sort_code(const Sorting& sorting) {
  const std::string direction = sorting.descending ? "_desc" : "_asc";
  if (sorting.key == "montant") return "amount" + direction;
  if (sorting.key == "objet") return "object" + direction;
  return "notified" + direction;
}

View programmes_view(const SiteParts& parts, const std::vector<app::ProgrammeTag>& tags) {
  return View::list_of(tags, [&](const app::ProgrammeTag& programme) {
    // The code alone: names of programmes are long, the page of the contract spells them out.
    return tag(programme.confirmed ? Tone::success : Tone::neutral,
               programme.confirmed ? programme.code : parts.wording.say("programme.suggested", {{"programme", programme.code}}));
  });
}

View contract_line(const SiteParts& parts, const app::ContractLine& line) {
  return View()
      .set("path", "/marches/" + line.id.text())
      .set("object", line.object.empty() ? line.uid : line.object)
      .set("uid", line.uid)
      .set("buyer", organisation_text(line.buyer_name, line.buyer_siret))
      .set("buyer_origin", name_origin_text(parts, line.buyer_name_origin))
      .set("department", line.department)
      .set("notified_on", line.notified_on ? french_date(*line.notified_on) : "–")
      .set("amount", line.amount ? french_money(*line.amount) : "–")
      .set("programmes", programmes_view(parts, line.programmes))
      .set("social", View::list_of(line.social, [&](auto s) {
             return View(parts.wording.say("social." + std::string(social_consideration_code(s))));
           }))
      .set("followed", line.followed);
}

// The address of the same list as a file.
std::string export_path(const Request& request, const std::string& format) {
  std::vector<std::pair<std::string, std::string>> query;
  for (const auto& [name, value] : request.query)
    if (name != "page") query.emplace_back(name, value);
  return address("/marches/export." + format, query);
}

Response list_page(const SiteParts& parts, const Request& request, const ContractFilters& filters, const app::ContractPage& found,
                   const Sorting& sorting) {
  View content;
  const bool is_facilitator = actor_of(request).role == app::Role::facilitator;
  View form = filters.view(parts);
  form.set("is_facilitator", is_facilitator);
  content.set("filters", form).set("is_filtered", filters.any()).set("is_facilitator", is_facilitator);
  content.set("errors", filters.errors_view(parts)).set("error_title", parts.wording.say(filters.errors().size() > 1 ? "form.summary.many" : "form.summary.one",
                                                                                         {{"n", std::to_string(filters.errors().size())}}));
  content.set("summary", parts.wording.say(found.more ? "contracts.found.more" : "contracts.found",
                                           {{"n", std::to_string(found.total)}, {"total", french_integer(found.total)}}));
  content.set("more", found.more);
  content.set("columns", column_headers(request, list_columns(parts.wording), sorting));
  content.set("contracts", View::list_of(found.lines, [&](const auto& line) { return contract_line(parts, line); }));
  content.set("pagination", pagination(request, static_cast<std::size_t>(found.total), contracts_per_page));
  content.set("csv_path", export_path(request, "csv")).set("xlsx_path", export_path(request, "xlsx"));
  const bool wrong = !filters.errors().empty();
  return parts.renderer.page(request, {.template_name = "contracts", .title = parts.wording.say("contracts.title"), .content = content,
                                       .notice = notice_of(parts, request), .has_errors = wrong, .status = wrong ? 422 : 200});
}

Response show_contracts(const SiteParts& parts, const Request& request) {
  const auto& actor = actor_of(request);
  if (const auto wait = parts.throttles.searches.take(actor.user.text())) return too_many(parts.wording, *wait);
  const auto sorting = sorting_of(request, list_columns(parts.wording), {"notification", true});
  const ContractFilters filters(parts, request);
  auto query = filters.query();
  query.sort = sort_code(sorting);
  query.page = static_cast<int>(page_of(request));
  query.per_page = contracts_per_page;
  if (!filters.errors().empty()) return list_page(parts, request, filters, {}, sorting);
  const auto found = app::search_contracts(parts.services, actor, query);
  if (!found) return refused_page(parts, found.refusal());
  return list_page(parts, request, filters, found.value(), sorting);
}

Response send_list(const SiteParts& parts, const Request& request, const std::string& format) {
  const auto& actor = actor_of(request);
  if (const auto wait = parts.throttles.reports.take(actor.user.text())) return too_many(parts.wording, *wait);
  const ContractFilters filters(parts, request);
  if (!filters.errors().empty()) return problem(400);
  auto query = filters.query();
  query.sort = sort_code(sorting_of(request, list_columns(parts.wording), {"notification", true}));
  const auto file = std::make_shared<const SpooledFile>();
  const auto written = app::export_contracts(parts.services, actor, query, format, file->path());
  if (!written) return refused_page(parts, written.refusal());
  const std::string media = format == "csv" ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return attachment(file, media, "marches-" + parts.services.today().iso() + "." + format);
}

}  // namespace

std::string organisation_text(const std::string& name, const std::string& siret) {
  if (!name.empty()) return name;
  const auto known = Siret::parse(siret);
  return known ? french_siret(*known) : siret;
}

std::string name_origin_text(const SiteParts& parts, const std::string& origin) {
  return origin.empty() || origin == "source" ? "" : parts.wording.say("name.origin." + origin);
}

std::vector<Route> contract_list_routes(const SiteParts& parts) {
  const auto readers = Access::only({"facilitator", "contractor", "officer"});
  return {
      {Method::get, "/marches", [&parts](const Request& r) { return show_contracts(parts, r); }, readers},
      {Method::get, "/marches/export.csv", [&parts](const Request& r) { return send_list(parts, r, "csv"); }, readers},
      {Method::get, "/marches/export.xlsx", [&parts](const Request& r) { return send_list(parts, r, "xlsx"); }, readers},
  };
}

}  // namespace clausier::web
