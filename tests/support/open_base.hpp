#pragma once
// The real services on an empty temporary data directory, at an instant that the test moves by hand.
#include <memory>

#include "clausier/app/accounts.hpp"
#include "clausier/app/services.hpp"
#include "clausier/store/database.hpp"
#include "places.hpp"
#include "temporary_directory.hpp"

struct OpenBase {
  TemporaryDirectory directory;
  std::unique_ptr<clausier::app::Services> services =
      clausier::app::open_services(directory.path(), clausier::app::Share::at(clausier::test::source_folder()));
  clausier::Instant now = *clausier::Instant::parse_iso("2026-07-01T08:00:00Z");

  OpenBase() {
    services->clock = [this] { return now; };
  }
  clausier::app::Services& operator*() { return *services; }

  void wait_minutes(std::int64_t minutes) {
    now = clausier::Instant::from_milliseconds(now.milliseconds() + minutes * 60'000);
  }
  std::int64_t count(const std::string& sql) {
    return services->database->read(
        [&](clausier::store::Connection& c) { return c.query_one("SELECT count(*) AS n FROM " + sql)->integer("n"); });
  }
};
