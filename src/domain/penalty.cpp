#include "clausier/domain/penalty.hpp"

#include <algorithm>
#include <stdexcept>

#include "reckoning.hpp"

namespace clausier {
namespace {

class Proposal {
public:
  Proposal(const Clause& clause, const Rulebook& rulebook, Date day)
      : clause_(clause), terms_(clause.terms.penalties), rulebook_(rulebook), day_(day), source_(stated_by(clause)) {}

  void add_hours(const PenaltyFacts& facts) {
    if (!facts.missing || (!clause_.penalty_per_missing_hour && !terms_.indexed)) return;
    const auto left = unsettled(facts);
    if (left.time == WorkTime::zero()) return;  // nothing to ask for
    if (clause_.penalty_per_missing_hour)
      add_hours_at(facts, left, *clause_.penalty_per_missing_hour, source_);
    else
      add_indexed(facts, left);
  }

  void add_documents(const std::vector<DocumentDelay>& delays) {
    if (!terms_.documents) return;
    for (const auto& delay : delays) add_document(*terms_.documents, delay);
  }

  void add_absences(const std::vector<MeetingAbsence>& absences) {
    if (!terms_.absence) return;
    for (const auto& absence : absences) {
      const auto cents = text_of(terms_.absence->cents());
      steps_.push_back(why().add({"", "penalty.absence",
                                  {{"fee", cents, "cents", source_}, {"absent_on", absence.on.iso(), "date", absence.meeting}},
                                  cents, "cents", "", ""}));
      penalties_.push_back({.kind = PenaltyKind::absence, .about = absence.meeting, .amount = *terms_.absence});
    }
  }

  PenaltyProposal take(Money applied) {
    PenaltyProposal proposal;
    Step total{"", "penalty.total", {}, "", "cents", "", ""};
    for (std::size_t i = 0; i < penalties_.size(); ++i) {
      if (penalties_[i].notice_missing || penalties_[i].index_missing) continue;
      proposal.total = proposal.total + penalties_[i].amount;
      total.inputs.push_back({"penalty_part", text_of(penalties_[i].amount.cents()), "cents", steps_[i]});
    }
    if (terms_.cap) {
      const auto room = std::max(Money::zero(), *terms_.cap - applied);
      total.inputs.push_back({"penalty_cap", text_of(terms_.cap->cents()), "cents", source_});
      if (applied > Money::zero()) total.inputs.push_back({"penalty_applied", text_of(applied.cents()), "cents", "penalty_decisions"});
      proposal.capped = proposal.total > room;
      proposal.total = std::min(proposal.total, room);
    }
    total.result = text_of(proposal.total.cents());
    why().add(std::move(total));
    proposal.penalties = std::move(penalties_);
    proposal.liberatory = terms_.liberatory;
    proposal.group = terms_.group;
    proposal.explanation = std::move(why_);
    return proposal;
  }

private:
  Explanation& why() { return why_; }

  struct Missing {
    WorkTime time;
    std::string from;  // step that gives it
  };

  // Hours that the position misses, less those that decisions settled.
  Missing unsettled(const PenaltyFacts& facts) {
    if (facts.hours_settled == WorkTime::zero()) return {*facts.missing, facts.missing_step};
    const auto left = std::max(WorkTime::zero(), *facts.missing - facts.hours_settled);
    return {left, why().add({"", "penalty.left",
                             {{"missing", text_of(*facts.missing), "s", facts.missing_step},
                              {"settled", text_of(facts.hours_settled), "s", "penalty_decisions"}},
                             text_of(left), "s", "", ""})};
  }

  void add_hours_at(const PenaltyFacts& facts, const Missing& missing, Money per_hour, const std::string& from) {
    const auto amount = cost_of(missing.time, per_hour);
    steps_.push_back(why().add({"", "penalty.hours",
                                {{"missing", text_of(missing.time), "s", missing.from},
                                 {"penalty", text_of(per_hour.cents()), "cents_per_hour", from}},
                                text_of(amount.cents()), "cents", "nearest", ""}));
    penalties_.push_back({.kind = PenaltyKind::hours, .about = "", .amount = amount, .notice_missing = terms_.hours_need_notice && !facts.hours_notice_on});
  }

  void add_indexed(const PenaltyFacts& facts, const Missing& missing) {
    const auto* index = rulebook_.find(terms_.indexed->index, day_);
    if (!index) {
      penalties_.push_back({.kind = PenaltyKind::hours, .about = "", .index_missing = true});
      steps_.emplace_back();
      return;
    }
    const auto hour = price_by_index(*terms_.indexed, *index, source_, why());
    add_hours_at(facts, missing, hour.price, hour.step);
  }

  void add_document(const DocumentPenalty& rule, const DocumentDelay& delay) {
    const bool by_notice = rule.from == PenaltyStart::formal_notice;
    const bool notice_missing = by_notice && !delay.notice_on;
    const Date stated = by_notice && delay.notice_on ? *delay.notice_on : delay.due_on;
    const bool is_settled = delay.settled_on && *delay.settled_on >= stated;
    const Date start = is_settled ? *delay.settled_on : stated;
    const bool first_day_counts = rule.first_day_counts && !is_settled;
    const Date end = delay.received_on.value_or(day_);
    const int days = delay_days(start, end, rule.days, first_day_counts);
    if (days == 0) return;
    const auto days_step = why().add({"", rule.days == DayKind::working ? "penalty.working_days" : "penalty.calendar_days",
                                      {{"delay_from", start.iso(), "date", delay.document},
                                       {"delay_until", end.iso(), "date", delay.document},
                                       {"first_day_counts", first_day_counts ? "1" : "0", "", is_settled ? "penalty_decisions" : source_}},
                                      text_of(std::int64_t{days}), "days", "", ""});
    const auto amount = Money::from_cents(narrow(Wide(rule.per_day.cents()) * days));
    steps_.push_back(why().add({"", "penalty.documents",
                                {{"delay_days", text_of(std::int64_t{days}), "days", days_step},
                                 {"per_day", text_of(rule.per_day.cents()), "cents", source_}},
                                text_of(amount.cents()), "cents", "", ""}));
    penalties_.push_back({.kind = PenaltyKind::documents, .about = delay.document, .amount = amount, .notice_missing = notice_missing});
  }

  const Clause& clause_;
  const PenaltyTerms& terms_;
  const Rulebook& rulebook_;
  Date day_;
  std::string source_;
  Explanation why_;
  std::vector<ProposedPenalty> penalties_;
  std::vector<std::string> steps_;  // of each penalty
};

}  // namespace

std::string_view penalty_kind_code(PenaltyKind kind) {
  switch (kind) {
    case PenaltyKind::hours: return "hours";
    case PenaltyKind::documents: return "documents";
    case PenaltyKind::absence: return "absence";
  }
  throw std::logic_error("penalty kind");
}

std::optional<PenaltyKind> parse_penalty_kind(std::string_view code) {
  for (const auto kind : {PenaltyKind::hours, PenaltyKind::documents, PenaltyKind::absence})
    if (penalty_kind_code(kind) == code) return kind;
  return std::nullopt;
}

bool is_observation(PenaltyActKind kind) {
  return kind == PenaltyActKind::document_due || kind == PenaltyActKind::document_received || kind == PenaltyActKind::absence;
}

bool is_decision(PenaltyActKind kind) { return kind == PenaltyActKind::applied || kind == PenaltyActKind::waived; }

const std::vector<PenaltyActKind>& penalty_act_kinds() {
  static const std::vector<PenaltyActKind> kinds = {PenaltyActKind::document_due,  PenaltyActKind::document_received, PenaltyActKind::absence,
                                                    PenaltyActKind::formal_notice, PenaltyActKind::applied,           PenaltyActKind::waived};
  return kinds;
}

std::string_view penalty_act_kind_code(PenaltyActKind kind) {
  switch (kind) {
    case PenaltyActKind::document_due: return "document_due";
    case PenaltyActKind::document_received: return "document_received";
    case PenaltyActKind::absence: return "absence";
    case PenaltyActKind::formal_notice: return "formal_notice";
    case PenaltyActKind::applied: return "applied";
    case PenaltyActKind::waived: return "waived";
  }
  throw std::logic_error("penalty act");
}

std::optional<PenaltyActKind> parse_penalty_act_kind(std::string_view code) {
  for (const auto kind : penalty_act_kinds())
    if (penalty_act_kind_code(kind) == code) return kind;
  return std::nullopt;
}

int delay_days(Date start, Date end, DayKind kind, bool first_day_counts) {
  int days = 0;
  for (Date day = first_day_counts ? start : start.plus_days(1); day <= end; day = day.plus_days(1))
    if (kind == DayKind::calendar || is_working_day(day)) ++days;
  return days;
}

PenaltyProposal propose_penalties(const Clause& clause, const PenaltyFacts& facts, const Rulebook& rulebook, Date day) {
  Proposal proposal(clause, rulebook, day);
  proposal.add_hours(facts);
  proposal.add_documents(facts.documents);
  proposal.add_absences(facts.absences);
  return proposal.take(facts.applied);
}

}  // namespace clausier
