#include "clausier/read/decp_reader.hpp"

#include <algorithm>
#include <stdexcept>

#include "csv_records.hpp"
#include "json_node.hpp"
#include "normalise.hpp"
#include "record_stream.hpp"
#include "territory.hpp"
#include "xml_node.hpp"

namespace clausier::read {
namespace {

using OnRecord = std::function<void(SourceRecord&&)>;

enum class Shape { empty, json, html, xml, csv, binary };

std::string lower_beginning(std::string_view text) {
  std::string out(text.substr(0, 64));
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// The shape by its first bytes; the blanks before it are consumed.
Shape shape_of(ByteSource& source) {
  auto first = source.window().find_first_not_of(" \t\r\n");
  while (first == std::string_view::npos) {
    source.consume(source.window().size());
    if (!source.more()) return Shape::empty;
    first = source.window().find_first_not_of(" \t\r\n");
  }
  source.consume(first);
  const auto head = source.window();
  if (head.front() == '{' || head.front() == '[') return Shape::json;
  if (head.front() == '<') {
    const std::string tag = lower_beginning(head);
    for (const std::string_view html : {"<!doctype html", "<html", "<head", "<body", "<pre", "<meta"})
      if (tag.starts_with(html)) return Shape::html;
    return Shape::xml;
  }
  const bool text =
      head.substr(0, 4096).find('\0') == std::string_view::npos && !head.starts_with("PK") && !head.starts_with("%PDF");
  return text ? Shape::csv : Shape::binary;
}

// JSON inside an HTML page (formats.md §2.6-38): from the first object that begins like one.
bool move_to_json(ByteSource& source) {
  const auto page = source.window();
  for (auto at = page.find('{'); at != std::string_view::npos; at = page.find('{', at + 1)) {
    const auto next = page.find_first_not_of(" \t\r\n", at + 1);
    if (next == std::string_view::npos || page[next] != '"') continue;
    source.consume(at);
    return true;
  }
  return false;
}

class DecpReading {
public:
  DecpReading(ByteSource& source, const OnRecord& on_record, const std::vector<std::string>& departments)
      : source_(source), on_record_(on_record), departments_(departments) {}

  DecpSummary run() {
    if (!source_.unknown_encoding().empty()) {
      note("file.decp.encoding", source_.unknown_encoding());
      return std::move(summary_);
    }
    const Shape shape = shape_of(source_);
    if (shape == Shape::empty) note("file.empty");
    if (shape == Shape::json) read_json(false);
    if (shape == Shape::html && move_to_json(source_)) read_json(true);
    if (shape == Shape::xml) read_xml();
    if (shape == Shape::csv) read_csv();
    if (!summary_.is_decp && summary_.findings.empty() && shape != Shape::empty) note("file.not_decp");
    if (summary_.is_decp && source_.was_utf16()) note("file.encoding.utf16");
    return std::move(summary_);
  }

private:
  void note(std::string code, std::string value = "") {
    summary_.findings.push_back(finding(std::move(code), {}, std::move(value)));
  }

  void read_json(bool in_html) {
    JsonRecordStream stream(source_, in_html);
    while (auto raw = stream.next())
      if (!deliver(std::move(*raw), RecordSource::json)) break;
    summary_.is_decp = stream.recognised() || summary_.records > 0;
    if (!summary_.is_decp) return;
    if (in_html) note("file.html_wrapped");
    if (stream.truncated()) note("file.truncated");
    const bool only_2022 = records_2019_ == 0 && (records_2022_ > 0 || stream.split_root());
    summary_.format = records_2019_ > 0 && records_2022_ > 0 ? "decp-mixed-json"
                      : only_2022                            ? "decp-2022-json"
                                                             : "decp-2019-json";
  }

  void read_xml() {
    XmlRecordStream stream(source_);
    while (auto raw = stream.next()) deliver(std::move(*raw), RecordSource::xml);
    if (stream.has_doctype()) note("file.decp.doctype");
    summary_.is_decp = stream.recognised();
    if (!summary_.is_decp) return;
    summary_.format = "decp-xml";
    if (stream.truncated()) note("file.truncated");
  }

  void read_csv() {
    CsvRecordStream stream(source_);
    if (!stream.recognised()) return;
    summary_.is_decp = true;
    summary_.format = "decp-csv";
    while (auto contract = stream.next()) {
      SourceRecord out = started(contract->offset, std::move(contract->raw));
      if (contract->state == RawRecord::State::whole)
        finish(out, std::move(contract->node), {RecordSource::csv, false, false}, notes_of(*contract, out.position));
      else refuse(out, contract->state);
    }
    if (stream.truncated()) note("file.truncated");
  }

  static Notes notes_of(const CsvContract& contract, int position) {
    Notes notes(position, contract.row);
    if (contract.states_gathered) notes.add("record.states.gathered", "modifications");
    return notes;
  }

  // False when the file turns out to hold something else than contracts.
  bool deliver(RawRecord&& raw, RecordSource source) {
    if (raw.state != RawRecord::State::whole) {
      if (!raw.certain && summary_.records == 0) return false;
      auto out = started(raw.offset, std::move(raw.bytes));
      refuse(out, raw.state);
      return true;
    }
    bool syntax_repaired = false;
    const bool encoding_repaired = repair_utf8(raw.bytes);
    if (raw.certain && leave_aside(raw, source)) return true;
    auto node = source == RecordSource::json ? json_.parse(raw.bytes, syntax_repaired)
                                             : parse_xml_record(raw.bytes, syntax_repaired);
    if (!raw.certain && summary_.records == 0 && (!node || !looks_like_contract(*node))) return false;
    auto out = started(raw.offset, std::move(raw.bytes));
    if (!node) {
      refuse(out, RawRecord::State::broken);
      return true;
    }
    Notes notes(out.position, 0);
    if (syntax_repaired) notes.add("record.syntax.repaired", "");
    if (encoding_repaired) notes.add("record.encoding.repaired", "");
    finish(out, std::move(*node), {source, raw.concession, raw.split_root}, std::move(notes));
    return true;
  }

  // Delivers a record of another territory by what identifies it; false when it must be read in full.
  bool leave_aside(RawRecord& raw, RecordSource source) {
    if (departments_.empty()) return false;
    const auto telling = source == RecordSource::json ? json_.parse_members(raw.bytes, telling_members) : parse_xml_members(raw.bytes, telling_members);
    auto record = telling ? record_elsewhere(*telling, departments_) : std::nullopt;
    if (!record) return false;
    auto out = started(raw.offset, std::move(raw.bytes));
    out.record = std::move(*record);
    out.elsewhere = true;
    on_record_(std::move(out));
    return true;
  }

  SourceRecord started(std::uint64_t offset, std::string raw) {
    SourceRecord out;
    out.position = ++summary_.records;
    out.offset = offset;
    out.raw = std::move(raw);
    return out;
  }

  void finish(SourceRecord& out, Node node, const RecordOrigin& origin, Notes notes) {
    out.record = normalise(std::move(node), origin, notes);
    out.findings = notes.take();
    (out.record.source_format == "decp-2022" ? records_2022_ : records_2019_) += 1;
    on_record_(std::move(out));
  }

  void refuse(SourceRecord& out, RawRecord::State state) {
    out.readable = false;
    Notes notes(out.position, 0);
    notes.add(state == RawRecord::State::too_large ? "record.too_large" : "record.unreadable", "",
              out.raw.substr(0, 80));
    out.findings = notes.take();
    on_record_(std::move(out));
  }

  ByteSource& source_;
  const OnRecord& on_record_;
  const std::vector<std::string>& departments_;
  JsonRecordParser json_;
  DecpSummary summary_;
  int records_2019_ = 0;
  int records_2022_ = 0;
};

}  // namespace

DecpSummary read_decp(std::istream& input, const OnRecord& on_record, const std::vector<std::string>& departments) {
  ByteSource source(input);
  auto summary = DecpReading(source, on_record, departments).run();
  if (input.bad()) throw std::runtime_error("the file stopped being readable while it was read");
  return summary;
}

}  // namespace clausier::read
