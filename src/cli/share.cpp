#include "share.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace clausier::cli {
namespace fs = std::filesystem;

namespace {

fs::path folder_of_binary() {
  std::error_code unknown;
  const auto binary = fs::read_symlink("/proc/self/exe", unknown);
  return unknown ? fs::current_path() : binary.parent_path();
}

std::optional<app::Share> share_at(const fs::path& root) {
  if (!fs::is_directory(root / "templates")) return std::nullopt;
  try {
    return app::Share::at(root);
  } catch (const std::runtime_error&) {
    return std::nullopt;  // half a tree
  }
}

}  // namespace

std::optional<app::Share> find_share(const std::optional<fs::path>& given) {
  if (given) return share_at(*given);
  const fs::path beside = folder_of_binary();
  for (const fs::path& root : {beside / ".." / "share" / "clausier", beside / "share", fs::path(CLAUSIER_SOURCE_DIR)})
    if (auto share = share_at(root)) return share;
  return std::nullopt;
}

Wording load_messages(const app::Share& share) {
  Wording wording;
  for (const auto& entry : fs::directory_iterator(share.templates / "messages.fr")) {
    if (entry.path().extension() != ".txt") continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream) throw std::runtime_error("cannot read " + entry.path().string());
    wording.add(text.str());
  }
  return wording;
}

}  // namespace clausier::cli
