#pragma once
// Contracts of the flattened tables C1 (formats.md §1.1): one row per contract, or one row per holder
// and modification, put together again. Rows of one contract stand close to each other; a small
// window of open contracts is enough, so that memory stays flat. Where no column tells a modification,
// rows of one number and the same holders are its states, and stand anywhere: the window is of bytes.
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "node.hpp"
#include "record_stream.hpp"

namespace clausier::read {

struct CsvRow {
  std::vector<std::string> cells;
  std::string raw;
  std::uint64_t offset = 0;
  int number = 0;  // as a spreadsheet counts them, the header is 1
  bool cut_short = false;
  bool too_large = false;
};

struct CsvContract {
  Node node;
  std::string raw;
  std::uint64_t offset = 0;
  int row = 0;
  RawRecord::State state = RawRecord::State::whole;
  bool states_gathered = false;  // rows of later dates were read as its modifications
};

class CsvRecordStream {
public:
  // Reads the header; recognised() tells whether it is one of contracts.
  explicit CsvRecordStream(ByteSource& source);
  std::optional<CsvContract> next();
  bool recognised() const { return recognised_; }
  bool truncated() const { return truncated_; }

private:
  enum class Column { plain, holder_id, holder_type, holder_name, modification, ignored };
  struct Heading {
    Column column;
    std::string key;  // of the field in the tree
    int rank = 0;     // titulaire_id_2 has rank 2
  };
  struct Group {
    CsvRow first;
    std::vector<CsvRow> rows = {};          // further rows of the initial contract
    std::vector<CsvRow> modifications = {}; // rows of its modifications
    bool gathered = false;                  // with another group, or others with it
    bool given = false;                     // with the group that gathered it
    bool apart = false;                     // one of states that contradict each other
    std::size_t bytes = 0;
  };

  std::optional<CsvRow> read_row();
  void read_cell(Lookahead& at, CsvRow& row);
  static Heading heading_of(std::string name);
  bool adopt_header(const std::vector<std::string>& names);
  const std::string& cell(const CsvRow& row, std::string_view key) const;
  bool is_modification(const CsvRow& row) const;
  bool belongs_to(const CsvRow& row, const Group& group) const;
  bool same_apart_from_holders(const CsvRow& a, const CsvRow& b) const;
  void add_to_group(CsvRow row);
  std::string contract_key(const CsvRow& row) const;
  bool same_contract(const CsvRow& a, const CsvRow& b) const;
  void gather_states(Group& group);
  void forget(const Group& group);
  std::size_t window_left() const;
  void collect_holders(const CsvRow& row, std::vector<Node>& holders) const;
  Node holders_of(const CsvRow& first, const std::vector<CsvRow>& rows) const;
  Node modifications_of(const Group& group, const Node& initial_holders) const;
  CsvContract contract_of(Group group) const;

  ByteSource& source_;
  char separator_ = ',';
  int rows_read_ = 0;
  bool recognised_ = false;
  bool truncated_ = false;
  bool one_row_per_holder_ = false;
  bool tells_modifications_ = false;
  std::size_t open_bytes_ = 0;
  std::unordered_map<std::string, std::vector<Group*>> by_key_;  // of open_, where rows are states
  std::vector<Heading> headings_;
  std::deque<Group> open_;
};

}  // namespace clausier::read
