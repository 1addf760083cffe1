#pragma once
// A perimeter of four lots to report on: plainly fictive, with a lot ahead, a lot late, a lot whose
// object is a formula to a careless spreadsheet, a lot without a clause, and groups of every size.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "clausier/domain/position.hpp"
#include "clausier/report/report.hpp"
#include "golden.hpp"
#include "places.hpp"

namespace clausier::test {

inline Wording french_wording() {
  Wording wording;
  const auto messages = clausier::test::source_folder() / "templates" / "messages.fr";
  for (const auto* topic : {"rules.txt", "report.txt"}) wording.add(file_text(messages / topic));
  return wording;
}

inline Date day(const char* iso) { return Date::parse_iso(iso).value(); }
inline Instant instant(const char* iso) { return Instant::parse_iso(iso).value(); }
inline Month month(const char* iso) { return Month::parse_iso(iso).value(); }

inline Rulebook sample_rulebook() {
  return Rulebook::parse(
      "# version: 2026-11-01\n"
      "code;value;valid_from;valid_to;source\n"
      "state.ahead.min_basis_points;11000;2000-01-01;;choix du produit\n"
      "state.on_pace.min_basis_points;9000;2000-01-01;;choix du produit\n"
      "state.to_watch.min_basis_points;7000;2000-01-01;;choix du produit\n"
      "hours.day.max_seconds;36000;2000-01-01;;Code du travail L.3121-18, à confirmer\n"
      "forecast.recent.months;3;2000-01-01;;choix du produit\n"
      "report.group.min_count;4;2000-01-01;2019-12-31;valeur passée, sans effet ici\n"
      "report.group.min_count;5;2020-01-01;;choix du produit\n");
}

inline Cutoff sample_cutoff() { return {day("2026-06-30"), instant("2026-07-15T12:00:00Z")}; }

// Facts of one lot, added group by group.
class SampleLot {
public:
  SampleLot(std::int64_t lot, std::int64_t first_person) : lot_(LotId::from_trusted(lot)), next_person_(first_person) {}

  // So many new people of a group work so many seconds in each month from `first` to `last`. Lines of
  // 2026-06 wait for their decision; the first line of each month of the last person is rejected.
  SampleLot& people(int count, const std::string& group, Modality modality, const char* first, const char* last,
                    std::int64_t seconds) {
    for (int i = 0; i < count; ++i) {
      const auto person = ParticipantId::from_trusted(next_person_++);
      if (!group.empty()) decide_eligibility(person, group);
      for (Month m = month(first); m <= month(last); m = m.next()) add_line(person, modality, m, seconds + 37 * i, i == 4);
    }
    return *this;
  }

  SampleLot& clause(Clause clause) {
    facts_.clause = std::move(clause);
    return *this;
  }

  // A line from May to July: across the last day worked of the cut-off.
  SampleLot& straddling_line() {
    add_line(ParticipantId::from_trusted(next_person_ - 1), Modality::direct_hire, month("2026-06"), 7'200, false);
    facts_.entries.back().worked = {day("2026-06-29"), day("2026-07-03")};
    return *this;
  }

  const LotFacts& facts() const { return facts_; }

private:
  void decide_eligibility(ParticipantId person, const std::string& group) {
    facts_.eligibility.push_back({.participant = person, .verdict = EligibilityVerdict::eligible, .criterion = group,
                                  .effective_on = day("2025-01-01"), .countable_until = {}, .proof_kind = "",
                                  .proof_seen_on = {}, .reason = "", .decided_by = "Claire Exemple",
                                  .decided_at = instant("2025-01-02T09:00:00Z")});
  }

  void add_line(ParticipantId person, Modality modality, Month m, std::int64_t seconds, bool rejected) {
    Entry entry{.id = EntryId::from_trusted(lot_.value() * 100'000 + static_cast<std::int64_t>(facts_.entries.size()) + 1),
                .timesheet = TimesheetId::from_trusted(1),
                .subject = {lot_, OrganisationId::from_trusted(7), m},
                .participant = person,
                .modality = modality,
                .contract_type = "fixed_term",
                .employer_siret = "",
                .kind = WorkKind::work,
                .worked = {m.first_day(), m.last_day()},
                .declared = WorkTime::from_seconds(seconds),
                .reverses = {},
                .source = {"releve.csv", std::string(64, 'a'), {"", 12, "F", 0, ""}},
                .recorded_at = instant((m.next().iso() + "-04T08:30:00Z").c_str())};
    facts_.entries.push_back(entry);
    if (m == month("2026-06")) return;
    facts_.decisions.push_back({.entry = entry.id, .verdict = rejected ? Verdict::rejected : Verdict::accepted,
                                .reason = rejected ? "proof_missing" : "", .note = "", .decided_by = "Claire Exemple",
                                .decided_at = instant((m.next().iso() + "-12T10:00:00Z").c_str())});
  }

  LotId lot_;
  std::int64_t next_person_;
  LotFacts facts_;
};

inline Clause sample_clause(std::int64_t lot, Target target, const char* first, const char* last) {
  return {.id = ClauseId::from_trusted(lot),
          .lot = LotId::from_trusted(lot),
          .target = std::move(target),
          .execution = {day(first), day(last)},
          .schedule = DueSchedule::linear,
          .legal_bases = {"L2112_2"},
          .penalty_per_missing_hour = Money::from_cents(4'500),
          .counting_months = 24,
          .training_counts = true,
          .source_document = "CCAP article 5.3",
          .author = "Claire Exemple",
          .recorded_at = instant("2025-06-20T09:00:00Z")};
}

inline Contract sample_contract(std::int64_t id, const std::string& number, const std::string& object, const char* notified) {
  ContractRecord record;
  record.source_id = record.root_id = number;
  record.object = object;
  record.buyer = Siret::parse("200 030 195 00115");
  record.notified_on = day(notified);
  record.duration_months = 24;
  record.amount = Money::from_cents(180'000'000);
  return {.id = ContractId::from_trusted(id), .initial = record, .amendments = {}, .lots = {}};
}

// What follows from a position; a document of lot 101 is late and waits for a formal notice.
inline Outlook sample_outlook(std::int64_t lot, const std::optional<Clause>& stated, const Position& position) {
  Outlook outlook;
  if (!stated) return outlook;
  outlook.rhythm = rhythm_forecast(position, sample_rulebook());
  auto clause = *stated;
  PenaltyFacts facts;
  facts.missing = position.missing;
  if (lot == 101) {
    clause.terms.penalties.documents = DocumentPenalty{Money::from_cents(7'500)};
    facts.documents.push_back({"2026-03-31", day("2026-04-15")});
  }
  outlook.penalties = propose_penalties(clause, facts, sample_rulebook(), position.cutoff.worked_until);
  return outlook;
}

inline report::ReportLot sample_part(const Contract& contract, std::int64_t lot, const std::string& number,
                                     const std::string& label, const SampleLot& facts) {
  auto position = position_of(facts.facts(), sample_rulebook(), sample_cutoff());
  auto outlook = sample_outlook(lot, facts.facts().clause, position);
  return {.contract = contract,
          .lot = {LotId::from_trusted(lot), contract.id, number, label, std::nullopt},
          .buyer_name = "Métropole d’Exemple",
          .programmes = {"CSNE"},
          .holders = {"Bâtir Fictif SARL"},
          .clause = facts.facts().clause,
          .position = std::move(position),
          .outlook = std::move(outlook)};
}

inline std::vector<report::ReportLot> sample_lots() {
  const auto canal = sample_contract(11, "2025CSNE014", "Écluse fictive et ses abords", "2025-06-15");
  const auto formula = sample_contract(12, "2025CSNE031", "=1+1 berges; \"plantations\"", "2025-07-01");
  const auto bare = sample_contract(13, "000", "Signalisation provisoire d’exemple", "2025-09-01");
  const AmountFormula by_amount{Money::from_cents(120'000'000), 4'000, 700, Money::from_cents(3'850), Rounding::nearest, {}};

  const auto first = SampleLot(101, 1'000)
                         .people(6, "RSA", Modality::direct_hire, "2025-09", "2026-06", 126'000)
                         .people(3, "DELD", Modality::labour_supply, "2025-10", "2026-06", 90'000)
                         .people(7, "JEUNE_SQ", Modality::labour_supply, "2025-11", "2026-06", 54'321)
                         .clause(sample_clause(101, FixedHours{WorkTime::from_hours(4'000)}, "2025-07-01", "2027-06-30"))
                         .straddling_line();
  const auto second = SampleLot(102, 2'000)
                          .people(8, "RSA", Modality::direct_hire, "2026-01", "2026-06", 61'200)
                          .people(9, "DELD", Modality::subcontracting, "2025-12", "2026-06", 12'345)
                          .people(2, "", Modality::direct_hire, "2026-05", "2026-06", 36'000)
                          .clause(sample_clause(102, by_amount, "2025-08-01", "2026-07-31"));
  const auto third = SampleLot(103, 3'000)
                         .people(6, "JEUNE_SQ", Modality::labour_supply, "2025-08", "2026-05", 252'000)
                         .people(5, "RSA", Modality::direct_hire, "2025-09", "2026-02", 126'010)
                         .clause(sample_clause(103, by_amount, "2025-07-01", "2027-01-31"));
  const auto fourth = SampleLot(104, 4'000).people(2, "RSA", Modality::direct_hire, "2026-03", "2026-04", 3'600);

  return {sample_part(canal, 102, "10", "Plantations", second), sample_part(canal, 101, "2", "Gros œuvre", first),
          sample_part(formula, 103, "", "", third), sample_part(bare, 104, "", "", fourth)};
}

// The dictionary as shipped.
inline std::vector<Indicator> sample_indicators() {
  return parse_indicators(file_text(clausier::test::source_folder() / "src/store/reference/indicators.csv"));
}

inline report::ReportRequest sample_request() {
  return {.kind = report::ReportKind::programme,
          .title = "Canal Seine-Nord Europe – clauses sociales au 30/06/2026",
          .buyer = "",
          .programme = "CSNE",
          .cutoff = sample_cutoff(),
          .recorded_until_text = "15/07/2026 à 14 h 00",
          .entries_sha256 = "3f1c" + std::string(60, '0'),
          .software_version = "0.1.0",
          .indicators = sample_indicators(),
          .targets = parse_programme_targets(file_text(clausier::test::source_folder() / "src/store/reference/programme_targets.csv")),
          .departments = parse_programme_departments(file_text(clausier::test::source_folder() / "src/store/reference/programme_departments.csv")),
          .lots = sample_lots()};
}

inline report::Report sample_report() { return report::build_report(sample_request(), sample_rulebook()); }

inline report::Report report_of_one_lot() {
  auto request = sample_request();
  request.kind = report::ReportKind::contract;
  request.title = "Écluse fictive et ses abords – lot 2 au 30/06/2026";
  request.programme = "";
  request.lots = {request.lots[1]};
  return report::build_report(request, sample_rulebook());
}

}  // namespace clausier::test
