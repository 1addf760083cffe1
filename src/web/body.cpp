#include "body.hpp"

#include <algorithm>

#include "multipart.hpp"

namespace clausier::web {
namespace {

// "multipart/form-data; boundary=xyz" -> "multipart/form-data"
std::string media_type_of(const Request& request) {
  const auto& type = request.headers.get("content-type");
  auto name = lower_ascii(type.substr(0, type.find(';')));
  while (!name.empty() && name.back() == ' ') name.pop_back();
  return name;
}

void read_urlencoded(BodyBytes& body, const BodyLimits& limits, Request& request) {
  std::string text;
  for (auto bytes = body.next(); !bytes.empty(); bytes = body.next()) text += bytes;
  request.form = parse_urlencoded(text, limits.fields_max);
}

void read_multipart(BodyBytes& body, const BodyLimits& limits, Request& request) {
  MultipartParser parser(boundary_of(request.headers.get("content-type")), limits.fields_max, request);
  for (auto bytes = body.next(); !bytes.empty(); bytes = body.next()) parser.feed(bytes);
  parser.finish();
}

}  // namespace

std::string_view BodyBytes::next() {
  source_.consume(lent_);
  left_ -= lent_;
  lent_ = 0;
  if (ended_) return {};
  if (chunked_ && left_ == 0) start_chunk();
  if (left_ == 0) {
    ended_ = true;
    return {};
  }
  // Said before anything is read: no need to wait for the excess to arrive.
  if (left_ > allowed_) throw RequestProblem(413, "body too large");
  auto bytes = source_.peek();
  if (bytes.empty()) throw RequestProblem(400, "body cut short");
  bytes = bytes.substr(0, std::min<std::uint64_t>(bytes.size(), left_));
  lent_ = bytes.size();
  allowed_ -= lent_;
  return bytes;
}

void BodyBytes::start_chunk() {
  if (in_chunk_) expect_line_end();
  in_chunk_ = true;
  const std::string digits = line();
  // No chunk extension, no sign, no space: eight hexadecimal digits hold any size we would accept.
  const bool number = !digits.empty() && digits.size() <= 8 &&
                      digits.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
  if (!number) throw RequestProblem(400, "chunk size");
  left_ = std::stoull(digits, nullptr, 16);
  if (left_ == 0) expect_line_end();  // the last chunk; trailers are refused
}

std::string BodyBytes::line() {
  std::string text;
  while (text.size() < 64) {
    const auto bytes = source_.peek();
    if (bytes.empty()) throw RequestProblem(400, "body cut short");
    text += bytes.front();
    source_.consume(1);
    if (text.size() >= 2 && text.compare(text.size() - 2, 2, "\r\n") == 0) {
      text.resize(text.size() - 2);
      return text;
    }
  }
  throw RequestProblem(400, "chunk line");
}

void BodyBytes::expect_line_end() {
  if (!line().empty()) throw RequestProblem(400, "chunk end");
}

void read_body(BodyBytes& body, const BodyLimits& limits, Request& request) {
  const auto type = media_type_of(request);
  if (type == "application/x-www-form-urlencoded") return read_urlencoded(body, limits, request);
  if (type == "multipart/form-data" && limits.files) return read_multipart(body, limits, request);
  throw RequestProblem(415, "media type");
}

}  // namespace clausier::web
