#include "clausier/web/page.hpp"

#include <algorithm>

#include "clausier/web/guard.hpp"

namespace clausier::web {
namespace {

constexpr std::string_view service_name = "Suivi des clauses sociales";

// "/marches" is current on itself and on everything under it.
bool falls_under(const std::string& path, const std::string& entry) {
  if (path == entry) return true;
  return entry != "/" && path.size() > entry.size() && path.compare(0, entry.size(), entry) == 0 && path[entry.size()] == '/';
}

// The most precise entry that the address falls under.
const Link* entry_of(const std::vector<Link>& menu, const std::string& path) {
  const Link* found = nullptr;
  for (const auto& entry : menu)
    if (falls_under(path, entry.path) && (!found || entry.path.size() > found->path.size())) found = &entry;
  return found;
}

// A page that no entry holds belongs where its breadcrumbs lead, the nearest first: the current entry of
// "/lots/…" is the contracts, that of "/quarantaine/…" the imports.
View menu_view(const std::vector<Link>& menu, const std::string& path, const std::vector<Link>& crumbs) {
  const Link* current = entry_of(menu, path);
  for (auto crumb = crumbs.rbegin(); !current && crumb != crumbs.rend(); ++crumb) current = entry_of(menu, crumb->path);
  return View::list_of(menu, [&](const Link& entry) {
    return View().set("label", entry.label).set("path", entry.path).set("is_current", &entry == current);
  });
}

View crumbs_view(const std::vector<Link>& crumbs) {
  return View::list_of(crumbs, [](const Link& crumb) { return View().set("label", crumb.label).set("path", crumb.path); });
}

}  // namespace

Renderer::Renderer(const TemplateEngine& templates, const Wording& wording, const Assets& assets,
                   std::function<Frame(const Request&)> frame_of)
    : templates_(templates), wording_(wording), assets_(assets), frame_of_(std::move(frame_of)) {}

Response Renderer::page(const Request& request, const Page& page) const {
  View shared;
  shared.set("csrf_field", csrf_field).set("csrf_token", request.csrf_token);
  const Frame frame = frame_of_(request);
  std::string window_title = page.has_errors ? wording_.say("form.title.prefix") + " " : "";
  window_title += page.title + " - " + (page.context.empty() ? "" : page.context + " - ") + std::string(service_name);

  View layout;
  layout.set("window_title", window_title).set("title", page.title).set("service_name", service_name);
  layout.set("style_sheet", assets_.address_of("app.css")).set("script", assets_.address_of("app.js"));
  layout.set("has_menu", !frame.menu.empty()).set("menu", menu_view(frame.menu, request.path, page.crumbs)).set("user_name", frame.user_name);
  layout.set("has_crumbs", !page.crumbs.empty()).set("crumbs", crumbs_view(page.crumbs));
  layout.set("notice", page.notice).set("accessibility", frame.accessibility);
  layout.set("content", Html::from_own_markup(templates_.render(page.template_name, page.content, shared)));
  return html(templates_.render("layout", layout, shared), page.status);
}

Response Renderer::error_page(const Request& request, int status, const Parameters& parameters) const {
  const std::string wanted = "error." + std::to_string(status);
  const std::string key = wording_.has(wanted + ".title") ? wanted : status < 500 ? "error.400" : "error.500";
  // A parameter "detail" says more than the general sentence does.
  const auto detail = parameters.find("detail");
  View content;
  content.set("happened", detail == parameters.end() ? wording_.say(key + ".happened", parameters) : detail->second);
  content.set("advice", wording_.say(key + ".advice", parameters)).set("number", status == 404 ? "" : request.id);
  return page(request, {.template_name = "error", .title = wording_.say(key + ".title"), .content = content, .status = status});
}

}  // namespace clausier::web
