#pragma once
// A directory of our own for files that a library insists on writing; gone with the object.
#include <filesystem>

namespace clausier::write {

class TemporaryDirectory {
public:
  TemporaryDirectory();  // throws std::runtime_error when none can be made
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

}  // namespace clausier::write
