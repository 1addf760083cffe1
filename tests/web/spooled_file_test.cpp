#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>

#include "clausier/web/http.hpp"
#include "temporary_directory.hpp"

using namespace clausier;
namespace fs = std::filesystem;

namespace {

// Another folder for temporary files, as long as the test runs.
class OwnTemporaryFolder {
public:
  OwnTemporaryFolder() : former_(fs::temp_directory_path()) { ::setenv("TMPDIR", directory_.path().c_str(), 1); }
  ~OwnTemporaryFolder() { ::setenv("TMPDIR", former_.c_str(), 1); }
  fs::path file(const std::string& name, std::chrono::minutes age) const {
    const auto path = directory_.path() / name;
    std::ofstream(path) << "bytes";
    fs::last_write_time(path, fs::file_time_type::clock::now() - age);
    return path;
  }

private:
  fs::path former_;
  TemporaryDirectory directory_;
};

using std::chrono::minutes;
fs::file_time_type now() { return fs::file_time_type::clock::now(); }

}  // namespace

TEST_CASE("What a killed server was receiving is taken away at the next start, nothing else", "[web][upload]") {
  OwnTemporaryFolder folder;
  const auto abandoned = folder.file("clausier-upload-abc123", minutes(5));
  const auto young = folder.file("clausier-upload-def456", -minutes(5));
  const auto others = {folder.file("clausier-upload-", minutes(5)), folder.file("clausier-upload-abc123.bak", minutes(5)),
                       folder.file("somebody-else", minutes(5))};
  const web::SpooledFile held;
  fs::last_write_time(held.path(), now() - minutes(5));
  const auto target = folder.file("precious", minutes(5));
  const auto link = target.parent_path() / "clausier-upload-lnk789";
  fs::create_symlink(target, link);
  CHECK(web::remove_abandoned_uploads(now()) == 1);
  CHECK_FALSE(fs::exists(abandoned));
  CHECK(fs::exists(young));
  CHECK(fs::exists(held.path()));
  CHECK(fs::exists(target));
  CHECK(fs::is_symlink(link));
  for (const auto& other : others) CHECK(fs::exists(other));
}

TEST_CASE("A file held by a process is free once that process is killed", "[web][upload]") {
  OwnTemporaryFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    const web::SpooledFile held;
    ::pause();
    ::_exit(0);
  }
  const auto spooled = [] {
    return std::distance(fs::directory_iterator(fs::temp_directory_path()), fs::directory_iterator{});
  };
  for (int waited = 0; spooled() == 0 && waited < 500; ++waited) ::usleep(10'000);
  ::usleep(50'000);  // the lock follows the file at once
  CHECK(web::remove_abandoned_uploads(now() + minutes(1)) == 0);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  CHECK(web::remove_abandoned_uploads(now() + minutes(1)) == 1);
  CHECK(spooled() == 0);
}
