#include "column_text.hpp"

#include "clausier/store/contract_store.hpp"

namespace clausier::store {
namespace {

void append_escaped(std::string& out, const std::string& field) {
  for (const char c : field) {
    switch (c) {
      case '\t': out += "\\t"; break;
      case '\n': out += "\\n"; break;
      case '\\': out += "\\\\"; break;
      default: out += c;
    }
  }
}

}  // namespace

std::string encode_table(const TextTable& table) {
  std::string out;
  for (const auto& row : table) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += '\t';
      append_escaped(out, row[i]);
    }
    out += '\n';
  }
  return out;
}

TextTable decode_table(const std::string& text) {
  TextTable table;
  std::vector<std::string> row(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\t') {
      row.emplace_back();
    } else if (c == '\n') {
      table.push_back(std::move(row));
      row.assign(1, "");
    } else if (c == '\\' && i + 1 < text.size()) {
      const char escaped = text[++i];
      row.back() += escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped;
    } else {
      row.back() += c;
    }
  }
  return table;
}

std::string joined(const std::vector<std::string>& items) { return items.empty() ? "" : encode_table({items}); }

std::vector<std::string> split_items(const std::string& text) {
  auto table = decode_table(text);
  return table.empty() ? std::vector<std::string>{} : std::move(table.front());
}

std::string encode_parameters(const Parameters& parameters) {
  TextTable table;
  for (const auto& [key, value] : parameters) table.push_back({key, value});
  return encode_table(table);
}

Parameters decode_parameters(const std::string& text) {
  Parameters parameters;
  for (auto& row : decode_table(text))
    if (row.size() == 2) parameters.emplace(std::move(row[0]), std::move(row[1]));
  return parameters;
}

std::string encode_corrections(const std::vector<Correction>& corrections) {
  TextTable table;
  for (const auto& c : corrections) table.push_back({c.field, c.original, c.value});
  return encode_table(table);
}

std::vector<Correction> decode_corrections(const std::string& text) {
  std::vector<Correction> corrections;
  for (const auto& row : decode_table(text)) {
    if (row.size() != 3) throw CorruptData("correction of " + std::to_string(row.size()) + " fields");
    corrections.push_back({row[0], row[1], row[2]});
  }
  return corrections;
}

std::string encode_findings(const std::vector<Finding>& findings) {
  TextTable table;
  for (const auto& f : findings)
    table.push_back({f.code, f.place.sheet, std::to_string(f.place.row), f.place.column, std::to_string(f.place.record),
                     f.place.path, f.value, encode_parameters(f.parameters)});
  return encode_table(table);
}

std::vector<Finding> decode_findings(const std::string& text) {
  std::vector<Finding> findings;
  for (const auto& row : decode_table(text)) {
    if (row.size() != 8) throw CorruptData("finding of " + std::to_string(row.size()) + " fields");
    findings.push_back(finding(row[0], Place{row[1], std::stoi(row[2]), row[3], std::stoi(row[4]), row[5]}, row[6],
                               decode_parameters(row[7])));
  }
  return findings;
}

}  // namespace clausier::store
