#pragma once
// The register of organisations: the names that sources and people give to a SIRET, the one shown, and
// where it comes from. Learned by imports, by accounts and by people who correct it.
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/actor.hpp"
#include "clausier/app/services.hpp"
#include "clausier/domain/outcome.hpp"

namespace clausier::app {

// A name and what it rests on.
struct KnownName {
  std::string name;    // "" when nobody has named the establishment
  std::string origin;  // "source" (the contract itself), "import", "account", "person"; "" without name
  std::string detail;  // of an import: its files; of a person or an account: who
  std::optional<Instant> recorded_at;
};

struct SeenName {
  std::string name;
  std::string origin;
  std::string detail;
  Instant first_seen_at;
  Instant last_seen_at;
  std::int64_t times = 0;
};

struct PastName {
  KnownName shown;
  std::string reason;  // of a person's correction
};

struct OrganisationSheet {
  Siret siret;
  KnownName shown;
  std::vector<SeenName> seen;   // most often seen first
  std::vector<PastName> history;  // newest first
  std::int64_t bought = 0, held = 0;  // contracts, counted up to counted_max
};
inline constexpr std::int64_t counted_max = 1000;

struct OrganisationLine {
  Siret siret;
  KnownName shown;
};
struct OrganisationPage {
  std::vector<OrganisationLine> lines;
  std::int64_t total = 0;
  int page = 1, pages = 1;
};
struct OrganisationQuery {
  std::string words;  // of the name, accents folded, or the beginning of a SIRET
  int page = 1;
  int per_page = 25;
};

// Facilitators and administrators.
Outcome<OrganisationPage> list_organisations(Services&, const Actor&, const OrganisationQuery&);
Outcome<OrganisationSheet> view_organisation(Services&, const Actor&, const Siret&);
// The name shown from now on; those seen and shown before stay. Refusals: organisation.name.missing,
// organisation.reason.missing.
Outcome<Done> name_organisation(Services&, const Actor&, const Siret&, const std::string& name, const std::string& reason);

}  // namespace clausier::app
