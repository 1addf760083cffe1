#include "filter_tokens.hpp"

#include <algorithm>
#include <array>

namespace clausier::app::tokens {
namespace {

constexpr std::array<std::int64_t, 33> steps_cents = [] {
  std::array<std::int64_t, 33> steps{};
  constexpr std::array<std::int64_t, 4> within_ten = {100, 178, 316, 562};  // hundredths
  std::int64_t ten = 100;                                                   // from 100 €: in hundredths of it, these are cents
  for (std::size_t i = 0; i < steps.size(); ++i) {
    steps[i] = within_ten[i % 4] * ten;
    if (i % 4 == 3) ten *= 10;
  }
  return steps;
}();

constexpr int first_year = 2010, last_year = 2040;

std::size_t step_of(Money amount) {
  return static_cast<std::size_t>(std::upper_bound(steps_cents.begin(), steps_cents.end(), amount.cents()) - steps_cents.begin());
}

// Always one word, whatever the value.
std::string folded_token(std::string_view kind, std::string_view value) {
  auto token = "0" + std::string(kind) + folded(value);
  std::erase(token, ' ');
  return token;
}

std::string step_token(std::size_t step) { return "0amount" + std::to_string(step); }

int year_step(Date day) { return std::clamp(day.year(), first_year, last_year); }

std::string year_token(int year) { return "0end" + std::to_string(year); }

std::vector<std::string> years(int first, int last) {
  std::vector<std::string> all;
  for (int year = first; year <= last; ++year) all.push_back(year_token(year));
  return all;
}

}  // namespace

std::string department(std::string_view code) { return folded_token("department", code); }
std::string epci(std::string_view siren) { return folded_token("epci", siren); }
std::string buyer(std::string_view siret_or_siren) { return folded_token("buyer", siret_or_siren); }
std::string social(SocialConsideration value) { return folded_token("social", social_consideration_code(value)); }
std::string programme(std::string_view code) { return folded_token("programme", code); }
std::string office(OrganisationId id) { return folded_token("office", id.text()); }

std::string amount(const std::optional<Money>& amount) { return amount ? step_token(step_of(*amount)) : "0amountunknown"; }

std::vector<std::string> amounts(const std::optional<Money>& least, const std::optional<Money>& most) {
  std::vector<std::string> all;
  const std::size_t last = most ? step_of(*most) : steps_cents.size();
  for (std::size_t step = least ? step_of(*least) : 0; step <= last; ++step) all.push_back(step_token(step));
  return all;
}

std::string end(const std::optional<Date>& day) { return day ? year_token(year_step(*day)) : "0endunknown"; }
std::vector<std::string> ends_from(Date day) { return years(year_step(day), last_year); }
std::vector<std::string> ends_before(Date day) { return years(first_year, year_step(day)); }

}  // namespace clausier::app::tokens
