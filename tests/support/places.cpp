#include "places.hpp"

namespace clausier::test {

const std::filesystem::path& source_folder() {
  static const std::filesystem::path folder = CLAUSIER_SOURCE_DIR;
  return folder;
}

const std::filesystem::path& shared_data() {
  static const std::filesystem::path folder = CLAUSIER_SHARED_DATA;
  return folder;
}

}  // namespace clausier::test
