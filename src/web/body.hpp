#pragma once
// The body of a request: framing, counting, and the two encodings of forms.
#include <functional>
#include <string_view>

#include "clausier/web/router.hpp"
#include "http_head.hpp"

namespace clausier::web {

// Where bytes come from. A socket in the server, a text in the tests.
class ByteSource {
public:
  virtual ~ByteSource() = default;
  virtual std::string_view peek() = 0;  // bytes not yet consumed; waits for some; empty: the end
  virtual void consume(std::size_t bytes) = 0;
};

// The bytes of one body, whichever its framing, counted as they come.
class BodyBytes {
public:
  BodyBytes(ByteSource& source, const RequestHead& head, std::uint64_t size_bytes_max)
      : source_(source), chunked_(head.chunked), left_(head.content_length), allowed_(size_bytes_max) {}
  // The next bytes, valid until the next call; empty at the end. Throws RequestProblem 413 beyond
  // the limit, 400 when the body is cut short or badly framed.
  std::string_view next();
  bool ended() const { return ended_; }

private:
  void start_chunk();
  std::string line();
  void expect_line_end();

  ByteSource& source_;
  bool chunked_;
  bool in_chunk_ = false;
  bool ended_ = false;
  std::uint64_t left_;     // of the body, or of the chunk
  std::uint64_t allowed_;  // still within the limit
  std::size_t lent_ = 0;   // bytes given by the last next()
};

// Reads the body into request.form and request.files. Throws RequestProblem 400, 413, 415.
void read_body(BodyBytes& body, const BodyLimits& limits, Request& request);

}  // namespace clausier::web
