#pragma once
// What the use cases of accounts share: rows turned into actors, lifetimes, e-mail addresses.
#include <optional>
#include <string>
#include <string_view>

#include "clausier/app/accounts.hpp"
#include "clausier/store/account_store.hpp"

namespace clausier::app {

constexpr std::int64_t minute = 60'000;  // milliseconds, as instants are
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

inline Instant plus(Instant instant, std::int64_t milliseconds) {
  return Instant::from_milliseconds(instant.milliseconds() + milliseconds);
}

Organisation organisation_of(const store::OrganisationRow&);
Actor actor_of(const store::UserRow&);  // throws CorruptData for a role the program does not know

// The organisation of this kind and SIRET, created when new; without a name it is called by its SIRET.
store::OrganisationRow organisation_for(store::Connection&, OrganisationKind, const Siret&, const std::string& name,
                                        Instant recorded_at);

// Trimmed, lower case; nothing when it cannot be an address.
std::optional<std::string> parse_email(std::string_view text);
std::string trimmed(std::string_view text);

store::SessionLimits session_limits(Instant now);

}  // namespace clausier::app
