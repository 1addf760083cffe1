#pragma once
// multipart/form-data, parsed as the bytes arrive (RFC 7578): short fields to request.form, files
// to request.files, in memory or on disk according to their size.
#include <fstream>
#include <string>
#include <string_view>

#include "clausier/web/http.hpp"

namespace clausier::web {

// The boundary of a Content-Type; throws RequestProblem 400 when there is none of 1 to 70 plain characters.
std::string boundary_of(std::string_view content_type);

class MultipartParser {
public:
  MultipartParser(std::string boundary, std::size_t parts_max, Request& into);
  void feed(std::string_view bytes);  // throws RequestProblem 400, 413
  void finish();                      // throws RequestProblem 400 when the end was not reached

private:
  enum class State { before_first, after_boundary, part_head, part_content, ended };
  bool step();  // consumes what it can of buffer_; false: more bytes are needed
  bool find_first_boundary();
  bool leave_boundary();
  bool read_part_head();
  bool read_content();
  void start_part(std::string_view head);
  void append(std::string_view bytes);
  void end_part();

  std::string delimiter_;  // CR LF -- boundary
  std::size_t parts_left_;
  Request& into_;
  State state_ = State::before_first;
  std::string buffer_;

  std::string name_;
  bool is_file_ = false;
  std::string value_;
  UploadedFile file_;
  std::ofstream spool_;
};

// What may be shown of a client's file name: the last component, without control or direction
// marks, at most 120 bytes, "fichier" when nothing is left.
std::string displayable_file_name(std::string_view given);

}  // namespace clausier::web
