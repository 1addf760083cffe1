// What an office says of the pathways it follows, as it was known at an instant.
#include <algorithm>
#include <map>
#include <set>

#include "clausier/report/pathway_report.hpp"
#include "clausier/store/pathway_store.hpp"
#include "hashing.hpp"
#include "report_frame.hpp"
#include "scope.hpp"
#include "table_reports.hpp"

namespace clausier::app {
namespace {

constexpr int years_shown = 5;

struct Office {
  OrganisationId id;
  std::string name;
};

// A facilitator asks of their own office; the operator names one.
std::optional<Office> office_asked(store::Connection& c, const Actor& actor, const ReportParameters& asked) {
  if (actor.organisation) return Office{actor.organisation->id, actor.organisation->name};
  const auto row = c.query_one("SELECT id, name FROM organisations WHERE kind = 'office' AND siret LIKE ?1 || '%' ORDER BY siret LIMIT 1",
                               store::values(asked.firm_siret));
  if (!row || asked.firm_siret.empty()) return std::nullopt;
  return Office{row->id<OrganisationId>("id"), row->text("name")};
}

std::vector<PathwayFact> facts_until(std::vector<PathwayFact> facts, const Cutoff& cutoff) {
  std::erase_if(facts, [&](const PathwayFact& fact) { return fact.day > cutoff.worked_until || fact.recorded_at > cutoff.recorded_until; });
  return facts;
}

class Telling {
public:
  Telling(const Services& services, const std::vector<Pathway>& pathways, const Cutoff& cutoff)
      : services_(services), pathways_(pathways), cutoff_(cutoff) {}

  std::vector<report::PathwayYear> years() const {
    std::vector<report::PathwayYear> years;
    for (int back = years_shown - 1; back >= 0; --back) {
      const auto period = year_before(back);
      const bool begun = std::any_of(pathways_.begin(), pathways_.end(), [&](const Pathway& p) { return p.entry.day <= period.last; });
      if (back == 0 || begun)
        years.push_back({period, pathway_figures(pathways_, period, codes(), services_.reference.rulebook, cutoff_.worked_until)});
    }
    return years;
  }

  std::vector<report::PathwayCount> exits() const {
    return counted(PathwayFactKind::exit, [&](const Pathway& pathway, const auto& add) {
      if (!pathway.exit || !year_before(0).contains(pathway.exit->day)) return;
      const auto state = exit_state(pathway, codes(), services_.reference.rulebook, cutoff_.worked_until);
      add(pathway.exit->code, services_.wording.say("report.pathway.exit." + std::string(exit_state_code(state))));
    });
  }

  std::vector<report::PathwayCount> entries() const {
    return counted(PathwayFactKind::entry, [&](const Pathway& pathway, const auto& add) {
      if (year_before(0).contains(pathway.entry.day)) add(pathway.entry.code, "");
    });
  }

  std::vector<report::PathwayCount> situations() const {
    return counted(PathwayFactKind::situation, [&](const Pathway& pathway, const auto& add) {
      for (const auto& known : pathway.situations)
        if (year_before(0).contains(known.day)) add(known.code, services_.wording.say("report.pathway.situation", {{"months", std::to_string(known.months)}}));
    });
  }

private:
  const PathwayCodes& codes() const { return services_.reference.pathway_codes; }

  DateRange year_before(int back) const {
    const int year = cutoff_.worked_until.year() - back;
    return {*Date::of(year, 1, 1), back == 0 ? cutoff_.worked_until : *Date::of(year, 12, 31)};
  }

  // In the order of the catalogue. A prescriber that tells of justice or health is told with the others.
  template <class Count>
  std::vector<report::PathwayCount> counted(PathwayFactKind kind, Count count) const {
    std::map<std::string, std::map<std::string, int>> numbers;
    const std::string others = "others";
    for (const auto& pathway : pathways_)
      count(pathway, [&](const std::string& code, const std::string& group) {
        const auto* known = find_pathway_code(codes(), kind, code);
        ++numbers[known && !known->sensitive ? code : others][group];
      });
    std::vector<report::PathwayCount> lines;
    const auto tell = [&](const std::string& code, const std::string& label) {
      for (const auto& [group, number] : numbers[code]) lines.push_back({code, label, group, number});
    };
    for (const auto& known : codes().at(kind)) tell(known.code, known.label);
    tell(others, services_.wording.say("report.pathway.others"));
    return lines;
  }

  const Services& services_;
  const std::vector<Pathway>& pathways_;
  const Cutoff& cutoff_;
};

std::string facts_sha256(const std::vector<PathwayFact>& facts) {
  Sha256 hash;
  for (const auto& fact : facts)
    hash.add(fact.id.text() + ";" + std::string(pathway_fact_code(fact.kind)) + ";" + fact.code + ";" + fact.day.iso() + ";" +
             (fact.cancels ? fact.cancels->text() : "") + "\n");
  return hash.hex();
}

}  // namespace

std::optional<report::TableReport> pathways_at(store::Connection& c, Services& services, const Actor& actor, const ReportParameters& asked,
                                               const Cutoff& cutoff) {
  const auto office = office_asked(c, actor, asked);
  if (!office) return std::nullopt;
  const auto facts = facts_until(store::pathway_facts_of(c, office->id), cutoff);
  if (facts.empty()) return std::nullopt;
  const auto pathways = pathways_from(facts, cutoff.recorded_until);
  const Telling telling(services, pathways, cutoff);
  const auto minimum = static_cast<std::size_t>(services.reference.rulebook.at("report.group.min_count", cutoff.worked_until).value);
  return report::pathway_report(frame_of(services, title_at(services, asked, {{"office", office->name}}), cutoff, facts_sha256(facts)),
                                {office->name, telling.years(), telling.exits(), telling.entries(), telling.situations()}, minimum,
                                services.wording);
}

}  // namespace clausier::app
