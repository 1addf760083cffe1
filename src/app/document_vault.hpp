#pragma once
// Files as they were received, kept under their SHA-256: originals/ab/cdef… A file is complete or
// absent, whatever moment the program was killed at, and is never written again.
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace clausier::app {

class DocumentVault {
public:
  // Creates the directory when absent and clears what writers killed long ago left behind.
  explicit DocumentVault(std::filesystem::path root);

  // Keeps the bytes and gives their SHA-256 (64 hexadecimal letters). The same bytes again change
  // nothing. On return they are on the disk. Throws std::system_error when they cannot be kept.
  std::string keep(std::string_view bytes);
  // The same for a file of any size, copied piece by piece; throws when it cannot be read.
  std::string keep_file(const std::filesystem::path& file);

  // Removes a file that nothing refers to any more; nothing happens when it is absent.
  void forget(const std::string& sha256);

  bool holds(const std::string& sha256) const;
  std::optional<std::string> bytes_of(const std::string& sha256) const;
  // Throws std::invalid_argument when the text is no SHA-256: a name is never taken for a path.
  std::filesystem::path path_of(const std::string& sha256) const;
  // What the kept file hashes to now; nothing when it is absent.
  std::optional<std::string> hash_now(const std::string& sha256) const;

private:
  class Incoming;
  std::filesystem::path root_;
};

}  // namespace clausier::app
