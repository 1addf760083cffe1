#include <algorithm>
#include <array>

#include "decp/json_syntax.hpp"
#include "record_stream.hpp"

namespace clausier::read {
namespace {

constexpr std::size_t frames_max = 64;      // lists and objects around the records
constexpr std::size_t contexts_max = 4096;  // nesting inside a value; deeper is counted only
constexpr std::size_t skipped_bytes_kept = 64 * 1024;
constexpr std::size_t stray_bytes_max = 1024;

// A single record without list around it is told by its first key.
constexpr std::array<std::string_view, 9> first_keys_of_record = {
    "id", "uid", "_type", "acheteur", "acheteur.id", "autoriteConcedante", "objet", "nature", "codeCPV"};

bool is_list_key(std::string_view key) { return key == "marche" || key == "contrat-concession"; }

enum class ValueEnd { closed, cut_short, broken };

// From the opening quote of a string to the byte after its closing quote; false at the end.
bool skip_string(Lookahead& at, JsonString role) {
  at.advance();
  while (at.skip_to('"', '\\')) {
    const bool escape = at.peek() == '\\';
    at.advance();
    if (escape) {
      if (at.peek() >= 0) at.advance();
    } else if (quote_closes(role, [&](std::size_t ahead) { return at.peek(ahead); })) {
      return true;
    }
  }
  return false;
}

// Walks over one object or array, strings included, to the byte after its closing bracket.
class ValueWalk {
public:
  explicit ValueWalk(Lookahead& at) : at_(at) {}

  ValueEnd run() {
    for (;;) {
      const int c = at_.peek();
      if (c < 0) return ValueEnd::cut_short;
      if (c == '"') {
        if (!skip_string(at_, role_of_string())) return ValueEnd::cut_short;
        last_ = '"';
        continue;
      }
      if (c == '{' || c == '[') {
        // A record that begins where a member should: the record before it was never closed.
        if (c == '{' && depth_ == 1 && in_object() && last_ == ',') return ValueEnd::broken;
        open(c == '{');
      } else if (c == '}' || c == ']') {
        close();
      }
      if (!is_json_blank(c)) last_ = static_cast<char>(c);
      at_.advance();
      if (depth_ == 0) return ValueEnd::closed;
    }
  }

private:
  bool in_object() const { return depth_ <= objects_.size() && !objects_.empty() && objects_.back(); }

  void open(bool object) {
    if (depth_++ < contexts_max) objects_.push_back(object);
  }

  void close() {
    if (depth_-- <= objects_.size()) objects_.pop_back();
  }

  JsonString role_of_string() const {
    if (!in_object()) return JsonString::item;
    return last_ == ':' ? JsonString::member_value : JsonString::key;
  }

  Lookahead& at_;
  std::vector<bool> objects_;
  std::size_t depth_ = 0;
  char last_ = 0;  // last structural byte
};

int byte_after_blanks(Lookahead& at) {
  while (is_json_blank(at.peek())) at.advance();
  return at.peek();
}

}  // namespace

JsonRecordStream::Where JsonRecordStream::where() const {
  Where place = Where::root;
  for (const auto& frame : frames_) {
    if (!frame.object || frame.key.empty()) continue;
    if (frame.key == "marches") place = Where::marches;
    else if (is_list_key(frame.key)) place = Where::list;
    else return Where::elsewhere;
  }
  return place;
}

bool JsonRecordStream::in_record_list() const {
  const auto place = where();
  return !frames_.empty() && !frames_.back().object && (place == Where::marches || place == Where::list);
}

std::string JsonRecordStream::first_key_of_object() {
  Lookahead at(source_, skipped_bytes_kept);
  at.advance(at.peek() == '{' ? 1 : 0);
  if (byte_after_blanks(at) != '"') return "";
  std::string key;
  for (std::size_t i = 1; i < 128; ++i) {
    const int c = at.peek(i);
    if (c == '"') return key;
    if (c < 0) break;
    key += static_cast<char>(c);
  }
  return key;
}

JsonRecordStream::Role JsonRecordStream::role_of_object() {
  const auto place = where();
  if (place == Where::elsewhere) return Role::other;
  const std::string first = first_key_of_object();
  const bool in_list = !frames_.empty() && !frames_.back().object;
  if (is_list_key(first) || first == "marches") return Role::container;
  if (place == Where::list) return Role::record;
  // "marches" may hold attributes of an XML file before its lists; "{}" is an empty container.
  const bool attribute = first.starts_with('@') || first.starts_with('$') || first.starts_with("xmlns");
  if (place == Where::marches) return (first.empty() && !in_list) || attribute ? Role::container : Role::record;
  const bool record_key =
      std::find(first_keys_of_record.begin(), first_keys_of_record.end(), first) != first_keys_of_record.end();
  return in_list || record_key ? Role::record : Role::container;
}

bool JsonRecordStream::open(char bracket) {
  if (frames_.size() >= frames_max) {
    finished_ = true;
    truncated_ = recognised_;
    return false;
  }
  source_.consume(1);
  frames_.push_back({bracket == '{', ""});
  return true;
}

void JsonRecordStream::close(char bracket) {
  source_.consume(1);
  if (frames_.empty() || frames_.back().object != (bracket == '}')) return;  // one bracket too many
  frames_.pop_back();
  value_ended();
}

void JsonRecordStream::value_ended() {
  if (!frames_.empty() && frames_.back().object) frames_.back().key.clear();
  if (frames_.empty() && single_root_) finished_ = true;
}

void JsonRecordStream::read_key() {
  Lookahead at(source_, skipped_bytes_kept);
  skip_string(at, JsonString::key);
  std::string key = at.take();
  key = key.size() >= 2 ? key.substr(1, key.size() - 2) : "";
  if (byte_after_blanks(at) == ':') at.advance();
  const int value = byte_after_blanks(at);
  at.take();
  frames_.back().key = key.empty() ? "?" : key;
  if (value != '{' && value != '[') return;
  const auto place = where();
  if (place == Where::marches || place == Where::list) recognised_ = true;
  if (place == Where::list) split_root_ = true;
}

RawRecord JsonRecordStream::take_record() {
  RawRecord record;
  record.offset = source_.offset();
  const auto place = where();
  record.certain = place != Where::root;
  record.split_root = place == Where::list;
  record.concession =
      std::any_of(frames_.begin(), frames_.end(), [](const Frame& frame) { return frame.key == "contrat-concession"; });
  Lookahead at(source_, record_bytes_max);
  const auto end = ValueWalk(at).run();
  record.bytes = at.take();
  if (end == ValueEnd::cut_short) record.state = RawRecord::State::cut_short;
  if (end == ValueEnd::broken) record.state = RawRecord::State::broken;
  if (at.overflowed()) record.state = RawRecord::State::too_large;
  if (end == ValueEnd::cut_short) finished_ = truncated_ = true;
  value_ended();
  return record;
}

// Something that is no object where a record should be: a word, a number, a string.
RawRecord JsonRecordStream::take_stray_value() {
  RawRecord record;
  record.state = RawRecord::State::broken;
  record.offset = source_.offset();
  Lookahead at(source_, skipped_bytes_kept);
  const bool member = !frames_.empty() && frames_.back().object;
  if (at.peek() == '"') skip_string(at, member ? JsonString::member_value : JsonString::item);
  else at.advance();
  for (int c = at.peek(); c >= 0 && c != ',' && c != '{' && c != '[' && c != '}' && c != ']'; c = at.peek())
    at.advance();
  std::string bytes = at.take().substr(0, stray_bytes_max);
  while (!bytes.empty() && is_json_blank(bytes.back())) bytes.pop_back();
  record.bytes = bytes;
  value_ended();
  return record;
}

void JsonRecordStream::skip_value() {
  Lookahead at(source_, skipped_bytes_kept);
  if (ValueWalk(at).run() != ValueEnd::closed) finished_ = truncated_ = true;
  at.take();
  value_ended();
}

std::optional<RawRecord> JsonRecordStream::next() {
  while (!finished_) {
    Lookahead at(source_, skipped_bytes_kept);
    int c = at.peek();
    while (is_json_blank(c) || c == ',') {
      at.advance();
      c = at.peek();
    }
    at.take();
    if (c < 0) {
      truncated_ = !frames_.empty();
      finished_ = true;
    } else if (c == '}' || c == ']') {
      close(static_cast<char>(c));
    } else if (c == '{' || c == '[') {
      const Role role = c == '{' ? role_of_object() : where() == Where::elsewhere ? Role::other : Role::container;
      if (role == Role::record) return take_record();
      if (role == Role::other) skip_value();
      else open(static_cast<char>(c));
    } else if (c == '"' && !frames_.empty() && frames_.back().object && frames_.back().key.empty()) {
      read_key();
    } else {
      auto stray = take_stray_value();
      const bool absent = stray.bytes == "null";  // the value of a key that says nothing; in a list it takes the place of a record
      if (in_record_list() || (!absent && frames_.empty() && recognised_)) return stray;
      if (frames_.empty() && !recognised_) finished_ = true;  // it does not begin like JSON
    }
  }
  return std::nullopt;
}

}  // namespace clausier::read
