// Uploads too large for memory: a temporary file each, locked as long as its server lives, so that the next
// one can tell what a killed server left behind.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

#include "clausier/web/http.hpp"

namespace clausier::web {
namespace {

constexpr std::string_view spool_prefix = "clausier-upload-";
constexpr std::size_t spool_suffix_length = 6;

bool is_spool_name(std::string_view name) {
  return name.starts_with(spool_prefix) && name.size() == spool_prefix.size() + spool_suffix_length;
}

// A file of this user that no living server holds. Symbolic links are not followed.
bool is_abandoned(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return false;
  struct stat seen {};
  const bool ours = ::fstat(descriptor, &seen) == 0 && S_ISREG(seen.st_mode) && seen.st_uid == ::geteuid();
  const bool free = ours && ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
  ::close(descriptor);
  return free;
}

}  // namespace

SpooledFile::SpooledFile() {
  std::string name = (std::filesystem::temp_directory_path() / (std::string(spool_prefix) + "XXXXXX")).string();
  descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "temporary file for an upload");
  path_ = name;
  ::flock(descriptor_, LOCK_EX | LOCK_NB);
}

SpooledFile::~SpooledFile() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
  ::close(descriptor_);
}

std::size_t remove_abandoned_uploads(std::filesystem::file_time_type before) {
  std::size_t removed = 0;
  std::error_code fault;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::temp_directory_path(), fault)) {
    std::error_code ignored;
    if (!is_spool_name(entry.path().filename().string()) || entry.last_write_time(ignored) >= before || ignored) continue;
    if (is_abandoned(entry.path()) && std::filesystem::remove(entry.path(), ignored)) ++removed;
  }
  return removed;
}

}  // namespace clausier::web
