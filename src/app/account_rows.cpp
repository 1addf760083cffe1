#include "account_rows.hpp"

#include <algorithm>

#include "organisation_names.hpp"

namespace clausier::app {
namespace {

// ASVS 5.0, 7.3: idle and absolute lifetimes (security.md §5).
constexpr std::int64_t idle_max = 60 * minute;
constexpr std::int64_t age_max = 12 * hour;
constexpr std::size_t email_bytes_max = 254;

}  // namespace

Organisation organisation_of(const store::OrganisationRow& row) {
  const auto kind = parse_organisation_kind(row.kind);
  if (!kind) throw CorruptData("unknown kind of organisation: " + row.kind);
  return {row.id, *kind, row.siret, row.name};
}

Actor actor_of(const store::UserRow& row) {
  const auto role = parse_role(row.role);
  if (!role) throw CorruptData("unknown role: " + row.role);
  Actor actor{row.id, *role, row.email, row.display_name, std::nullopt};
  if (row.organisation) actor.organisation = organisation_of(*row.organisation);
  return actor;
}

store::OrganisationRow organisation_for(store::Connection& connection, OrganisationKind kind, const Siret& siret,
                                        const std::string& name, Instant recorded_at) {
  const std::string code(organisation_kind_code(kind));
  if (auto known = store::find_organisation(connection, code, siret)) return *known;
  const std::string title = trimmed(name);
  const store::OrganisationRow row{OrganisationId::from_trusted(random_id()), code, siret,
                                   title.empty() ? french_siret(siret) : title};
  store::append_organisation(connection, row, recorded_at);
  if (!title.empty()) {  // contracts that publish the SIRET alone are found by this name from now on
    NamesSeen names;
    names.note(siret, title, {"account", std::nullopt, ""}, recorded_at);
    names.write(connection);
  }
  return row;
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

std::optional<std::string> parse_email(std::string_view text) {
  std::string email = trimmed(text);
  for (char& c : email) {
    if (static_cast<unsigned char>(c) <= ' ' || c == 0x7F) return std::nullopt;
    if (std::string_view("<>()[],;:\\\"").find(c) != std::string_view::npos) return std::nullopt;
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  const auto at = email.find('@');
  const bool one_at = at != email.npos && email.find('@', at + 1) == email.npos;
  if (!one_at || at == 0 || at + 1 == email.size() || email.size() > email_bytes_max) return std::nullopt;
  return email;
}

store::SessionLimits session_limits(Instant now) { return {plus(now, -age_max), plus(now, -idle_max)}; }

}  // namespace clausier::app
