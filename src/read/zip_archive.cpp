#include "zip_archive.hpp"

#include <minizip/unzip.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "grid_builder.hpp"

namespace clausier::read {
namespace {

constexpr std::size_t ratio_counts_from = 100 * 1024;

// The archive's bytes as the file that minizip wants to open, seek and read.
struct MemoryFile {
  std::string_view bytes;
  std::size_t at = 0;
};

MemoryFile& memory(voidpf stream) { return *static_cast<MemoryFile*>(stream); }

voidpf ZCALLBACK open_memory(voidpf opaque, const void*, int) { return opaque; }

uLong ZCALLBACK read_memory(voidpf, voidpf stream, void* buffer, uLong size) {
  auto& file = memory(stream);
  const auto count = std::min<std::size_t>(size, file.bytes.size() - file.at);
  std::memcpy(buffer, file.bytes.data() + file.at, count);
  file.at += count;
  return static_cast<uLong>(count);
}

uLong ZCALLBACK write_memory(voidpf, voidpf, const void*, uLong) { return 0; }
ZPOS64_T ZCALLBACK tell_memory(voidpf, voidpf stream) { return memory(stream).at; }

long ZCALLBACK seek_memory(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
  auto& file = memory(stream);
  const ZPOS64_T base = origin == ZLIB_FILEFUNC_SEEK_CUR ? file.at : origin == ZLIB_FILEFUNC_SEEK_END ? file.bytes.size() : 0;
  if (offset > file.bytes.size() || base > file.bytes.size() - offset) return -1;
  file.at = static_cast<std::size_t>(base + offset);
  return 0;
}

int ZCALLBACK close_memory(voidpf, voidpf) { return 0; }
int ZCALLBACK error_of_memory(voidpf, voidpf) { return 0; }

// Closes the current part whatever happens; the checksum is looked at when the part was read whole.
class OpenPart {
public:
  explicit OpenPart(unzFile file) : file_(file) {}
  ~OpenPart() { if (file_) unzCloseCurrentFile(file_); }
  OpenPart(const OpenPart&) = delete;
  OpenPart& operator=(const OpenPart&) = delete;
  bool close() { return unzCloseCurrentFile(std::exchange(file_, nullptr)) == UNZ_OK; }

private:
  unzFile file_;
};

std::uint32_t little_endian(std::string_view bytes, std::size_t at, int count) {
  std::uint32_t value = 0;
  for (int i = count - 1; i >= 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  return value;
}

// One archive and nothing else: its directory ends where its closing record begins, and the record ends the
// file. Bytes before or behind would let two programs read two different workbooks.
bool is_one_archive(std::string_view bytes) {
  constexpr std::size_t record_size = 22;
  constexpr std::uint32_t told_elsewhere = 0xFFFFFFFF;  // in the record of large archives
  const auto record = bytes.rfind("PK\x05\x06");
  if (record == std::string_view::npos || bytes.size() - record < record_size) return false;
  if (record + record_size + little_endian(bytes, record + 20, 2) != bytes.size()) return false;
  const std::uint64_t size = little_endian(bytes, record + 12, 4), offset = little_endian(bytes, record + 16, 4);
  if (size == told_elsewhere || offset == told_elsewhere || offset + size == record) return true;
  return offset + size < record && bytes.substr(static_cast<std::size_t>(offset + size)).starts_with("PK\x06\x06");
}

}  // namespace

struct ZipArchive::Handle {
  MemoryFile file;
  unzFile zip = nullptr;
  ~Handle() { if (zip) unzClose(zip); }
};

ZipArchive::ZipArchive(std::string_view bytes, const GridLimits& limits)
    : handle_(std::make_unique<Handle>()), limits_(limits) {
  if (!is_one_archive(bytes)) throw GridFault("file.unreadable");
  handle_->file.bytes = bytes;
  zlib_filefunc64_def functions{};
  functions.zopen64_file = open_memory;
  functions.zread_file = read_memory;
  functions.zwrite_file = write_memory;
  functions.ztell64_file = tell_memory;
  functions.zseek64_file = seek_memory;
  functions.zclose_file = close_memory;
  functions.zerror_file = error_of_memory;
  functions.opaque = &handle_->file;
  handle_->zip = unzOpen2_64("", &functions);
  if (!handle_->zip) throw GridFault("file.unreadable");
  list_names();
}

ZipArchive::~ZipArchive() = default;

void ZipArchive::list_names() {
  int entries = 0;
  for (int found = unzGoToFirstFile(handle_->zip); found != UNZ_END_OF_LIST_OF_FILE; found = unzGoToNextFile(handle_->zip)) {
    if (found != UNZ_OK) throw GridFault("file.unreadable");
    if (++entries > limits_.entries_max) throw GridFault("file.entries", {{"max", std::to_string(limits_.entries_max)}});
    unz_file_info64 entry{};
    std::array<char, 1024> name{};
    if (unzGetCurrentFileInfo64(handle_->zip, &entry, name.data(), name.size() - 1, nullptr, 0, nullptr, 0) != UNZ_OK)
      throw GridFault("file.unreadable");
    constexpr uLong encrypted = 1;
    if (entry.flag & encrypted) throw GridFault("file.legacy");
    // Two entries of one name: two programs would read two different files.
    if (!names_.insert(name.data()).second) throw GridFault("file.unreadable");
  }
}

bool ZipArchive::has_any_under(const std::string& folder) const {
  const auto found = names_.lower_bound(folder);
  return found != names_.end() && found->starts_with(folder) && found->size() > folder.size();
}

bool ZipArchive::has_any_ending(std::string_view end) const {
  return std::any_of(names_.begin(), names_.end(), [&](const std::string& name) { return name.ends_with(end); });
}

void ZipArchive::read(const std::string& name, const std::function<void(std::string_view)>& on_block) {
  constexpr int case_sensitive = 1;
  unz_file_info64 entry{};
  if (unzLocateFile(handle_->zip, name.c_str(), case_sensitive) != UNZ_OK ||
      unzGetCurrentFileInfo64(handle_->zip, &entry, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK ||
      entry.compressed_size > handle_->file.bytes.size() || unzOpenCurrentFile(handle_->zip) != UNZ_OK)
    throw GridFault("file.unreadable");
  OpenPart part(handle_->zip);

  const auto packed = std::max<std::size_t>(static_cast<std::size_t>(entry.compressed_size), 1);
  std::size_t inflated = 0;
  std::array<char, 16 * 1024> block;
  for (;;) {
    const int count = unzReadCurrentFile(handle_->zip, block.data(), block.size());
    if (count < 0) throw GridFault("file.unreadable");
    if (count == 0) break;
    inflated += static_cast<std::size_t>(count);
    inflated_bytes_ += static_cast<std::size_t>(count);
    const bool swollen = inflated > ratio_counts_from && inflated / packed > static_cast<std::size_t>(limits_.ratio_max);
    if (inflated > limits_.entry_bytes_max || inflated_bytes_ > limits_.archive_bytes_max || swollen)
      throw GridFault("file.expands");
    on_block(std::string_view(block.data(), static_cast<std::size_t>(count)));
  }
  // A part that is not of the size it states would be another one to a program that believes it.
  if (!part.close() || inflated != entry.uncompressed_size) throw GridFault("file.unreadable");
}

std::string ZipArchive::read_whole(const std::string& name, std::size_t bytes_max) {
  std::string whole;
  read(name, [&](std::string_view block) {
    if (whole.size() + block.size() > bytes_max) throw GridFault("file.unreadable");
    whole += block;
  });
  return whole;
}

}  // namespace clausier::read
