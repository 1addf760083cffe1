#pragma once
// The editor of a clause step by step, without a script: one form, of which each page shows a few fields and carries the
// rest. Nothing is kept on the server until the clause is recorded.
#include <string>
#include <vector>

#include "clause_form.hpp"

namespace clausier::web {

// kind, objective, execution, people, penalties, documents: what is asked, in that order. The figures of the objective
// are those of the kind chosen first.
const std::vector<std::string>& clause_steps();
std::string next_step(const std::string& step);
std::string former_step(const std::string& step);

std::vector<std::string> fields_of_step(const std::string& step, const std::string& kind);

// What a form shows of some fields, its errors in their order; the other fields go along hidden, and their errors stay in
// the summary without a link, or are left out of it.
enum class OtherErrors { told, left_out };
View partial_view(const Wording& wording, const Form& form, std::string_view action, const std::vector<std::string>& shown, OtherErrors others);

// The same for a step, with its title, its rank and the other steps.
View step_view(const Wording& wording, const Form& form, std::string_view action, const std::string& step, OtherErrors others = OtherErrors::told);

// The first step that holds an error of the form; `otherwise` when none does.
std::string step_at_fault(const Wording& wording, const Form& form, const std::string& otherwise);
bool has_error_in(const Wording& wording, const Form& form, const std::vector<std::string>& fields);

// Values of the form that the kind chosen still reads: those of another kind are not carried along unseen.
Form kept_for_kind(const SiteParts& parts, const Form& form);

}  // namespace clausier::web
