#include "table_record.hpp"

namespace clausier::write {
namespace {

using namespace report;

struct SetCell {
  Record& row;
  const std::string& code;
  void operator()(std::monostate) const {}
  void operator()(const std::string& text) const { row.set_unless_empty(code, text); }
  void operator()(const Masked& mask) const { row.set(code + "_masked", std::string_view(mask.text)); }
  void operator()(WorkTime time) const { row.set(code + "_seconds", time); }
  void operator()(Money money) const { row.set(code + "_cents", money); }
  void operator()(BasisPoints ratio) const { row.set(code + "_basis_points", ratio.value); }
  void operator()(std::int64_t number) const { row.set(code, number); }
  void operator()(Date day) const { row.set(code, day); }
  void operator()(Month month) const { row.set(code, month); }
};

void add_table(Record& root, const Table& table) {
  auto& list = root.list(table.code);
  for (const auto& cells : table.sheet.rows) {
    auto& row = list.item("row", "");
    for (std::size_t i = 0; i < cells.size(); ++i) std::visit(SetCell{row, table.sheet.columns[i].code}, cells[i]);
  }
}

}  // namespace

Record record_of(const TableReport& report) {
  const auto& frame = report.frame;
  Record root("tables");
  root.set("version", "1.0").set("kind", table_report_kind_code(report.kind)).set("title", std::string_view(frame.title));
  root.set("worked_until", frame.cutoff.worked_until).set("recorded_until", frame.cutoff.recorded_until);
  root.set("rulebook_version", std::string_view(frame.rulebook_version)).set("entries_sha256", std::string_view(frame.entries_sha256));
  root.set_unless_empty("software_version", frame.software_version);
  for (const auto& table : report.tables) add_table(root, table);
  return root;
}

}  // namespace clausier::write
