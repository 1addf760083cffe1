#pragma once
// The journal of who did what. Every use case that writes records one event, in its own transaction:
// an act without its trace cannot be committed, nor a trace without its act.
#include <string>

#include "clausier/app/actor.hpp"
#include "clausier/domain/calendar.hpp"
#include "clausier/store/audit_store.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

// `at` comes from store::next_instant. `action` has its French label under "audit.<action>"; `object`
// is an opaque id or a public reference, and neither it nor `detail` ever holds a person's name.
void record_audit(store::Connection&, const Actor&, Instant at, std::string action, std::string object_kind,
                  std::string object, std::string detail = "");

// Who acts before signing in: a failed sign-in, somebody who holds a one-time link.
Actor unknown_visitor();

// One line of text per event, exact and stable: what the chain hashes.
std::string canonical_line(const store::AuditRow&);

}  // namespace clausier::app
