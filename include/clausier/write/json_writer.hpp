#pragma once
// JSON written straight into a string: one value, made of objects and arrays, integers, text, booleans
// and null. No floating point: times are seconds, money is cents.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace clausier::write {

// json.begin_object().member("ok", true).key("lots").begin_array().end_array().end_object();
// Calls out of order (a value without its key, an end without its begin, a second root) throw
// std::logic_error: they are bugs. Bytes that are no UTF-8 become U+FFFD.
class JsonWriter {
public:
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);
  JsonWriter& null() { return raw("null"); }

  template <class Value>
  JsonWriter& value(const Value& value) {
    if constexpr (std::is_same_v<Value, bool>) {
      return raw(value ? "true" : "false");
    } else if constexpr (std::is_integral_v<Value>) {
      return raw(std::to_string(value));
    } else {
      static_assert(std::is_convertible_v<const Value&, std::string_view>, "text, integers and booleans only");
      return text(value);
    }
  }
  template <class Value>
  JsonWriter& value(const std::optional<Value>& maybe) {
    return maybe ? value(*maybe) : null();
  }
  template <class Value>
  JsonWriter& member(std::string_view name, const Value& content) {
    return key(name).value(content);
  }

  // What was written since the last call, for text too long to be held whole; the value may still be open.
  std::string take_part();
  // The rest of the text written; throws std::logic_error while something is still open or nothing was written.
  std::string take();

private:
  struct Level {
    char closing;
    bool empty = true;
  };
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  JsonWriter& raw(std::string_view token);
  JsonWriter& text(std::string_view content);
  void place_value();

  std::string out_;
  bool began_ = false;  // a value stands at the root, even when its text was taken
  std::vector<Level> levels_;
  bool key_written_ = false;
};

}  // namespace clausier::write
