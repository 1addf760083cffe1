#pragma once
// The site's own style sheet and script: read once, served with an ETag, cached for a year by the
// browser under an address that changes with the content.
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "clausier/web/http.hpp"

namespace clausier::web {

class Assets {
public:
  explicit Assets(const std::filesystem::path& folder);  // throws when the folder cannot be read
  // "/static/app.css?v=…" for a page; throws std::logic_error for a file that is not there.
  std::string address_of(std::string_view file_name) const;
  // The answer to a GET under /static/; nullopt for any other address or an unknown file.
  std::optional<Response> answer(const Request& request) const;

private:
  struct Asset {
    std::string bytes;
    std::string media_type;
    std::string version;  // hash of the bytes
  };
  std::map<std::string, Asset, std::less<>> assets_;
};

}  // namespace clausier::web
