#include "clausier/web/http.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <sstream>

#include "clausier/web/guard.hpp"

namespace clausier::web {

const std::string& Fields::get(std::string_view name) const {
  static const std::string none;
  const auto [first, last] = values_.equal_range(name);
  if (first == last) return none;
  if (std::next(first) != last) throw RequestProblem(400, "repeated field " + std::string(name));
  return first->second;
}

std::vector<std::string> Fields::all(std::string_view name) const {
  std::vector<std::string> found;
  const auto [first, last] = values_.equal_range(name);
  for (auto at = first; at != last; ++at) found.push_back(at->second);
  return found;
}

std::unique_ptr<std::istream> UploadedFile::open() const {
  if (!spooled) return std::make_unique<std::istringstream>(bytes);
  auto stream = std::make_unique<std::ifstream>(spooled->path(), std::ios::binary);
  if (!*stream) throw std::runtime_error("an uploaded file cannot be read again");
  return stream;
}

const std::string& Request::parameter(std::string_view name) const {
  const auto found = path_parameters.find(name);
  if (found == path_parameters.end()) throw std::logic_error("the route has no parameter " + std::string(name));
  return found->second;
}

std::string Request::cookie(std::string_view name) const {
  const auto found = cookies.find(name);
  return found == cookies.end() ? "" : found->second;
}

const UploadedFile* Request::file(std::string_view field) const {
  const UploadedFile* found = nullptr;
  for (const auto& file : files) {
    if (file.field != field) continue;
    if (found) throw RequestProblem(400, "repeated file " + std::string(field));
    found = &file;
  }
  return found;
}

Response& Response::set(std::string_view name, std::string value) {
  if (value.find_first_of("\r\n") != std::string::npos) throw std::logic_error("line break in a response header");
  const auto same = [&](const auto& header) { return header.first == name; };
  const auto found = std::find_if(headers.begin(), headers.end(), same);
  if (found != headers.end())
    found->second = std::move(value);
  else
    headers.emplace_back(name, std::move(value));
  return *this;
}

std::string Response::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (key == name) return value;
  return "";
}

Response& Response::set_cookie(std::string_view name, std::string_view value,
                               std::optional<std::chrono::seconds> max_age, SameSite same_site) {
  std::string line = std::string(name) + "=" + std::string(value) + "; Path=/; Secure; HttpOnly; SameSite=";
  line += same_site == SameSite::strict ? "Strict" : "Lax";
  if (max_age) line += "; Max-Age=" + std::to_string(max_age->count());
  if (line.find_first_of("\r\n") != std::string::npos) throw std::logic_error("line break in a cookie");
  headers.emplace_back("Set-Cookie", std::move(line));  // one header per cookie
  return *this;
}

Response html(std::string body, int status) {
  Response response{.status = status, .body = std::move(body)};
  response.set("Content-Type", "text/html; charset=utf-8");
  return response;
}

Response plain_text(std::string body, int status) {
  Response response{.status = status, .body = std::move(body)};
  response.set("Content-Type", "text/plain; charset=utf-8");
  return response;
}

Response see_other(std::string_view local_path) {
  if (!is_local_path(local_path)) throw std::logic_error("redirection to a path that is not ours");
  Response response{.status = 303};
  response.set("Location", std::string(local_path));
  return response;
}

Response attachment(std::string bytes, std::string media_type, std::string_view file_name) {
  std::string ascii;
  for (const char c : file_name) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.' || c == '_';
    if (static_cast<unsigned char>(c) < 0x80) ascii += plain ? c : '-';
    else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ascii += '_';  // one mark for one letter
  }
  std::string encoded = percent_encoded(file_name);
  for (std::size_t at; (at = encoded.find('/')) != std::string::npos;) encoded.replace(at, 1, "%2F");
  Response response{.body = std::move(bytes)};
  response.set("Content-Type", std::move(media_type));
  response.set("Content-Disposition", "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded);
  response.set("Content-Security-Policy", "sandbox");
  return response;
}

Response attachment(std::shared_ptr<const SpooledFile> file, std::string media_type, std::string_view file_name) {
  auto response = attachment(std::string(), std::move(media_type), file_name);
  response.file = std::move(file);
  return response;
}

Response problem(int status, Parameters parameters) {
  return {.status = status, .awaits_error_page = true, .parameters = std::move(parameters)};
}

}  // namespace clausier::web
