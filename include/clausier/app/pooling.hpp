#pragma once
// Pooling (globalisation): the agreements that a lot is in, what they let count elsewhere, and the proof that no line of
// hours counts twice (domain.md §2.6).
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/contracts.hpp"
#include "clausier/domain/pooling.hpp"

namespace clausier::app {

struct NamedLot {
  LotId id;
  std::string label;
  std::string buyer;
};

// One line of hours of the lot, on days that the agreement covers.
struct PoolableLine {
  EntryId entry = EntryId::from_trusted(0);
  Month month = Month::from_index(0);
  std::string person;  // reference, never a name
  WorkTime declared = WorkTime::zero();
  WorkTime left = WorkTime::zero();  // not allocated yet
};

struct AllocationLine {
  PooledHours part;
  Month month = Month::from_index(0);
  std::string to_label;
  std::string author;
  std::string reason;
  bool cancelled = false;
  bool stray = false;  // stands on a line that the firm took back: it counts nowhere until somebody decides
};

// The proof, month by month and destination by destination: what the lines hold, what went, what is left of them.
struct PoolingProof {
  Month month = Month::from_index(0);
  std::string from_label;
  std::string to_label;
  WorkTime lines = WorkTime::zero();      // the whole of the lines touched
  WorkTime allocated = WorkTime::zero();  // under this agreement, to this lot
  WorkTime elsewhere = WorkTime::zero();  // of the same lines, to other lots
};

struct AgreementView {
  PoolingAgreement agreement;
  std::string author;
  std::vector<NamedLot> lots = {};
  std::vector<PoolingProof> proof = {};
  std::vector<PoolableLine> lines = {};          // facilitators only: each is a person's
  std::vector<AllocationLine> allocations = {};  // facilitators only, from this lot
};

struct PoolingView {
  LotView lot;
  std::vector<AgreementView> agreements;
  std::vector<NamedLot> offered;  // other lots of the office, for a new agreement; facilitators only
};
// Readers: the office that follows, the buyer's officer.
Outcome<PoolingView> view_pooling(Services&, const Actor&, LotId);

// The lot itself is added to those of the agreement; each must be followed by the office. Refused: pooling.lots.needed,
// pooling.document.needed, pooling.signatories.needed (a buyer and the firm at least), pooling.days.order.
Outcome<Done> record_agreement(Services&, const Actor&, LotId, PoolingAgreement agreement);

struct AllocationRequest {
  LotId from;
  PoolingId agreement;
  EntryId entry;
  LotId to;
  WorkTime time;
  std::string form_key = "";  // of the form that asks: sent twice, it allocates once
};
// Refused with the codes of check_allocation; a line that does not stand on the lot: not found.
Outcome<Done> allocate(Services&, const Actor&, const AllocationRequest&);
// Refused: pooling.cancelled when it is already, pooling.reason.needed.
Outcome<Done> cancel_allocation(Services&, const Actor&, LotId from, AllocationId, const std::string& reason);

}  // namespace clausier::app
