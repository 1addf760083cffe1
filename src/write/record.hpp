#pragma once
// A record before its form: named attributes and children, with the types that XML does not tell and
// JSON does. One record, written twice, so that both forms say the same.
#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/money.hpp"
#include "clausier/domain/work_time.hpp"

namespace clausier::write {

class Record {
public:
  // std::monostate is a value that is absent: no attribute in XML, null in JSON.
  using Value = std::variant<std::monostate, bool, std::int64_t, std::string>;
  struct Attribute {
    std::string name;
    Value value;
  };

  explicit Record(std::string name) : name_(std::move(name)) {}

  Record& child(std::string name) { return append(std::move(name), ""); }  // at most one of that name
  // One of several of that name: in JSON, of the array `plural`.
  Record& item(std::string name, std::string plural) { return append(std::move(name), std::move(plural)); }
  // A child that holds items of one name and nothing else: in JSON it is the array itself.
  Record& list(std::string name);
  Record& text_child(std::string name, std::string_view text);

  Record& set(std::string name, std::string_view value) { return add(std::move(name), std::string(value)); }
  Record& set(std::string name, const char* value) { return set(std::move(name), std::string_view(value)); }
  Record& set(std::string name, bool value) { return add(std::move(name), value); }
  Record& set(std::string name, std::int64_t value) { return add(std::move(name), value); }
  Record& set(std::string name, std::size_t value) { return set(std::move(name), static_cast<std::int64_t>(value)); }
  Record& set(std::string name, int value) { return set(std::move(name), std::int64_t{value}); }
  Record& set(std::string name, WorkTime value) { return set(std::move(name), value.seconds()); }
  Record& set(std::string name, Money value) { return set(std::move(name), value.cents()); }
  Record& set(std::string name, Date value) { return set(std::move(name), std::string_view(value.iso())); }
  Record& set(std::string name, Month value) { return set(std::move(name), std::string_view(value.iso())); }
  Record& set(std::string name, Instant value) { return set(std::move(name), std::string_view(value.iso())); }
  template <class T>
  Record& set(std::string name, const std::optional<T>& value) {
    return value ? set(std::move(name), *value) : add(std::move(name), std::monostate());
  }
  Record& set_unless_empty(std::string name, std::string_view value) {
    return value.empty() ? add(std::move(name), std::monostate()) : set(std::move(name), value);
  }

  const std::string& name() const { return name_; }
  const std::string& plural() const { return plural_; }  // "" unless an item
  bool is_list() const { return is_list_; }
  const std::optional<std::string>& text() const { return text_; }  // of a text child
  const std::vector<Attribute>& attributes() const { return attributes_; }
  const std::list<Record>& children() const { return children_; }

private:
  Record& add(std::string name, Value value);
  Record& append(std::string name, std::string plural);

  std::string name_;
  std::string plural_;
  bool is_list_ = false;
  std::optional<std::string> text_;
  std::vector<Attribute> attributes_;
  std::list<Record> children_;  // references stay good while others are added
};

}  // namespace clausier::write
