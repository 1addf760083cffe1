#include "clausier/domain/nir.hpp"
#include "clausier/app/trackers.hpp"

#include <algorithm>

#include "audit.hpp"
#include "clausier/store/contract_store.hpp"
#include "contract_indexing.hpp"
#include "document_vault.hpp"
#include "scope.hpp"
#include "tracker_plan.hpp"

namespace clausier::app {
namespace {

TrackerState state_of(const std::string& code) {
  if (code == "planned") return TrackerState::planned;
  if (code == "applied") return TrackerState::applied;
  if (code == "undone") return TrackerState::undone;
  if (code == "discarded") return TrackerState::discarded;
  throw CorruptData("tracker state " + code);
}

// The row of titles, whatever the columns mean: the same titles come back with the next file.
std::string fingerprint_of(const read::TrackerReading& reading) {
  std::string titles;
  for (const auto& column : reading.columns) titles += std::to_string(column.index) + "\x1F" + folded(column.title) + "\x1E";
  return sha256_hex(titles);
}

std::string shown_name(std::string name) {
  constexpr std::size_t bytes_max = 200;
  if (const auto slash = name.find_last_of("/\\"); slash != std::string::npos) name.erase(0, slash + 1);
  std::erase_if(name, [](char ch) { return static_cast<unsigned char>(ch) < 0x20 || ch == 0x7F; });
  auto end = std::min(name.size(), bytes_max);
  while (end > 0 && end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
  return name.substr(0, end);
}

std::optional<Refusal> fault_of_file(const std::string& bytes, const read::TrackerReading& reading) {
  if (bytes.empty()) return Refusal{"file.empty"};
  for (const auto& f : reading.findings)  // what cannot be shown, or must not be kept
    if (f.severity == Severity::error && (f.code.starts_with("file.") || f.code == "cell.nir")) return Refusal{f.code, f.parameters};
  return std::nullopt;
}

TrackerView head_of(const store::TrackerBatchRow& row) {
  TrackerView view(row.id, row.recorded_at);
  view.state = state_of(row.state);
  view.author = row.author;
  view.file_name = row.file_name;
  view.applied_at = row.applied_at;
  view.undone_at = row.undone_at;
  view.chosen = row.chosen_columns;
  view.terms.schedule = parse_due_schedule(row.schedule);
  view.terms.legal_basis = row.legal_basis;
  return view;
}

void add_contract(TrackerView& view, PlannedContract&& planned) {
  TrackedContractLine line;
  line.place = planned.tracked.place;
  line.record = std::move(planned.tracked.record);
  line.known = planned.known;
  ++(planned.known ? view.totals.known : view.totals.contracts);
  for (auto& lot : planned.lots) {
    if (!lot.known) ++view.totals.lots;
    if (lot.gets_clause) {
      ++view.totals.clauses;
      view.totals.hours += *lot.lot.hours;
    }
    line.lots.push_back({std::move(lot.lot), lot.known.has_value(), lot.gets_clause});
  }
  view.contracts.push_back(std::move(line));
}

TrackerView view_of(store::Connection& c, const Services& services, const store::TrackerBatchRow& row) {
  auto view = head_of(row);
  if (view.state != TrackerState::planned) return view;  // what it made is in the register, or gone
  auto examined = examine_tracker(c, services, row);
  view.sheet = examined.reading.sheet;
  view.header_row = examined.reading.header_row;
  view.columns = std::move(examined.reading.columns);
  view.findings = std::move(examined.findings);
  view.remembered = !row.chosen_columns.empty();
  for (auto& contract : examined.contracts) add_contract(view, std::move(contract));
  const bool terms_given = view.totals.clauses == 0 || (view.terms.schedule && !view.terms.legal_basis.empty());
  view.may_apply = !any_error(view.findings) && terms_given && !view.contracts.empty();
  return view;
}

// A planned batch of the actor's office, changed in one transaction.
template <class Work>
Outcome<Done> on_batch(Services& services, const Actor& actor, TrackerBatchId id, TrackerState wanted, const char* otherwise, Work work) {
  if (!is_office(actor)) return forbidden();
  return services.database->write([&](store::Connection& c) -> Outcome<Done> {
    auto row = store::find_tracker_batch(c, actor.organisation->id, id);
    if (!row || row->state == "discarded") return not_found();
    if (state_of(row->state) != wanted) return Refusal{otherwise};
    return work(c, *row, store::next_instant(c, services.clock()));
  });
}

}  // namespace

std::string_view tracker_state_code(TrackerState state) {
  switch (state) {
    case TrackerState::planned: return "planned";
    case TrackerState::applied: return "applied";
    case TrackerState::undone: return "undone";
    case TrackerState::discarded: return "discarded";
  }
  throw std::logic_error("tracker state");
}

Outcome<TrackerBatchId> receive_tracker(Services& services, const Actor& actor, const std::string& file_name, const std::string& bytes) {
  if (!is_office(actor)) return forbidden();
  if (holds_nir(file_name)) return Refusal{"file.name.nir"};
  const auto reading = services.database->read([&](store::Connection& c) { return read_tracker_file(c, bytes, {}); });
  if (const auto fault = fault_of_file(bytes, reading)) return *fault;
  const auto sha256 = services.vault->keep(bytes);
  const auto id = TrackerBatchId::from_trusted(random_id());
  const auto office = actor.organisation->id;
  services.database->write([&](store::Connection& c) {
    const Instant now = store::next_instant(c, services.clock());
    c.execute("INSERT INTO documents (sha256, size_bytes, kind, first_name, recorded_at) VALUES (?1, ?2, 'contracts', ?3, ?4) "
              "ON CONFLICT DO NOTHING",
              store::values(sha256, static_cast<std::int64_t>(bytes.size()), shown_name(file_name), now));
    const auto fingerprint = fingerprint_of(reading);
    auto columns = store::remembered_columns(c, office, fingerprint);
    store::append_tracker_batch(c, {id, office, "planned", actor.display_name, sha256, shown_name(file_name), fingerprint,
                                    std::move(columns), "", "", std::nullopt, now, std::nullopt, std::nullopt});
    record_audit(c, actor, now, "tracker.received", "tracker", id.text());
  });
  return id;
}

Outcome<TrackerView> view_tracker(Services& services, const Actor& actor, TrackerBatchId id) {
  if (!is_office(actor)) return forbidden();
  return services.database->read([&](store::Connection& c) -> Outcome<TrackerView> {
    const auto row = store::find_tracker_batch(c, actor.organisation->id, id);
    if (!row || row->state == "discarded") return not_found();
    return view_of(c, services, *row);
  });
}

std::vector<TrackerView> list_trackers(Services& services, const Actor& actor, int limit) {
  if (!is_office(actor)) return {};
  return services.database->read([&](store::Connection& c) {
    std::vector<TrackerView> views;
    for (const auto& row : store::find_tracker_batches(c, actor.organisation->id, limit)) views.push_back(head_of(row));
    return views;
  });
}

Outcome<Done> choose_tracker_columns(Services& services, const Actor& actor, TrackerBatchId id,
                                     const std::map<std::string, std::string>& columns, const TrackerTerms& terms) {
  const auto& targets = read::tracker_targets();
  std::vector<std::string> taken;
  for (const auto& [letters, target] : columns) {
    if (target.empty() || target == "ignore") continue;
    if (std::find(targets.begin(), targets.end(), target) == targets.end()) return Refusal{"tracker.column.unknown"};
    if (std::find(taken.begin(), taken.end(), target) != taken.end()) return Refusal{"tracker.column.twice", {{"target", services.wording.say("tracker.target." + target)}}};
    taken.push_back(target);
  }
  const auto& bases = legal_basis_codes();
  if (!terms.legal_basis.empty() && std::find(bases.begin(), bases.end(), terms.legal_basis) == bases.end()) return Refusal{"clause.legal.unknown"};
  return on_batch(services, actor, id, TrackerState::planned, "tracker.not_planned",
                  [&](store::Connection& c, store::TrackerBatchRow& row, Instant now) -> Outcome<Done> {
                    row.chosen_columns = columns;
                    row.schedule = terms.schedule ? std::string(due_schedule_code(*terms.schedule)) : "";
                    row.legal_basis = terms.legal_basis;
                    store::update_tracker_batch(c, row);
                    store::remember_columns(c, row, actor.display_name, now);
                    record_audit(c, actor, now, "tracker.columns", "tracker", id.text());
                    return Done{};
                  });
}

Outcome<Done> discard_tracker(Services& services, const Actor& actor, TrackerBatchId id) {
  return on_batch(services, actor, id, TrackerState::planned, "tracker.not_planned",
                  [&](store::Connection& c, store::TrackerBatchRow& row, Instant now) -> Outcome<Done> {
                    row.state = "discarded";
                    store::update_tracker_batch(c, row);
                    record_audit(c, actor, now, "tracker.discarded", "tracker", id.text());
                    return Done{};
                  });
}

Outcome<Done> undo_tracker(Services& services, const Actor& actor, TrackerBatchId id) {
  auto undone = on_batch(services, actor, id, TrackerState::applied, "tracker.not_applied",
                         [&](store::Connection& c, store::TrackerBatchRow& row, Instant now) -> Outcome<Done> {
                    if (const auto what = store::dependent_of_batch(c, row); !what.empty())
                      return Refusal{"tracker.in_use", {{"what", services.wording.say("tracker.in_use." + what)}}};
                    store::undo_tracker_items(c, row, actor.display_name, now);
                    c.execute("UPDATE contract_base SET generation = generation + 1");
                    row.state = "undone";
                    row.undone_at = now;
                    store::update_tracker_batch(c, row);
                    record_audit(c, actor, now, "tracker.undone", "tracker", id.text());
                    return Done{};
                  });
  if (undone) index_waiting_contracts(services);  // what the batch made is not found any more
  return undone;
}

}  // namespace clausier::app
