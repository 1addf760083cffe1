#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

#include "clausier/store/database.hpp"

using namespace clausier;
using namespace clausier::store;

namespace {

struct Scratch {
  std::filesystem::path directory;
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "clausier-database-XXXXXX").string();
    directory = mkdtemp(name.data());
    std::filesystem::create_directory(directory / "migrations");
    script("0001_start.sql", "CREATE TABLE recorded_clock (only_row INTEGER PRIMARY KEY, last_instant INTEGER NOT NULL) STRICT;"
                             "INSERT INTO recorded_clock VALUES (1, 0);"
                             "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT, size INTEGER) STRICT;");
  }
  ~Scratch() { std::filesystem::remove_all(directory); }
  void script(const std::string& name, const std::string& sql) {
    std::ofstream(directory / "migrations" / name) << sql;
  }
  Database open() { return Database(directory / "base.sqlite", directory / "migrations"); }
};

}  // namespace

TEST_CASE("A NULL asked as a number is refused, never read as zero", "[store][database]") {
  Scratch scratch;
  auto base = scratch.open();
  base.write([](Connection& c) { c.execute("INSERT INTO things VALUES (1, NULL, NULL)"); });
  base.read([](Connection& c) {
    const auto row = *c.query_one("SELECT name, size FROM things");
    CHECK_THROWS_AS(row.integer("size"), CorruptData);
    CHECK_THROWS_AS(row.text("name"), CorruptData);
    CHECK_FALSE(row.integer_or_null("size"));
    CHECK_THROWS_AS(row.integer("absent"), std::logic_error);
  });
}

TEST_CASE("An exception and a refusal both leave nothing behind", "[store][database]") {
  Scratch scratch;
  auto base = scratch.open();
  CHECK_THROWS(base.write([](Connection& c) {
    c.execute("INSERT INTO things VALUES (1, 'a', 1)");
    throw std::runtime_error("stop");
  }));
  const auto refused = base.write([](Connection& c) -> Outcome<Done> {
    c.execute("INSERT INTO things VALUES (2, 'b', 1)");
    return Refusal{"no"};
  });
  CHECK_FALSE(refused);
  CHECK(base.read([](Connection& c) { return c.query("SELECT id FROM things").size(); }) == 0);
}

TEST_CASE("Writers in many threads all get their turn", "[store][database]") {
  Scratch scratch;
  auto base = scratch.open();
  base.write([](Connection& c) { c.execute("INSERT INTO things VALUES (1, 'counter', 0)"); });
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 25; ++i)
        base.write([](Connection& c) {
          const auto size = c.query_one("SELECT size FROM things WHERE id = 1")->integer("size");
          c.execute("UPDATE things SET size = ?1 WHERE id = 1", {size + 1});
        });
    });
  for (auto& thread : threads) thread.join();
  CHECK(base.read([](Connection& c) { return c.query_one("SELECT size FROM things")->integer("size"); }) == 200);
}

TEST_CASE("A migration runs once and may not change afterwards", "[store][migrator]") {
  Scratch scratch;
  { auto base = scratch.open(); }
  scratch.script("0002_more.sql", "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;");
  {
    auto base = scratch.open();
    base.read([](Connection& c) { CHECK(c.query("SELECT id FROM more").empty()); });
  }
  SECTION("a failing one leaves the former schema") {
    scratch.script("0003_bad.sql", "CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT; nonsense;");
    CHECK_THROWS(scratch.open());
    std::filesystem::remove(scratch.directory / "migrations" / "0003_bad.sql");
    auto base = scratch.open();
    base.read([](Connection& c) { CHECK_THROWS(c.query("SELECT id FROM half")); });
  }
  SECTION("a changed one is refused") {
    scratch.script("0002_more.sql", "CREATE TABLE other (id INTEGER PRIMARY KEY) STRICT;");
    CHECK_THROWS(scratch.open());
  }
  SECTION("a database newer than the program is refused") {
    std::filesystem::remove(scratch.directory / "migrations" / "0002_more.sql");
    CHECK_THROWS(scratch.open());
  }
}

TEST_CASE("Recorded instants never repeat nor go back", "[store][clock]") {
  Scratch scratch;
  auto base = scratch.open();
  const auto now = Instant::from_milliseconds(1000);
  const auto stamps = base.write([&](Connection& c) {
    return std::vector{next_instant(c, now), next_instant(c, now), next_instant(c, Instant::from_milliseconds(10))};
  });
  CHECK(stamps[0] == now);
  CHECK(stamps[0] < stamps[1]);
  CHECK(stamps[1] < stamps[2]);
}
