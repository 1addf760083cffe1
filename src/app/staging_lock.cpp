#include "staging_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace clausier::app {
namespace {

int opened(const std::filesystem::path& data_directory) {
  const auto file = data_directory / "staging.lock";
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), file.string());
  return descriptor;
}

// Waits when asked to; false when somebody else holds it and waiting was not asked for.
bool locked(int descriptor, int operation) {
  while (::flock(descriptor, operation) != 0) {
    if (errno == EWOULDBLOCK) return false;
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "staging.lock");
  }
  return true;
}

}  // namespace

StagingLock StagingLock::shared(const std::filesystem::path& data_directory) {
  StagingLock lock(opened(data_directory));
  locked(lock.descriptor_, LOCK_SH);
  return lock;
}

std::optional<StagingLock> StagingLock::exclusive_if_free(const std::filesystem::path& data_directory) {
  StagingLock lock(opened(data_directory));
  if (!locked(lock.descriptor_, LOCK_EX | LOCK_NB)) return std::nullopt;
  return lock;
}

StagingLock::~StagingLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace clausier::app
