#pragma once
// A directory of our own for files that a library insists on writing; gone with the object.
#include <filesystem>

namespace clausier::write {

class ScratchDirectory {
public:
  ScratchDirectory();  // throws std::runtime_error when none can be made
  ~ScratchDirectory();
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

}  // namespace clausier::write
