// The base that bench/http serves, and who asks: writes DIRECTORY and DIRECTORY/visitors.txt, one open session a line with a
// lot of its office: "TOKEN /lots/ID". Kept and used again; sessions are opened anew.
//
//   bench_http_base DIRECTORY [lots, 20000 by default] [entries, 10000000 by default] [offices, 100 by default]
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "clausier/app/reports.hpp"
#include "clausier/store/account_store.hpp"
#include "generated_portfolio.hpp"

using namespace clausier;

namespace {

std::int64_t entries_in(app::Services& services) {
  return services.database->read([](store::Connection& c) { return c.query_one("SELECT count(*) AS n FROM (SELECT 1 FROM ledger_entries LIMIT 1)", {})->integer("n"); });
}

void open_sessions(app::Services& services, const std::filesystem::path& visitors) {
  std::ofstream file(visitors);
  services.database->write([&](store::Connection& c) {
    c.each("SELECT u.id AS user_id, min(l.id) AS lot_id FROM users u JOIN follow_ups f ON f.office_id = u.organisation_id"
           " JOIN lots l ON l.contract_id = f.contract_id GROUP BY u.id", {}, [&](const store::Row& row) {
             const auto token = app::random_token();
             store::append_session(c, {app::random_id(), app::sha256_hex(token), row.id<UserId>("user_id"), app::random_token(), "bench",
                                       services.clock(), services.clock()});
             file << token << " /lots/" << row.id<LotId>("lot_id").text() << "\n";
           });
  });
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return 2;
  const std::filesystem::path directory = arguments[1];
  bench::Size size;
  size.offices = 100;
  if (count > 2) size.lots = std::stoll(arguments[2]);
  if (count > 3) size.entries = std::stoll(arguments[3]);
  if (count > 4) size.offices = std::stoll(arguments[4]);
  const auto share = app::Share::at(CLAUSIER_SOURCE_DIR);
  auto services = app::open_services(directory, share);
  if (entries_in(*services) == 0) {
    bench::fill(*services, size);
    services = app::open_services(directory, share);  // indexes for search what waits, as a server does when it starts
  }
  app::keep_every_standing(*services);
  open_sessions(*services, directory / "visitors.txt");
  std::printf("generated base: %lld lots, %lld entries, %lld offices\n", static_cast<long long>(size.lots), static_cast<long long>(size.entries),
              static_cast<long long>(size.offices));
}
