#include "clausier/app/actor.hpp"

#include <array>
#include <utility>

#include "clausier/domain/outcome.hpp"

namespace clausier::app {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 4> roles = {{{Role::facilitator, "facilitator"},
                                                                     {Role::contractor, "contractor"},
                                                                     {Role::officer, "officer"},
                                                                     {Role::administrator, "administrator"}}};

constexpr std::array<std::pair<OrganisationKind, std::string_view>, 3> kinds = {
    {{OrganisationKind::office, "office"}, {OrganisationKind::firm, "firm"}, {OrganisationKind::buyer, "buyer"}}};

template <class Table, class Code> std::string_view code_in(const Table& table, Code code) {
  for (const auto& [value, text] : table)
    if (value == code) return text;
  throw CorruptData("enumeration value outside its list");
}

template <class Table> auto value_in(const Table& table, std::string_view code) {
  for (const auto& [value, text] : table)
    if (text == code) return std::optional(value);
  return decltype(std::optional(table.front().first)){};
}

}  // namespace

std::string_view role_code(Role role) { return code_in(roles, role); }
std::optional<Role> parse_role(std::string_view code) { return value_in(roles, code); }
std::string_view organisation_kind_code(OrganisationKind kind) { return code_in(kinds, kind); }
std::optional<OrganisationKind> parse_organisation_kind(std::string_view code) { return value_in(kinds, code); }

}  // namespace clausier::app
