#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

#include "body.hpp"
#include "multipart.hpp"

using namespace clausier::web;

namespace {

// Gives a text in pieces of the size asked for, as a network would.
class TextSource : public ByteSource {
public:
  TextSource(std::string text, std::size_t piece) : text_(std::move(text)), piece_(piece) {}
  std::string_view peek() override { return std::string_view(text_).substr(at_, piece_); }
  void consume(std::size_t bytes) override { at_ += bytes; }
  std::size_t left() const { return text_.size() - at_; }

private:
  std::string text_;
  std::size_t piece_;
  std::size_t at_ = 0;
};

RequestHead chunked_head() {
  RequestHead head;
  head.chunked = true;
  return head;
}

RequestHead sized_head(std::uint64_t length) {
  RequestHead head;
  head.content_length = length;
  return head;
}

std::string all_of(TextSource& source, const RequestHead& head, std::uint64_t limit = 1000) {
  BodyBytes body(source, head, limit);
  std::string text;
  for (auto bytes = body.next(); !bytes.empty(); bytes = body.next()) text += bytes;
  return text;
}

int status_of(const std::string& wire, const RequestHead& head, std::uint64_t limit = 1000) {
  try {
    TextSource source(wire, 3);
    all_of(source, head, limit);
    return 200;
  } catch (const RequestProblem& wrong) {
    return wrong.status;
  }
}

Request multipart(const std::string& wire, std::size_t piece, std::size_t parts_max = 100) {
  Request request;
  MultipartParser parser("b0und", parts_max, request);
  for (std::size_t at = 0; at < wire.size(); at += piece) parser.feed(std::string_view(wire).substr(at, piece));
  parser.finish();
  return request;
}

std::string part(const std::string& disposition, const std::string& content) {
  return "--b0und\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
}

}  // namespace

TEST_CASE("A body ends where its length says, and the next request is left alone", "[web][body]") {
  TextSource source("a=1&b=2GET / HTTP/1.1", 4);
  CHECK(all_of(source, sized_head(7)) == "a=1&b=2");
  CHECK(source.left() == std::string("GET / HTTP/1.1").size());
}

TEST_CASE("A chunked body is put together, whatever the pieces", "[web][body]") {
  for (std::size_t piece : {1u, 2u, 5u, 100u}) {
    TextSource source("5\r\nhello\r\nA\r\n, tout le \r\n5\r\nmonde\r\n0\r\n\r\nGET", piece);
    CHECK(all_of(source, chunked_head()) == "hello, tout le monde");
    CHECK(source.left() == 3);
  }
}

TEST_CASE("Chunks that another reader could understand otherwise are refused", "[web][body]") {
  CHECK(status_of("-1\r\nx\r\n0\r\n\r\n", chunked_head()) == 400);
  CHECK(status_of("FFFFFFFFFFFFFFFF1\r\nx\r\n", chunked_head()) == 400);
  CHECK(status_of("1;extension=1\r\nx\r\n0\r\n\r\n", chunked_head()) == 400);
  CHECK(status_of("1 \r\nx\r\n0\r\n\r\n", chunked_head()) == 400);
  CHECK(status_of("2\r\nxyz\r\n0\r\n\r\n", chunked_head()) == 400);
  CHECK(status_of("0\r\nTrailer: 1\r\n\r\n", chunked_head()) == 400);
  CHECK(status_of("5\r\nhel", chunked_head()) == 400);
}

TEST_CASE("The limit of a body is counted, whatever is announced", "[web][body]") {
  CHECK(status_of("0123456789", sized_head(10), 10) == 200);
  CHECK(status_of("0123456789", sized_head(11), 10) == 413);
  CHECK(status_of("5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n", chunked_head(), 10) == 200);
  CHECK(status_of("5\r\n01234\r\n6\r\n56789x\r\n0\r\n\r\n", chunked_head(), 10) == 413);
  CHECK(status_of("01234", sized_head(10), 100) == 400);
}

TEST_CASE("A multipart form gives fields and files, whatever the pieces", "[web][multipart]") {
  const std::string wire = part("name=\"mois\"", "2026-05") + part("name=\"vide\"", "") +
                           part("name=\"fichier\"; filename=\"relevé \\ mai.csv\"", "nom;heures\r\n--b0un\r\n\r\nx;7,5") +
                           part("name=\"aucun\"; filename=\"\"", "") + "--b0und--\r\n";
  for (std::size_t piece = 1; piece < 40; ++piece) {
    const auto request = multipart(wire, piece);
    CHECK(request.form.get("mois") == "2026-05");
    CHECK(request.form.has("vide"));
    REQUIRE(request.files.size() == 1);
    CHECK(request.files[0].file_name == " mai.csv");
    CHECK(request.files[0].bytes == "nom;heures\r\n--b0un\r\n\r\nx;7,5");
    CHECK(request.files[0].size_bytes == request.files[0].bytes.size());
  }
}

TEST_CASE("A multipart form that is cut short or malformed is refused", "[web][multipart]") {
  const std::string whole = part("name=\"a\"", "1") + "--b0und--";
  for (std::size_t length = 0; length < whole.size(); ++length)
    CHECK_THROWS_AS(multipart(whole.substr(0, length), 7), RequestProblem);
  CHECK_NOTHROW(multipart(whole, 7));
  CHECK_THROWS_AS(multipart("x" + whole, 7), RequestProblem);
  CHECK_THROWS_AS(multipart(part("filename=\"x\"", "1") + "--b0und--", 7), RequestProblem);
  CHECK_THROWS_AS(multipart("--b0und\r\nContent-Type: text/plain\r\n\r\n1\r\n--b0und--", 7), RequestProblem);
  CHECK_THROWS_AS(multipart(part("name=\"a\"", "\xFF") + "--b0und--", 7), RequestProblem);
  CHECK_THROWS_AS(multipart(part("name=\"a\"", "1") + part("name=\"b\"", "1") + "--b0und--", 7, 1), RequestProblem);
}

TEST_CASE("The boundary comes from the content type", "[web][multipart]") {
  CHECK(boundary_of("multipart/form-data; boundary=----WebKitFormBoundaryabc") == "----WebKitFormBoundaryabc");
  CHECK(boundary_of("multipart/form-data; Boundary=\"a:b\"; charset=x") == "a:b");
  CHECK_THROWS_AS(boundary_of("multipart/form-data"), RequestProblem);
  CHECK_THROWS_AS(boundary_of("multipart/form-data; boundary="), RequestProblem);
  CHECK_THROWS_AS(boundary_of("multipart/form-data; boundary=" + std::string(71, 'a')), RequestProblem);
}

TEST_CASE("A file too large for memory goes to a file of ours, gone with the request", "[web][multipart]") {
  const std::string content(UploadedFile::memory_bytes_max + 12345, 'z');
  std::filesystem::path path;
  {
    const auto request = multipart(part("name=\"f\"; filename=\"decp.json\"", content) + "--b0und--", 60'000);
    const auto& file = request.files.at(0);
    REQUIRE(file.spooled);
    path = file.spooled->path();
    CHECK(file.bytes.empty());
    CHECK(file.size_bytes == content.size());
    std::ostringstream read_again;
    read_again << file.open()->rdbuf();
    CHECK(read_again.str() == content);
  }
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("A client's file name is made safe to show", "[web][multipart]") {
  CHECK(displayable_file_name("C:\\Users\\x\\mai.xlsx") == "mai.xlsx");
  CHECK(displayable_file_name("../../etc/passwd") == "passwd");
  CHECK(displayable_file_name("a\u202Exslx.exe\x07") == "axslx.exe");
  CHECK(displayable_file_name("/") == "fichier");
  CHECK(displayable_file_name(std::string(300, 'a')).size() == 120);
  CHECK(is_utf8(displayable_file_name("a" + std::string(59, 'b') + [] { std::string e; for (int n = 0; n < 60; ++n) e += "é"; return e; }())));
}

TEST_CASE("Only the encodings of forms are read, files only where a route takes them", "[web][body]") {
  const auto status = [](const char* type, const BodyLimits& limits) {
    Request request;
    request.headers.add("content-type", type);
    TextSource source("a=1", 10);
    BodyBytes body(source, sized_head(3), 100);
    try {
      read_body(body, limits, request);
      return 200;
    } catch (const RequestProblem& wrong) {
      return wrong.status;
    }
  };
  CHECK(status("application/x-www-form-urlencoded; charset=UTF-8", form_body) == 200);
  CHECK(status("text/plain", form_body) == 415);
  CHECK(status("application/json", timesheet_body) == 415);
  CHECK(status("multipart/form-data; boundary=x", form_body) == 415);
  CHECK(status("multipart/form-data; boundary=x", timesheet_body) == 400);
}
