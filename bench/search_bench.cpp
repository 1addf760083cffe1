// How long a page of search results takes over a national base, through the use case that the pages call.
//
//   bench_search [contracts, 200000 by default] [seed, 1 by default] [directory kept and used again]
//
// The base is generated, and says so: buyers, objects, places, dates and amounts are drawn, after the
// shapes of published contracts; words follow a steep law (a few are everywhere, most are rare), social
// considerations stand on one contract in twelve. It is written by the stores that imports use.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "clausier/app/contracts.hpp"
#include "clausier/app/services.hpp"
#include "clausier/store/contract_index.hpp"
#include "clausier/store/contract_store.hpp"
#include "clausier/store/database.hpp"

using namespace clausier;

namespace {

using Clock = std::chrono::steady_clock;

const std::vector<std::string> common_words = {
    "travaux", "de", "la", "du", "des", "pour", "et", "fourniture", "maintenance", "construction", "réhabilitation", "lot", "marché",
    "services", "prestations", "maîtrise", "œuvre", "logements", "école", "rénovation", "voirie", "entretien", "bâtiments", "accord",
    "cadre", "mission", "aménagement", "nettoyage", "transport", "fournitures", "mobilier", "démolition", "énergétique", "assainissement",
    "espaces", "verts", "électricité", "chauffage", "gros", "menuiseries", "peinture", "couverture", "étanchéité", "terrassement", "canal",
    "écluse", "pont", "réseaux", "eau", "potable", "informatique", "logiciel", "restauration", "scolaire", "hôpital", "assurance", "études"};

class Generator {
public:
  explicit Generator(std::uint64_t seed) : random_(seed) {
    for (int i = 0; i < 60'000; ++i) rare_words_.push_back(made_up_word());
    for (int i = 0; i < 12'000; ++i) buyers_.push_back(siret(i));
    for (int i = 0; i < 90'000; ++i) firms_.push_back(siret(200'000 + i));
  }

  ContractRecord record(std::int64_t rank) {
    ContractRecord r;
    r.source_format = "decp-2022";
    r.source_id = "2026G" + std::to_string(rank);
    r.root_id = r.source_id;
    r.buyer = Siret::from_trusted(buyers_[skewed(buyers_.size())]);
    r.buyer_name = "Acheteur généré " + r.buyer->siren().digits();
    r.nature = "Marché";
    r.object = object();
    r.cpv = std::to_string(45'000'000 + static_cast<int>(below(999)) * 1000);
    r.department = department();
    r.place_kind = "postal";
    r.place_code = r.department.size() == 2 ? r.department + "000" : r.department + "00";
    r.notified_on = Date::from_days(17'532 + static_cast<int>(below(3'200)));  // 2018 to 2026
    r.published_on = r.notified_on;
    r.duration_months = 1 + static_cast<int>(below(48));
    r.amount = Money::from_cents(static_cast<std::int64_t>(std::exp(7 + 1.8 * normal_(random_) + 4)) * 100);
    if (below(12) == 0) r.social = {below(3) == 0 ? SocialConsideration::criterion : SocialConsideration::clause};
    r.parties = {{PartyRole::holder, "SIRET", firms_[skewed(firms_.size())], ""}};
    return r;
  }
  const std::string& buyer() { return buyers_[skewed(buyers_.size())]; }
  std::string rare_word() { return rare_words_[skewed(rare_words_.size())]; }
  const std::string& common_word() { return common_words[skewed(common_words.size())]; }
  std::string department() { return two_digits(1 + static_cast<int>(skewed(95))); }
  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }

private:
  // Low ranks come much more often: rank r about as 1 / r.
  std::size_t skewed(std::size_t n) {
    const double u = std::uniform_real_distribution<double>(0, 1)(random_);
    return std::min(n - 1, static_cast<std::size_t>(std::pow(static_cast<double>(n), u) - 1));
  }
  std::string object() {
    std::string text;
    for (std::size_t i = 0, n = 6 + below(14); i < n; ++i) text += (i ? " " : "") + (below(3) ? common_word() : rare_word());
    return text;
  }
  std::string made_up_word() {
    static const std::vector<std::string> syllables = {"ba", "cor", "di", "fen", "gri", "hau", "ler", "mo", "nan", "pel", "qui", "ra", "sou", "tri", "ver", "zel"};
    std::string word;
    for (std::size_t i = 0, n = 2 + below(4); i < n; ++i) word += syllables[below(syllables.size())];
    return word;
  }
  static std::string two_digits(int n) { return (n < 10 ? "0" : "") + std::to_string(n); }
  // 14 digits whose key passes; SIREN of the 999 range, which names nobody.
  static std::string siret(int n) {
    std::string digits = "999" + std::to_string(1'000'000 + n).substr(1);
    for (int last = 0; last < 100'000; ++last) {
      std::string tail = std::to_string(100'000 + last).substr(1);
      if (Siret::parse(digits + tail)) return digits + tail;
    }
    throw std::logic_error("no key");
  }

  std::mt19937_64 random_;
  std::normal_distribution<double> normal_{0, 1};
  std::vector<std::string> rare_words_, buyers_, firms_;
};

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::int64_t count_of(app::Services& services) {
  return services.database->read([](store::Connection& c) { return c.query_one("SELECT count(*) AS n FROM contract_index")->integer("n"); });
}

void fill(app::Services& services, Generator& generator, std::int64_t contracts) {
  const auto start = Clock::now();
  const auto import = ImportId::from_trusted(1);
  services.database->write([&](store::Connection& c) {
    c.execute("INSERT INTO imports (id, state, author, departments, social_only, base_generation, recorded_at, applied_at) "
              "VALUES (1, 'applied', 'bench', '', 0, 0, 0, 0) ON CONFLICT DO NOTHING");
  });
  constexpr std::int64_t chunk = 5'000;
  for (std::int64_t at = 0; at < contracts; at += chunk)
    services.database->write([&](store::Connection& c) {
      for (std::int64_t i = at; i < std::min(at + chunk, contracts); ++i) {
        const auto id = ContractId::from_trusted(app::random_id());
        const auto record = generator.record(i);
        store::stage_contract(c, import, {id, LotId::from_trusted(app::random_id()), record, {}}, services.clock());
      }
    });
  std::printf("  contracts written in %.0f s\n", seconds_since(start));
  services.database->write([&](store::Connection& c) { store::queue_import(c, import); });
}

struct Question {
  std::string kind;
  app::ContractQuery query;
};

// The mix of a working day: mostly words, then filters, sorts and pages further on.
Question question(Generator& g, int rank) {
  app::ContractQuery q;
  switch (rank % 12) {
    case 0: return {"everything, newest first", q};
    case 1: q.words = g.common_word(); return {"one common word", q};
    case 2: q.words = g.rare_word(); return {"one rare word", q};
    case 3: q.words = g.common_word() + " " + g.rare_word().substr(0, 5); return {"two words, the last one begun", q};
    case 4: q.words = g.common_word().substr(0, 4); return {"the beginning of a common word", q};
    case 5: q.department = g.department(); q.social = "any"; return {"department and social consideration", q};
    case 6: q.words = g.common_word(); q.department = g.department(); return {"word and department", q};
    case 7: q.buyer_siret = g.buyer().substr(0, 9); return {"buyer", q};
    case 8: q.words = g.common_word(); q.sort = "amount_desc"; return {"common word by amount", q};
    case 9: q.words = g.common_word(); q.amount_min = Money::from_cents(9'000'000'00); q.amount_max = Money::from_cents(10'000'000'00); return {"word and amounts", q};
    case 10: q.state = "ended"; q.social = "clause"; q.page = 1 + static_cast<int>(g.below(200)); return {"ended, a page further on", q};
    default: q.words = g.common_word() + " " + g.common_word(); q.notified_from = Date::of(2022, 1, 1); q.notified_to = Date::of(2022, 3, 31); return {"two words, three months", q};
  }
}

double percentile(std::vector<double> times, double part) {
  std::sort(times.begin(), times.end());
  return times[std::min(times.size() - 1, static_cast<std::size_t>(part * static_cast<double>(times.size())))];
}

}  // namespace

int main(int count, char** arguments) {
  const std::int64_t contracts = count > 1 ? std::stoll(arguments[1]) : 200'000;
  const std::uint64_t seed = count > 2 ? std::stoull(arguments[2]) : 1;
  const bool kept = count > 3;
  const std::filesystem::path directory = kept ? std::filesystem::path(arguments[3]) : std::filesystem::temp_directory_path() / "clausier-bench-search";
  if (!kept) std::filesystem::remove_all(directory);
  const auto start = Clock::now();
  const auto services = app::open_services(directory, app::Share::at(CLAUSIER_SOURCE_DIR));
  Generator generator(seed);
  std::printf("generated base: %lld contracts asked for, seed %llu\n", static_cast<long long>(contracts), static_cast<unsigned long long>(seed));
  if (count_of(*services) == 0) {
    fill(*services, generator, contracts);
    app::open_services(directory, app::Share::at(CLAUSIER_SOURCE_DIR));  // indexes what waits, as a server does when it starts
  }
  std::printf("  %lld contracts indexed, %.0f s in all, %.0f MB on disk\n", static_cast<long long>(count_of(*services)), seconds_since(start),
              static_cast<double>(std::filesystem::file_size(directory / "clausier.sqlite")) / 1e6);

  const app::Actor facilitator{UserId::from_trusted(1), app::Role::facilitator, "", "bench", std::nullopt};
  std::vector<double> all;
  std::map<std::string, std::vector<double>> by_kind;
  for (int i = 0; i < 1'200; ++i) {
    const auto [kind, query] = question(generator, i);
    const auto from = Clock::now();
    const auto page = app::search_contracts(*services, facilitator, query);
    const double milliseconds = seconds_since(from) * 1e3;
    if (!page) return 1;
    if (i < 24) continue;  // the first ones warm the pages of the file
    all.push_back(milliseconds);
    by_kind[kind].push_back(milliseconds);
  }
  for (const auto& [kind, times] : by_kind)
    std::printf("  %-40s median %7.2f ms   p99 %7.2f ms\n", kind.c_str(), percentile(times, 0.5), percentile(times, 0.99));
  std::printf("search page: median %.2f ms (bar 50), p99 %.2f ms (bar 200), %zu pages\n", percentile(all, 0.5), percentile(all, 0.99), all.size());
  if (!kept) std::filesystem::remove_all(directory);
}
