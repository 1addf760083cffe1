#include "record_stream.hpp"

namespace clausier::read {
namespace {

constexpr std::size_t name_bytes_max = 256;
constexpr std::size_t between_records_kept = 64 * 1024;

enum class Markup { start_tag, end_tag, empty_tag, doctype, other, text, cut_short };

struct Token {
  Markup kind;
  std::string name;  // local name of a tag
};

bool begins_name(int c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || c >= 0x80;
}

bool ends_name(int c) { return c < 0 || c == '>' || c == '/' || c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string local_name(Lookahead& at) {
  std::string name;
  for (int c = at.peek(); !ends_name(c) && name.size() < name_bytes_max; c = at.peek()) {
    name += static_cast<char>(c);
    at.advance();
  }
  return name.substr(name.find(':') == std::string::npos ? 0 : name.find(':') + 1);
}

// To the byte after the '>' of a tag; a '>' between quotes is part of an attribute. True for "/>".
bool skip_tag(Lookahead& at, bool& cut_short) {
  int quote = 0, last = 0;
  for (int c = at.peek(); c >= 0; c = at.peek()) {
    at.advance();
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return last == '/';
    }
    last = c;
  }
  cut_short = true;
  return false;
}

// The tag at a '<', looked at without moving.
Token glance(Lookahead& at) {
  const bool end_tag = at.peek(1) == '/';
  const std::size_t start = end_tag ? 2 : 1;
  Token token{end_tag ? Markup::end_tag : Markup::start_tag, ""};
  for (std::size_t i = start; i < name_bytes_max && !ends_name(at.peek(i)); ++i) {
    const char c = static_cast<char>(at.peek(i));
    if (c == ':') token.name.clear();
    else token.name += c;
  }
  return token;
}

// The markup at a '<', and the position after it. A '<' that begins nothing is text: some platforms
// forget to escape it.
Token next_token(Lookahead& at) {
  bool cut_short = false;
  if (at.looking_at("<!--")) return {at.skip_past("-->") ? Markup::other : Markup::cut_short, ""};
  if (at.looking_at("<![CDATA[")) return {at.skip_past("]]>") ? Markup::other : Markup::cut_short, ""};
  if (at.looking_at("<?")) return {at.skip_past("?>") ? Markup::other : Markup::cut_short, ""};
  if (at.looking_at("<!")) return {Markup::doctype, ""};
  const bool end_tag = at.looking_at("</");
  if (!end_tag && !begins_name(at.peek(1))) {
    at.advance();
    return {at.peek() < 0 ? Markup::cut_short : Markup::text, ""};
  }
  at.advance(end_tag ? 2 : 1);
  Token token{end_tag ? Markup::end_tag : Markup::start_tag, local_name(at)};
  if (skip_tag(at, cut_short)) token.kind = Markup::empty_tag;
  if (cut_short) token.kind = Markup::cut_short;
  return token;
}

bool is_record_name(const std::string& name) { return name == "marche" || name == "contrat-concession"; }

}  // namespace

// From the start tag of a record to its end tag, told by name: a record holds no other record. A
// start of the next record, or the end of the root, means that this one was never closed.
RawRecord XmlRecordStream::take_record(bool concession) {
  RawRecord record;
  record.offset = source_.offset();
  record.concession = concession;
  Lookahead at(source_, record_bytes_max);
  const auto first = next_token(at);
  bool open = first.kind == Markup::start_tag;
  record.state = first.kind == Markup::cut_short ? RawRecord::State::cut_short : RawRecord::State::whole;
  while (open) {
    if (!at.skip_to('<', '<')) {
      record.state = RawRecord::State::cut_short;
      break;
    }
    const auto tag = glance(at);
    const bool next_record = tag.kind == Markup::start_tag && is_record_name(tag.name);
    const bool root_ends = tag.kind == Markup::end_tag && tag.name == "marches";
    if (next_record || root_ends) {
      record.state = RawRecord::State::broken;
      break;
    }
    const auto token = next_token(at);
    if (token.kind == Markup::cut_short) record.state = RawRecord::State::cut_short;
    if (token.kind == Markup::doctype) {  // nothing was moved past: the reading ends here, as it does between records
      record.state = RawRecord::State::broken;
      has_doctype_ = finished_ = true;
      break;
    }
    open = token.kind != Markup::cut_short && !(token.kind == Markup::end_tag && is_record_name(token.name));
  }
  record.bytes = at.take();
  if (record.state == RawRecord::State::cut_short) finished_ = truncated_ = true;
  if (at.overflowed()) record.state = RawRecord::State::too_large;
  return record;
}

std::optional<RawRecord> XmlRecordStream::next() {
  while (!finished_) {
    Lookahead at(source_, between_records_kept);
    const bool found = at.skip_to('<', '<');
    at.take();
    if (!found) {
      finished_ = true;
      truncated_ = root_ == "marches";
      break;
    }
    const auto token = next_token(at);
    const bool starts = token.kind == Markup::start_tag || token.kind == Markup::empty_tag;
    if (starts && root_.empty()) {
      root_ = token.name;
      recognised_ = root_ == "marches" || is_record_name(root_);
      if (!recognised_) finished_ = true;
      if (root_ == "marches" && token.kind == Markup::empty_tag) finished_ = true;
    }
    if (starts && is_record_name(token.name)) {
      if (is_record_name(root_)) finished_ = true;  // the record is the whole file
      return take_record(token.name == "contrat-concession");
    }
    if (token.kind == Markup::end_tag && token.name == "marches") finished_ = true;
    if (token.kind == Markup::cut_short) finished_ = truncated_ = true;
    if (token.kind == Markup::doctype) {
      has_doctype_ = true;
      finished_ = true;
    }
    at.take();
  }
  return std::nullopt;
}

}  // namespace clausier::read
