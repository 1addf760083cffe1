#pragma once
// A question about contracts as SQL over the search index: which numbers, in which order.
#include <string>
#include <vector>

#include "clausier/app/contracts.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

// A statement with its arguments, in order.
struct Statement {
  std::string sql;
  std::vector<store::Value> arguments;
};

class ContractSelection {
public:
  // Works out the words (a beginning stands for all the words of the base that begin so).
  ContractSelection(store::Connection& connection, const Actor& actor, const ContractQuery& query, Date today);

  // How many, counting no further than `at_most`.
  Statement counted(std::int64_t at_most) const;
  // Column `number`, from the first to be shown; limit < 0: all. `many`: more matches than can be
  // sorted on the spot, the list is then walked in its order and each row looked up among the matches.
  Statement numbers(std::int64_t limit, std::int64_t offset, bool many) const;

private:
  enum class Order { by_date, by_amount, by_object };
  std::string bind(store::Value value);
  void restrict_dates(const ContractQuery& query);
  void restrict_rows(const Actor& actor, const ContractQuery& query, Date today);
  std::string condition(std::string_view number_column, bool with_rows) const;
  std::string ordered() const;

  std::vector<store::Value> arguments_;
  std::string match_;   // placeholder of the full-text question; "" when there is none
  std::vector<std::string> on_number_;  // conditions on {number}
  std::vector<std::string> on_row_;     // conditions on x, a row of contract_index
  Order order_ = Order::by_date;
  bool descending_ = true;
};

// The full-text question of a query; "" when it asks for nothing that the full-text index knows.
std::string full_text_question(store::Connection& connection, const Actor& actor, const ContractQuery& query, Date today);

}  // namespace clausier::app
