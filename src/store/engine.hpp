#pragma once
// What Connection asks of a database engine; one implementation per engine.
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "clausier/store/database.hpp"

namespace clausier::store {

struct Connection::Engine {
  using OnRow = std::function<void(const std::shared_ptr<const std::vector<std::string>>& names, std::vector<Value>&&)>;
  virtual ~Engine() = default;
  virtual std::int64_t run(std::string_view sql, const std::vector<Value>& arguments, const OnRow& on_row) = 0;
  virtual void run_script(const std::string& sql) = 0;  // several statements, no arguments
  virtual bool in_transaction() const = 0;
  static std::unique_ptr<Engine> open_sqlite(const std::filesystem::path& file);
};

}  // namespace clausier::store
