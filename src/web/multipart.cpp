#include "multipart.hpp"

#include <algorithm>
#include <array>

namespace clausier::web {
namespace {

constexpr std::size_t part_head_bytes_max = 4096;
constexpr std::size_t field_bytes_max = 256 * 1024;
constexpr std::size_t files_max = 10;

[[noreturn]] void malformed(const char* why) { throw RequestProblem(400, why); }

// name="value" of a Content-Disposition; browsers write a quote inside as %22 and nothing else.
std::optional<std::string> quoted_parameter(std::string_view header, std::string_view name) {
  const std::string start = "; " + std::string(name) + "=\"";
  const auto found = header.find(start);
  if (found == std::string_view::npos) return std::nullopt;
  header.remove_prefix(found + start.size());
  const auto end = header.find('"');
  if (end == std::string_view::npos) malformed("unclosed quote in a part");
  std::string value(header.substr(0, end));
  for (std::size_t at; (at = value.find("%22")) != std::string::npos;) value.replace(at, 3, "\"");
  return value;
}

std::string disposition_of(std::string_view head) {
  while (!head.empty()) {
    const auto line = head.substr(0, head.find("\r\n"));
    head.remove_prefix(std::min(head.size(), line.size() + 2));
    static constexpr std::string_view name = "content-disposition:";
    if (lower_ascii(line.substr(0, name.size())) == name) return std::string(line.substr(name.size()));
  }
  malformed("part without disposition");
}

}  // namespace

std::string boundary_of(std::string_view content_type) {
  const auto found = lower_ascii(content_type).find("boundary=");
  if (found == std::string::npos) malformed("no boundary");
  auto boundary = content_type.substr(found + 9);
  if (!boundary.empty() && boundary.front() == '"') {
    boundary.remove_prefix(1);
    boundary = boundary.substr(0, boundary.find('"'));
  } else {
    boundary = boundary.substr(0, boundary.find(';'));
  }
  static constexpr std::string_view allowed =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'()+_,-./:=?";
  if (boundary.empty() || boundary.size() > 70 || boundary.find_first_not_of(allowed) != std::string_view::npos)
    malformed("boundary");
  return std::string(boundary);
}

MultipartParser::MultipartParser(std::string boundary, std::size_t parts_max, Request& into)
    : delimiter_("\r\n--" + std::move(boundary)), parts_left_(parts_max), into_(into),
      buffer_("\r\n") {}  // the first boundary then looks like the others

void MultipartParser::feed(std::string_view bytes) {
  buffer_ += bytes;
  while (step()) {
  }
}

void MultipartParser::finish() {
  if (state_ != State::ended) malformed("multipart cut short");
}

bool MultipartParser::step() {
  switch (state_) {
    case State::before_first: return find_first_boundary();
    case State::after_boundary: return leave_boundary();
    case State::part_head: return read_part_head();
    case State::part_content: return read_content();
    case State::ended: buffer_.clear(); return false;
  }
  return false;
}

bool MultipartParser::find_first_boundary() {
  if (buffer_.size() < delimiter_.size()) return false;
  if (buffer_.compare(0, delimiter_.size(), delimiter_) != 0) malformed("bytes before the first boundary");
  buffer_.erase(0, delimiter_.size());
  state_ = State::after_boundary;
  return true;
}

bool MultipartParser::leave_boundary() {
  if (buffer_.size() < 2) return false;
  const bool last = buffer_.compare(0, 2, "--") == 0;
  if (!last && buffer_.compare(0, 2, "\r\n") != 0) malformed("boundary not followed by a line end");
  if (!last && parts_left_-- == 0) throw RequestProblem(413, "too many fields");
  buffer_.erase(0, 2);
  state_ = last ? State::ended : State::part_head;
  return true;
}

bool MultipartParser::read_part_head() {
  const auto end = buffer_.find("\r\n\r\n");
  if (end == std::string::npos) {
    if (buffer_.size() > part_head_bytes_max) malformed("head of a part too long");
    return false;
  }
  start_part(std::string_view(buffer_).substr(0, end));
  buffer_.erase(0, end + 4);
  state_ = State::part_content;
  return true;
}

bool MultipartParser::read_content() {
  const auto found = buffer_.find(delimiter_);
  if (found == std::string::npos) {
    // What could be the beginning of a delimiter waits for the bytes that follow.
    if (buffer_.size() < delimiter_.size()) return false;
    const auto safe = buffer_.size() - (delimiter_.size() - 1);
    append(std::string_view(buffer_).substr(0, safe));
    buffer_.erase(0, safe);
    return false;
  }
  append(std::string_view(buffer_).substr(0, found));
  buffer_.erase(0, found + delimiter_.size());
  end_part();
  state_ = State::after_boundary;
  return true;
}

void MultipartParser::start_part(std::string_view head) {
  if (!is_utf8(head) || head.find('\0') != std::string_view::npos) malformed("head of a part");
  const auto disposition = disposition_of(head);
  const auto name = quoted_parameter(disposition, "name");
  const auto file_name = quoted_parameter(disposition, "filename");
  if (!name || name->empty()) malformed("part without name");
  name_ = *name;
  value_.clear();
  is_file_ = file_name.has_value();
  file_ = {};
  if (!is_file_) return;
  if (into_.files.size() == files_max) throw RequestProblem(413, "too many files");
  file_.field = name_;
  file_.file_name = file_name->empty() ? "" : displayable_file_name(*file_name);
}

void MultipartParser::append(std::string_view bytes) {
  if (!is_file_) {
    if (value_.size() + bytes.size() > field_bytes_max) throw RequestProblem(413, "field too large");
    value_ += bytes;
    return;
  }
  file_.size_bytes += bytes.size();
  if (!file_.spooled && file_.size_bytes > UploadedFile::memory_bytes_max) {
    file_.spooled = std::make_shared<const SpooledFile>();
    spool_.open(file_.spooled->path(), std::ios::binary | std::ios::trunc);
    spool_ << file_.bytes;
    file_.bytes = {};
  }
  if (!file_.spooled) {
    file_.bytes += bytes;
  } else {
    spool_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!spool_) throw std::runtime_error("an upload cannot be written to the temporary folder");
  }
}

void MultipartParser::end_part() {
  if (!is_file_) {
    if (value_.find('\0') != std::string::npos || !is_utf8(value_)) malformed("text of a field");
    into_.form.add(std::move(name_), std::move(value_));
    return;
  }
  if (file_.spooled) {
    spool_.close();
    if (!spool_) throw std::runtime_error("an upload cannot be written to the temporary folder");
  }
  const bool none_chosen = file_.file_name.empty() && file_.size_bytes == 0;
  if (!none_chosen) into_.files.push_back(std::move(file_));
}

std::string displayable_file_name(std::string_view given) {
  const auto slash = given.find_last_of("/\\");
  if (slash != std::string_view::npos) given.remove_prefix(slash + 1);
  // U+200E, U+200F, U+202A-202E, U+2066-2069: they can make "exe.slx" read "xls.exe".
  static constexpr std::array<std::string_view, 11> direction_marks = {
      "\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069"};
  std::string name;
  while (!given.empty() && name.size() < 120) {
    const auto is_prefix = [&](std::string_view mark) { return given.substr(0, mark.size()) == mark; };
    if (std::any_of(direction_marks.begin(), direction_marks.end(), is_prefix)) {
      given.remove_prefix(3);
      continue;
    }
    if (static_cast<unsigned char>(given.front()) >= 0x20 && given.front() != 0x7F) name += given.front();
    given.remove_prefix(1);
  }
  while (!is_utf8(name)) name.pop_back();  // a letter cut in the middle
  return name.empty() ? "fichier" : name;
}

}  // namespace clausier::web
