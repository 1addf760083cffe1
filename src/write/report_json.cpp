#include "clausier/write/report_json.hpp"

#include "clausier/write/json_writer.hpp"
#include "report_record.hpp"
#include "table_record.hpp"

namespace clausier::write {
namespace {

void write_object(JsonWriter& json, const Record& record);

void write_content(JsonWriter& json, const Record& record) {
  if (record.text()) {
    json.value(*record.text());
  } else if (record.is_list()) {
    json.begin_array();
    for (const auto& item : record.children()) write_object(json, item);
    json.end_array();
  } else {
    write_object(json, record);
  }
}

// Items of one name follow one another.
void write_children(JsonWriter& json, const std::list<Record>& children) {
  for (auto child = children.begin(); child != children.end();) {
    const std::string plural = child->plural();
    if (plural.empty()) {
      write_content(json.key(child->name()), *child);
      ++child;
      continue;
    }
    json.key(plural).begin_array();
    for (; child != children.end() && child->plural() == plural; ++child) write_object(json, *child);
    json.end_array();
  }
}

void write_object(JsonWriter& json, const Record& record) {
  json.begin_object();
  for (const auto& attribute : record.attributes()) {
    json.key(attribute.name);
    std::visit([&](const auto& value) {
      if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::monostate>) json.null();
      else json.value(value);
    }, attribute.value);
  }
  write_children(json, record.children());
  json.end_object();
}

std::string json_of(const Record& record) {
  JsonWriter json;
  write_object(json, record);
  return json.take() + "\n";
}

}  // namespace

std::string write_json(const report::Report& report, const Wording& wording) { return json_of(record_of(report, wording)); }

std::string write_json(const report::TableReport& report) { return json_of(record_of(report)); }

}  // namespace clausier::write
