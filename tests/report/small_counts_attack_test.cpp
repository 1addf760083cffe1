// A reader who holds the reports of every perimeter at the same dates, and subtracts.
#include <catch2/catch.hpp>

#include <array>
#include <random>
#include <unordered_set>

#include "group_samples.hpp"
#include "sample_report.hpp"

using namespace clausier;
using namespace clausier::report;
using namespace clausier::test;

namespace {

constexpr std::uint32_t seed = 20'261'122;
constexpr std::size_t lots_of_portfolio = 4, minimum = 5;
constexpr std::size_t everything = (1U << lots_of_portfolio) - 1;
const std::array<std::string, 4> groups{"RSA", "DELD", "JEUNE_SQ", ""};

enum class Sharing { none, crews, a_few };

// Lots of random groups; people of one lot may work on the next one too, alone or by whole crews. Hours are
// large random numbers: one that a subtraction gives is no coincidence.
class Portfolio {
public:
  Portfolio(std::mt19937_64& random, Sharing sharing) : random_(random), sharing_(sharing) {
    lots_.resize(lots_of_portfolio);
    for (std::size_t lot = 0; lot < lots_.size(); ++lot) {
      for (const auto& group : groups) add_group(lot, group);
    }
  }

  const std::vector<Position>& lots() const { return lots_; }

  // The report of the lots whose bit is set.
  Report report_of(std::size_t perimeter) const {
    ReportRequest request{.kind = report::ReportKind::portfolio, .title = "Essai", .cutoff = sample_cutoff()};
    for (std::size_t lot = 0; lot < lots_.size(); ++lot) {
      if ((perimeter >> lot & 1U) == 0) continue;
      const auto contract = sample_contract(static_cast<std::int64_t>(lot) + 1, "2026-" + std::to_string(lot), "Essai", "2026-01-01");
      const Lot described{LotId::from_trusted(static_cast<std::int64_t>(lot) + 1), contract.id, "", "", std::nullopt};
      request.lots.push_back({.contract = contract, .lot = described, .position = lots_[lot]});
    }
    return build_report(request, sample_rulebook());
  }

private:
  std::size_t up_to(std::size_t most) { return random_() % (most + 1); }

  void add_group(std::size_t lot, const std::string& group) {
    const auto people = up_to(3) == 0 ? 0 : 1 + up_to(9);
    const bool whole_crew = sharing_ == Sharing::crews && people >= minimum && up_to(1) == 0;
    for (std::size_t i = 0; i < people; ++i) {
      const auto person = next_person_++;
      work(lot, group, person);
      if (whole_crew || (sharing_ == Sharing::a_few && up_to(4) == 0)) work((lot + 1) % lots_.size(), group, person);
    }
  }

  void work(std::size_t lot, const std::string& group, std::int64_t person) {
    add_person(lots_[lot], group, person, static_cast<std::int64_t>(1 + random_() % (1ULL << 40U)));
  }

  std::mt19937_64& random_;
  Sharing sharing_;
  std::vector<Position> lots_;
  std::int64_t next_person_ = 1;
};

using Measure = WorkTime HoursTotals::*;
constexpr std::array<Measure, 3> measures{&HoursTotals::declared, &HoursTotals::counted, &HoursTotals::pending};
using Numbers = std::unordered_set<std::int64_t>;

void collect(Numbers& numbers, const GroupTable& table, Measure measure) {
  for (const auto& line : table.lines) numbers.insert((line.hours.*measure).seconds());
  if (table.undistributed) numbers.insert(((*table.undistributed).*measure).seconds());
}

Numbers published(const std::vector<Report>& reports, Measure measure) {
  Numbers numbers;
  for (const auto& report : reports) {
    numbers.insert((report.totals.hours.*measure).seconds());
    collect(numbers, report.groups, measure);
    for (const auto& lot : report.lots) {
      numbers.insert((lot.figures.hours.*measure).seconds());
      collect(numbers, lot.groups, measure);
    }
  }
  return numbers;
}

// Hours of the groups a lot hides. Where one group works alone its hours are the lot's, which are public;
// no report says which group that is.
Numbers secrets(const std::vector<Position>& lots, Measure measure) {
  Numbers numbers;
  for (const auto& lot : lots) {
    const auto shown = shown_groups(lot, minimum);
    if (lot.by_group.size() < 2) continue;
    for (const auto& [code, group] : lot.by_group) {
      if (!shown.contains(code)) numbers.insert((group.hours.*measure).seconds());
    }
  }
  return numbers;
}

// Which secret some number, difference of two or combination of three gives; nothing when none does.
std::optional<std::int64_t> first_isolated(const Numbers& published, const Numbers& secrets) {
  for (const auto secret : secrets) {
    if (published.contains(secret)) return secret;
    for (const auto a : published) {
      if (published.contains(a - secret)) return secret;  // a − b
      for (const auto b : published) {
        if (published.contains(a - b - secret)) return secret;  // a − b − c
        if (b <= a && published.contains(a + b - secret)) return secret;  // a + b − c
      }
    }
  }
  return std::nullopt;
}

bool few(std::size_t people) { return people > 0 && people < minimum; }

// Distinct people of a group in a report; empty when they are not printed.
std::optional<std::size_t> people_of(const Report& report, const std::string& group) {
  for (const auto& line : report.groups.lines) {
    if (line.code != group) continue;
    return line.people.disclosure == Disclosure::shown ? std::optional(line.people.people) : std::nullopt;
  }
  return 0;
}

// Reports of every perimeter by its bits; [0] is empty.
std::vector<Report> every_report(const Portfolio& portfolio) {
  std::vector<Report> reports;
  for (std::size_t perimeter = 0; perimeter <= everything; ++perimeter) reports.push_back(portfolio.report_of(perimeter));
  return reports;
}

void check_no_few_people_of_a_group(const std::vector<Report>& reports, const std::string& group) {
  for (std::size_t wide = 1; wide <= everything; ++wide) {
    const auto all = people_of(reports[wide], group);
    if (!all) continue;
    REQUIRE_FALSE(few(*all));
    for (std::size_t part = 1; part < wide; ++part) {
      if ((part & wide) != part) continue;
      const auto some = people_of(reports[part], group), others = people_of(reports[wide ^ part], group);
      INFO("group " << group << ", perimeters " << part << " and " << wide);
      REQUIRE((some && others));  // what may be counted together may be counted apart
      REQUIRE_FALSE(few(*all - *some));
      REQUIRE_FALSE(few(*some + *others - *all));
    }
  }
}

void check_people_of_small_lots(const std::vector<Report>& reports, const std::vector<Position>& lots) {
  for (std::size_t lot = 0; lot < lots.size(); ++lot) {
    if (!few(lots[lot].people.size())) continue;
    const auto bit = std::size_t{1} << lot;
    CHECK(reports[bit].people.disclosure == Disclosure::small);
    for (std::size_t others = 1; others <= everything; ++others) {
      if ((others & bit) != 0) continue;
      const auto& with = reports[others | bit].people;
      const auto& without = reports[others].people;
      if (with.disclosure == Disclosure::shown && without.disclosure == Disclosure::shown) REQUIRE(with.people == without.people);
    }
  }
}

// Calls `visit` with a hundred portfolios of every kind.
template <class Visit>
void every_portfolio(Visit visit) {
  std::mt19937_64 random(seed);
  for (int round = 0; round < 30; ++round) {
    for (const auto sharing : {Sharing::none, Sharing::crews, Sharing::a_few}) {
      INFO("seed " << seed << ", round " << round << ", sharing " << static_cast<int>(sharing));
      const Portfolio portfolio(random, sharing);
      visit(portfolio, every_report(portfolio));
    }
  }
}

}  // namespace

TEST_CASE("No difference of reports of any perimeters gives the hours of a hidden group of a lot", "[report][small_counts]") {
  WARN("seed " << seed);
  std::size_t hidden = 0, shown = 0;
  every_portfolio([&](const Portfolio& portfolio, const std::vector<Report>& reports) {
    for (const auto measure : measures) {
      const auto secret = secrets(portfolio.lots(), measure);
      const auto isolated = first_isolated(published(reports, measure), secret);
      REQUIRE(isolated.value_or(0) == 0);
      hidden += secret.size();
    }
    shown += reports[everything].groups.lines.size();
  });
  CHECK(hidden > 500);
  CHECK(shown > 100);
}

TEST_CASE("No difference of reports of any perimeters gives a few people of a group", "[report][small_counts]") {
  std::size_t counted = 0, refused = 0;
  every_portfolio([&](const Portfolio& portfolio, const std::vector<Report>& reports) {
    for (const auto& group : groups) check_no_few_people_of_a_group(reports, group);
    check_people_of_small_lots(reports, portfolio.lots());
    for (const auto& report : reports) {
      for (const auto& line : report.groups.lines) ++(line.people.disclosure == Disclosure::shown ? counted : refused);
    }
  });
  CHECK(counted > 500);
  CHECK(refused > 500);
}

TEST_CASE("What a report shows of a lot does not depend on the other lots of the report", "[report][small_counts]") {
  every_portfolio([&](const Portfolio&, const std::vector<Report>& reports) {
    for (std::size_t perimeter = 1; perimeter <= everything; ++perimeter) {
      HoursTotals sum;
      for (const auto& lot : reports[perimeter].lots) {
        const auto& alone = reports[std::size_t{1} << (lot.lot.value() - 1)];
        REQUIRE(lot.groups.lines.size() == alone.groups.lines.size());
        for (std::size_t i = 0; i < lot.groups.lines.size(); ++i) {
          REQUIRE(lot.groups.lines[i].code == alone.groups.lines[i].code);
          REQUIRE(lot.groups.lines[i].hours == alone.groups.lines[i].hours);
        }
        REQUIRE(lot.groups.undistributed == alone.groups.undistributed);
      }
      for (const auto& line : reports[perimeter].groups.lines) sum += line.hours;
      if (reports[perimeter].groups.undistributed) sum += *reports[perimeter].groups.undistributed;
      REQUIRE(sum.declared == reports[perimeter].totals.hours.declared);
      REQUIRE(sum.pending == reports[perimeter].totals.hours.pending);
    }
  });
}
