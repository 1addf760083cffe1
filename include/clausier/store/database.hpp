#pragma once
// One SQLite file: readers see snapshots, writers come one at a time. SQL is written once for both
// engines with placeholders ?1, ?2…; differences live in the migrations and here.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/ids.hpp"
#include "clausier/domain/outcome.hpp"

namespace clausier::store {

using Value = std::variant<std::monostate, std::int64_t, std::string>;

// Builds bound values from what the domain has; absent optionals become NULL.
inline Value value_of(Value v) { return v; }
Value value_of(std::int64_t v);
Value value_of(int v);
Value value_of(bool v);
Value value_of(std::string v);
Value value_of(std::string_view v);
Value value_of(const char* v);
Value value_of(Instant v);  // milliseconds
Value value_of(Date v);     // ISO text
Value value_of(Month v);    // ISO text
template <class K> Value value_of(Id<K> v) { return v.value(); }
template <class T> Value value_of(const std::optional<T>& v) { return v ? value_of(*v) : Value{}; }
template <class... T> std::vector<Value> values(T&&... v) { return {value_of(std::forward<T>(v))...}; }

// A row whose columns are asked by name and type; NULL or another type throws CorruptData, so
// nothing turns into 0 or "" in silence.
class Row {
public:
  std::int64_t integer(std::string_view column) const;
  const std::string& text(std::string_view column) const;
  std::optional<std::int64_t> integer_or_null(std::string_view column) const;
  std::optional<std::string> text_or_null(std::string_view column) const;
  std::string text_or_empty(std::string_view column) const { return text_or_null(column).value_or(""); }
  bool flag(std::string_view column) const { return integer(column) != 0; }
  Date date(std::string_view column) const;
  std::optional<Date> date_or_null(std::string_view column) const;
  Month month(std::string_view column) const;
  Instant instant(std::string_view column) const { return Instant::from_milliseconds(integer(column)); }
  std::optional<Instant> instant_or_null(std::string_view column) const;
  template <class I> I id(std::string_view column) const { return I::from_trusted(integer(column)); }
  template <class I> std::optional<I> id_or_null(std::string_view column) const {
    const auto v = integer_or_null(column);
    return v ? std::optional<I>(I::from_trusted(*v)) : std::nullopt;
  }

private:
  friend class Connection;
  const Value& at(std::string_view column) const;
  std::shared_ptr<const std::vector<std::string>> names_;
  std::vector<Value> values_;
};

class Connection {
public:
  std::vector<Row> query(std::string_view sql, const std::vector<Value>& arguments = {});
  std::optional<Row> query_one(std::string_view sql, const std::vector<Value>& arguments = {});
  // Row by row, for results that must not sit in memory.
  void each(std::string_view sql, const std::vector<Value>& arguments, const std::function<void(const Row&)>& on_row);
  std::int64_t execute(std::string_view sql, const std::vector<Value>& arguments = {});  // rows changed
  // The same statement for many rows, prepared once.
  void execute_many(std::string_view sql, const std::vector<std::vector<Value>>& rows);

  struct Engine;  // src/store/engine.hpp
  explicit Connection(std::unique_ptr<Engine> engine);
  Connection(const Connection&) = delete;
  ~Connection();

private:
  friend class Database;
  std::unique_ptr<Engine> engine_;
};

// Thrown when a named unique index or a check refuses a row; `constraint` holds what the engine says.
struct ConstraintViolation : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Database {
public:
  // Creates the file when absent and applies the migrations NNNN_*.sql of the directory in order,
  // each in its own transaction, recorded with its hash; a changed applied migration throws.
  Database(std::filesystem::path file, const std::filesystem::path& migrations);
  ~Database();

  // One consistent snapshot.
  template <class F> auto read(F&& work) {
    Lease lease(*this, false);
    begin(lease.connection(), "BEGIN DEFERRED");
    if constexpr (std::is_void_v<decltype(work(lease.connection()))>) {
      guarded(lease.connection(), [&] { work(lease.connection()); return true; });
    } else {
      return guarded(lease.connection(), [&] { return work(lease.connection()); });
    }
  }
  // One writer at a time, BEGIN IMMEDIATE; rolled back on an exception and on a refused Outcome.
  template <class F> auto write(F&& work) {
    Lease lease(*this, true);
    begin(lease.connection(), "BEGIN IMMEDIATE");
    if constexpr (std::is_void_v<decltype(work(lease.connection()))>) {
      guarded(lease.connection(), [&] { work(lease.connection()); return true; });
    } else {
      return guarded(lease.connection(), [&] { return work(lease.connection()); });
    }
  }
  const std::filesystem::path& file() const { return file_; }

private:
  class Lease {
  public:
    Lease(Database& database, bool writer);
    ~Lease();
    Connection& connection() { return *connection_; }
  private:
    Database& database_;
    bool writer_;
    Connection* connection_;
  };
  struct Pool;
  static void begin(Connection& connection, std::string_view how) { connection.execute(how); }
  template <class F> auto guarded(Connection& connection, F&& work) {
    try {
      auto result = work();
      if (keeps(result)) connection.execute("COMMIT"); else connection.execute("ROLLBACK");
      return result;
    } catch (...) {
      abandon(connection);
      throw;
    }
  }
  template <class T> static bool keeps(const T&) { return true; }
  template <class T> static bool keeps(const Outcome<T>& outcome) { return static_cast<bool>(outcome); }
  static void abandon(Connection& connection) noexcept;

  std::filesystem::path file_;
  std::unique_ptr<Pool> pool_;
};

// An instant later than every instant given before by this database, at least `now`: two facts never
// share one, and a report stamped with one is complete. Call inside write().
Instant next_instant(Connection& connection, Instant now);

}  // namespace clausier::store
