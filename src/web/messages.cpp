#include "clausier/web/messages.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "text_file.hpp"

namespace clausier::web {

std::string text_of_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) throw std::runtime_error("cannot read " + path.string());
  return text.str();
}

Wording load_wording(const std::filesystem::path& folder) {
  Wording wording;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".txt") wording.add(text_of_file(entry.path()));
  return wording;
}

}  // namespace clausier::web
