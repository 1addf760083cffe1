// The facilitator's side: the queue, one timesheet line by line, decisions that are added and never
// changed, and sending back with a comment.
#include <algorithm>
#include <map>
#include <set>

#include "audit.hpp"
#include "clausier/domain/nir.hpp"
#include "clausier/store/clause_store.hpp"
#include "clausier/store/ledger_store.hpp"
#include "clausier/store/participant_store.hpp"
#include "lot_position.hpp"
#include "paging.hpp"
#include "people_perimeter.hpp"
#include "scope.hpp"
#include "timesheets_heads.hpp"
#include "timesheets_reading.hpp"

namespace clausier::app {
namespace {

constexpr std::size_t comment_letters_min = 10;
constexpr std::size_t comment_letters_max = 1000;

std::string code(TimesheetState state) { return std::string(timesheet_state_code(state)); }

bool can_be_decided(const std::string& state) { return state == code(TimesheetState::confirmed) || state == code(TimesheetState::reviewed); }

// A declaration of no hours asks for no decision: it is seen under "all".
std::string condition_of(const std::string& status) {
  if (status == "to_review") return "t.state = 'confirmed' AND t.nil_reason IS NULL";
  if (status == "to_correct") return "t.state = 'to_correct'";
  if (status == "reviewed") return "t.state = 'reviewed'";
  return "t.confirmed_at IS NOT NULL AND t.state <> 'replaced'";
}

std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// ---- The page of one timesheet ----------------------------------------------------------------------

// Two files of one subject may hold lines at the same cell: the entry tells them apart.
Place place_of(const Entry& e) {
  Place place = e.source.place;
  place.record = static_cast<int>(e.id.value());
  return place;
}

DraftLine line_of(const Entry& e) {
  return {place_of(e), {}, e.participant, e.worked, e.declared, e.modality, e.contract_type, e.employer_siret, e.kind};
}

// Entries checked as if they were sent today, so that what moved since shows.
std::vector<Finding> points_of(const std::vector<Entry>& standing, CheckContext context) {
  context.standing.clear();  // nothing is about to be replaced
  TimesheetDraft draft;
  for (const auto& entry : standing) draft.lines.push_back(line_of(entry));
  auto points = check_timesheet(draft, context);
  std::erase_if(points, [](const Finding& f) { return f.code == "timesheet.month.closed" || f.code == "sheet.lines.none"; });
  return points;
}

std::vector<ParticipantId> people_of(const std::vector<Entry>& entries) {
  std::vector<ParticipantId> people;
  for (const auto& entry : entries) people.push_back(entry.participant);
  std::sort(people.begin(), people.end());
  people.erase(std::unique(people.begin(), people.end()), people.end());
  return people;
}

class ReviewReading {
public:
  ReviewReading(Services& services, store::Connection& connection, const Actor& actor, const TimesheetSubject& subject)
      : services_(services),
        standing_(store::standing_entries_of(connection, subject)),
        cutoff_(current_cutoff(services)),
        context_(check_context(services, connection, actor, subject, people_of(standing_))),
        points_(points_of(standing_, context_)) {
    const Cutoff month{subject.month.last_day(), cutoff_.recorded_until};
    for (const auto& line : position_in(connection, services, subject.lot, month).entries) decided_.emplace(line.entry.id, line);
    for (auto& decision : store::decisions_of(connection, subject)) decisions_.insert_or_assign(decision.entry, std::move(decision));
    names_ = names_within(services, connection, actor, people_of(standing_));
  }

  std::vector<Finding> points() const {
    auto points = points_;
    for (auto& point : points) point.place.record = 0;
    return points;
  }

  std::vector<ReviewLine> lines() const {
    std::vector<ReviewLine> lines;
    for (const auto& entry : standing_) lines.push_back(line(entry));
    return lines;
  }

private:
  ReviewLine line(const Entry& entry) const {
    ReviewLine line{.entry = entry, .reference = "", .person_name = name(entry.participant), .eligibility = "",
                    .status = LineStatus::pending, .status_reason = "", .decision = std::nullopt, .remarks = {}};
    for (const auto& person : context_.people)
      if (person.id == entry.participant) {
        const auto* decision = eligibility_at(person.eligibility, person.id, cutoff_.recorded_until);
        line.reference = person.reference;
        line.eligibility = eligibility_status(decision, counted_until(decision, context_.clause, entry.contract_type), entry.worked.last);
      }
    if (const auto known = decided_.find(entry.id); known != decided_.end()) {
      line.status = known->second.status;
      line.status_reason = known->second.reason;
    }
    if (const auto known = decisions_.find(entry.id); known != decisions_.end()) line.decision = known->second;
    for (const auto& point : points_)
      if (point.place == place_of(entry)) line.remarks.push_back(point.code);
    return line;
  }

  std::string name(ParticipantId person) const {
    const auto known = names_.find(person);
    return known == names_.end() ? "" : known->second.family_name + " " + known->second.given_name;
  }

  Services& services_;
  std::vector<Entry> standing_;
  Cutoff cutoff_;
  CheckContext context_;
  std::vector<Finding> points_;
  std::map<EntryId, DecidedEntry> decided_;
  std::map<EntryId, LineDecision> decisions_;  // the latest of each
  std::map<ParticipantId, Identity> names_;
};

// ---- Decisions ----------------------------------------------------------------------------------------

bool says_the_same(const LineDecision& known, const LineDecision& fresh) {
  return known.verdict == fresh.verdict && known.reason == fresh.reason && known.note == fresh.note;
}

// Who changed the timesheet since the page was shown, and when.
Refusal conflict(store::Connection& connection, TimesheetId id) {
  const auto last = connection.query_one("SELECT actor, recorded_at FROM audit_events WHERE object_kind = 'timesheet' AND object = ?1"
                                         " ORDER BY sequence DESC LIMIT 1",
                                         store::values(id.text()));
  if (!last) return {"conflict", {{"qui", ""}, {"heure", ""}}};
  return {"conflict", {{"qui", last->text("actor")}, {"heure", french_instant(last->instant("recorded_at"))}}};
}

// A closed month is opened again by the same facilitator, on the page of the lot.
std::optional<Refusal> why_not_open(store::Connection& c, const TimesheetSubject& subject, const std::string& state) {
  if (!can_be_decided(state)) return Refusal{"timesheet.state"};
  const auto closed = store::closed_months(c, subject.lot);
  if (std::find(closed.begin(), closed.end(), subject.month) == closed.end()) return std::nullopt;
  return Refusal{"review.month.closed", {{"month", french_month(subject.month)}}};
}

// The timesheet of a review, when it is theirs, still as the page showed it, and open to decisions.
Outcome<store::TimesheetRow> open_review(store::Connection& c, const Actor& actor, TimesheetId id, int version) {
  const auto sheet = timesheet_within(c, actor, id);
  if (!sheet) return not_found();
  if (sheet->version != version) return conflict(c, id);
  if (const auto refusal = why_not_open(c, sheet->subject, sheet->state)) return *refusal;
  return *sheet;
}

class Decisions {
public:
  Decisions(store::Connection& connection, const TimesheetSubject& subject) : connection_(connection) {
    for (const auto& entry : store::standing_entries_of(connection, subject)) known_.emplace(entry.id, std::nullopt);
    for (auto& decision : store::decisions_of(connection, subject))
      if (const auto entry = known_.find(decision.entry); entry != known_.end()) entry->second = std::move(decision);
  }

  // False when the entry is none of the timesheet's. What was already decided so is not said again.
  bool add(const LineDecision& decision) {
    const auto entry = known_.find(decision.entry);
    if (entry == known_.end()) return false;
    if (entry->second && says_the_same(*entry->second, decision)) return true;
    store::append_decision(connection_, decision, sha256_hex);
    entry->second = decision;
    ++added_;
    return true;
  }

  bool complete() const {
    return std::all_of(known_.begin(), known_.end(), [](const auto& entry) { return entry.second.has_value(); });
  }
  std::size_t added() const { return added_; }

private:
  store::Connection& connection_;
  std::map<EntryId, std::optional<LineDecision>> known_;
  std::size_t added_ = 0;
};

}  // namespace

std::optional<Refusal> fault_of_verdict(const LineVerdict& verdict) {
  if (holds_nir(verdict.note)) return Refusal{"person.nir"};
  if (letters(verdict.note) > comment_letters_max) return Refusal{"review.note.long"};
  if (verdict.verdict == Verdict::accepted) return std::nullopt;
  const auto& reasons = rejection_reason_codes();
  if (std::find(reasons.begin(), reasons.end(), verdict.reason) == reasons.end()) return Refusal{"form.reason.required"};
  if (verdict.reason == "other" && trimmed(verdict.note).empty()) return Refusal{"review.note.required"};
  return std::nullopt;
}

Outcome<ReviewPage> review_queue(Services& services, const Actor& actor, const ReviewQuery& query) {
  if (!has_role(actor, {Role::facilitator})) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<ReviewPage> {
    const auto condition = condition_of(query.status);
    const auto total = c.query_one("SELECT count(*) AS n FROM (" + timesheets_within(actor) + ") t WHERE " + condition,
                                   {perimeter_key(actor)})->integer("n");
    const auto cut = page_of(total, query.page, query.per_page);
    const std::string order = query.status == "to_review" ? "t.confirmed_at, t.id" : "t.confirmed_at DESC, t.id";
    return ReviewPage{heads_within(services, c, actor, condition + " ORDER BY " + order + " LIMIT ?2 OFFSET ?3",
                                   store::values(cut.last - cut.first, cut.first)),
                      total, cut.page, cut.pages};
  });
}

Outcome<ReviewView> view_review(Services& services, const Actor& actor, TimesheetId id) {
  if (!has_role(actor, {Role::facilitator})) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<ReviewView> {
    const auto head = head_within(services, c, actor, id);
    if (!head || !head->confirmed_at) return not_found();  // a draft is still the firm's
    const ReviewReading reading(services, c, actor, head->subject);
    ReviewView view{.head = *head, .lines = reading.lines(), .points = reading.points(), .lot_before = {}, .former_versions = {}, .refusal = {}};
    view.refusal = why_not_open(c, head->subject, code(head->state));
    view.lot_before = position_in(c, services, head->subject.lot, current_cutoff(services)).hours;
    view.former_versions = heads_within(services, c, actor,
                                        "t.lot_id = ?2 AND t.firm_id = ?3 AND t.month = ?4 AND t.confirmed_at IS NOT NULL AND"
                                        " t.id <> ?5 ORDER BY t.confirmed_at DESC",
                                        store::values(head->subject.lot, head->subject.firm, head->subject.month, id));
    return view;
  });
}

Outcome<VerdictEffect> effect_of_verdicts(Services& services, const Actor& actor, TimesheetId id, const std::vector<LineVerdict>& verdicts) {
  if (!has_role(actor, {Role::facilitator})) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<VerdictEffect> {
    const auto sheet = timesheet_within(c, actor, id);
    if (!sheet) return not_found();
    std::set<EntryId> own;
    for (const auto& entry : store::standing_entries_of(c, sheet->subject)) own.insert(entry.id);
    std::vector<LineDecision> supposed;
    const auto cutoff = current_cutoff(services);
    for (const auto& verdict : verdicts) {
      if (!own.contains(verdict.entry)) return not_found();
      supposed.push_back({verdict.entry, verdict.verdict, verdict.reason, verdict.note, actor.display_name, cutoff.recorded_until});
    }
    const auto before = position_in(c, services, sheet->subject.lot, cutoff);
    const auto after = position_with(c, services, sheet->subject.lot, cutoff, supposed);
    return VerdictEffect{before.hours, after.hours, before.missing, after.missing, after.owed};
  });
}

Outcome<Done> decide_lines(Services& services, const Actor& actor, TimesheetId id, int version, const std::vector<LineVerdict>& verdicts) {
  if (!has_role(actor, {Role::facilitator})) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    auto sheet = open_review(c, actor, id, version);
    if (!sheet) return sheet.refusal();
    const auto now = store::next_instant(c, services.clock());
    Decisions decisions(c, sheet.value().subject);
    for (const auto& verdict : verdicts) {
      if (const auto fault = fault_of_verdict(verdict)) return *fault;
      const auto reason = verdict.verdict == Verdict::rejected ? verdict.reason : "";
      if (!decisions.add({verdict.entry, verdict.verdict, reason, trimmed(verdict.note), actor.display_name, now})) return not_found();
    }
    sheet.value().state = code(decisions.complete() ? TimesheetState::reviewed : TimesheetState::confirmed);
    store::update_timesheet(c, sheet.value());
    record_audit(c, actor, now, "timesheet.decide", "timesheet", id.text(), std::to_string(decisions.added()));
    return Done{};
  });
}

Outcome<Done> send_back(Services& services, const Actor& actor, TimesheetId id, int version, const std::string& comment) {
  if (!has_role(actor, {Role::facilitator})) return forbidden();
  const auto text = trimmed(comment);
  if (text.empty()) return Refusal{"form.comment.required"};
  if (letters(text) < comment_letters_min || letters(text) > comment_letters_max)
    return Refusal{"review.comment.length", {{"min", std::to_string(comment_letters_min)}, {"max", french_integer(comment_letters_max)}}};
  if (holds_nir(text)) return Refusal{"person.nir"};
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    auto sheet = open_review(c, actor, id, version);
    if (!sheet) return sheet.refusal();
    sheet.value().state = code(TimesheetState::to_correct);
    sheet.value().comment = text;
    store::update_timesheet(c, sheet.value());
    record_audit(c, actor, store::next_instant(c, services.clock()), "timesheet.send_back", "timesheet", id.text());
    return Done{};
  });
}

}  // namespace clausier::app
