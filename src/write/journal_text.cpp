#include "clausier/write/journal_text.hpp"

#include "clean_text.hpp"

namespace clausier::write {
namespace {

constexpr std::string_view gap = "  ";

std::string days_of(const DateRange& worked) {
  const Month month = worked.first.month_of();
  if (worked.first == month.first_day() && worked.last == month.last_day()) return month.iso();
  if (worked.first == worked.last) return worked.first.iso();
  return worked.first.iso() + ".." + worked.last.iso();
}

std::string cell_of(const EntrySource& source) {
  const auto& place = source.place;
  std::string text = clean_text(source.file_name);
  if (!place.sheet.empty()) text += "!" + clean_text(place.sheet);
  if (place.row > 0) text += "!" + place.column + std::to_string(place.row);
  return text;
}

std::string line_of(const Entry& entry) {
  std::string line = days_of(entry.worked);
  const auto add = [&line](std::string_view part) { (line += gap) += part; };
  add("lot " + entry.subject.lot.text());
  add("person " + entry.participant.text());
  add(modality_code(entry.modality));
  if (entry.kind != WorkKind::work) add(work_kind_code(entry.kind));
  add(entry.declared.clock_text());
  add(cell_of(entry.source));
  if (entry.reverses) add("reverses " + entry.reverses->text());
  return line;
}

}  // namespace

std::string write_journal(const std::vector<Entry>& entries) {
  std::string text;
  for (const auto& entry : entries) text += line_of(entry) + "\n";
  return text;
}

}  // namespace clausier::write
