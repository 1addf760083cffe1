#pragma once
// The findings of one record while it is read.
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/finding.hpp"
#include "clean_text.hpp"
#include "node.hpp"

namespace clausier::read {

class Notes {
public:
  Notes(int position, int row) : position_(position), row_(row) {}

  void add(std::string_view code, std::string_view path, std::string_view value = {});
  // At most one finding of a code per record: for what concerns many fields alike.
  void add_once(std::string_view code, std::string_view path, std::string_view value = {});

  // The cleaned text of a scalar, "" when it is absent; what was repaired in it is noted.
  std::string text(const Node& node, std::string_view path);
  // As text, for prose and names: a "?" inside a word is noted as a lost character.
  std::string prose(const Node& node, std::string_view path);

  std::vector<Finding> take() { return std::move(findings_); }

private:
  std::string cleaned(const Node& node, std::string_view path, bool prose);

  int position_;
  int row_;
  std::vector<Finding> findings_;
};

}  // namespace clausier::read
