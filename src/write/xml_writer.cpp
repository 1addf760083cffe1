#include "clausier/write/xml_writer.hpp"

#include <pugixml.hpp>

#include <sstream>

#include "clean_text.hpp"
#include "report_record.hpp"
#include "table_record.hpp"

namespace clausier::write {
namespace {

void set(pugi::xml_node node, const Record::Attribute& attribute) {
  struct Text {
    std::string operator()(std::monostate) const { return ""; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(const std::string& value) const { return clean_text(value); }
  };
  if (std::holds_alternative<std::monostate>(attribute.value)) return;
  node.append_attribute(attribute.name.c_str()).set_value(std::visit(Text{}, attribute.value).c_str());
}

void fill(pugi::xml_node node, const Record& record) {
  for (const auto& attribute : record.attributes()) set(node, attribute);
  if (record.text()) node.text().set(clean_text(*record.text()).c_str());
  for (const auto& child : record.children()) fill(node.append_child(child.name().c_str()), child);
}

std::string xml_of(const Record& record, std::string_view name_space) {
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  auto root = document.append_child(record.name().c_str());
  root.append_attribute("xmlns").set_value(std::string(name_space).c_str());
  fill(root, record);
  std::ostringstream out;
  document.save(out, "  ", pugi::format_indent, pugi::encoding_utf8);
  return std::move(out).str();
}

}  // namespace

std::string write_xml(const report::Report& report, const Wording& wording) {
  return xml_of(record_of(report, wording), report_namespace);
}

std::string write_xml(const report::TableReport& report) { return xml_of(record_of(report), tables_namespace); }

}  // namespace clausier::write
