#include "document_vault.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

#include "clausier/app/services.hpp"
#include "hashing.hpp"

namespace clausier::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view incoming_directory = "incoming";
constexpr std::size_t piece_bytes = 1 << 16;
constexpr auto abandoned_after = std::chrono::hours(24);  // another process may be writing right now

[[noreturn]] void fail(const std::string& what, const fs::path& path) {
  throw std::system_error(errno, std::generic_category(), what + " " + path.string());
}

class Descriptor {
public:
  Descriptor(const fs::path& path, int flags) : path_(path), number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
    if (number_ < 0) fail("cannot open", path_);
  }
  ~Descriptor() { ::close(number_); }
  Descriptor(const Descriptor&) = delete;

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto written = ::write(number_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail("cannot write", path_);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void sync() {
    if (::fsync(number_) != 0) fail("cannot flush", path_);
  }

private:
  fs::path path_;
  int number_;
};

// A rename survives a power cut only once its directory is on the disk too.
void sync_directory(const fs::path& directory) { Descriptor(directory, O_RDONLY | O_DIRECTORY).sync(); }

void read_pieces(const fs::path& file, const std::function<void(std::string_view)>& on_piece) {
  std::ifstream in(file, std::ios::binary);
  if (!in) fail("cannot read", file);
  std::vector<char> piece(piece_bytes);
  while (in) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    if (in.gcount() > 0) on_piece({piece.data(), static_cast<std::size_t>(in.gcount())});
  }
  if (in.bad()) fail("cannot read", file);
}

bool is_sha256(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

// A file being written, under a name of ours; removed unless it was moved to its place.
class DocumentVault::Incoming {
public:
  explicit Incoming(const fs::path& root)
      : path_(root / incoming_directory / random_token()), out_(path_, O_WRONLY | O_CREAT | O_EXCL) {}
  ~Incoming() {
    std::error_code ignored;
    fs::remove(path_, ignored);  // absent once moved
  }

  void add(std::string_view bytes) {
    hash_.add(bytes);
    out_.write(bytes);
  }
  std::string settle(const DocumentVault& vault) {
    const std::string sha256 = hash_.hex();
    if (vault.holds(sha256)) return sha256;
    out_.sync();
    const fs::path place = vault.path_of(sha256);
    if (fs::create_directories(place.parent_path())) sync_directory(vault.root_);
    fs::rename(path_, place);
    sync_directory(place.parent_path());
    return sha256;
  }

private:
  fs::path path_;
  Descriptor out_;
  Sha256 hash_;
};

DocumentVault::DocumentVault(fs::path root) : root_(std::move(root)) {
  fs::create_directories(root_ / incoming_directory);
  const auto oldest = fs::file_time_type::clock::now() - abandoned_after;
  for (const auto& left : fs::directory_iterator(root_ / incoming_directory)) {
    std::error_code vanished;
    const auto written = left.last_write_time(vanished);
    if (!vanished && written < oldest) fs::remove(left.path(), vanished);
  }
}

std::string DocumentVault::keep(std::string_view bytes) {
  Incoming incoming(root_);
  incoming.add(bytes);
  return incoming.settle(*this);
}

std::string DocumentVault::keep_file(const fs::path& file) {
  Incoming incoming(root_);
  read_pieces(file, [&](std::string_view piece) { incoming.add(piece); });
  return incoming.settle(*this);
}

void DocumentVault::forget(const std::string& sha256) { fs::remove(path_of(sha256)); }

bool DocumentVault::holds(const std::string& sha256) const { return fs::exists(path_of(sha256)); }

std::optional<std::string> DocumentVault::bytes_of(const std::string& sha256) const {
  if (!holds(sha256)) return std::nullopt;
  std::string bytes;
  read_pieces(path_of(sha256), [&](std::string_view piece) { bytes += piece; });
  return bytes;
}

fs::path DocumentVault::path_of(const std::string& sha256) const {
  if (!is_sha256(sha256)) throw std::invalid_argument("no SHA-256");
  return root_ / sha256.substr(0, 2) / sha256.substr(2);
}

std::optional<std::string> DocumentVault::hash_now(const std::string& sha256) const {
  if (!holds(sha256)) return std::nullopt;
  Sha256 hash;
  read_pieces(path_of(sha256), [&](std::string_view piece) { hash.add(piece); });
  return hash.hex();
}

}  // namespace clausier::app
