#include <catch2/catch.hpp>

#include <fstream>
#include <thread>
#include <vector>

#include "clausier/app/services.hpp"
#include "document_vault.hpp"
#include "temporary_directory.hpp"

using namespace clausier::app;
namespace fs = std::filesystem;

namespace {

const std::string hash_of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";  // FIPS 180-2

std::size_t files_under(const fs::path& directory) {
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) files += entry.is_regular_file() ? 1 : 0;
  return files;
}

}  // namespace

TEST_CASE("What was kept is found again under its hash", "[app][vault]") {
  TemporaryDirectory directory;
  DocumentVault vault(directory.path());
  CHECK_FALSE(vault.holds(hash_of_abc));
  CHECK_FALSE(vault.bytes_of(hash_of_abc));
  CHECK_FALSE(vault.hash_now(hash_of_abc));
  REQUIRE(vault.keep("abc") == hash_of_abc);
  CHECK(vault.path_of(hash_of_abc) == directory.path() / "ba" / hash_of_abc.substr(2));
  CHECK(vault.holds(hash_of_abc));
  CHECK(vault.bytes_of(hash_of_abc) == "abc");
  CHECK(vault.hash_now(hash_of_abc) == hash_of_abc);
}

TEST_CASE("Keeping the same bytes again leaves one file, untouched", "[app][vault]") {
  TemporaryDirectory directory;
  DocumentVault vault(directory.path());
  vault.keep("abc");
  const auto written = fs::last_write_time(vault.path_of(hash_of_abc));
  const auto source = directory.path() / "source.csv";
  std::ofstream(source) << "abc";
  CHECK(vault.keep("abc") == hash_of_abc);
  CHECK(vault.keep_file(source) == hash_of_abc);
  CHECK(fs::last_write_time(vault.path_of(hash_of_abc)) == written);
  CHECK(files_under(directory.path()) == 2);  // the source and its one copy
}

TEST_CASE("A large file is copied piece by piece to the same hash", "[app][vault]") {
  TemporaryDirectory directory;
  DocumentVault vault(directory.path() / "originals");
  std::string bytes;
  for (int i = 0; bytes.size() < 300'000; ++i) bytes += std::to_string(i) + '\0';
  std::ofstream(directory.path() / "large", std::ios::binary) << bytes;
  const auto sha256 = vault.keep_file(directory.path() / "large");
  CHECK(sha256 == sha256_hex(bytes));
  CHECK(vault.bytes_of(sha256) == bytes);
}

TEST_CASE("A file that cannot be read is not kept, and leaves nothing", "[app][vault]") {
  TemporaryDirectory directory;
  DocumentVault vault(directory.path());
  CHECK_THROWS(vault.keep_file(directory.path() / "absent"));
  CHECK(files_under(directory.path()) == 0);
}

TEST_CASE("A name is never taken for a path", "[app][vault]") {
  TemporaryDirectory directory;
  const DocumentVault vault(directory.path());
  for (const std::string name : {"", "../../etc/passwd", "abc", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"}) {
    CAPTURE(name);
    CHECK_THROWS_AS(vault.path_of(name), std::invalid_argument);
    CHECK_THROWS_AS(vault.holds(name), std::invalid_argument);
  }
}

TEST_CASE("What a killed writer left is cleared once it is a day old", "[app][vault]") {
  TemporaryDirectory directory;
  { DocumentVault vault(directory.path()); }
  const auto old = directory.path() / "incoming" / "old", fresh = directory.path() / "incoming" / "fresh";
  std::ofstream(old) << "half";
  std::ofstream(fresh) << "half";
  fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(25));
  DocumentVault vault(directory.path());
  CHECK_FALSE(fs::exists(old));
  CHECK(fs::exists(fresh));  // its writer may be another process, at work
}

TEST_CASE("Threads that keep the same bytes together all succeed", "[app][vault]") {
  TemporaryDirectory directory;
  DocumentVault vault(directory.path());
  std::vector<std::string> hashes(8);
  std::vector<std::thread> threads;
  for (auto& hash : hashes) threads.emplace_back([&] { hash = vault.keep("abc"); });
  for (auto& thread : threads) thread.join();
  CHECK(hashes == std::vector<std::string>(8, hash_of_abc));
  CHECK(files_under(directory.path()) == 1);
}
