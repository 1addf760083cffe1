// Social clauses in the free text and the codes of notices, by clues that are data.
#include <algorithm>
#include <stdexcept>

#include "clausier/domain/notice.hpp"
#include "reference_csv.hpp"

namespace clausier {
namespace {

constexpr std::string_view any = "*";
constexpr std::size_t quotation_bytes_max = 900;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "art. L. 2112-2", "cf. annexe": the full stop of an abbreviation ends nothing.
bool ends_abbreviation(std::string_view text) {
  const auto space = text.find_last_of(" ('’");
  const auto word = folded(space == std::string_view::npos ? text : text.substr(space + 1));
  for (const std::string_view abbreviation : {"art", "cf", "ex", "al", "no", "st", "ste", "ref"})
    if (word == abbreviation) return true;
  return word.size() == 1 && !is_digit(word.front());
}

// A sentence ends at a line, or at a full stop, a question or an exclamation mark before a blank and a
// capital: "no 2015-899" and "1.5.2" do not end one.
bool ends_sentence(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '\n') return true;
  if (c != '.' && c != '!' && c != '?') return false;
  std::size_t next = at + 1;
  while (next < text.size() && text[next] == ' ') ++next;
  if (next == at + 1 && next < text.size()) return false;
  if (next >= text.size()) return true;
  const auto begins = static_cast<unsigned char>(text[next]);
  const bool capital = (begins >= 'A' && begins <= 'Z') || begins == 0xC3 || begins == '-';
  return capital && !ends_abbreviation(text.substr(0, at));
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

std::vector<std::string> sentences_of(std::string_view text) {
  std::vector<std::string> sentences;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && !ends_sentence(text, i)) continue;
    auto sentence = trimmed(text.substr(start, i - start + (i < text.size() && text[i] != '\n' ? 1 : 0)));
    if (!sentence.empty()) sentences.push_back(std::move(sentence));
    start = i + 1;
  }
  return sentences;
}

std::string cut(std::string sentence) {
  if (sentence.size() <= quotation_bytes_max) return sentence;
  std::size_t end = quotation_bytes_max;
  while (end > 0 && (static_cast<unsigned char>(sentence[end]) & 0xC0) == 0x80) --end;
  return sentence.substr(0, end) + "…";
}

// The words just before a clue that take it back: "sans clause d’insertion", "ne comporte pas de clause".
bool is_denied(std::string_view before) {
  constexpr int words_looked_at = 3;
  std::size_t end = before.size();
  for (int word = 0; word < words_looked_at; ++word) {
    while (end > 0 && before[end - 1] == ' ') --end;
    const auto space = before.substr(0, end).rfind(' ');
    const auto start = space == std::string_view::npos ? 0 : space + 1;
    const auto text = before.substr(start, end - start);
    for (const std::string_view denial : {"sans", "pas", "aucune", "aucun", "non", "ni"})
      if (text == denial) return true;
    end = start;
  }
  return false;
}

// True when the words stand in the folded sentence, and are not denied there.
bool speaks_of(const std::string& sentence, const std::string& words) {
  const std::string padded = " " + sentence + " ", sought = " " + words + " ";
  for (auto at = padded.find(sought); at != std::string::npos; at = padded.find(sought, at + 1))
    if (!is_denied(std::string_view(padded).substr(0, at))) return true;
  return false;
}

const NoticeClue* clue_of(const NoticeClues& clues, std::string_view field, std::string_view value) {
  const auto found = std::find_if(clues.begin(), clues.end(),
                                  [&](const NoticeClue& clue) { return clue.field == field && clue.value == value; });
  return found == clues.end() ? nullptr : &*found;
}

SocialMention mention(const NoticeClue& clue, std::string_view field) {
  SocialMention mention;
  mention.kind = clue.kind;
  mention.certainty = clue.certainty;
  mention.field = field;
  return mention;
}

// What a sentence of a field says: the surest of the words found, never surer than the field allows.
std::optional<SocialMention> mention_in_sentence(const NoticeClues& clues, const NoticeClue& field, const std::string& sentence) {
  const std::string text = folded(sentence);
  const NoticeClue* best = nullptr;
  for (const auto& clue : clues) {
    if (clue.field != any || !speaks_of(text, clue.value)) continue;
    if (best == nullptr || (best->certainty == Certainty::hint && clue.certainty == Certainty::stated)) best = &clue;
  }
  if (best == nullptr) return std::nullopt;
  auto found = mention(field, field.field);
  // What the words name wins over what the field is for: a reserved contract told in a description.
  if (best->kind != SocialConsideration::clause) found.kind = best->kind;
  if (best->certainty == Certainty::hint) found.certainty = Certainty::hint;
  found.quotation = cut(sentence);
  return found;
}

// The whole number that ends a folded text: "1200", or groups of three, "1 200". None when the digits
// before it make it doubtful ("200,50" folds to "200 50").
std::optional<std::int64_t> number_before(std::string_view text) {
  constexpr std::size_t digits_max = 7, group = 3;
  std::vector<std::string_view> groups;  // the last first
  for (;;) {
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    std::size_t start = text.size();
    while (start > 0 && is_digit(text[start - 1])) --start;
    const bool alone = start == 0 || text[start - 1] == ' ';
    if (start == text.size() || !alone) break;
    groups.push_back(text.substr(start));
    text.remove_suffix(text.size() - start);
  }
  if (groups.empty()) return std::nullopt;
  if (groups.front().size() < group && groups.size() > 1) return std::nullopt;
  std::string digits(groups.front());
  for (std::size_t i = 1; i < groups.size() && groups[i - 1].size() == group && groups[i].size() <= group; ++i)
    digits.insert(0, groups[i]);
  if (digits.size() > digits_max) return std::nullopt;
  return std::stoll(digits);
}

}  // namespace

NoticeClues parse_notice_clues(std::string_view csv) {
  NoticeClues clues;
  for (const auto& row : reference_rows(csv, "field;value;kind;certainty;label;source")) {
    const auto kind = parse_social_consideration(row[2]);
    const auto certainty = parse_certainty(row[3]);
    if (row[0].empty() || row[1].empty() || !kind || !certainty)
      throw std::invalid_argument("notice clue that cannot be read: " + row[0] + ";" + row[1]);
    clues.push_back({row[0], row[0] == any ? folded(row[1]) : row[1], *kind, *certainty, row[4]});
  }
  return clues;
}

std::optional<SocialMention> mention_of_code(const NoticeClues& clues, std::string_view field, std::string_view code) {
  const auto* clue = clue_of(clues, field, code);
  if (clue == nullptr) return std::nullopt;
  auto found = mention(*clue, field);
  found.code = code;
  found.quotation = clue->label;
  return found;
}

std::vector<SocialMention> mentions_in_text(const NoticeClues& clues, std::string_view field, std::string_view text) {
  std::vector<SocialMention> mentions;
  const auto* clue = clue_of(clues, field, any);
  if (clue == nullptr) throw std::logic_error("no clue for the text of " + std::string(field));
  for (const auto& sentence : sentences_of(text)) {
    auto found = mention_in_sentence(clues, *clue, sentence);
    if (found && std::find(mentions.begin(), mentions.end(), *found) == mentions.end()) mentions.push_back(std::move(*found));
  }
  return mentions;
}

std::optional<WorkTime> announced_hours(std::string_view quotation) {
  std::optional<std::int64_t> hours;
  const std::string text = folded(quotation);
  for (const std::string_view unit : {"heures d insertion", "h d insertion", "heures de travail d insertion"}) {
    for (auto at = text.find(unit); at != std::string::npos; at = text.find(unit, at + 1)) {
      const auto found = number_before(std::string_view(text).substr(0, at));
      if (!found) continue;
      if (hours && *hours != *found) return std::nullopt;
      hours = found;
    }
  }
  return hours ? std::optional(WorkTime::from_hours(*hours)) : std::nullopt;
}

}  // namespace clausier
