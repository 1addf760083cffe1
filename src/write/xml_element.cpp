#include "xml_element.hpp"

#include "clean_text.hpp"

namespace clausier::write {

Element& Element::text_child(const char* name, std::string_view text) {
  node_.append_child(name).text().set(clean_text(text).c_str());
  return *this;
}

Element& Element::set(const char* name, std::string_view value) {
  node_.append_attribute(name).set_value(clean_text(value).c_str());
  return *this;
}

}  // namespace clausier::write
