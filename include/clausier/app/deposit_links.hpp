#pragma once
// Single-purpose links: whoever holds one may send the hours of one firm on one lot for one month, without
// an account. Looking at a link changes nothing; behind it stand public references, never names. Only the
// hash of its token is kept: it is shown once, to the facilitator who copies it.
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/hours_grid.hpp"

namespace clausier::app {

using DepositLinkId = Id<struct DepositLinkKind>;

struct IssuedLink {
  std::string path;  // "/d/{jeton}"
  Instant expires_at;
};

struct DepositLinkLine {
  DepositLinkId id;
  std::string author;
  Instant recorded_at;
  Instant expires_at;
  std::optional<Instant> opened_at;
  std::optional<Instant> used_at;
  std::optional<Instant> revoked_at;
  bool usable = false;
};

// Facilitators, for a firm that has access to a lot which their office follows.
Outcome<IssuedLink> issue_deposit_link(Services&, const Actor&, const TimesheetSubject&);
Outcome<std::vector<DepositLinkLine>> deposit_links(Services&, const Actor&, const TimesheetSubject&);  // newest first
Outcome<TimesheetSubject> revoke_deposit_link(Services&, const Actor&, DepositLinkId);

// What a link is for. `sent` once hours were sent with it: it then opens nothing any more.
struct LinkedDeposit {
  TimesheetSubject subject;
  Organisation firm;
  std::string lot_label;
  std::string contract_object;
  std::string buyer_name;
  Instant expires_at;
  std::optional<TimesheetHead> sent;
};
// Refusal link.expired: unknown, expired, revoked, or the firm has lost its access.
Outcome<LinkedDeposit> look_at_deposit_link(Services&, const std::string& token);

// Opens the link and gives the references to declare, names left out. Refusal link.openings once it was opened
// as often as the rule deposit.link.max_openings says (security.md §5).
Outcome<std::vector<GridPerson>> open_deposit_link(Services&, const std::string& token);
// The same references while the link is open; it counts no opening. Refusal link.unopened: it was never opened.
Outcome<std::vector<GridPerson>> people_behind_link(Services&, const std::string& token);

// What sending gives: a receipt, or what stands in the way (errors, and warnings not accepted yet).
struct Remark {
  Finding finding;
  std::string reference;  // whose line it is about; "" when it is about all of them
};
struct LinkedSending {
  std::optional<Receipt> receipt;
  std::vector<Remark> remarks;
};
// Both need a link that was opened (link.unopened).
Outcome<LinkedSending> send_by_link(Services&, const std::string& token, const std::vector<TypedLine>& lines, bool warnings_accepted);
Outcome<Receipt> declare_nil_by_link(Services&, const std::string& token, const std::string& reason);

}  // namespace clausier::app
