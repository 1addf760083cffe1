#pragma once
// Argon2id through libsodium: 19 MiB, two passes (interface.md §1.4). At most two are computed at once,
// so that memory stays bounded whatever the load; the others wait for their turn.
#include <string>
#include <string_view>
#include <vector>

#include "clausier/store/account_store.hpp"

namespace clausier::app {

std::string hash_password(std::string_view password);
bool password_matches(const std::string& hash, std::string_view password);

// Hash of a password that nobody knows: compared when there is no account, at the same cost.
const std::string& decoy_hash();

// What a person's password may not contain: their e-mail, their names, their organisation's SIRET.
std::vector<std::string> context_words_of(const store::UserRow&);

}  // namespace clausier::app
