#pragma once
// XML parts of spreadsheets, one element at a time. Names come without their namespace prefix.
#include <exception>
#include <functional>
#include <memory>
#include <string_view>

#include "zip_archive.hpp"

namespace clausier::read {

// Attributes of the element at hand, valid during the call only.
class XmlAttributes {
public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  // The first attribute of that local name; empty when there is none.
  std::string_view get(std::string_view local_name) const;
  bool is_true(std::string_view local_name) const;  // "1" or "true"
  int integer(std::string_view local_name, int otherwise) const;
  // True when any attribute of that local name has that value: two prefixes may share a name.
  bool any_is(std::string_view local_name, std::string_view value) const;

private:
  const char** pairs_;
};

class XmlHandler {
public:
  virtual ~XmlHandler() = default;
  virtual void on_start(std::string_view local_name, const XmlAttributes& attributes) = 0;
  virtual void on_end(std::string_view local_name) = 0;
  virtual void on_text(std::string_view text) = 0;
};

// Reads one part of the archive through the handler. Throws GridFault: file.doctype when the part
// declares a document type, file.unreadable when it is not well formed or nests deeper than 64.
void read_xml_part(ZipArchive& archive, const std::string& name, XmlHandler& handler);

}  // namespace clausier::read
