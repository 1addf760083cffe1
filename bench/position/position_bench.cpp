// How long a lot, a portfolio and a posting take, with stored totals and from the entries.
//
//   bench_position [lots, 20000 by default] [entries, 10000000 by default] [seed, 1 by default] [directory kept and used again]
//
// The base is generated and says so. Kept in a directory, it is one that `clausier serve --data DIRECTORY` serves.
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/NullStream.h>
#include <Poco/StreamCopier.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>

#include "clausier/app/contracts.hpp"
#include "clausier/app/reports.hpp"
#include "clausier/store/account_store.hpp"
#include "clausier/store/ledger_store.hpp"
#include "clausier/web/server.hpp"
#include "clausier/web/site.hpp"
#include "generated_portfolio.hpp"
#include "standings.hpp"

using namespace clausier;
using namespace bench;

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }

template <class F> double timed(F&& work) {
  const auto start = Clock::now();
  work();
  return milliseconds_since(start);
}

double percentile(std::vector<double> times, double part) {
  std::sort(times.begin(), times.end());
  return times[std::min(times.size() - 1, static_cast<std::size_t>(part * static_cast<double>(times.size())))];
}

template <class F> void report(const char* what, int repetitions, F&& work) {
  for (int i = 0; i < 3; ++i) work();  // the first ones warm the pages of the file
  std::vector<double> times;
  for (int i = 0; i < repetitions; ++i) times.push_back(timed(work));
  std::printf("  %-66s median %8.2f ms   p99 %8.2f ms\n", what, percentile(times, 0.5), percentile(times, 0.99));
  std::fflush(stdout);
}

app::Actor actor_of_office() {
  return {facilitator, app::Role::facilitator, "facilitateur@exemple.example", "Facilitateur généré",
          app::Organisation{office, app::OrganisationKind::office, Siret::from_trusted("99900991300016"), "Bureau généré"}};
}

template <class T> void must(const Outcome<T>& outcome) {
  if (!outcome) throw std::runtime_error("refused: " + outcome.refusal().code);
}

std::int64_t number(app::Services& services, const std::string& sql) {
  return services.database->read([&](store::Connection& c) { return c.query_one("SELECT (SELECT " + sql + ") AS n")->integer("n"); });
}

// ---- Postings --------------------------------------------------------------------------------------------------------

constexpr int lines_a_posting = 25, postings_tried = 400;

struct Undone {};

Posting posting_on(LotId lot, TimesheetId sheet, ParticipantId first_person) {
  Posting posting;
  const Month month = *Month::parse_iso("2026-10");
  for (int i = 0; i < lines_a_posting; ++i)
    posting.additions.push_back({.timesheet = sheet, .subject = {lot, firm, month}, .participant = ParticipantId::from_trusted(first_person.value() + i),
                                 .contract_type = "fixed_term", .employer_siret = "99900993900011", .worked = {month.first_day(), month.last_day()},
                                 .declared = WorkTime::from_hours(100), .reverses = {}, .source = {"releve.csv", std::string(64, '0'), Place{"", i + 2, "C", 0, ""}},
                                 .recorded_at = *Instant::parse_iso("2026-11-20T08:00:00Z")});
  return posting;
}

// The same rows, chained the same, with no total of any kind.
void append_without_totals(store::Connection& c, const Posting& posting) {
  const auto end = c.query_one("SELECT id, chain_sha256 FROM ledger_entries ORDER BY id DESC LIMIT 1");
  auto id = end->integer("id");
  auto chain = end->text("chain_sha256");
  std::int64_t line = 0;
  static const std::string sql = [] {
    std::string marks;
    for (std::size_t i = 1; i <= entry_columns; ++i) marks += (i > 1 ? ",?" : "?") + std::to_string(i);
    return entry_head + "(" + marks + ")";
  }();
  for (auto entry : posting.additions) {
    entry.id = EntryId::from_trusted(++id);
    chain = app::sha256_hex(chain + "\n" + canonical_line(entry));
    c.execute(sql, entry_row(entry, ++line, chain));
  }
}

// Lines a second, in one transaction that is undone: what a commit costs is the same for both.
double posting_speed(app::Services& services, std::int64_t lots, bool with_totals) {
  double milliseconds = 0;
  try {
    services.database->write([&](store::Connection& c) {
      if (!with_totals)
        for (const char* trigger : {"standings_after_entry", "standings_with_month", "standings_with_more_in_month"})
          c.execute(std::string("DROP TRIGGER ") + trigger);
      auto sheet = c.query_one("SELECT max(id) AS id FROM timesheets")->integer("id");
      for (int i = 0; i < postings_tried; ++i) insert_timesheet(c, TimesheetId::from_trusted(sheet + 1 + i), LotId::from_trusted(1 + i * 37 % lots), *Month::parse_iso("2026-11"));
      for (int i = 0; i < postings_tried; ++i) {
        const auto posting = posting_on(LotId::from_trusted(1 + i * 37 % lots), TimesheetId::from_trusted(sheet + 1 + i), ParticipantId::from_trusted(1));
        milliseconds += timed([&] {
          if (with_totals) store::append_posting(c, posting, [](std::string_view text) { return app::sha256_hex(text); });
          else append_without_totals(c, posting);
        });
      }
      throw Undone();
    });
  } catch (const Undone&) {
  }
  return postings_tried * lines_a_posting / milliseconds * 1'000;
}

void report_postings(app::Services& services, std::int64_t lots) {
  posting_speed(services, lots, true);
  std::vector<double> with, without;
  for (int i = 0; i < 5; ++i) {
    without.push_back(posting_speed(services, lots, false));
    with.push_back(posting_speed(services, lots, true));
  }
  const double a = percentile(with, 0.5), b = percentile(without, 0.5);
  std::printf("posting, timesheets of %d lines: %.0f lines/s with totals, %.0f without, ratio %.2f (bar 0.50)\n", lines_a_posting, a, b, a / b);
}

// What is kept of each lot, held against all its entries.
void report_equality(app::Services& services) {
  std::int64_t compared = 0, different = 0;
  const double whole = timed([&] {
    services.database->read([&](store::Connection& c) {
      store::each_standing(c, [&](const store::KeptStanding& kept) {
        const auto reckoned = app::reckoned_standing(c, services, kept);
        ++compared;
        if (!(kept.standing == reckoned.standing && kept.urgency == reckoned.urgency && kept.tally == reckoned.tally)) ++different;
      });
    });
  });
  std::printf("what is kept held against the entries: %lld lots, %lld differences, %.0f s\n", static_cast<long long>(compared),
              static_cast<long long>(different), whole / 1'000);
}

// ---- Through the server ----------------------------------------------------------------------------------------------

class Browser {
public:
  Browser(app::Services& services, std::uint16_t port) : session_("127.0.0.1", port) {
    services.database->write([&](store::Connection& c) {
      store::append_session(c, {app::random_id(), app::sha256_hex(token_), facilitator, app::random_token(), "bench", services.clock(), services.clock()});
    });
    session_.setKeepAlive(true);
  }
  std::int64_t get(const std::string& path) {
    Poco::Net::HTTPRequest request("GET", path, Poco::Net::HTTPMessage::HTTP_1_1);
    request.set("Cookie", "__Host-sid=" + token_);
    session_.sendRequest(request);
    Poco::Net::HTTPResponse response;
    auto& body = session_.receiveResponse(response);
    Poco::NullOutputStream nowhere;
    const auto bytes = Poco::StreamCopier::copyStream64(body, nowhere);
    if (response.getStatus() != 200) throw std::runtime_error(path + ": " + std::to_string(response.getStatus()));
    return static_cast<std::int64_t>(bytes);
  }

private:
  std::string token_ = app::random_token();
  Poco::Net::HTTPClientSession session_;
};

void report_pages(app::Services& services, const app::Share& share) {
  const web::Site site(services, {.templates = share.templates, .schemas = share.schemas, .software_version = "bench", .log = [](const std::string&) {}});
  web::Server server({.port = 0}, site.application());
  server.start();
  Browser browser(services, server.port());
  const std::string lot = "/lots/" + large_lot.text();
  std::printf("pages through the server: lot %lld bytes, dashboard %lld bytes\n", static_cast<long long>(browser.get(lot)), static_cast<long long>(browser.get("/tableau")));
  report("page of the lot of 10 000 entries, today", 300, [&] { browser.get(lot); });
  report("page of the same lot at a former day, from the entries", 50, [&] { browser.get(lot + "?au=30/06/2026"); });
  report("page of a lot of the portfolio, today", 300, [&] { browser.get("/lots/" + LotId::from_trusted(7).text()); });
  report("dashboard of the office, first page", 50, [&] { browser.get("/tableau"); });
  report("dashboard of the office, page 200", 50, [&] { browser.get("/tableau?page=200"); });
  server.stop();
}

}  // namespace

int main(int count, char** arguments) {
  Size size;
  if (count > 1) size.lots = std::stoll(arguments[1]);
  if (count > 2) size.entries = std::stoll(arguments[2]);
  if (count > 3) size.seed = std::stoull(arguments[3]);
  const bool kept = count > 4;
  const std::filesystem::path directory = kept ? std::filesystem::path(arguments[4]) : std::filesystem::temp_directory_path() / "clausier-bench-position";
  if (!kept) std::filesystem::remove_all(directory);
  const auto share = app::Share::at(CLAUSIER_SOURCE_DIR);
  auto services = app::open_services(directory, share);
  std::printf("generated portfolio: %lld lots, %lld entries, seed %llu\n", static_cast<long long>(size.lots), static_cast<long long>(size.entries), static_cast<unsigned long long>(size.seed));
  if (number(*services, "count(*) FROM ledger_entries") == 0) {
    const double filling = timed([&] { fill(*services, size); });
    std::printf("  written in %.0f s\n", filling / 1'000);
    services = app::open_services(directory, share);  // indexes for search what waits, as a server does when it starts
  }
  // Postings of a former run may stand in the base: a fixed instant gives the same figures again.
  Instant now = *Instant::parse_iso("2026-11-22T08:00:00Z");
  services->clock = [&now] { return now; };
  std::printf("  %.0f MB on disk, %lld entries\n", static_cast<double>(std::filesystem::file_size(directory / "clausier.sqlite")) / 1e6,
              static_cast<long long>(number(*services, "count(*) FROM ledger_entries")));

  std::int64_t reckoned = 0;
  services->database->write([](store::Connection& c) { c.execute("DELETE FROM lot_standings"); });
  const double whole = timed([&] { reckoned = app::keep_every_standing(*services); });
  std::printf("portfolio without totals, every lot from its entries: %.1f s for %lld lots, %.2f ms a lot\n", whole / 1'000, static_cast<long long>(reckoned),
              whole / static_cast<double>(reckoned));
  now = Instant::from_milliseconds(now.milliseconds() + 86'400'000);
  const double next_day = timed([&] { reckoned = app::keep_every_standing(*services); });
  std::printf("the first reading of the next day, every lot from its totals: %.2f s for %lld lots\n", next_day / 1'000, static_cast<long long>(reckoned));

  const auto actor = actor_of_office();
  report("lot of 10 000 entries, with totals", 300, [&] { must(app::view_lot(*services, actor, large_lot)); });
  report("lot of 10 000 entries, from its entries", 50, [&] { must(app::view_lot(*services, actor, large_lot, services->today())); });
  report("portfolio, a page of its lots, with totals", 100, [&] { app::portfolio(*services, actor, 1); });
  report("portfolio, page 200", 100, [&] { app::portfolio(*services, actor, 200); });
  report_pages(*services, share);
  report_equality(*services);
  report_postings(*services, size.lots);
  services.reset();
  if (!kept) std::filesystem::remove_all(directory);
}
