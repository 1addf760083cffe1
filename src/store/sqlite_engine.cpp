// SQLite behind a Poco session. Rows go through the C interface: Poco turns NULL into 0 or "" and
// measured five times slower a row. This is the only file that knows sqlite3.h.
#include <sqlite3.h>

#include <Poco/Data/SQLite/Connector.h>
#include <Poco/Data/SQLite/Utility.h>
#include <Poco/Data/Session.h>

#include <mutex>
#include <unordered_map>

#include "engine.hpp"

namespace clausier::store {
namespace {

constexpr int busy_wait_milliseconds = 10'000;

struct Finalise {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Prepared = std::unique_ptr<sqlite3_stmt, Finalise>;

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using Cache = std::unordered_map<std::string, Prepared, TextHash, std::equal_to<>>;
constexpr std::size_t addresses_max = 10'000;

class SqliteEngine final : public Connection::Engine {
public:
  explicit SqliteEngine(const std::filesystem::path& file) : session_("SQLite", file.string()) {
    handle_ = Poco::Data::SQLite::Utility::dbHandle(session_);
    sqlite3_busy_timeout(handle_, busy_wait_milliseconds);
    sqlite3_extended_result_codes(handle_, 1);
    // FULL: what was acknowledged survives a power cut, not only a killed process.
    run_script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
               "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -32000;"
               // 64 MB of journal between two copies into the file: an import touches the same pages again and again.
               "PRAGMA wal_autocheckpoint = 16000;");
  }

  ~SqliteEngine() override { cache_.clear(); }  // before the session closes

  std::int64_t run(std::string_view sql, const std::vector<Value>& arguments, const OnRow& on_row) override {
    Prepared own;
    sqlite3_stmt* statement = cached(sql);
    if (sqlite3_stmt_busy(statement)) {  // the same text is being read further up: take a second one
      own = prepare(sql);
      statement = own.get();
    }
    const Reset reset{statement};
    bind(statement, arguments, sql);
    std::shared_ptr<const std::vector<std::string>> names;
    for (;;) {
      const int code = sqlite3_step(statement);
      if (code == SQLITE_DONE) break;
      if (code != SQLITE_ROW) fail(code, sql);
      if (!names) names = column_names(statement);
      on_row(names, row_values(statement));
    }
    return sqlite3_changes64(handle_);
  }

  void run_script(const std::string& sql) override {
    char* message = nullptr;
    const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, &message);
    const std::string text = message ? message : "";
    sqlite3_free(message);
    if (code != SQLITE_OK) throw std::runtime_error("SQL script: " + text);
  }

  bool in_transaction() const override { return sqlite3_get_autocommit(handle_) == 0; }

private:
  struct Reset {
    sqlite3_stmt* statement;
    ~Reset() {
      sqlite3_reset(statement);
      sqlite3_clear_bindings(statement);
    }
  };

  [[noreturn]] void fail(int code, std::string_view sql) const {
    const std::string text = std::string(sqlite3_errmsg(handle_)) + " in: " + std::string(sql);
    if ((code & 0xff) == SQLITE_CONSTRAINT) throw ConstraintViolation(text);
    throw std::runtime_error("SQLite " + std::to_string(code) + ": " + text);
  }

  Prepared prepare(std::string_view sql) const {
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &statement, &rest);
    if (code != SQLITE_OK) fail(code, sql);
    return Prepared(statement);
  }

  // Most statements are literals, asked for from the same place again and again: comparing the text found there
  // last time costs less than hashing it.
  sqlite3_stmt* cached(std::string_view sql) {
    auto& here = at_address_[sql.data()];
    if (here && here->first == sql) return here->second.get();
    auto found = cache_.find(sql);
    if (found == cache_.end()) found = cache_.emplace(std::string(sql), prepare(sql)).first;
    if (at_address_.size() > addresses_max) at_address_.clear();
    at_address_[sql.data()] = &*found;
    return found->second.get();
  }

  void bind(sqlite3_stmt* statement, const std::vector<Value>& arguments, std::string_view sql) const {
    if (sqlite3_bind_parameter_count(statement) != static_cast<int>(arguments.size()))
      throw std::logic_error("number of arguments differs in: " + std::string(sql));
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      const int position = static_cast<int>(i) + 1;
      int code = SQLITE_OK;
      if (const auto* number = std::get_if<std::int64_t>(&arguments[i])) {
        code = sqlite3_bind_int64(statement, position, *number);
      } else if (const auto* text = std::get_if<std::string>(&arguments[i])) {
        // Not copied: the arguments outlive the run, and bindings are cleared at its end.
        code = sqlite3_bind_text64(statement, position, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
      } else {
        code = sqlite3_bind_null(statement, position);
      }
      if (code != SQLITE_OK) fail(code, sql);
    }
  }

  static std::shared_ptr<const std::vector<std::string>> column_names(sqlite3_stmt* statement) {
    std::vector<std::string> names;
    for (int i = 0; i < sqlite3_column_count(statement); ++i) names.emplace_back(sqlite3_column_name(statement, i));
    return std::make_shared<const std::vector<std::string>>(std::move(names));
  }

  static std::vector<Value> row_values(sqlite3_stmt* statement) {
    std::vector<Value> row;
    const int columns = sqlite3_column_count(statement);
    row.reserve(static_cast<std::size_t>(columns));
    for (int i = 0; i < columns; ++i) {
      switch (sqlite3_column_type(statement, i)) {
        case SQLITE_NULL: row.emplace_back(); break;
        case SQLITE_INTEGER: row.emplace_back(sqlite3_column_int64(statement, i)); break;
        case SQLITE_TEXT: {
          const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
          row.emplace_back(std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, i))));
          break;
        }
        default: throw CorruptData("a column is neither integer nor text");
      }
    }
    return row;
  }

  Poco::Data::Session session_;
  sqlite3* handle_ = nullptr;
  Cache cache_;
  std::unordered_map<const char*, const Cache::value_type*> at_address_;  // by where the text stood; texts made on the spot move
};

}  // namespace

std::unique_ptr<Connection::Engine> Connection::Engine::open_sqlite(const std::filesystem::path& file) {
  static std::once_flag registered;
  std::call_once(registered, [] {
    // A connection is one thread's at a time (Database lends it), so that SQLite need not lock at every step.
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    Poco::Data::SQLite::Connector::registerConnector();
  });
  return std::make_unique<SqliteEngine>(file);
}

}  // namespace clausier::store
