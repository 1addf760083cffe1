#pragma once
// A ZIP archive in memory, read under limits that are counted while inflating: the sizes that an
// archive states about itself may lie (security.md §4.3).
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "clausier/read/grid.hpp"

namespace clausier::read {

class ZipArchive {
public:
  // The bytes must outlive the archive. Throws GridFault: file.unreadable when it is no archive or a
  // name stands twice, file.expands when it has too many entries, file.legacy when it is encrypted.
  ZipArchive(std::string_view bytes, const GridLimits& limits);
  ~ZipArchive();
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

  bool has(const std::string& name) const { return names_.contains(name); }
  bool has_any_under(const std::string& folder) const;
  bool has_any_ending(std::string_view end) const;

  // Hands the inflated part over in blocks. Throws GridFault file.unreadable for a missing or broken
  // part, file.expands past a limit.
  void read(const std::string& name, const std::function<void(std::string_view block)>& on_block);
  std::string read_whole(const std::string& name, std::size_t bytes_max);

private:
  void list_names();

  struct Handle;
  std::unique_ptr<Handle> handle_;
  GridLimits limits_;
  std::set<std::string> names_;
  std::size_t inflated_bytes_ = 0;
};

}  // namespace clausier::read
