#pragma once
// Filters of the search are words of the full-text index too, so that words and filters are crossed by
// one index. A zero in front keeps them apart from what people type.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/contract.hpp"
#include "clausier/domain/money.hpp"

namespace clausier::app::tokens {

std::string department(std::string_view code);
std::string epci(std::string_view siren);
std::string buyer(std::string_view siret_or_siren);
std::string social(SocialConsideration value);
inline constexpr std::string_view any_social = "0social";  // clause, criterion or reserved
std::string programme(std::string_view code);
std::string office(OrganisationId office);
inline constexpr std::string_view followed = "0followed";
inline constexpr std::string_view closed = "0closed";

// Amounts go by steps of a quarter of a power of ten: a step holds little more than what is looked for.
std::string amount(const std::optional<Money>& amount);
std::vector<std::string> amounts(const std::optional<Money>& least, const std::optional<Money>& most);
// Ends of execution go by years; those before and after what is foreseeable share a step.
std::string end(const std::optional<Date>& day);
std::vector<std::string> ends_from(Date day);    // that day's year and later
std::vector<std::string> ends_before(Date day);  // that day's year and before

}  // namespace clausier::app::tokens
