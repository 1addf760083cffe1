#pragma once
// A request and a response as values: no socket, no library. Everything behind the wire speaks
// these two types, so that a test can be a client without a socket.
#include <any>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <istream>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clausier/domain/outcome.hpp"

namespace clausier::web {

// A request that no page of ours can have sent (malformed, repeated field, too large…). Thrown
// while reading it, caught in Application, answered by the error page of the status.
struct RequestProblem : std::runtime_error {
  RequestProblem(int status_code, const std::string& why) : std::runtime_error(why), status(status_code) {}
  int status;
};

// Named values of a query, a form or the headers. Names may repeat; values of a name keep their order.
class Fields {
public:
  void add(std::string name, std::string value) { values_.emplace(std::move(name), std::move(value)); }
  bool has(std::string_view name) const { return values_.find(name) != values_.end(); }
  // "" when absent; throws RequestProblem 400 when the name is repeated.
  const std::string& get(std::string_view name) const;
  std::vector<std::string> all(std::string_view name) const;
  std::size_t size() const { return values_.size(); }
  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }

private:
  std::multimap<std::string, std::string, std::less<>> values_;
};

// A file on disk that disappears with its last owner; locked until then.
class SpooledFile {
public:
  SpooledFile();  // created empty, private to this user, in the system's temporary folder
  ~SpooledFile();
  SpooledFile(const SpooledFile&) = delete;
  SpooledFile& operator=(const SpooledFile&) = delete;
  const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
  int descriptor_ = -1;
};

// Takes away the spooled files of servers that were killed: of this user, held by nobody, written before
// that moment (the start of the server). Says how many.
std::size_t remove_abandoned_uploads(std::filesystem::file_time_type before);

struct UploadedFile {
  std::string field = {};
  std::string file_name = {};  // for display only: last component, control and direction marks removed
  std::string bytes = {};      // the content, unless it was too large for memory
  std::shared_ptr<const SpooledFile> spooled = nullptr;  // the content when larger than memory_bytes_max
  std::uint64_t size_bytes = 0;
  std::unique_ptr<std::istream> open() const;  // reads the content wherever it is

  static constexpr std::uint64_t memory_bytes_max = 6 * 1024 * 1024;  // a timesheet (5 MB) always fits
};

enum class Method { get, post };  // HEAD is a GET whose body is not sent

struct Route;

struct Request {
  Method method = Method::get;
  std::string path = "/";  // percent-decoded once, UTF-8, without the query
  Fields query = {};
  Fields form = {};
  std::vector<UploadedFile> files = {};
  Fields headers = {};  // names in lower case
  std::map<std::string, std::string, std::less<>> cookies = {};
  std::map<std::string, std::string, std::less<>> path_parameters = {};
  std::string client_address = {};  // behind a configured proxy: the address that the proxy reports
  std::string id = {};              // number shown on error pages and written in the log
  const Route* route = nullptr;     // set once routed

  // Set by the authorise callback of the application: who asks, and the token their forms carry.
  std::any visitor = {};
  std::string csrf_token = {};
  bool session_over = false;  // a form sent without a session, whose values are kept for after signing in

  bool is_post() const { return method == Method::post; }
  const std::string& parameter(std::string_view name) const;  // {name} of the pattern; throws std::logic_error
  std::string cookie(std::string_view name) const;            // "" when absent
  const UploadedFile* file(std::string_view field) const;     // nullptr when none was chosen
  template <class Visitor>
  const Visitor* visitor_as() const {
    return std::any_cast<Visitor>(&visitor);
  }
};

enum class SameSite { lax, strict };

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
  std::shared_ptr<const SpooledFile> file = nullptr;  // sent instead of `body`: what is too long for memory
  // Set by problem(): the application writes the page of this status, with these parameters.
  bool awaits_error_page = false;
  Parameters parameters = {};

  Response& set(std::string_view name, std::string value);  // replaces; throws std::logic_error on CR or LF
  std::string header(std::string_view name) const;          // "" when absent
  // __Host- cookies: Path=/, Secure, HttpOnly; without max_age: until the browser closes. A strict one is not
  // even sent when a link of another site is followed.
  Response& set_cookie(std::string_view name, std::string_view value,
                       std::optional<std::chrono::seconds> max_age = std::nullopt, SameSite same_site = SameSite::lax);
  Response& clear_cookie(std::string_view name) { return set_cookie(name, "", std::chrono::seconds(0)); }
};

Response html(std::string body, int status = 200);
Response plain_text(std::string body, int status = 200);
Response see_other(std::string_view local_path);  // 303; throws std::logic_error when the path is not local
// A download: file_name may hold French letters, an ASCII twin is derived from it.
Response attachment(std::string bytes, std::string media_type, std::string_view file_name);
Response attachment(std::shared_ptr<const SpooledFile> file, std::string media_type, std::string_view file_name);
Response problem(int status, Parameters parameters = {});
inline Response not_found() { return problem(404); }
inline Response forbidden() { return problem(403); }

// application/x-www-form-urlencoded and the paths: strict percent-decoding (nullopt: malformed, a
// NUL byte, or not UTF-8).
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);
std::string percent_encoded(std::string_view text);  // everything but letters, digits and -._~/
Fields parse_urlencoded(std::string_view text, std::size_t fields_max);  // throws RequestProblem 400, 413
// "/marches?texte=a%20b&page=2"; empty values are left out.
std::string address(std::string_view path, const std::vector<std::pair<std::string, std::string>>& query);

bool is_utf8(std::string_view bytes);
std::string lower_ascii(std::string_view text);

}  // namespace clausier::web
