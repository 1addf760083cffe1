#pragma once
// Anything that may be recorded on lots, drawn at random and written as the use cases write it, in the transaction given.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "../domain/generated_lots.hpp"
#include "clausier/store/clause_store.hpp"
#include "clausier/store/consortium_store.hpp"
#include "clausier/store/ledger_store.hpp"
#include "clausier/store/obligation_store.hpp"
#include "clausier/store/participant_store.hpp"
#include "clausier/store/pooling_store.hpp"
#include "sample_base.hpp"

namespace sample {

class Recorder {
public:
  using Act = void (Recorder::*)();
  // Every act, by what it is called in a message.
  static const std::map<std::string, Act>& acts() {
    static const std::map<std::string, Act> all = {
        {"posting", &Recorder::post},
        {"reversal", &Recorder::reverse},
        {"correction", &Recorder::correct},
        {"decision on a line", &Recorder::decide_on_line},
        {"decision on a person", &Recorder::decide_on_person},
        {"clause version", &Recorder::change_clause},
        {"withdrawn clause", &Recorder::withdraw_clause},
        {"fact", &Recorder::record_fact},
        {"cancelled fact", &Recorder::cancel_fact},
        {"pooling agreement", &Recorder::agree_on_pooling},
        {"allocation", &Recorder::allocate},
        {"cancelled allocation", &Recorder::cancel_allocation},
        {"end of follow-up", &Recorder::end_follow_up},
        {"follow-up", &Recorder::follow},
        {"hand-over", &Recorder::hand_over},
        {"penalty act", &Recorder::act_on_penalty},
        {"debt between members", &Recorder::pass_debt},
        {"closed month", &Recorder::close_month},
        {"timesheet", &Recorder::send_timesheet},
        {"state of a timesheet", &Recorder::change_timesheet},
        {"grant", &Recorder::grant},
        {"revocation", &Recorder::revoke},
        {"employment", &Recorder::employ},
        {"acknowledgement", &Recorder::acknowledge},
    };
    return all;
  }

  Recorder(store::Connection& c, Base& base, std::uint64_t seed) : c_(c), base_(base), draw_(seed), maker_(draw_) {
    for (std::int64_t i = 1; i <= 4; ++i) {
      people_.push_back(ParticipantId::from_trusted(7000 + i));
      store::insert_participant(c_, {people_.back(), "P-GEN-" + std::to_string(i)}, base_.now);
    }
    for (const auto lot : lots()) change_clause_of(lot);
    for (const auto person : people_)
      for (const auto* office : {&base_.facilitator, &base_.other_facilitator}) decide_on(person, office->organisation->id);
    agree_on_pooling();
  }

  // What was recorded, by its name in acts(). Hours come more often than the rest.
  std::string record_anything() {
    static const std::vector<std::string> names = [] {
      std::vector<std::string> all = {"posting", "posting", "posting", "decision on a line", "decision on a line", "decision on a line", "decision on a line", "allocation", "allocation", "fact"};
      for (const auto& [name, act] : acts()) all.push_back(name);
      return all;
    }();
    const auto& name = draw_.one_of(names);
    (this->*acts().at(name))();
    return name;
  }
  std::vector<LotId> lots() const { return {base_.earthworks, base_.masonry, base_.foreign_lot}; }
  samples::Draw& draw() { return draw_; }

private:
  static std::string digest(std::string_view text) { return app::sha256_hex(text); }
  LotId any_lot() { return draw_.one_of(lots()); }
  ContractId any_contract() { return draw_.one_in(2) ? base_.contract : base_.foreign_contract; }
  OrganisationId any_office() { return (draw_.one_in(2) ? base_.facilitator : base_.other_facilitator).organisation->id; }
  Date any_day() { return day("2025-12-01").plus_days(static_cast<int>(draw_.between(0, 240))); }
  Instant moment() { return store::next_instant(c_, base_.now); }

  // ---- Hours

  TimesheetId sheet_of(LotId lot) {
    const auto id = TimesheetId::from_trusted(app::random_id());
    c_.execute("INSERT INTO timesheets (id, lot_id, firm_id, month, state, nil_reason, document_sha256, file_name, minutes_answers, sent_by,"
               " received_at, confirmed_at, comment, version) VALUES (?1, ?2, ?3, '2026-01', 'replaced', NULL, NULL, '', '', '', 0, 0, '', 1)",
               store::values(id, lot, base_.holder.organisation->id));
    return id;
  }
  Entry any_line(LotId lot, TimesheetId sheet) {
    const Date first = any_day();
    const auto who = draw_.one_of(people_);
    auto line = samples::entry(0, who, first.iso().c_str(), first.plus_days(static_cast<int>(draw_.between(0, 20))).iso().c_str(),
                               WorkTime::from_seconds(draw_.between(1, 400'000)));
    line.timesheet = sheet;
    line.subject = base_.subject(lot, base_.holder, "2026-01");
    line.contract_type = draw_.one_in(2) ? "permanent" : "fixed_term";
    line.kind = draw_.one_in(6) ? WorkKind::training : WorkKind::work;
    line.recorded_at = moment();
    return line;
  }
  std::optional<Entry> any_standing(LotId lot) {
    const auto entries = standing_entries(store::entries_of_lot(c_, lot));
    return entries.empty() ? std::nullopt : std::optional(draw_.one_of(entries));
  }
  void post() {
    const auto lot = any_lot();
    const auto sheet = sheet_of(lot);
    Posting posting;
    for (std::int64_t i = draw_.between(1, 3); i > 0; --i) posting.additions.push_back(any_line(lot, sheet));
    store::append_posting(c_, posting, digest);
  }
  void reverse() {
    const auto lot = any_lot();
    if (const auto entry = any_standing(lot)) store::append_posting(c_, {{reversal_of(*entry, sheet_of(lot), moment())}, {}, 0}, digest);
  }
  void correct() {
    const auto lot = any_lot();
    const auto entry = any_standing(lot);
    if (!entry) return;
    const auto sheet = sheet_of(lot);
    const auto undo = reversal_of(*entry, sheet, moment());
    store::append_posting(c_, {{undo}, {any_line(lot, sheet)}, 0}, digest);
  }
  void decide_on_line() {
    const auto entry = any_standing(any_lot());
    if (!entry) return;
    const bool accepted = !draw_.one_in(4);
    store::append_decision(c_, {entry->id, accepted ? Verdict::accepted : Verdict::rejected, accepted ? "" : "other", "", "test", moment()}, digest);
  }
  void decide_on_person() { decide_on(draw_.one_of(people_), any_office()); }
  void decide_on(ParticipantId person, OrganisationId office) {
    EligibilityDecision decision{.participant = person,
                                 .verdict = draw_.one_in(5) ? EligibilityVerdict::refused : EligibilityVerdict::eligible,
                                 .criterion = draw_.one_in(2) ? "QPV" : "DELD", .effective_on = any_day().plus_days(-100),
                                 .countable_until = std::nullopt, .proof_kind = "", .proof_seen_on = std::nullopt, .reason = "",
                                 .decided_by = "test", .decided_at = moment()};
    store::append_eligibility(c_, office, decision);
  }
  void close_month() { store::append_month_closure(c_, any_lot(), any_day().month_of(), draw_.one_in(2), "test", moment()); }

  // ---- The calendar, and people

  OrganisationId any_firm() { return (draw_.one_in(2) ? base_.holder : base_.agency).organisation->id; }
  std::string any_state() { return draw_.one_of(std::vector<std::string>{"draft", "confirmed", "reviewed", "reviewed", "to_correct"}); }
  Month near_start() { return draw_.one_in(4) ? month("2026-02") : month("2026-01"); }
  void send_timesheet() {
    const auto lot = any_lot();
    const auto sent = near_start();
    for (const auto* firm : {&base_.holder, &base_.agency})
      c_.execute("INSERT OR IGNORE INTO timesheets (id, lot_id, firm_id, month, state, file_name, minutes_answers, sent_by, received_at, comment, version)"
                 " VALUES (?1, ?2, ?3, ?4, ?5, '', '', '', 0, '', 1)",
                 store::values(app::random_id(), lot, firm->organisation->id, sent, any_state()));
  }
  void change_timesheet() {
    c_.execute("UPDATE OR IGNORE timesheets SET state = ?3 WHERE lot_id = ?1 AND month = ?2 AND state <> 'replaced'",
               store::values(any_lot(), near_start(), any_state()));
  }
  void grant() {
    c_.execute("INSERT OR IGNORE INTO grants (lot_id, firm_id, role, author, recorded_at) VALUES (?1, ?2, 'declarant', 'test', ?3)",
               store::values(any_lot(), any_firm(), moment()));
  }
  void revoke() {
    c_.execute("UPDATE grants SET revoked_at = ?3 WHERE lot_id = ?1 AND firm_id = ?2 AND revoked_at IS NULL", store::values(any_lot(), any_firm(), moment()));
  }
  void employ() {
    const auto lot = any_lot();
    c_.execute("INSERT INTO employments (participant_id, lot_id, firm_id, modality, contract_type, employer_siret, starts_on, author, recorded_at)"
               " VALUES (?1, ?2, ?3, 'direct_hire', 'fixed_term', '', '2026-01-01', 'test', ?4)",
               store::values(draw_.one_of(people_), lot, any_firm(), moment()));
  }
  void acknowledge() {
    c_.execute("INSERT OR IGNORE INTO employment_acknowledgements (employment_id, office_id, author, recorded_at)"
               " SELECT id, ?2, 'test', ?3 FROM employments WHERE lot_id = ?1",
               store::values(any_lot(), any_office(), moment()));
  }

  // ---- What is owed

  void change_clause() { change_clause_of(any_lot()); }
  void change_clause_of(LotId lot) {
    auto clause = maker_.clause();
    clause.id = ClauseId::from_trusted(app::random_id());
    clause.lot = lot;
    clause.execution = {day("2026-01-01"), any_day().plus_days(200)};
    clause.counting_months = 24;
    clause.recorded_at = moment();
    store::append_clause(c_, clause);
  }
  void withdraw_clause() {
    c_.execute("INSERT INTO withdrawn_clauses (clause_id, author, recorded_at) SELECT id, 'test', ?2 FROM clauses WHERE lot_id = ?1"
               " AND id NOT IN (SELECT clause_id FROM withdrawn_clauses) ORDER BY recorded_at DESC LIMIT 1",
               store::values(any_lot(), moment()));
  }
  void record_fact() {
    auto fact = maker_.fact_of(app::random_id(), draw_.one_of(fact_kinds()));
    fact.lot = any_lot();
    const bool whole_month = fact.kind == FactKind::all_hours || fact.kind == FactKind::all_hires;
    fact.on = whole_month ? any_day().month_of().first_day() : any_day();
    if (whole_month) fact.last = fact.on.month_of().last_day();
    else if (fact.last) fact.last = fact.on.plus_days(static_cast<int>(draw_.between(30, 400)));
    fact.people = static_cast<int>(draw_.between(0, 9));
    fact.reference = "R" + std::to_string(draw_.between(1, 4));
    fact.reason = "motif";
    fact.recorded_at = moment();
    store::append_fact(c_, fact);
  }
  void cancel_fact() {
    const auto lot = any_lot();
    const auto known = facts_believed(store::facts_of_lot(c_, lot), Instant::from_milliseconds(base_.now.milliseconds() + 3'600'000));
    if (known.empty()) return;
    ObligationFact undo = draw_.one_of(known);
    undo.cancels = undo.id;
    undo.id = FactId::from_trusted(app::random_id());
    undo.reason = "saisie en double";
    undo.recorded_at = moment();
    store::append_fact(c_, undo);
  }

  // ---- Between lots

  void agree_on_pooling() {
    const auto among = draw_.one_in(2) ? lots() : std::vector<LotId>{base_.earthworks, base_.foreign_lot};
    PoolingAgreement agreement{.lots = among, .valid = {day("2025-06-01"), day("2027-12-31")},
                               .signatories = {"Acheteur Exemple", "Autre Acheteur"}, .document = "Convention"};
    agreement.id = PoolingId::from_trusted(app::random_id());
    agreement.recorded_at = moment();
    store::append_agreement(c_, {agreement, "test"});
  }
  void allocate() {
    const auto from = any_lot();
    const auto agreements = store::agreements_of_lot(c_, from);
    const auto line = any_standing(from);
    if (agreements.empty() || !line) return;
    const auto& agreement = draw_.one_of(agreements).agreement;
    PooledHours part{.id = AllocationId::from_trusted(app::random_id()), .agreement = agreement.id, .entry = line->id, .from = from,
                     .to = draw_.one_of(agreement.lots), .time = WorkTime::from_seconds(draw_.between(1, line->declared.seconds())), .worked = line->worked};
    part.recorded_at = moment();
    if (check_allocation(part, line->declared, agreement, store::allocations_of_line(c_, line->id))) store::append_allocation(c_, {part, "test", ""});
  }
  void cancel_allocation() {
    const auto parts = allocations_believed(store::allocations_of_lot(c_, any_lot()), Instant::from_milliseconds(base_.now.milliseconds() + 3'600'000));
    if (parts.empty()) return;
    auto undo = draw_.one_of(parts);
    undo.cancels = undo.id;
    undo.id = AllocationId::from_trusted(app::random_id());
    undo.recorded_at = moment();
    store::append_allocation(c_, {undo, "test", "motif"});
  }

  // ---- Who follows

  void end_follow_up() { c_.execute("DELETE FROM follow_ups WHERE contract_id = ?1", store::values(any_contract())); }
  void follow() {
    c_.execute("INSERT INTO follow_ups (contract_id, office_id, author, recorded_at) VALUES (?1, ?2, 'test', ?3) ON CONFLICT DO NOTHING",
               store::values(any_contract(), any_office(), moment()));
  }
  void hand_over() {
    c_.execute("UPDATE OR IGNORE follow_ups SET office_id = ?2 WHERE contract_id = ?1", store::values(any_contract(), any_office()));
  }

  // ---- What leaves every figure of a standing as it is

  void act_on_penalty() {
    PenaltyAct act{.id = PenaltyActId::from_trusted(app::random_id()), .lot = any_lot(), .kind = draw_.one_of(penalty_act_kinds()),
                   .about = draw_.one_in(2) ? PenaltyKind::hours : PenaltyKind::documents, .on = any_day(), .amount = Money::from_cents(1'000),
                   .document = "Bilan", .reason = "motif", .author = "test", .recorded_at = moment()};
    const auto known = store::penalty_acts_of_lot(c_, act.lot);
    if (!known.empty() && draw_.one_in(3) && cancelled_.insert(known.back().id).second && !known.back().cancels) act.cancels = known.back().id;
    store::append_penalty_act(c_, act);
  }
  void pass_debt() {
    const auto lot = any_lot();
    const auto from = base_.holder.organisation->id, to = base_.agency.organisation->id;
    const auto id = TransferId::from_trusted(app::random_id());
    store::append_transfer(c_, lot, {{.id = id, .from = from, .to = to, .time = WorkTime::from_hours(draw_.between(1, 50))}, "Accord", "test", moment()});
    store::append_assent(c_, id, {from, "test", moment()});
    if (draw_.one_in(2)) store::append_assent(c_, id, {to, "test", moment()});
    else store::append_withdrawal(c_, id, {to, "test", moment()});
  }

  store::Connection& c_;
  Base& base_;
  samples::Draw draw_;
  samples::LotMaker maker_;
  std::vector<ParticipantId> people_;
  std::set<PenaltyActId> cancelled_;
};

}  // namespace sample
