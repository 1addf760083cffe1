#pragma once
// One JSON text, written from left to right: UTF-8, no spaces, keys in the order given.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clausier::write {

// Throws std::logic_error when the calls do not make one value: a key outside an object, a value
// without its key, an end that ends nothing.
class JsonWriter {
public:
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('{', '}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close('[', ']'); }

  JsonWriter& key(std::string_view name);

  // Bytes that are no UTF-8 become U+FFFD: what a user's file holds must not spoil the text.
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(std::int64_t number) { return raw(std::to_string(number)); }
  JsonWriter& value(int number) { return value(std::int64_t{number}); }
  JsonWriter& value(std::size_t number) { return raw(std::to_string(number)); }
  JsonWriter& value(bool truth) { return raw(truth ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }
  template <class T>
  JsonWriter& value(const std::optional<T>& maybe) {
    return maybe ? value(*maybe) : null();
  }

  template <class T>
  JsonWriter& member(std::string_view name, const T& what) {
    return key(name).value(what);
  }

  // The text, once everything that was opened is closed.
  const std::string& text() const;

private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char opened, char bracket);
  JsonWriter& raw(std::string_view token);
  void before_value();

  std::string text_;
  std::vector<char> open_;    // brackets not closed yet
  bool first_ = true;         // nothing written yet in the innermost one
  bool after_key_ = false;
};

}  // namespace clausier::write
