#pragma once
// Typed attributes and children on a pugixml node.
#include <pugixml.hpp>

#include <optional>
#include <string>
#include <string_view>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/money.hpp"
#include "clausier/domain/work_time.hpp"

namespace clausier::write {

class Element {
public:
  explicit Element(pugi::xml_node node) : node_(node) {}
  Element child(const char* name) { return Element(node_.append_child(name)); }
  Element& text_child(const char* name, std::string_view text);

  Element& set(const char* name, std::string_view value);
  Element& set(const char* name, const char* value) { return set(name, std::string_view(value)); }
  Element& set(const char* name, bool value) { return set(name, value ? "true" : "false"); }
  Element& set(const char* name, std::int64_t value) { return set(name, std::string_view(std::to_string(value))); }
  Element& set(const char* name, std::size_t value) { return set(name, static_cast<std::int64_t>(value)); }
  Element& set(const char* name, int value) { return set(name, std::int64_t{value}); }
  Element& set(const char* name, WorkTime value) { return set(name, value.seconds()); }
  Element& set(const char* name, Money value) { return set(name, value.cents()); }
  Element& set(const char* name, Date value) { return set(name, std::string_view(value.iso())); }
  Element& set(const char* name, Month value) { return set(name, std::string_view(value.iso())); }
  Element& set(const char* name, Instant value) { return set(name, std::string_view(value.iso())); }
  template <class Value>
  Element& set(const char* name, const std::optional<Value>& value) {
    return value ? set(name, *value) : *this;
  }
  Element& set_unless_empty(const char* name, std::string_view value) { return value.empty() ? *this : set(name, value); }

private:
  pugi::xml_node node_;
};

}  // namespace clausier::write
