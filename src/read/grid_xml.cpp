#include "grid_xml.hpp"

#include <expat.h>

#include <charconv>

#include "grid_builder.hpp"

namespace clausier::read {
namespace {

constexpr int depth_max = 64;

std::string_view local_part(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// What expat's callbacks share. An exception must not cross expat's C code: it waits here until the
// parser has stopped.
struct Parse {
  XML_Parser parser;
  XmlHandler& handler;
  int depth = 0;
  std::exception_ptr fault = nullptr;

  template <class Step>
  void guarded(Step step) {
    if (fault) return;
    try {
      step();
    } catch (...) {
      fault = std::current_exception();
      XML_StopParser(parser, XML_FALSE);
    }
  }
};

Parse& parse_of(void* user) { return *static_cast<Parse*>(user); }

void XMLCALL start_element(void* user, const XML_Char* name, const XML_Char** attributes) {
  auto& parse = parse_of(user);
  parse.guarded([&] {
    if (++parse.depth > depth_max) throw GridFault("file.unreadable");
    parse.handler.on_start(local_part(name), XmlAttributes(attributes));
  });
}

void XMLCALL end_element(void* user, const XML_Char* name) {
  auto& parse = parse_of(user);
  parse.guarded([&] {
    --parse.depth;
    parse.handler.on_end(local_part(name));
  });
}

void XMLCALL character_data(void* user, const XML_Char* text, int length) {
  auto& parse = parse_of(user);
  parse.guarded([&] { parse.handler.on_text(std::string_view(text, static_cast<std::size_t>(length))); });
}

void XMLCALL start_doctype(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  parse_of(user).guarded([] { throw GridFault("file.doctype"); });
}

void feed(Parse& parse, std::string_view block, bool last) {
  const auto status = XML_Parse(parse.parser, block.data(), static_cast<int>(block.size()), last);
  if (parse.fault) std::rethrow_exception(parse.fault);
  if (status != XML_STATUS_OK) throw GridFault("file.unreadable");
}

}  // namespace

std::string_view XmlAttributes::get(std::string_view local_name) const {
  for (const char** pair = pairs_; *pair; pair += 2)
    if (local_part(pair[0]) == local_name) return pair[1];
  return {};
}

bool XmlAttributes::is_true(std::string_view local_name) const {
  const auto value = get(local_name);
  return value == "1" || value == "true";
}

int XmlAttributes::integer(std::string_view local_name, int otherwise) const {
  const auto text = get(local_name);
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc() && end == text.data() + text.size() ? value : otherwise;
}

bool XmlAttributes::any_is(std::string_view local_name, std::string_view value) const {
  for (const char** pair = pairs_; *pair; pair += 2)
    if (local_part(pair[0]) == local_name && pair[1] == value) return true;
  return false;
}

void read_xml_part(ZipArchive& archive, const std::string& name, XmlHandler& handler) {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate(nullptr), XML_ParserFree);
  if (!parser) throw std::bad_alloc();
  Parse parse{parser.get(), handler};
  XML_SetUserData(parser.get(), &parse);
  XML_SetElementHandler(parser.get(), start_element, end_element);
  XML_SetCharacterDataHandler(parser.get(), character_data);
  XML_SetStartDoctypeDeclHandler(parser.get(), start_doctype);
  archive.read(name, [&](std::string_view block) { feed(parse, block, false); });
  feed(parse, {}, true);
}

}  // namespace clausier::read
