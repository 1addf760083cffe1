#include "clausier/read/notice_reader.hpp"

#include <algorithm>
#include <stdexcept>

#include "boamp.hpp"
#include "decp/clean_text.hpp"
#include "eforms.hpp"
#include "record_stream.hpp"

namespace clausier::read {
namespace {

constexpr std::size_t prolog_bytes_max = 64 * 1024;

// The local name of the first element; "" when something else stands first, a DOCTYPE included.
std::string root_name(std::string_view text) {
  for (;;) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || text[first] != '<') return "";
    text.remove_prefix(first);
    const bool instruction = text.starts_with("<?"), comment = text.starts_with("<!--");
    if (!instruction && !comment) break;
    const auto end = text.find(instruction ? "?>" : "-->");
    if (end == std::string_view::npos) return "";
    text.remove_prefix(end + (instruction ? 2 : 3));
  }
  text.remove_prefix(1);
  auto name = text.substr(0, text.find_first_of(" \t\r\n/>"));
  if (const auto colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
  return std::string(name);
}

bool is_notice_root(std::string_view name) { return name == "ANNONCE" || name == "ann" || is_eforms_root(name); }

// The file as UTF-8, empty when it passes the limit.
std::optional<std::string> whole_text(ByteSource& source) {
  while (source.window().size() <= notice_bytes_max)
    if (!source.more()) return std::string(source.window());
  return std::nullopt;
}

// Two readers of one thing: what ties a BOAMP notice to a TED one is its procedure.
void read_wrapped(const NoticeInput& input, const pugi::xml_node& root, Notice& notice) {
  const auto wrapper = at(root, {"DONNEES", "EFORMS"});
  for (const auto& inner : wrapper.children())
    if (is_eforms_root(local_name(inner))) read_eforms(input, inner, notice);
  read_management(input, child(root, "GESTION"), notice);
}

}  // namespace

std::map<std::string, std::string> parse_nuts_departments(std::string_view csv) {
  constexpr std::string_view header = "code;department;name";
  std::map<std::string, std::string> departments;
  bool header_seen = false;
  while (!csv.empty()) {
    const auto end = csv.find('\n');
    const auto line = csv.substr(0, end);
    csv.remove_prefix(end == std::string_view::npos ? csv.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    if (!std::exchange(header_seen, true)) {
      if (line != header) throw std::invalid_argument("NUTS table with another header: " + std::string(line));
      continue;
    }
    const auto first = line.find(';'), second = line.find(';', first + 1);
    if (second == std::string_view::npos) throw std::invalid_argument("NUTS line that cannot be read: " + std::string(line));
    departments.emplace(line.substr(0, first), line.substr(first + 1, second - first - 1));
  }
  return departments;
}

bool is_notice(std::istream& input) {
  ByteSource source(input);
  while (source.window().size() < prolog_bytes_max && source.more()) {}
  const bool notice = is_notice_root(root_name(source.window()));
  input.clear();
  input.seekg(0);
  return notice;
}

NoticeReading read_notice(std::istream& input, const NoticeReference& reference) {
  NoticeReading reading;
  const auto refuse = [&](std::string code) {
    reading.file_findings.push_back(finding(std::move(code)));
    return std::move(reading);
  };
  ByteSource source(input);
  auto text = whole_text(source);
  if (input.bad()) throw std::runtime_error("the file stopped being readable while it was read");
  if (!source.unknown_encoding().empty()) return refuse("file.decp.encoding");
  if (!text) return refuse("file.notice.too_large");
  const auto root = root_name(*text);
  if (!is_notice_root(root)) return refuse(text->find("<!DOCTYPE") == std::string::npos ? "file.not_decp" : "file.decp.doctype");
  reading.format = root == "ANNONCE" ? "boamp-2.3" : root == "ann" ? "boamp-eforms" : "eforms";
  Notes notes(1, 0);
  if (repair_utf8(*text)) notes.add("record.encoding.repaired", "");
  std::string fault;
  const auto tree = NoticeTree::parse(std::move(*text), fault);
  if (!tree) return refuse(fault);
  const NoticeInput in{*tree, reference, notes};
  Notice notice;
  notice.format = reading.format;
  if (root == "ANNONCE") read_boamp(in, tree->root(), notice);
  else if (root == "ann") read_wrapped(in, tree->root(), notice);
  else read_eforms(in, tree->root(), notice);
  reading.raw = tree->text();
  reading.notice = std::move(notice);
  reading.record_findings = notes.take();
  return reading;
}

}  // namespace clausier::read
