#include "clausier/domain/indicator.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <sstream>
#include <stdexcept>

#include "reference_csv.hpp"

namespace clausier {
namespace {

constexpr std::array<std::string_view, 6> units = {"seconds", "cents", "basis_points", "months", "count", ""};

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

}  // namespace

std::vector<Indicator> parse_indicators(std::string_view csv) {
  std::vector<Indicator> dictionary;
  std::set<std::string> codes, fields_seen;
  for (const auto& fields : reference_rows(csv, "code;unit;fields;formula;source")) {
    Indicator indicator{fields[0], fields[1], words_of(fields[2]), fields[3], fields[4]};
    if (!codes.insert(indicator.code).second) throw std::invalid_argument("indicator given twice: " + indicator.code);
    if (std::find(units.begin(), units.end(), indicator.unit) == units.end())
      throw std::invalid_argument("indicator of unknown unit: " + indicator.code);
    if (indicator.source.empty()) throw std::invalid_argument("indicator without a source: " + indicator.code);
    for (const auto& field : indicator.fields)
      if (!fields_seen.insert(field).second) throw std::invalid_argument("field of two indicators: " + field);
    dictionary.push_back(std::move(indicator));
  }
  return dictionary;
}

const Indicator* find_indicator(const std::vector<Indicator>& dictionary, std::string_view code) {
  const auto found = std::find_if(dictionary.begin(), dictionary.end(), [&](const Indicator& i) { return i.code == code; });
  return found == dictionary.end() ? nullptr : &*found;
}

}  // namespace clausier
