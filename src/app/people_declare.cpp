// A firm, or a facilitator for it, declares who it employs on a lot. The same person declared twice is
// found again: pathways are followed across firms, and nobody has two references. Nothing of the answer
// tells it: not the status, not even how the name was written before.
#include <algorithm>

#include "audit.hpp"
#include "clausier/app/people.hpp"
#include "clausier/domain/contract.hpp"
#include "clausier/domain/nir.hpp"
#include "clausier/store/identity_store.hpp"
#include "clausier/store/participant_store.hpp"
#include "people_perimeter.hpp"
#include "scope.hpp"
#include "timesheets_parties.hpp"

namespace clausier::app {
namespace {

constexpr std::size_t name_bytes_max = 120;
constexpr int hired_ahead_months_max = 12;
constexpr int age_years_max = 100;

std::optional<Refusal> fault_of_identity(const Identity& identity, Date today) {
  if (folded(identity.family_name).empty()) return Refusal{"person.family_name.required"};
  if (folded(identity.given_name).empty()) return Refusal{"person.given_name.required"};
  if (std::max(identity.family_name.size(), identity.given_name.size()) > name_bytes_max) return Refusal{"person.name.long"};
  if (holds_nir(identity.family_name) || holds_nir(identity.given_name)) return Refusal{"person.nir"};
  if (identity.birth_date && (*identity.birth_date >= today || identity.birth_date->year() < 1900))
    return Refusal{"person.birth_date"};
  return std::nullopt;
}

// Hired at most a year ahead, for a contract of this century: beyond, a slip of the keyboard.
std::optional<Refusal> fault_of_dates(const NewPerson& person, Date today) {
  const Date latest = today.plus_months(hired_ahead_months_max);
  if (!is_plausible(person.starts_on) || person.starts_on > latest) return Refusal{"person.starts_on", {{"date", french_date(latest)}}};
  if (person.ends_on && !is_plausible(*person.ends_on)) return Refusal{"person.ends_on"};
  if (person.ends_on && *person.ends_on < person.starts_on) return Refusal{"person.dates.order"};
  return std::nullopt;
}

// Nobody works before the age of the law, nor a hundred years after being born.
std::optional<Refusal> fault_of_age(const std::optional<Date>& birth_date, Date starts_on, const Rulebook& rulebook) {
  if (!birth_date) return std::nullopt;
  const auto years = static_cast<int>(rulebook.at("employment.age.min_years", starts_on).value);
  if (starts_on < birth_date->plus_months(12 * years)) return Refusal{"person.age.young", {{"n", std::to_string(years)}}};
  if (starts_on > birth_date->plus_months(12 * age_years_max)) return Refusal{"person.age.old", {{"n", std::to_string(age_years_max)}}};
  return std::nullopt;
}

std::optional<Refusal> fault_of_employment(const NewPerson& person, Date today) {
  const auto& types = contract_type_codes();
  if (std::find(types.begin(), types.end(), person.contract_type) == types.end()) return Refusal{"person.contract_type"};
  if (holds_nir(person.employer_siret)) return Refusal{"person.nir"};
  if (!person.employer_siret.empty() && !Siret::parse(person.employer_siret)) return Refusal{"person.employer_siret"};
  return fault_of_dates(person, today);
}

bool is_reference(const std::string& text) {
  if (text.size() != 11 || !text.starts_with("P-") || text[6] != '-') return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '-' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

// Same names and same birth date; when one of the two dates is not known, only among the people whom
// the firm employs within the actor's perimeter: elsewhere a namesake is more likely.
bool is_same_person(store::Connection& connection, const Actor& actor, const store::IdentityRecord& known, const Identity& identity,
                    OrganisationId firm) {
  if (known.birth_date && identity.birth_date) return *known.birth_date == *identity.birth_date;
  return connection
      .query_one("SELECT EXISTS (SELECT 1 FROM (" + employments_within(actor) + ") WHERE participant_id = ?2 AND firm_id = ?3) AS employed",
                 {perimeter_key(actor), store::value_of(known.participant), store::value_of(firm)})
      ->flag("employed");
}

class Declaration {
public:
  Declaration(Services& services, store::Connection& connection, const Actor& actor)
      : services_(services), connection_(connection), actor_(actor), now_(store::next_instant(connection, services.clock())) {}

  Instant now() const { return now_; }

  Outcome<store::KnownParticipant> person(const NewPerson& person, OrganisationId firm) {
    const auto full_name = person.identity.family_name + " " + person.identity.given_name;
    const auto namesakes = services_.identity->read([&](store::Connection& c) { return store::find_by_name(c, full_name); });
    for (const auto& known : namesakes)
      if (is_same_person(connection_, actor_, known, person.identity, firm)) return found_again(known, person.identity, firm);
    return created(person, firm);
  }

  void employ(const store::KnownParticipant& who, const NewPerson& person, const Organisation& firm) {
    const Employment employment{who.id,
                                person.lot,
                                firm.id,
                                person.modality,
                                person.contract_type,
                                person.employer_siret.empty() ? firm.siret.digits() : Siret::parse(person.employer_siret)->digits(),
                                person.starts_on,
                                person.ends_on,
                                now_};
    if (already(employment)) return;
    const auto id = store::insert_employment(connection_, employment, actor_.display_name);
    // What a facilitator declares for a firm, their office knows.
    const auto office = store::office_of(connection_, person.lot);
    if (office && actor_.role == Role::facilitator && actor_.organisation->id == *office)
      store::acknowledge_employment(connection_, id, *office, actor_.display_name, now_);
  }

  void record(const std::string& action, const std::string& reference) {
    record_audit(connection_, actor_, now_, action, "person", reference);
  }

private:
  // The two files are not written at one instant: an identity whose person was never committed (the
  // program was killed between the two) is taken up here.
  store::KnownParticipant found_again(const store::IdentityRecord& known, const Identity& identity, OrganisationId firm) {
    const store::KnownParticipant who{known.participant, known.reference};
    if (!store::find_participant(connection_, known.participant)) store::insert_participant(connection_, who, now_);
    services_.identity->write([&](store::Connection& c) { store::note_declared_name(c, record_of(who, identity), firm, now_); });
    return who;
  }

  static store::IdentityRecord record_of(const store::KnownParticipant& who, const Identity& identity) {
    return {who.id, who.reference, identity.family_name, identity.given_name, identity.birth_date};
  }

  Outcome<store::KnownParticipant> created(const NewPerson& person, OrganisationId firm) {
    if (!person.reference.empty() && !is_reference(person.reference)) return Refusal{"person.reference"};
    const store::KnownParticipant who{ParticipantId::from_trusted(random_id()),
                                      person.reference.empty() ? free_reference() : person.reference};
    if (taken(who.reference)) return Refusal{"person.reference"};
    store::insert_participant(connection_, who, now_);
    const auto record = record_of(who, person.identity);
    services_.identity->write([&](store::Connection& c) {
      store::insert_identity(c, record, now_);
      store::note_declared_name(c, record, firm, now_);
    });
    return who;
  }

  bool taken(const std::string& reference) {
    return store::find_participant(connection_, reference) ||
           services_.identity->read([&](store::Connection& c) { return store::find_identity(c, reference).has_value(); });
  }

  std::string free_reference() {
    for (;;)
      if (auto reference = random_reference(); !taken(reference)) return reference;
  }

  bool already(const Employment& fresh) {
    const auto known = store::employments_of(connection_, fresh.participant);
    return std::any_of(known.begin(), known.end(), [&](const Employment& e) {
      return e.lot == fresh.lot && e.firm == fresh.firm && e.modality == fresh.modality &&
             e.contract_type == fresh.contract_type && e.starts_on == fresh.starts_on && e.ends_on == fresh.ends_on;
    });
  }

  Services& services_;
  store::Connection& connection_;
  const Actor& actor_;
  Instant now_;
};

}  // namespace

Outcome<std::string> declare_person(Services& services, const Actor& actor, const NewPerson& person) {
  if (!has_role(actor, {Role::facilitator, Role::contractor})) return forbidden();
  if (const auto fault = fault_of_identity(person.identity, services.today())) return *fault;
  if (const auto fault = fault_of_employment(person, services.today())) return *fault;
  if (const auto fault = fault_of_age(person.identity.birth_date, person.starts_on, services.reference.rulebook)) return *fault;
  return services.database->write([&](store::Connection& c) -> Outcome<std::string> {
    const auto firm = declaring_firm(c, actor, person.lot, person.firm);
    if (!firm) return firm.refusal();
    Declaration declaration(services, c, actor);
    const auto who = declaration.person(person, firm.value().id);
    if (!who) return who.refusal();
    declaration.employ(who.value(), person, firm.value());
    declaration.record("person.declare", who.value().reference);
    return who.value().reference;
  });
}

Outcome<Done> add_employment(Services& services, const Actor& actor, const std::string& reference, const NewPerson& person) {
  if (!has_role(actor, {Role::facilitator, Role::contractor})) return forbidden();
  if (const auto fault = fault_of_employment(person, services.today())) return *fault;
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    const auto id = person_within(c, actor, reference);
    if (!id) return not_found();
    const auto firm = declaring_firm(c, actor, person.lot, person.firm);
    if (!firm) return firm.refusal();
    const auto birth_date = names_within(services, c, actor, {*id})[*id].birth_date;
    if (const auto fault = fault_of_age(birth_date, person.starts_on, services.reference.rulebook)) return *fault;
    Declaration declaration(services, c, actor);
    declaration.employ({*id, reference}, person, firm.value());
    declaration.record("person.employment", reference);
    return Done{};
  });
}

}  // namespace clausier::app
