#pragma once
// Browsers that signed in to an account before. Each holds a random token in a cookie; the base holds its hash,
// bound to the account.
#include <string>

#include "clausier/domain/ids.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

bool is_known_device(store::Connection&, UserId, const std::string& token, Instant now);
// Remembers the device and gives the token it keeps: the same one when it was known. An account remembers the
// ten devices seen last.
std::string remember_device(store::Connection&, UserId, const std::string& token, Instant now);
void forget_devices_of(store::Connection&, UserId);  // a password chosen by a link makes them all strangers

}  // namespace clausier::app
