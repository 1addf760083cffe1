#include "xlsx_emphasis.hpp"

namespace clausier::write {
namespace {

using namespace report;

constexpr lxw_color_t bar_blue = 0xBDD7EE;  // letters of any colour stay readable on it

lxw_conditional_format bar_up_to_whole() {
  lxw_conditional_format rule{};
  rule.type = LXW_CONDITIONAL_DATA_BAR;
  rule.data_bar_2010 = LXW_TRUE;
  rule.bar_solid = LXW_TRUE;
  rule.bar_color = bar_blue;
  rule.min_rule_type = rule.max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER;
  rule.min_value = 0;
  rule.max_value = 1;
  return rule;
}

lxw_conditional_format compared(lxw_conditional_criteria criteria, double value, lxw_format* look) {
  lxw_conditional_format rule{};
  rule.type = LXW_CONDITIONAL_TYPE_CELL;
  rule.criteria = criteria;
  rule.value = value;
  rule.format = look;
  return rule;
}

class Rules {
public:
  Rules(lxw_worksheet* worksheet, Formats& formats, lxw_row_t last_row) : worksheet_(worksheet), formats_(formats), last_row_(last_row) {}

  void add(const Column& column, lxw_col_t at) {
    if (column.emphasis == Emphasis::bar) set(bar_up_to_whole(), at);
    if (column.emphasis == Emphasis::above_zero) set(compared(LXW_CONDITIONAL_CRITERIA_GREATER_THAN, 0, formats_.standing_out()), at);
    if (column.emphasis == Emphasis::below_whole) set(compared(LXW_CONDITIONAL_CRITERIA_LESS_THAN, 1, formats_.standing_out()), at);
    for (const auto& text : column.alerts) {
      std::string equal = "\"" + text + "\"";
      auto rule = compared(LXW_CONDITIONAL_CRITERIA_EQUAL_TO, 0, formats_.standing_out());
      rule.value_string = equal.data();
      set(rule, at);
    }
  }

private:
  void set(lxw_conditional_format rule, lxw_col_t at) {
    check(worksheet_conditional_format_range(worksheet_, 1, at, last_row_, at, &rule), "conditional format");
  }

  lxw_worksheet* worksheet_;
  Formats& formats_;
  lxw_row_t last_row_;
};

}  // namespace

void emphasise(lxw_worksheet* worksheet, Formats& formats, const std::vector<Column>& columns, lxw_row_t last_row) {
  Rules rules(worksheet, formats, last_row);
  for (std::size_t i = 0; i < columns.size(); ++i) rules.add(columns[i], static_cast<lxw_col_t>(i));
}

}  // namespace clausier::write
