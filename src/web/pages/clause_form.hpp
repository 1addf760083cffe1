#pragma once
// The form of a clause: its fields, a clause read from what was typed, and the form a clause would fill.
#include <optional>

#include "clausier/domain/clause_text.hpp"
#include "lot_pages.hpp"

namespace clausier::web {

Form clause_form(const SiteParts& parts);

// Refuses each field that cannot be read, that check_clause faults, or that is filled and that the clause does not
// use (nothing typed is dropped in silence); nothing when one was.
std::optional<Clause> read_clause(const SiteParts& parts, Form& form, LotId lot);

// What the form shows for a clause.
Form& fill_with(Form& form, const Clause& clause, const Wording& wording);

}  // namespace clausier::web
