#pragma once
// Says, across processes, that an import is being staged. The system lets go of it when a process
// dies, so that what a killed run left can be told from what another one is doing right now.
#include <filesystem>
#include <optional>

namespace clausier::app {

class StagingLock {
public:
  // Held by whoever stages an import; several at once.
  static StagingLock shared(const std::filesystem::path& data_directory);
  // Held to clear up; nothing when somebody is staging.
  static std::optional<StagingLock> exclusive_if_free(const std::filesystem::path& data_directory);
  StagingLock(StagingLock&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
  StagingLock& operator=(StagingLock&&) = delete;
  ~StagingLock();

private:
  explicit StagingLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace clausier::app
