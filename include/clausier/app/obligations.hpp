#pragma once
// What happens on a lot besides hours: invoices, orders, amendments…; and what lateness may cost.
#include <string>
#include <vector>

#include "clausier/app/contracts.hpp"
#include "clausier/domain/forecast.hpp"
#include "clausier/domain/obligation.hpp"
#include "clausier/domain/penalty.hpp"

namespace clausier::app {

struct FactLine {
  ObligationFact fact;
  std::optional<ObligationFact> cancelled_by = {};
  bool has_effect = true;        // on the clause in force; without a clause nothing is judged
  bool beyond_amount = false;    // an invoice by which, or after which, their sum is beyond the amount of the contract
  bool people_withheld = false;  // a small head count, which the buyer does not read
};

struct ObligationView {
  LotView lot;
  std::vector<FactLine> facts;  // by date; cancelled ones stay, with who cancelled them and why
  std::set<Month> at_zero = {};  // months without hours, said so by a firm or closed
};
// Days of a question; what is not given is today, and everything recorded.
struct AskedDays {
  std::optional<Date> worked_until = {};
  std::optional<Date> recorded_until = {};  // that day included, Paris time aside: UTC
};
// Readers: the office that follows, the buyer's officer. Facts recorded or cancelled later are not there.
Outcome<ObligationView> view_obligation(Services&, const Actor&, LotId, const AskedDays& asked = {});

// The facts of a lot that stand; none when the lot is not the actor's to see.
std::vector<ObligationFact> standing_facts(Services&, const Actor&, LotId);

// The facilitator of the office that follows. Id, author and recorded_at are given here. Refused with the first fault of
// check_fact, or fact.same when a fact of the same kind, reference and date stands already.
Outcome<Done> record_fact(Services&, const Actor&, ObligationFact fact);
// Refused: fact.cancelled when it is already, fact.reason.needed without a reason; unknown or of another lot: not found.
Outcome<Done> cancel_fact(Services&, const Actor&, LotId, FactId, const std::string& reason);

enum class ImportMode { check, record };
struct FactImport {
  std::size_t added = 0;          // recorded, or that a check would record
  std::size_t already = 0;        // stood before: a file may be sent again
  std::vector<Finding> findings;  // of the file and of its rows; with an error nothing is recorded, a warning asks to look
};
// A CSV, XLSX or ODS with a row of titles (nature, date, fin, montant, heures, personnes, référence, document, motif), one
// fact a row. Everything or nothing.
Outcome<FactImport> import_facts(Services&, const Actor&, LotId, std::string_view bytes, ImportMode mode = ImportMode::record);

struct PenaltyActLine {
  PenaltyAct act;
  std::optional<PenaltyAct> cancelled_by = {};
  bool may_cancel = false;  // by the actor, who may record such an act
};

struct PenaltyView {
  LotView lot;
  PenaltyProposal proposal;            // at the day of the position, less what was decided; a proposal, never a decision
  std::vector<PenaltyActLine> acts;    // what was done, oldest first; cancelled ones stay
  Money applied = Money::zero();       // in all, by the decisions that stand
  std::vector<DocumentDelay> documents = {};  // one for each day a document was due
};
// until: default today. What is dated after it does not exist yet.
Outcome<PenaltyView> view_penalties(Services&, const Actor&, LotId, std::optional<Date> until = {});

// A formal notice, a decision or a waiver: the buyer's officer alone; what was seen of lateness: the facilitator too.
// Refused: penalty.reason.needed for a waiver without reason, penalty.amount.needed for a decision without amount,
// penalty.document.needed for what was seen of no document or meeting, penalty.decision.unknown for a decision on a
// document or a meeting that nobody noted, or a notice about it, penalty.decision.future for what is to come (a due day
// may be), penalty.amount.above for a decision beyond the proposal without a reason.
Outcome<Done> record_penalty_act(Services&, const Actor&, PenaltyAct act);
// By whoever may record such an act. Refused: penalty.cancelled when it is already, penalty.cancel.reason without one.
Outcome<Done> cancel_penalty_act(Services&, const Actor&, LotId, PenaltyActId, const std::string& reason);

struct LotForecast {
  std::vector<CurvePoint> curve;
  RhythmForecast rhythm;
};
// Empty without a clause.
LotForecast forecast_of(Services&, const ObligationView&);

}  // namespace clausier::app
