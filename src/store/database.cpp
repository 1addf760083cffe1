#include "clausier/store/database.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "engine.hpp"
#include "migrator.hpp"

namespace clausier::store {

Value value_of(std::int64_t v) { return v; }
Value value_of(int v) { return std::int64_t{v}; }
Value value_of(bool v) { return std::int64_t{v ? 1 : 0}; }
Value value_of(std::string v) { return v; }
Value value_of(std::string_view v) { return std::string(v); }
Value value_of(const char* v) { return std::string(v); }
Value value_of(Instant v) { return v.milliseconds(); }
Value value_of(Date v) { return v.iso(); }
Value value_of(Month v) { return v.iso(); }

// ---- Row -----------------------------------------------------------------------------------------

const Value& Row::at(std::string_view column) const {
  const auto found = std::find(names_->begin(), names_->end(), column);
  if (found == names_->end()) throw std::logic_error("no column " + std::string(column) + " in the answer");
  return values_[static_cast<std::size_t>(found - names_->begin())];
}

std::optional<std::int64_t> Row::integer_or_null(std::string_view column) const {
  const Value& value = at(column);
  if (std::holds_alternative<std::monostate>(value)) return std::nullopt;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  throw CorruptData("column " + std::string(column) + " is no integer");
}

std::optional<std::string> Row::text_or_null(std::string_view column) const {
  const Value& value = at(column);
  if (std::holds_alternative<std::monostate>(value)) return std::nullopt;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  throw CorruptData("column " + std::string(column) + " is no text");
}

std::int64_t Row::integer(std::string_view column) const {
  const auto value = integer_or_null(column);
  if (!value) throw CorruptData("column " + std::string(column) + " is NULL");
  return *value;
}

const std::string& Row::text(std::string_view column) const {
  const auto* text = std::get_if<std::string>(&at(column));
  if (!text) throw CorruptData("column " + std::string(column) + " is no text");
  return *text;
}

Date Row::date(std::string_view column) const {
  const auto day = Date::parse_iso(text(column));
  if (!day) throw CorruptData("column " + std::string(column) + " is no date");
  return *day;
}

std::optional<Date> Row::date_or_null(std::string_view column) const {
  return text_or_null(column) ? std::optional<Date>(date(column)) : std::nullopt;
}

Month Row::month(std::string_view column) const {
  const auto month = Month::parse_iso(text(column));
  if (!month) throw CorruptData("column " + std::string(column) + " is no month");
  return *month;
}

std::optional<Instant> Row::instant_or_null(std::string_view column) const {
  const auto value = integer_or_null(column);
  return value ? std::optional<Instant>(Instant::from_milliseconds(*value)) : std::nullopt;
}

// ---- Connection ------------------------------------------------------------------------------------

Connection::Connection(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
Connection::~Connection() = default;

void Connection::each(std::string_view sql, const std::vector<Value>& arguments,
                      const std::function<void(const Row&)>& on_row) {
  engine_->run(sql, arguments, [&](const auto& names, std::vector<Value>&& values) {
    Row row;
    row.names_ = names;
    row.values_ = std::move(values);
    on_row(row);
  });
}

std::vector<Row> Connection::query(std::string_view sql, const std::vector<Value>& arguments) {
  std::vector<Row> rows;
  each(sql, arguments, [&](const Row& row) { rows.push_back(row); });
  return rows;
}

std::optional<Row> Connection::query_one(std::string_view sql, const std::vector<Value>& arguments) {
  auto rows = query(sql, arguments);
  if (rows.empty()) return std::nullopt;
  if (rows.size() > 1) throw std::logic_error("more than one row for: " + std::string(sql));
  return std::move(rows.front());
}

std::int64_t Connection::execute(std::string_view sql, const std::vector<Value>& arguments) {
  return engine_->run(sql, arguments, [](const auto&, auto&&) {});
}

void Connection::execute_many(std::string_view sql, const std::vector<std::vector<Value>>& rows) {
  for (const auto& row : rows) execute(sql, row);
}

// ---- Database --------------------------------------------------------------------------------------

struct Database::Pool {
  std::filesystem::path file;
  std::mutex mutex;
  std::vector<std::unique_ptr<Connection>> idle;
  std::unique_ptr<Connection> writer;
  std::mutex writing;

  std::unique_ptr<Connection> take() {
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        auto connection = std::move(idle.back());
        idle.pop_back();
        return connection;
      }
    }
    return std::make_unique<Connection>(Connection::Engine::open_sqlite(file));
  }
  void give(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(mutex);
    if (idle.size() < 8) idle.push_back(std::move(connection));
  }
};

Database::Database(std::filesystem::path file, const std::filesystem::path& migrations)
    : file_(std::move(file)), pool_(std::make_unique<Pool>()) {
  pool_->file = file_;
  {
    auto engine = Connection::Engine::open_sqlite(file_);
    migrate(*engine, migrations);
    engine->run_script("PRAGMA cache_size = -64000");  // one writer: what an import touches in a transaction stays in memory
    pool_->writer = std::make_unique<Connection>(std::move(engine));
  }
}

Database::~Database() = default;

Database::Lease::Lease(Database& database, bool writer) : database_(database), writer_(writer) {
  if (writer_) {
    database_.pool_->writing.lock();
    connection_ = database_.pool_->writer.get();
  } else {
    connection_ = database_.pool_->take().release();
  }
}

Database::Lease::~Lease() {
  if (writer_) {
    database_.pool_->writing.unlock();
  } else {
    database_.pool_->give(std::unique_ptr<Connection>(connection_));
  }
}

void Database::abandon(Connection& connection) noexcept {
  try {
    if (connection.engine_->in_transaction()) connection.execute("ROLLBACK");
  } catch (...) {
    // The engine rolled back by itself; the exception under way says why.
  }
}

Instant next_instant(Connection& connection, Instant now) {
  const auto last = connection.query_one("SELECT last_instant FROM recorded_clock")->integer("last_instant");
  const auto instant = std::max(now.milliseconds(), last + 1);
  connection.execute("UPDATE recorded_clock SET last_instant = ?1", {instant});
  return Instant::from_milliseconds(instant);
}

}  // namespace clausier::store
