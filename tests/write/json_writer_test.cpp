#include <catch2/catch.hpp>

#include <limits>
#include <stdexcept>

#include "clausier/write/json_writer.hpp"

using clausier::write::JsonWriter;

TEST_CASE("Objects and arrays nest, with commas where they belong", "[write][json]") {
  JsonWriter json;
  json.begin_object().member("ok", true).key("lots").begin_array();
  json.begin_object().member("id", "a").member("owed_seconds", std::int64_t{3'600}).end_object();
  json.begin_object().end_object().value(7).null().end_array().member("note", std::optional<std::string>()).end_object();
  CHECK(json.take() == R"({"ok":true,"lots":[{"id":"a","owed_seconds":3600},{},7,null],"note":null})");
}

TEST_CASE("A value alone is a JSON text", "[write][json]") {
  JsonWriter json;
  json.value("seul");
  CHECK(json.take() == "\"seul\"");
}

TEST_CASE("Long text is taken in parts that make one value", "[write][json]") {
  JsonWriter json;
  std::string text;
  json.begin_object().key("items").begin_array();
  for (int i = 0; i < 3; ++i) {
    json.value(i);
    text += json.take_part();
  }
  json.end_array().end_object();
  text += json.take();
  CHECK(text == R"({"items":[0,1,2]})");
  json.value(true);  // the writer is free for another value
  CHECK(json.take_part() == "true");
  CHECK_THROWS_AS(json.value(false), std::logic_error);
}

TEST_CASE("Integers are written whole up to the largest", "[write][json]") {
  JsonWriter json;
  json.begin_array().value(std::numeric_limits<std::int64_t>::min()).value(std::numeric_limits<std::int64_t>::max()).end_array();
  CHECK(json.take() == "[-9223372036854775808,9223372036854775807]");
}

TEST_CASE("Text is escaped, and stays UTF-8", "[write][json]") {
  struct Case {
    std::string text, written;
  };
  const std::vector<Case> cases{{"\"\\/", R"("\"\\/")"},
                                {"a\nb\r\tc", R"("a\nb\r\tc")"},
                                {std::string("\x01\x1f\0", 3), R"("\u0001\u001f\u0000")"},
                                {"é\u202F€😀", "\"é\u202F€😀\""},
                                {"caf\xE9", "\"caf\uFFFD\""},
                                {"\xED\xA0\x80", "\"\uFFFD\uFFFD\uFFFD\""},      // a surrogate
                                {"\xC0\xAF", "\"\uFFFD\uFFFD\""},                // a slash in too many bytes
                                {"\xF0\x9F\x98", "\"\uFFFD\uFFFD\uFFFD\""}};     // cut short
  for (const auto& [text, written] : cases) {
    JsonWriter json;
    json.value(text);
    CHECK(json.take() == written);
  }
}

TEST_CASE("Calls out of order are bugs and are told at once", "[write][json]") {
  CHECK_THROWS_AS(JsonWriter().key("a"), std::logic_error);
  CHECK_THROWS_AS(JsonWriter().begin_object().value(1), std::logic_error);
  CHECK_THROWS_AS(JsonWriter().begin_array().key("a"), std::logic_error);
  CHECK_THROWS_AS(JsonWriter().begin_object().key("a").key("b"), std::logic_error);
  CHECK_THROWS_AS(JsonWriter().begin_object().key("a").end_object(), std::logic_error);
  CHECK_THROWS_AS(JsonWriter().begin_array().end_object(), std::logic_error);
  CHECK_THROWS_AS(JsonWriter().value(1).value(2), std::logic_error);
  CHECK_THROWS_AS(JsonWriter().take(), std::logic_error);
  CHECK_THROWS_AS(JsonWriter().begin_object().take(), std::logic_error);
}
