#pragma once
// What the pages share: who asks, how to render, how a refusal of a use case becomes an answer.
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "clausier/app/accounts.hpp"
#include "clausier/app/services.hpp"
#include "clausier/domain/typed_figures.hpp"
#include "clausier/web/forms.hpp"
#include "clausier/web/guard.hpp"
#include "clausier/web/listing.hpp"
#include "clausier/web/page.hpp"
#include "clausier/web/router.hpp"

namespace clausier::web {

struct SiteParts {
  app::Services& services;
  const Renderer& renderer;
  const Wording& wording;
  Throttles& throttles;
  std::filesystem::path schemas;  // XSD offered for download
  const std::vector<Route>& routes;  // of the whole site, for its map
};

struct Visitor {
  app::Actor actor;
  std::string session_token;
};

inline constexpr std::string_view session_cookie = "__Host-sid";
inline constexpr std::string_view device_cookie = "__Host-appareil";  // by which a browser that signed in is known again

// Routes of signed-in people only: throws std::logic_error on an anonymous request.
const app::Actor& actor_of(const Request& request);
const Visitor& visitor_of(const Request& request);

// An id in the address: a malformed one is an unknown one, and answers 404 like it.
template <class I>
std::optional<I> id_in(const Request& request, std::string_view name = "id") {
  return I::parse(request.parameter(name));
}

// The page of a refusal: not_found 404, forbidden 403, conflict 409, anything else 422 with its
// sentence as detail. A form that can be shown again should use Form::refuse instead.
Response refused_page(const SiteParts& parts, const Refusal& refusal);
bool is_denial(const Refusal& refusal);  // not_found or forbidden: always a page, never a form error

// Too often: the page says how long to wait, and so does Retry-After.
Response too_many(const Wording& wording, std::chrono::seconds wait);

// A notice said once after a redirect: "/lots/x?fait=clause.saved" is shown from "notice.clause.saved".
std::string done_path(std::string_view path, std::string_view notice_key);
std::string notice_of(const SiteParts& parts, const Request& request);

// The figure typed in a field. Else the field is refused: with `unreadable` when it is none, or because what was
// typed has two readings ("7.30" hours, "12.500" euros).
std::optional<Money> typed_money(Form& form, std::string_view field, std::string_view unreadable);
std::optional<int> typed_percentage(Form& form, std::string_view field, std::string_view unreadable);  // basis points
std::optional<WorkTime> typed_hours(Form& form, std::string_view field, std::string_view unreadable);

// Sentence of a finding, with its place in words ("Feuille Mai, ligne 12, colonne F").
std::string finding_text(const Wording& wording, const Finding& finding);
std::string place_text(const Wording& wording, const Place& place);
View finding_view(const Wording& wording, const Finding& finding);  // place, value, text, severity, is_error…

std::string hours_text(WorkTime time);                     // "1 820,50"
std::string hours_text(const std::optional<WorkTime>& time);  // "–" when there is none
Tone tone_of(std::string_view state_code);                 // of a lot or timesheet state

// One list of routes per page file.
std::vector<Route> public_routes(const SiteParts& parts);      // home, legal pages, help, site map, schema, health
std::vector<Route> account_routes(const SiteParts& parts);     // sign in and out, one-time links, own account
std::vector<Route> user_routes(const SiteParts& parts);        // users, audit journal
std::vector<Route> dashboard_routes(const SiteParts& parts);   // what must be done, per role
std::vector<Route> contract_routes(const SiteParts& parts);    // search, contract, follow-up, lots, grants
std::vector<Route> organisation_routes(const SiteParts& parts);  // register of organisations
std::vector<Route> import_routes(const SiteParts& parts);      // import of contracts with its plan
std::vector<Route> quarantine_routes(const SiteParts& parts);  // records that were not used, settled by a person
std::vector<Route> duplicate_routes(const SiteParts& parts);   // publications that may be one contract
std::vector<Route> proposal_routes(const SiteParts& parts);    // what published amendments would change of a clause
std::vector<Route> lot_routes(const SiteParts& parts);         // lot, clause, months
std::vector<Route> people_routes(const SiteParts& parts);      // people and eligibility
std::vector<Route> check_routes(const SiteParts& parts);        // what is checked of a timesheet, the limits of an office
std::vector<Route> firm_routes(const SiteParts& parts);        // the firm's space: months, upload, faults, confirm
std::vector<Route> review_routes(const SiteParts& parts);      // the facilitator's queue and decisions
std::vector<Route> report_routes(const SiteParts& parts);      // reports and their downloads
std::vector<Route> report_library_routes(const SiteParts& parts);  // reports that come by themselves
std::vector<Route> recipient_routes(const SiteParts& parts);   // for who receives a report: dictionary of indicators, check of a file

}  // namespace clausier::web
