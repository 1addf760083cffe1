#pragma once
// Golden files: what a program wrote, compared with what was once read and approved. Approve with
// scripts/approve.sh, then read the difference before committing it.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "places.hpp"

namespace clausier::test {

inline std::string file_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// The first line that differs says more than two long texts.
inline std::string first_difference(const std::string& expected, const std::string& actual) {
  std::istringstream a(expected), b(actual);
  std::string left, right;
  for (int line = 1;; ++line) {
    const bool has_left = static_cast<bool>(std::getline(a, left));
    const bool has_right = static_cast<bool>(std::getline(b, right));
    if (!has_left && !has_right) return "";
    if (has_left != has_right || left != right)
      return "line " + std::to_string(line) + "\n  approved: " + (has_left ? left : "(end)") +
             "\n  now:      " + (has_right ? right : "(end)");
  }
}

// `name` is relative to tests/golden.
inline void check_golden(const std::string& name, const std::string& actual) {
  const auto path = clausier::test::source_folder() / "tests" / "golden" / name;
  if (std::getenv("CLAUSIER_APPROVE")) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << actual;
    return;
  }
  INFO("golden file " << name);
  REQUIRE(std::filesystem::exists(path));
  const auto expected = file_text(path);
  INFO(first_difference(expected, actual));
  REQUIRE((expected == actual));
}

}  // namespace clausier::test
