#pragma once
// The inflated parts of a ZIP archive (an XLSX): what a search through all its bytes must look at.
#include <minizip/unzip.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>

#include "temporary_directory.hpp"

namespace clausier::test {

inline std::map<std::string, std::string> zip_parts(const std::string& bytes) {
  TemporaryDirectory directory;
  const auto path = directory.path() / "archive.zip";
  std::ofstream(path, std::ios::binary) << bytes;
  const unzFile zip = unzOpen64(path.c_str());
  if (!zip) throw std::runtime_error("no ZIP archive");
  std::map<std::string, std::string> parts;
  for (int more = unzGoToFirstFile(zip); more == UNZ_OK; more = unzGoToNextFile(zip)) {
    char name[256] = "";
    unz_file_info64 header{};
    unzGetCurrentFileInfo64(zip, &header, name, sizeof name, nullptr, 0, nullptr, 0);
    std::string part(header.uncompressed_size, '\0');
    if (unzOpenCurrentFile(zip) != UNZ_OK ||
        unzReadCurrentFile(zip, part.data(), static_cast<unsigned>(part.size())) != static_cast<int>(part.size()))
      throw std::runtime_error(std::string("damaged part ") + name);
    unzCloseCurrentFile(zip);
    parts.emplace(name, std::move(part));
  }
  unzClose(zip);
  return parts;
}

}  // namespace clausier::test
