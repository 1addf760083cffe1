#include "clausier/domain/tracker.hpp"

#include <algorithm>

namespace clausier {
namespace {

std::string buyer_key(const TrackerLine& line) { return line.buyer ? line.buyer->siren().digits() : folded(line.buyer_name); }

// What makes rows one contract; empty when nothing tells it.
std::string contract_key(const TrackerLine& line) {
  const bool numbered = !meaningless_id(line.number);
  const std::string own = numbered ? folded(line.number) : folded(line.object);
  return own.empty() ? "" : buyer_key(line) + (numbered ? "#" : "=") + own;
}

std::optional<DateRange> execution_of(const TrackerLine& line) {
  const auto first = line.starts_on ? line.starts_on : line.notified_on;
  if (!first) return std::nullopt;
  if (line.ends_on) return DateRange{*first, *line.ends_on};
  if (!line.duration_months) return std::nullopt;
  return DateRange{*first, first->plus_months(*line.duration_months).plus_days(-1)};
}

class Planning {
public:
  void add(const TrackerLine& line) {
    const auto faults_before = plan_.findings.size();
    if (!line.buyer && folded(line.buyer_name).empty()) fault("tracker.buyer.missing", line);
    const auto key = contract_key(line);
    if (key.empty()) fault("tracker.contract.missing", line);
    const auto execution = execution_of(line);
    if (execution && execution->last < execution->first) fault("tracker.dates.order", line, execution->last.iso());
    else if (line.hours && !execution) fault("tracker.dates.missing", line);
    if (plan_.findings.size() > faults_before) return;
    auto& contract = contract_of(line, key);
    auto* lot = lot_of(contract, line);
    if (lot == nullptr) add_lot(contract, line, execution);
    else complete(*lot, contract, line, execution);
    add_holder(contract.record, line);
  }

  TrackerPlan take() {
    for (auto& contract : plan_.contracts) finish(contract);
    return std::move(plan_);
  }

private:
  void fault(std::string code, const TrackerLine& line, std::string value = "") {
    plan_.findings.push_back(finding(std::move(code), line.place, std::move(value)));
  }

  TrackedContract& contract_of(const TrackerLine& line, const std::string& key) {
    const auto known = std::find(keys_.begin(), keys_.end(), key);
    if (known != keys_.end()) {
      auto& contract = plan_.contracts[static_cast<std::size_t>(known - keys_.begin())];
      auto& object = contract.record.object;
      if (object.empty()) object = line.object;
      else if (!line.object.empty() && folded(object) != folded(line.object)) fault("tracker.object.differs", line, line.object);
      return contract;
    }
    keys_.push_back(key);
    TrackedContract contract;
    contract.place = line.place;
    auto& record = contract.record;
    record.source_format = "tracker";
    record.source_id = record.root_id = line.number;
    record.buyer = line.buyer;
    record.buyer_name = line.buyer_name;
    record.object = line.object;
    record.notified_on = line.notified_on;
    record.duration_months = line.duration_months;
    plan_.contracts.push_back(std::move(contract));
    return plan_.contracts.back();
  }

  static TrackedLot* lot_of(TrackedContract& contract, const TrackerLine& line) {
    for (auto& lot : contract.lots)
      if (folded(lot.number) == folded(line.lot_number) && (!line.lot_number.empty() || folded(lot.label) == folded(line.lot_label)))
        return &lot;
    return nullptr;
  }

  static void add_lot(TrackedContract& contract, const TrackerLine& line, const std::optional<DateRange>& execution) {
    contract.lots.push_back({line.lot_number, line.lot_label, line.amount, line.hours,
                             line.hours ? execution : std::optional<DateRange>{}, line.place});
  }

  // A second row of a lot names another member of its consortium: it may repeat the hours, not change them.
  void complete(TrackedLot& lot, const TrackedContract& contract, const TrackerLine& line, const std::optional<DateRange>& execution) {
    const bool other_holder = !holder_key(line).empty() && std::none_of(contract.record.parties.begin(), contract.record.parties.end(),
                                                                        [&](const Party& p) { return party_key(p) == holder_key(line); });
    const bool other_hours = line.hours && lot.hours && *line.hours != *lot.hours;
    if (!other_holder || other_hours) fault("tracker.lot.twice", line, line.lot_number);
    if (lot.hours || !line.hours) return;
    lot.hours = line.hours;
    lot.execution = execution;
  }

  static std::string holder_key(const TrackerLine& line) { return line.holder ? line.holder->digits() : folded(line.holder_name); }
  static std::string party_key(const Party& party) { return party.identifier.empty() ? folded(party.name) : party.identifier; }

  static void add_holder(ContractRecord& record, const TrackerLine& line) {
    const auto key = holder_key(line);
    if (key.empty()) return;
    for (const auto& party : record.parties)
      if (party_key(party) == key) return;
    const auto role = record.parties.empty() ? PartyRole::holder : PartyRole::joint_holder;
    record.parties.push_back({role, line.holder ? "SIRET" : "", line.holder ? line.holder->digits() : "", line.holder_name});
  }

  static void finish(TrackedContract& contract) {
    auto& record = contract.record;
    Money sum = Money::zero();
    bool complete = true;
    for (const auto& lot : contract.lots) {
      complete = complete && lot.amount;
      if (lot.amount) sum = sum + *lot.amount;
      if (lot.hours && record.social.empty()) record.social = {SocialConsideration::clause};
    }
    if (complete) record.amount = sum;
    if (record.object.empty()) record.object = contract.lots.front().label.empty() ? record.source_id : contract.lots.front().label;
  }

  TrackerPlan plan_;
  std::vector<std::string> keys_;  // of plan_.contracts, in order
};

}  // namespace

TrackerPlan plan_tracker(const std::vector<TrackerLine>& lines) {
  Planning planning;
  for (const auto& line : lines) planning.add(line);
  return planning.take();
}

}  // namespace clausier
