#include "clausier/web/assets.hpp"

#include <cinttypes>
#include <cstdio>
#include <stdexcept>

#include "text_file.hpp"

namespace clausier::web {
namespace {

constexpr std::string_view prefix = "/static/";

const std::map<std::string, std::string> media_types = {{".css", "text/css; charset=utf-8"},
                                                        {".js", "text/javascript; charset=utf-8"},
                                                        {".svg", "image/svg+xml"},
                                                        {".png", "image/png"}};

std::string version_of(std::string_view bytes) {  // FNV-1a: tells editions apart, protects nothing
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  char text[17];
  std::snprintf(text, sizeof text, "%016" PRIx64, hash);
  return text;
}

}  // namespace

Assets::Assets(const std::filesystem::path& folder) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto type = media_types.find(entry.path().extension().string());
    if (!entry.is_regular_file() || type == media_types.end()) continue;
    auto bytes = text_of_file(entry.path());
    auto version = version_of(bytes);
    assets_.emplace(entry.path().filename().string(), Asset{std::move(bytes), type->second, std::move(version)});
  }
}

std::string Assets::address_of(std::string_view file_name) const {
  const auto found = assets_.find(file_name);
  if (found == assets_.end()) throw std::logic_error("no static file " + std::string(file_name));
  return std::string(prefix) + found->first + "?v=" + found->second.version;
}

std::optional<Response> Assets::answer(const Request& request) const {
  if (request.is_post() || request.path.compare(0, prefix.size(), prefix) != 0) return std::nullopt;
  const auto found = assets_.find(std::string_view(request.path).substr(prefix.size()));
  if (found == assets_.end()) return std::nullopt;
  const auto& asset = found->second;
  const std::string tag = "\"" + asset.version + "\"";
  Response response;
  const bool named_by_version = request.query.get("v") == asset.version;
  response.set("Cache-Control", named_by_version ? "public, max-age=31536000, immutable" : "public, no-cache");
  response.set("ETag", tag);
  if (request.headers.get("if-none-match") == tag) {
    response.status = 304;
    return response;
  }
  response.set("Content-Type", asset.media_type);
  response.body = asset.bytes;
  return response;
}

}  // namespace clausier::web
