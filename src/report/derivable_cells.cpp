#include "derivable_cells.hpp"

#include <array>
#include <optional>

// A hidden cell can take another value when some hidden cells can move together and leave every public
// sum as it is: more here, less there, along a closed way through the table. That way is sought in a
// graph whose nodes are the lots, the perimeter and the groups. An arc is one permitted move: a hidden
// cell may always grow, and may shrink when it holds something. A cell of the perimeter is the sum of
// its group over the lots, so that its moves run the other way round.
namespace clausier::report {
namespace {

constexpr std::array measures{&HoursTotals::declared, &HoursTotals::counted, &HoursTotals::pending};
using Measure = WorkTime HoursTotals::*;

struct CellAddress {
  std::size_t row;  // a lot, or the number of lots for the perimeter
  std::size_t group;
};

class Table {
public:
  Table(const GroupRow& perimeter, const std::vector<GroupRow>& lots, GroupDisclosure& disclosed)
      : perimeter_(perimeter), lots_(lots), disclosed_(disclosed), groups_(perimeter.size()) {
    for (const auto& row : disclosed_.lots) row_hides_.push_back(hides(row));
    row_hides_.push_back(hides(disclosed_.perimeter));
  }

  std::vector<CellAddress> hidden_cells() const {
    std::vector<CellAddress> out;
    for (std::size_t row = 0; row <= lots_.size(); ++row) {
      for (std::size_t group = 0; group < groups_; ++group) {
        if (hidden({row, group})) out.push_back({row, group});
      }
    }
    return out;
  }

  bool derivable(CellAddress cell) const {
    for (const auto measure : measures) {
      if (content(cell).hours.*measure == WorkTime::zero()) continue;
      if (!way_exists(cell, measure, true) && !way_exists(cell, measure, false)) return true;
    }
    return false;
  }

  // What to hide next for the sake of a cell: the fewest people that close a way through two rows and
  // two groups; when no such way is left, the smallest shown cell. Empty when no lot shows anything.
  std::vector<CellAddress> next_to_withhold(CellAddress cell) const {
    std::vector<CellAddress> best;
    for (std::size_t row = 0; row <= lots_.size(); ++row) {
      for (std::size_t group = 0; group < groups_; ++group) {
        if (row == cell.row || group == cell.group) continue;
        const auto corners = shown_among({CellAddress{cell.row, group}, {row, cell.group}, {row, group}});
        if (corners && !corners->empty() && (best.empty() || people_in(*corners) < people_in(best))) best = *corners;
      }
    }
    return best.empty() ? smallest_shown() : best;
  }

  void withhold(CellAddress cell) {
    disclosed_.lots[cell.row][cell.group] = Disclosure::withheld;
    row_hides_[cell.row] = true;
  }

private:
  static bool hides(const std::vector<Disclosure>& row) {
    for (const auto disclosure : row) {
      if (disclosure != Disclosure::shown) return true;
    }
    return false;
  }

  // Those of the cells that are still shown; empty optional when one can never be hidden.
  std::optional<std::vector<CellAddress>> shown_among(const std::vector<CellAddress>& cells) const {
    std::vector<CellAddress> shown;
    for (const auto cell : cells) {
      if (hidden(cell)) continue;
      if (is_perimeter(cell.row) || content(cell).people == 0) return std::nullopt;
      shown.push_back(cell);
    }
    return shown;
  }

  std::size_t people_in(const std::vector<CellAddress>& cells) const {
    std::size_t people = 0;
    for (const auto cell : cells) people += content(cell).people;
    return people;
  }

  std::vector<CellAddress> smallest_shown() const {
    std::vector<CellAddress> best;
    for (std::size_t lot = 0; lot < lots_.size(); ++lot) {
      for (std::size_t group = 0; group < groups_; ++group) {
        const CellAddress cell{lot, group};
        if (hidden(cell) || content(cell).people == 0) continue;
        if (best.empty() || content(cell).people < people_in(best)) best = {cell};
      }
    }
    return best;
  }

  bool is_perimeter(std::size_t row) const { return row == lots_.size(); }
  const GroupCell& content(CellAddress cell) const {
    return is_perimeter(cell.row) ? perimeter_[cell.group] : lots_[cell.row][cell.group];
  }
  bool hidden(CellAddress cell) const {
    const auto& row = is_perimeter(cell.row) ? disclosed_.perimeter : disclosed_.lots[cell.row];
    return row[cell.group] != Disclosure::shown;
  }
  // An empty cell of a lot that hides something cannot be told from a hidden one.
  bool unknown(CellAddress cell) const {
    if (hidden(cell)) return true;
    return !is_perimeter(cell.row) && row_hides_[cell.row] && content(cell).people == 0;
  }
  bool shrinks(CellAddress cell, Measure measure) const {
    return unknown(cell) && content(cell).hours.*measure > WorkTime::zero();
  }
  bool from_row_to_group(CellAddress cell, Measure measure) const {
    return is_perimeter(cell.row) ? shrinks(cell, measure) : unknown(cell);
  }
  bool from_group_to_row(CellAddress cell, Measure measure) const {
    return is_perimeter(cell.row) ? unknown(cell) : shrinks(cell, measure);
  }

  // A way from the cell's row to its group (or back) that does not use the cell itself.
  bool way_exists(CellAddress cell, Measure measure, bool from_row) const {
    const auto rows = lots_.size() + 1;
    const auto goal = from_row ? rows + cell.group : cell.row;
    std::vector<bool> seen(rows + groups_, false);
    std::vector<std::size_t> open{from_row ? cell.row : rows + cell.group};
    seen[open.front()] = true;
    const auto reach = [&](std::size_t node) {
      if (!seen[node]) open.push_back(node);
      seen[node] = true;
    };
    while (!open.empty() && !seen[goal]) {
      const auto node = open.back();
      open.pop_back();
      if (node < rows) {
        for (std::size_t group = 0; group < groups_; ++group) {
          const bool itself = node == cell.row && group == cell.group;
          if (!itself && from_row_to_group({node, group}, measure)) reach(rows + group);
        }
      } else {
        for (std::size_t row = 0; row < rows; ++row) {
          const bool itself = row == cell.row && node - rows == cell.group;
          if (!itself && from_group_to_row({row, node - rows}, measure)) reach(row);
        }
      }
    }
    return seen[goal];
  }

  const GroupRow& perimeter_;
  const std::vector<GroupRow>& lots_;
  GroupDisclosure& disclosed_;
  std::size_t groups_;
  std::vector<bool> row_hides_;
};

}  // namespace

void withhold_derivable_cells(const GroupRow& perimeter, const std::vector<GroupRow>& lots, GroupDisclosure& disclosed) {
  Table table(perimeter, lots, disclosed);
  auto cells = table.hidden_cells();
  // Hiding more never takes a way away: a cell found safe stays safe.
  for (std::size_t i = 0; i < cells.size(); ++i) {
    while (table.derivable(cells[i])) {
      const auto more = table.next_to_withhold(cells[i]);
      if (more.empty()) return;  // nothing of the lots is shown any more
      for (const auto cell : more) table.withhold(cell);
      cells.insert(cells.end(), more.begin(), more.end());
    }
  }
}

}  // namespace clausier::report
