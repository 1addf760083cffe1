#pragma once
// One record at a time out of a file of any size: a window of bytes over a stream, and the two
// splitters that find where a record of a JSON or XML contract file begins and ends. Memory holds
// one block and one record; nothing here interprets what a record says.
#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clausier::read {

// A record longer than this is skipped over (record.too_large).
inline constexpr std::size_t record_bytes_max = 16u * 1024 * 1024;

// The bytes of a stream as UTF-8. The encoding is told by a byte-order mark, by what UTF-16 looks
// like, or by an XML declaration; without any of them the bytes pass as they are.
class ByteSource {
public:
  explicit ByteSource(std::istream& input);

  std::string_view window() const { return std::string_view(buffer_).substr(start_); }
  bool more();  // appends a block to the window; false at the end of the stream
  void consume(std::size_t count);
  // Offset of the window in the file; in a converted file, in its UTF-8 form.
  std::uint64_t offset() const { return offset_; }
  // An encoding that cannot be converted was declared: its name; else empty.
  const std::string& unknown_encoding() const { return unknown_encoding_; }
  bool was_utf16() const { return encoding_ == Encoding::utf16_little || encoding_ == Encoding::utf16_big; }

private:
  enum class Encoding { utf8, utf16_little, utf16_big, latin1 };

  std::size_t choose_encoding(std::string_view head);  // bytes of the mark to skip
  void append_converted(std::string_view bytes);

  std::istream& input_;
  Encoding encoding_ = Encoding::utf8;
  std::string unknown_encoding_;
  std::string block_;   // as read
  std::string carry_;   // bytes of a block that wait for the next one (UTF-16)
  std::string buffer_;  // converted, not yet consumed from start_
  std::size_t start_ = 0;
  std::uint64_t offset_ = 0;
};

// A position ahead of the source. What lies between the source and the position is kept, up to
// keep_max bytes: beyond, it is forgotten on the way, so that a monstrous record costs no memory.
class Lookahead {
public:
  Lookahead(ByteSource& source, std::size_t keep_max) : source_(source), keep_max_(keep_max) { adopt_window(); }

  int peek() { return next_ < end_ || refill() ? static_cast<unsigned char>(*next_) : -1; }
  // The byte `ahead` positions further, -1 past the end.
  int peek(std::size_t ahead) {
    const bool here = ahead < static_cast<std::size_t>(end_ - next_) || grow_to(ahead);
    return here ? static_cast<unsigned char>(next_[ahead]) : -1;
  }
  void advance(std::size_t count = 1) { next_ += count; }  // only over bytes that were peeked
  bool looking_at(std::string_view text);
  // Moves to the next of two bytes; false at the end of the stream.
  bool skip_to(char first, char second);
  bool skip_past(std::string_view text);

  bool overflowed() const { return forgotten_ > 0; }
  // Consumes up to the position and gives it: whole, or the first bytes when it overflowed.
  std::string take();

private:
  bool refill();
  bool grow_to(std::size_t ahead);
  void adopt_window();

  ByteSource& source_;
  std::size_t keep_max_;
  std::uint64_t forgotten_ = 0;
  std::string beginning_;
  const char* begin_ = nullptr;
  const char* next_ = nullptr;
  const char* end_ = nullptr;
};

struct RawRecord {
  enum class State { whole, cut_short, broken, too_large };
  State state = State::whole;
  std::uint64_t offset = 0;
  std::string bytes;
  bool concession = false;  // stood in a list or an element of concessions
  bool split_root = false;  // stood under marches.marche or marches.contrat-concession
  bool certain = true;      // false: only its content can tell whether it is a contract at all
};

// Records of root shapes J1 to J5 (formats.md §1.1), of lists and objects nested around them, of a
// bare record and of one document per line.
class JsonRecordStream {
public:
  JsonRecordStream(ByteSource& source, bool wrapped_in_html) : source_(source), single_root_(wrapped_in_html) {}
  std::optional<RawRecord> next();
  bool recognised() const { return recognised_; }
  bool split_root() const { return split_root_; }
  bool truncated() const { return truncated_; }  // the end came before the root was closed

private:
  enum class Where { root, marches, list, elsewhere };
  enum class Role { record, container, other };
  struct Frame {
    bool object;
    std::string key;  // of the member being read; empty between members
  };

  Where where() const;
  Role role_of_object();
  std::string first_key_of_object();
  bool open(char bracket);
  void close(char bracket);
  void value_ended();
  void read_key();
  RawRecord take_record();
  RawRecord take_stray_value();
  void skip_value();
  bool in_record_list() const;

  ByteSource& source_;
  bool single_root_;
  bool recognised_ = false;
  bool split_root_ = false;
  bool truncated_ = false;
  bool finished_ = false;
  std::vector<Frame> frames_;
};

// Records of root shapes X1 and X2, with or without a namespace prefix.
class XmlRecordStream {
public:
  explicit XmlRecordStream(ByteSource& source) : source_(source) {}
  std::optional<RawRecord> next();
  bool recognised() const { return recognised_; }
  bool truncated() const { return truncated_; }
  bool has_doctype() const { return has_doctype_; }
  const std::string& root() const { return root_; }

private:
  RawRecord take_record(bool concession);

  ByteSource& source_;
  std::string root_;
  bool recognised_ = false;
  bool truncated_ = false;
  bool has_doctype_ = false;
  bool finished_ = false;
};

}  // namespace clausier::read
