#pragma once
#include <filesystem>
#include <string>

namespace clausier::web {

std::string text_of_file(const std::filesystem::path& path);  // throws std::runtime_error when unreadable

}  // namespace clausier::web
