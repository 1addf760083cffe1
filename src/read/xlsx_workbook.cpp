#include "xlsx_workbook.hpp"

#include <charconv>
#include <map>

#include "grid_builder.hpp"
#include "grid_xml.hpp"
#include "text_encoding.hpp"

namespace clausier::read {
namespace {

constexpr std::size_t listed_max = 100'000;  // relations, styles: far above any real file

template <class List>
void refuse_endless(const List& list, std::size_t most) {
  if (list.size() > most) throw GridFault("file.expands");
}

struct Relation {
  std::string type;    // last word of the type's address: "worksheet", "styles", "sharedStrings"
  std::string target;  // name inside the archive
};

// "xl/workbook.xml" + "worksheets/sheet1.xml" -> "xl/worksheets/sheet1.xml"
std::string resolved(std::string_view from_part, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  std::string folder(from_part.substr(0, from_part.rfind('/') + 1));
  while (target.starts_with("../")) {
    target.remove_prefix(3);
    if (!folder.empty()) folder.pop_back();
    folder.erase(folder.rfind('/') + 1);
  }
  return folder + std::string(target);
}

class RelationsHandler : public XmlHandler {
public:
  explicit RelationsHandler(std::string from_part) : from_part_(std::move(from_part)) {}
  void on_start(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship") return;
    const auto type = attributes.get("Type");
    relations[std::string(attributes.get("Id"))] = {std::string(type.substr(type.rfind('/') + 1)),
                                                    resolved(from_part_, attributes.get("Target"))};
    refuse_endless(relations, listed_max);
  }
  void on_end(std::string_view) override {}
  void on_text(std::string_view) override {}
  std::map<std::string, Relation, std::less<>> relations;

private:
  std::string from_part_;
};

using Relations = std::map<std::string, Relation, std::less<>>;

Relations relations_of(ZipArchive& archive, const std::string& part) {
  const auto slash = part.rfind('/') + 1;
  const std::string name = part.substr(0, slash) + "_rels/" + part.substr(slash) + ".rels";
  RelationsHandler handler(part);
  if (archive.has(name)) read_xml_part(archive, name, handler);
  return std::move(handler.relations);
}

std::string target_of_type(const Relations& relations, std::string_view type) {
  for (const auto& [id, relation] : relations)
    if (relation.type == type) return relation.target;
  return "";
}

class WorkbookHandler : public XmlHandler {
public:
  explicit WorkbookHandler(const Relations& relations) : relations_(relations) {}
  void on_start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "workbookPr" && attributes.is_true("date1904")) epoch = Epoch::y1904;
    if (name != "sheet") return;
    const auto relation = relations_.find(attributes.get("id"));
    if (relation == relations_.end() || relation->second.type != "worksheet") return;
    const auto state = attributes.get("state");
    sheets.push_back({std::string(attributes.get("name")), relation->second.target, state == "hidden" || state == "veryHidden"});
    refuse_endless(sheets, listed_max);
  }
  void on_end(std::string_view) override {}
  void on_text(std::string_view) override {}
  std::vector<XlsxSheet> sheets;
  Epoch epoch = Epoch::y1900;

private:
  const Relations& relations_;
};

class StylesHandler : public XmlHandler {
public:
  void on_start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "numFmt") {
      formats_[attributes.integer("numFmtId", -1)] = look_of_format_code(attributes.get("formatCode"));
      refuse_endless(formats_, listed_max);
    } else if (name == "cellXfs") {
      in_cell_formats_ = true;
    } else if (name == "xf" && in_cell_formats_) {
      const int id = attributes.integer("numFmtId", 0);
      const auto custom = formats_.find(id);
      looks.push_back(custom == formats_.end() ? look_of_builtin_format(id) : custom->second);
      refuse_endless(looks, listed_max);
    }
  }
  void on_end(std::string_view name) override {
    if (name == "cellXfs") in_cell_formats_ = false;
  }
  void on_text(std::string_view) override {}
  std::vector<NumberLook> looks;

private:
  std::map<int, NumberLook> formats_;
  bool in_cell_formats_ = false;
};

class SharedStringsHandler : public XmlHandler {
public:
  explicit SharedStringsHandler(std::size_t most) : most_(most) {}
  void on_start(std::string_view name, const XmlAttributes&) override {
    if (name == "si") current_.clear();
    if (name == "rPh") in_phonetic_ = true;
    in_text_ = name == "t" && !in_phonetic_;
  }
  void on_end(std::string_view name) override {
    if (name == "rPh") in_phonetic_ = false;
    if (name == "t") in_text_ = false;
    if (name != "si") return;
    strings.push_back(without_character_escapes(std::move(current_)));
    current_.clear();
    refuse_endless(strings, most_);
  }
  void on_text(std::string_view text) override {
    if (in_text_) current_ += text;
  }
  std::vector<std::string> strings;

private:
  std::size_t most_;
  std::string current_;
  bool in_text_ = false;
  bool in_phonetic_ = false;
};

}  // namespace

std::string without_character_escapes(std::string text) {
  constexpr std::size_t length = 7;  // _x000D_
  for (auto at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
    unsigned code = 0;
    const char* digits = text.data() + at + 2;
    if (at + length > text.size() || text[at + 6] != '_' || std::from_chars(digits, digits + 4, code, 16).ptr != digits + 4)
      continue;
    std::string character;
    if (code < 0xD800 || code > 0xDFFF) append_utf8(character, code);
    text.replace(at, length, character);
  }
  return text;
}

XlsxWorkbook read_xlsx_workbook(ZipArchive& archive, const GridLimits& limits) {
  const std::string declared = target_of_type(relations_of(archive, ""), "officeDocument");
  const std::string part = declared.empty() ? "xl/workbook.xml" : declared;
  const auto relations = relations_of(archive, part);
  WorkbookHandler workbook(relations);
  read_xml_part(archive, part, workbook);

  StylesHandler styles;
  if (const auto target = target_of_type(relations, "styles"); archive.has(target)) read_xml_part(archive, target, styles);
  SharedStringsHandler strings(static_cast<std::size_t>(limits.cells_max));
  if (const auto target = target_of_type(relations, "sharedStrings"); archive.has(target))
    read_xml_part(archive, target, strings);
  return {std::move(workbook.sheets), workbook.epoch, std::move(styles.looks), std::move(strings.strings)};
}

}  // namespace clausier::read
