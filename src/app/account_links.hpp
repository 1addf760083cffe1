#pragma once
#include "clausier/app/accounts.hpp"
#include "clausier/store/account_store.hpp"

namespace clausier::app {

// A new link for the account, in place of any other: seven days when it never had a password
// (invitation), twenty-four hours otherwise (reset). Only the hash of its token is stored.
OneTimeLink issue_link(store::Connection&, const store::UserRow&, Instant now);

}  // namespace clausier::app
