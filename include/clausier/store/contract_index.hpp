#pragma once
// What search knows of contracts: a row with what lists are sorted by, and their words in a full-text
// index. Rows are written after the contracts are visible, from the queue of those that wait.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/contract.hpp"
#include "clausier/store/database.hpp"

namespace clausier::store {

struct IndexedContract {
  ContractId contract;
  std::optional<Date> notified_on;
  std::optional<Money> amount;
  std::optional<Date> ends_on;
  std::optional<Date> changes_on;  // the day an amendment makes the row untrue; none is most often known
  std::string folded_object;
  std::string words;  // folded, separated by spaces, filter tokens included
};

// Writes rows, or writes them again.
void write_index(Connection& connection, const std::vector<IndexedContract>& contracts);

// Takes a contract that is visible no more out of the index.
void erase_index(Connection& connection, ContractId contract);

// The contracts of an import that has just become visible, and those that it amends, wait to be indexed.
void queue_import(Connection& connection, ImportId import);
void queue_contract(Connection& connection, ContractId contract);
// Those whose row has become untrue on that day or before; whether there were any is asked first, it costs one look-up.
bool any_changed(Connection& connection, Date today);
void queue_changed(Connection& connection, Date today);
// Those that show no name of their own for this SIREN: the register has just learned one.
void queue_unnamed(Connection& connection, const Siren& siren);
// Takes the next ones out of the queue, each once; empty when nothing waits.
std::vector<ContractId> take_queued(Connection& connection, int at_most);

// Numbers of contracts notified on a day: [first_number(day), first_number(day + 1)[. Undated ones
// come before all others.
std::int64_t first_number(Date day);

// Words that begin with these letters (four at least), in order.
std::vector<std::string> terms_beginning_with(Connection& connection, const std::string& letters, int at_most);

}  // namespace clausier::store
