#pragma once
// Opaque identifiers: the same in the database, in addresses, in JSON and on the command line.
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace clausier {

// Text form of a 63-bit number: 13 lower-case Crockford base-32 letters (no i, l, o, u).
std::string opaque_text(std::int64_t value);
std::optional<std::int64_t> parse_opaque(std::string_view text);

// A random positive 63-bit number with a kind, so that a lot is never taken for a contract.
template <class Kind>
class Id {
public:
  static std::optional<Id> parse(std::string_view text) {
    const auto value = parse_opaque(text);
    if (!value) return std::nullopt;
    return Id(*value);
  }
  static Id from_trusted(std::int64_t value) { return Id(value); }
  std::int64_t value() const { return value_; }
  std::string text() const { return opaque_text(value_); }
  auto operator<=>(const Id&) const = default;

private:
  explicit Id(std::int64_t value) : value_(value) {}
  std::int64_t value_;
};

using ContractId = Id<struct ContractKind>;
using LotId = Id<struct LotKind>;
using OrganisationId = Id<struct OrganisationKind>;
using UserId = Id<struct UserKind>;
using ParticipantId = Id<struct ParticipantKind>;
using TimesheetId = Id<struct TimesheetKind>;
using ImportId = Id<struct ImportKind>;
using ClauseId = Id<struct ClauseKind>;
using ReportId = Id<struct ReportKind>;
using FactId = Id<struct FactKindTag>;
using PoolingId = Id<struct PoolingKind>;
using AllocationId = Id<struct AllocationKind>;
using PenaltyActId = Id<struct PenaltyActKindTag>;
using TransferId = Id<struct TransferKind>;
using PathwayFactId = Id<struct PathwayFactKindTag>;
using NoticeId = Id<struct NoticeKind>;
using EntryId = Id<struct EntryKind>;  // sequential: entries are never addressed from outside
using EmploymentId = Id<struct EmploymentKind>;  // sequential too: named in a form, beside the person's reference

}  // namespace clausier
