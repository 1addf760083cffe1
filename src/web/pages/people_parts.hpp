#pragma once
// Shared by the pages of people and of the firm: lots that may be chosen, dates typed in a form, how a
// person's status and a month are said.
#include "clausier/app/people.hpp"
#include "site_parts.hpp"

namespace clausier::web {

// Lots on which the actor may declare somebody, by id, under the label that people know.
std::vector<Choice> lot_choices(const SiteParts& parts, const app::Actor& actor);

// "3/11/2026" or "2026-11-03"; a text that is no date is refused at its field, under <form>.<field>.unreadable.
std::optional<Date> typed_date(Form& form, std::string_view form_name, std::string_view field);

View person_status_tag(const Wording& wording, std::string_view status);  // undecided, eligible, refused, expired
std::string name_of(const app::Identity& identity);                       // "LAMPION Zoé"
std::string person_path(const std::string& reference);
std::string period_text(const Wording& wording, Date first, std::optional<Date> last);
std::string of_month(const Wording& wording, Month month);  // "de mai 2026", "d’octobre 2026"

std::vector<Route> declaration_routes(const SiteParts& parts);  // a new person, a new employment
std::vector<Route> eligibility_routes(const SiteParts& parts);
std::vector<Route> pathway_routes(const SiteParts& parts);      // of a person, and the figures of a year

}  // namespace clausier::web
