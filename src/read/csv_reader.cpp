#include "csv_reader.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "grid_builder.hpp"
#include "grid_values.hpp"
#include "text_encoding.hpp"

namespace clausier::read {
namespace {

// Tells a cell of several lines from a quote that is closed too far, whose "cell" holds rows of the table.
class QuotedLines {
public:
  QuotedLines(std::size_t column, std::size_t widest) : column_(column), widest_(widest) {}

  void add_separator() { ++separators_; }

  // False when the line that ends here is a row of the table.
  bool end_line() {
    if (several_ && is_row()) return false;
    if (!several_) ends_its_row_ = separators_ > 0 && column_ + separators_ + 1 >= widest_;
    several_ = true;
    separators_ = 0;
    return true;
  }

  // At the closing quote; `at_field_end`: a separator or the end of the line follows it.
  bool may_close(bool at_field_end) const {
    if (several_ && (is_row() || (ends_its_row_ && separators_ > 0))) return false;
    return at_field_end || (!several_ && separators_ == 0);
  }

private:
  bool is_row() const { return separators_ > 0 && separators_ + 1 >= widest_; }

  std::size_t column_;
  std::size_t widest_;          // columns of the widest row so far
  std::size_t separators_ = 0;  // in the current line
  bool several_ = false;
  bool ends_its_row_ = false;   // the first line holds all the columns that its row still lacked
};

// One pass over delimited text. A quote that is never closed, or closed so far that it would swallow
// whole rows, is taken for an ordinary character, so that every row is read; the caller says it.
class CsvScanner {
public:
  CsvScanner(std::string_view text, char separator, std::size_t fields_max)
      : text_(text), separator_(separator), fields_max_(fields_max) {}

  bool at_end() const { return at_ >= text_.size(); }

  // Past fields_max, empty fields are dropped and the first other one is kept: enough to be refused.
  std::vector<std::string> next_record() {
    std::vector<std::string> fields;
    broken_quotes_.clear();
    for (;;) {
      auto field = next_field(static_cast<int>(fields.size()));
      if (fields.size() < fields_max_ || (fields.size() == fields_max_ && !field.empty())) fields.push_back(std::move(field));
      if (at_end() || text_[at_] != separator_) break;
      ++at_;
    }
    skip_line_end();
    widest_ = std::max(widest_, fields.size());
    return fields;
  }

  // Columns of the last record, from 0, whose opening quote closes nothing.
  const std::vector<int>& broken_quotes() const { return broken_quotes_; }

private:
  bool ends_field(std::size_t at) const {
    return at >= text_.size() || text_[at] == separator_ || text_[at] == '\n' || text_[at] == '\r';
  }

  void skip_line_end() {
    if (at_end()) return;
    const char first = text_[at_++];
    if (first == '\r' && !at_end() && text_[at_] == '\n') ++at_;
  }

  std::string next_field(int column) {
    const bool protects = text_.substr(at_).starts_with("=\"");
    if (protects || (!at_end() && text_[at_] == '"')) {
      if (auto quoted = quoted_field(at_ + (protects ? 1 : 0), static_cast<std::size_t>(column))) return std::move(*quoted);
      broken_quotes_.push_back(column);
    }
    const auto start = at_;
    while (!ends_field(at_)) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  // From an opening quote to the end of the field; what follows the closing quote is kept as it is,
  // as spreadsheets do. Moves on only when the quote is closed somewhere.
  std::optional<std::string> quoted_field(std::size_t open, std::size_t column) {
    if (open >= unclosed_from_) return std::nullopt;
    std::string field;
    QuotedLines lines(column, widest_);
    for (std::size_t i = open + 1; i < text_.size(); ++i) {
      const char c = text_[i];
      const char next = i + 1 < text_.size() ? text_[i + 1] : '\0';
      if (c == '"' && next == '"') {
        field += '"';
        ++i;
      } else if (c == '"') {
        if (!lines.may_close(ends_field(i + 1))) return std::nullopt;
        at_ = i + 1;
        while (!ends_field(at_)) field += text_[at_++];
        return field;
      } else if (c != '\r') {
        field += c;
      } else if (next != '\n') {
        field += '\n';
      }
      if (c == separator_) lines.add_separator();
      const bool line_ends = c == '\n' || (c == '\r' && next != '\n');
      if (line_ends && !lines.end_line()) return std::nullopt;
    }
    unclosed_from_ = open;  // no later quote can be closed either
    return std::nullopt;
  }

  std::string_view text_;
  char separator_;
  std::size_t fields_max_;
  std::size_t at_ = 0;
  std::size_t widest_ = 2;  // columns of the widest record so far
  std::vector<int> broken_quotes_;
  std::size_t unclosed_from_ = std::string_view::npos;
};

constexpr std::array<char, 4> separators = {';', '\t', '|', ','};  // decimal commas: the comma comes last

// The separator that cuts the most of the first lines into the same number of fields.
char sniff_separator(std::string_view text, std::size_t fields_max) {
  constexpr int lines_looked_at = 50;
  constexpr std::size_t bytes_looked_at = 256 * 1024;
  text = text.substr(0, bytes_looked_at);
  char best = ';';
  int best_score = 0;
  for (const char candidate : separators) {
    CsvScanner scanner(text, candidate, fields_max);
    std::map<std::size_t, int> lines_by_fields;
    for (int line = 0; line < lines_looked_at && !scanner.at_end(); ++line) ++lines_by_fields[scanner.next_record().size()];
    for (const auto& [fields, lines] : lines_by_fields) {
      const int score = fields < 2 ? 0 : lines * 1000 + static_cast<int>(std::min<std::size_t>(fields, 999));
      if (score > best_score) {
        best_score = score;
        best = candidate;
      }
    }
  }
  return best;
}

// "sep=;" alone on the first line, as Excel understands it.
std::optional<char> declared_separator(std::string_view& text) {
  if (text.size() < 5 || (!text.starts_with("sep=") && !text.starts_with("SEP="))) return std::nullopt;
  const char separator = text[4];
  const auto rest = text.substr(5);
  if (!rest.empty() && rest[0] != '\n' && rest[0] != '\r') return std::nullopt;
  text = rest.substr(rest.starts_with("\r\n") ? 2 : std::min<std::size_t>(1, rest.size()));
  return separator;
}

// Quotes that close nothing: a fault for the first ones, each with its cell. A file made of them is not
// told cell by cell.
class BrokenQuotes {
public:
  void note(int row, int column) {
    constexpr std::size_t told_max = 50;
    if (places_.size() < told_max) places_.push_back({"", row, column_letters(column), 0, ""});
  }
  void report(GridBuilder& builder) const {
    for (const auto& place : places_) builder.announce(finding("cell.quote", place));
  }

private:
  std::vector<Place> places_;
};

void announce_encoding(GridBuilder& builder, TextEncoding encoding) {
  if (encoding == TextEncoding::cp1252) builder.announce(finding("file.encoding.cp1252"));
  if (encoding == TextEncoding::utf16) builder.announce(finding("file.encoding.utf16"));
}

}  // namespace

Grid read_csv(std::string_view bytes, const GridLimits& limits) {
  const auto decoded = decode_text(bytes);
  if (!decoded) throw GridFault("file.encoding");
  GridBuilder builder(GridFormat::csv, limits);
  announce_encoding(builder, decoded->encoding);
  builder.begin_sheet("", false);

  std::string_view text = decoded->utf8;
  const auto declared = declared_separator(text);
  const auto fields_max = static_cast<std::size_t>(limits.columns_max);
  CsvScanner scanner(text, declared ? *declared : sniff_separator(text, fields_max), fields_max);
  BrokenQuotes quotes;
  for (int row = 1; !scanner.at_end(); ++row) {
    builder.begin_row(row, false);
    int column = 0;
    for (auto& field : scanner.next_record()) builder.put(column++, text_cell(std::move(field)));
    builder.end_row();
    for (const int broken : scanner.broken_quotes()) quotes.note(row, broken);
  }
  quotes.report(builder);
  return builder.finish();
}

}  // namespace clausier::read
