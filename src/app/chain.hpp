#pragma once
// A chain of SHA-256: each row's value covers its own line and every line before it, so that a row
// changed, removed or slipped in afterwards shows in all that follow.
#include <string>

#include "clausier/app/services.hpp"

namespace clausier::app {

// `previous` is "" for the first row.
inline std::string chained(const std::string& previous, const std::string& canonical_line) {
  return sha256_hex(previous + "\n" + canonical_line);
}

}  // namespace clausier::app
