#include "clausier/domain/sensitive_words.hpp"

#include <algorithm>
#include <array>

#include "clausier/domain/contract.hpp"

namespace clausier {
namespace {

// Beginnings of words, folded. Those with a common other use ("enceinte", "peine") are left out.
constexpr std::array<std::string_view, 27> beginnings = {
    "sante",    "malad",    "handicap", "rqth",     "invalidit", "hospital", "cancer",   "grossesse", "depressi",
    "psychiatr", "psycholog", "alcool",  "drogue",   "addict",    "sida",     "seropositi", "detenu",   "detention",
    "prison",   "incarcer", "ecrou",    "carceral", "condamn",   "judiciair", "delinquan", "probation", "penitentiair"};

bool is_letter(char c) { return (static_cast<unsigned char>(c) & 0x80) != 0 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool tells(const std::string& word) {
  const auto plain = folded(word);
  return std::any_of(beginnings.begin(), beginnings.end(), [&](auto beginning) { return plain.starts_with(beginning); });
}

}  // namespace

std::vector<std::string> sensitive_words_in(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    std::string word(text.substr(at, end - at));
    if (!word.empty() && tells(word) && std::find(found.begin(), found.end(), word) == found.end()) found.push_back(std::move(word));
    at = end + 1;
  }
  return found;
}

}  // namespace clausier
