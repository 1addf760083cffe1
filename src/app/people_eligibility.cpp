// A facilitator decides whether a person belongs to the publics of the clause, on proofs that were
// seen and are not kept. Decisions are dated and added, never edited.
#include <algorithm>

#include "audit.hpp"
#include "clausier/app/people.hpp"
#include "clausier/domain/nir.hpp"
#include "clausier/store/participant_store.hpp"
#include "people_perimeter.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

constexpr std::size_t text_bytes_max = 1000;
constexpr int decided_ahead_months_max = 12;
constexpr int proof_years_max = 60;
constexpr std::string_view reasoned_opinion = "AVIS_MOTIVE";  // domain.md §3.1: the reason is the criterion

std::optional<Refusal> fault_of_text(const EligibilityForm& form) {
  if (holds_nir(form.reason) || holds_nir(form.proof_kind)) return Refusal{"person.nir"};
  if (std::max(form.reason.size(), form.proof_kind.size()) > text_bytes_max) return Refusal{"eligibility.text.long"};
  return std::nullopt;
}

std::optional<Refusal> fault_of_criterion(const EligibilityForm& form, const std::vector<Criterion>& criteria) {
  const bool known = std::any_of(criteria.begin(), criteria.end(), [&](const Criterion& c) { return c.code == form.criterion; });
  const bool optional = form.verdict == EligibilityVerdict::refused && form.criterion.empty();
  if (!known && !optional) return Refusal{"eligibility.criterion.required"};
  return std::nullopt;
}

// Beyond these, a slip of the keyboard. Some proofs hold for a life of work, none longer.
std::optional<Refusal> fault_of_dates(const EligibilityForm& form, Date today) {
  const Date latest = today.plus_months(decided_ahead_months_max);
  if (!is_plausible(form.effective_on) || form.effective_on > latest)
    return Refusal{"eligibility.effective_on", {{"date", french_date(latest)}}};
  if (form.countable_until && !is_plausible(*form.countable_until)) return Refusal{"eligibility.until"};
  if (!form.proof_seen_on) return std::nullopt;
  if (*form.proof_seen_on > today) return Refusal{"eligibility.proof.date"};
  if (*form.proof_seen_on < today.plus_months(-12 * proof_years_max))
    return Refusal{"eligibility.proof.old", {{"n", std::to_string(proof_years_max)}}};
  return std::nullopt;
}

std::optional<Refusal> fault_of_proof(const EligibilityForm& form) {
  if (form.verdict == EligibilityVerdict::refused) {
    if (form.reason.empty()) return Refusal{"eligibility.reason.required"};
    return std::nullopt;
  }
  if (form.proof_kind.empty()) return Refusal{"eligibility.proof.required"};
  if (form.criterion == reasoned_opinion && form.reason.empty()) return Refusal{"eligibility.reason.required"};
  if (form.countable_until && *form.countable_until < form.effective_on) return Refusal{"eligibility.dates.order"};
  return std::nullopt;
}

// A person lives in a district of the geography in force when hired; another list would never count (domain.md §9-15).
std::optional<Refusal> fault_of_home(const EligibilityForm& form, const Rulebook& rulebook) {
  if (!form.home) return std::nullopt;
  if (!is_district_code(form.home->district)) return Refusal{"eligibility.district.code"};
  if (!is_current_list(form.home->list_year, form.effective_on, rulebook))
    return Refusal{"eligibility.district.list", {{"year", std::to_string(form.home->list_year)}, {"date", french_date(form.effective_on)}}};
  return std::nullopt;
}

std::optional<Refusal> fault_of(const EligibilityForm& form, const Services& services) {
  if (const auto fault = fault_of_text(form)) return fault;
  if (const auto fault = fault_of_criterion(form, services.reference.criteria)) return fault;
  if (const auto fault = fault_of_dates(form, services.today())) return fault;
  if (const auto fault = fault_of_home(form, services.reference.rulebook)) return fault;
  return fault_of_proof(form);
}

}  // namespace

Outcome<Done> decide_eligibility(Services& services, const Actor& actor, const std::string& reference, const EligibilityForm& form) {
  if (!is_office(actor)) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    const auto id = person_within(c, actor, reference);
    if (!id) return not_found();
    if (const auto fault = fault_of(form, services)) return *fault;
    const auto now = store::next_instant(c, services.clock());
    store::append_eligibility(c, actor.organisation->id,
                              {*id, form.verdict, form.criterion, form.effective_on, form.countable_until, form.proof_kind,
                               form.proof_seen_on, form.reason, actor.display_name, now, form.home});
    // The journal says what was decided, not on which ground: a criterion can tell of health or justice.
    record_audit(c, actor, now, "eligibility.decide", "person", reference, std::string(eligibility_verdict_code(form.verdict)));
    return Done{};
  });
}

Outcome<Done> acknowledge_employment(Services& services, const Actor& actor, const std::string& reference, EmploymentId employment) {
  if (!is_office(actor)) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    const auto id = person_within(c, actor, reference);
    if (!id) return not_found();
    const auto office = actor.organisation->id;
    const auto found = c.query_one("SELECT 1 AS found FROM office_employments WHERE id = ?1 AND participant_id = ?2 AND office_id = ?3",
                                   store::values(employment, *id, office));
    if (!found) return not_found();
    const auto now = store::next_instant(c, services.clock());
    if (store::acknowledge_employment(c, employment, office, actor.display_name, now))
      record_audit(c, actor, now, "employment.acknowledge", "person", reference);
    return Done{};
  });
}

}  // namespace clausier::app
