#pragma once
// People in pathways: identity apart, eligibility decided by facilitators, employments on lots.
//
// A person is one in the register, whoever declares them. What is decided on them belongs to the office
// that decided: it counts on the lots which that office follows, and no other office reads it. A firm
// reads an eligibility only once the office of the lot acknowledged the employment that the firm
// declared, so that declaring a name tells nothing of whether it was known
// (docs/decisions/0010-decisions-of-an-office.md).
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/actor.hpp"
#include "clausier/app/services.hpp"
#include "clausier/domain/outcome.hpp"
#include "clausier/domain/participant.hpp"

namespace clausier::app {

struct Identity {
  std::string family_name;
  std::string given_name;
  std::optional<Date> birth_date;
};

struct EmploymentLine {
  EmploymentId id;
  Employment employment;
  std::string firm_name;
  std::string lot_label;       // "M214 · lot 2 Terrassement"
  std::string status;          // undecided, eligible, refused, expired: as the reader may know it
  std::optional<Date> countable_until;
  bool to_acknowledge = false;  // the reader's office decided on the person before the employment was declared
};

// Field by field what a role may see: contractors never get criterion, proof, reason.
struct PersonLine {
  ParticipantId id;
  std::string reference;
  Identity identity;
  std::string status;                     // the best of the employments': eligible, undecided, expired, refused
  std::optional<Date> countable_until;
  std::vector<EmploymentLine> employments;
};

struct PersonView {
  PersonLine person;
  std::vector<EligibilityDecision> decisions;  // of the reader's office; facilitators only; newest first
};

struct PeopleQuery {
  std::string words;      // reference or exact family name
  std::string status;     // "" = all
  std::optional<LotId> lot;
  int page = 1;
  int per_page = 25;
};
struct PeoplePage { std::vector<PersonLine> lines; std::int64_t total = 0; int page = 1; int pages = 1; };

// Facilitators: people employed on a lot their office follows. Contractors: people their firm declared.
Outcome<PeoplePage> list_people(Services&, const Actor&, const PeopleQuery&);
Outcome<PersonView> view_person(Services&, const Actor&, const std::string& reference);

struct NewPerson {
  Identity identity;      // family and given name required
  LotId lot;
  std::optional<OrganisationId> firm;  // facilitators acting for a firm; contractors: their own
  Modality modality = Modality::direct_hire;
  std::string contract_type;
  std::string employer_siret;          // "" = the declaring firm's
  Date starts_on;
  std::optional<Date> ends_on;
  std::string reference;               // "" = random; given by the demo only
};
// A person already known (same folded names and birth date) is found again, not created twice; the
// answer is the same. Refuses what looks like a NIR in any text (person.nir).
Outcome<std::string> declare_person(Services&, const Actor&, const NewPerson&);  // reference
Outcome<Done> add_employment(Services&, const Actor&, const std::string& reference, const NewPerson&);

struct EligibilityForm {
  EligibilityVerdict verdict = EligibilityVerdict::eligible;
  std::string criterion;
  Date effective_on;
  std::optional<Date> countable_until;
  std::string proof_kind;
  std::optional<Date> proof_seen_on;
  std::string reason;
  std::optional<PriorityHome> home = {};  // in a district of the list in force on effective_on
};
// Only facilitators, for their office; deciding acknowledges the employments declared before.
Outcome<Done> decide_eligibility(Services&, const Actor&, const std::string& reference, const EligibilityForm&);
// The office of the lot knows of the employment: its standing decision holds for it, and the firm may read it.
Outcome<Done> acknowledge_employment(Services&, const Actor&, const std::string& reference, EmploymentId);

bool looks_like_nir(std::string_view text);  // 13 or 15 digits with key, 2A/2B allowed

}  // namespace clausier::app
