#include "place.hpp"

#include <algorithm>
#include <array>

#include "labels.hpp"

namespace clausier::read {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string kind_of(const std::string& label) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kinds = {
      {{"Code postal", "postal"},
       {"Code commune", "commune"},
       {"Code arrondissement", "arrondissement"},
       {"Code canton", "canton"},
       {"Code département", "departement"},
       {"Code région", "region"},
       {"Code pays", "pays"}}};
  for (const auto& [published, kind] : kinds)
    if (label == published) return std::string(kind);
  return "";
}

bool is_department(std::string_view code) {
  if (code == "2A" || code == "2B") return true;
  if (!all_digits(code)) return false;
  const int number = std::stoi(std::string(code));
  if (code.size() == 3) return (number >= 971 && number <= 978) || (number >= 984 && number <= 989);
  return code.size() == 2 && number >= 1 && number <= 95 && number != 20;
}

// The department that a postal or INSEE code begins with.
std::string department_of_code(const std::string& code) {
  if (code.starts_with("97") || code.starts_with("98")) return code.substr(0, 3);
  if (code.starts_with("20") && code.size() == 5) return code[2] == '0' || code[2] == '1' ? "2A" : "2B";
  return code.substr(0, 2);
}

// "1" and "059" are written for "01" and "59".
std::string department_as_written(const std::string& code) {
  if (code.size() == 1 && all_digits(code)) return "0" + code;
  if (code.size() == 3 && code.front() == '0') return code.substr(1);
  return code;
}

std::string department_of(const std::string& kind, const std::string& code) {
  std::string department;
  if (kind == "departement" || (kind.empty() && code.size() <= 3)) department = department_as_written(code);
  else if (kind == "region" || kind == "pays") return "";
  else department = department_of_code(code);
  return is_department(department) ? department : "";
}

bool has_form_of_kind(const std::string& kind, const std::string& code) {
  if (kind == "postal") return code.size() == 5 && all_digits(code);
  if (kind == "commune") {
    const bool corsica = code.starts_with("2A") || code.starts_with("2B");
    return code.size() == 5 && all_digits(corsica ? code.substr(2) : code);
  }
  return true;
}

}  // namespace

void read_place(const Node& place, ContractRecord& record, Notes& notes) {
  if (is_absent(place)) return;
  const std::string label = canonical_label(
      LabelSet::place_kind, notes.text(place["typeCode"], "lieuExecution.typeCode"), "lieuExecution.typeCode", notes);
  const std::string published = notes.text(place["code"], "lieuExecution.code");
  record.place_kind = kind_of(label);
  record.place_code = published;
  record.place_name = notes.prose(place["nom"], "lieuExecution.nom");
  if (published.empty()) return;
  const bool five_digits = record.place_kind == "postal" || record.place_kind == "commune";
  if (five_digits && published.size() == 4 && all_digits(published)) record.place_code = "0" + published;
  record.department = department_of(record.place_kind, record.place_code);
  const bool department_expected = five_digits || record.place_kind == "departement";
  const bool odd =
      !has_form_of_kind(record.place_kind, published) || (department_expected && record.department.empty());
  if (odd) notes.add("record.place.invalid", "lieuExecution.code", published);
}

}  // namespace clausier::read
