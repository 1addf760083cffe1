// Files made to hurt: each is read in a process of its own, which must answer one clear fault of the file within
// 256 MB and 5 s. A process that dies, hangs or swells fails the test.
#include <catch2/catch.hpp>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <functional>

#include "sheet_support.hpp"

using namespace clausier;
using namespace clausier::read;
using namespace sheet_support;

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr long memory_kb_max = 1024L * 1024;  // the sanitizer keeps a shadow of everything
constexpr double seconds_max = 30;
#else
constexpr long memory_kb_max = 256L * 1024;
constexpr double seconds_max = 5;
#endif

struct Answer {
  bool alive = false;
  std::string code;  // of the one finding, or what else came back
  long memory_kb = 0;
  double seconds = 0;
};

std::string answered(const std::string& bytes) {
  const auto grid = read_grid(bytes);
  const auto draft = read_timesheet(grid, context_of("2026-05"));
  if (!grid.sheets.empty()) return "read";
  return draft.findings.size() == 1 ? draft.findings[0].code : "several findings";
}

Answer read_apart(const std::function<std::string()>& make) {
  int ends[2] = {-1, -1};
  REQUIRE(::pipe(ends) == 0);
  const auto bytes = make();
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) {
    ::alarm(60);
    const auto code = answered(bytes);
    const auto written = ::write(ends[1], code.data(), code.size());
    ::_exit(written == static_cast<ssize_t>(code.size()) ? 0 : 1);
  }
  ::close(ends[1]);
  int status = 0;
  struct rusage used {};
  ::wait4(child, &status, 0, &used);
  Answer answer;
  answer.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  answer.alive = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  answer.memory_kb = used.ru_maxrss;
  char text[64] = "";
  const auto size = ::read(ends[0], text, sizeof text);
  answer.code.assign(text, static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  ::close(ends[0]);
  return answer;
}

std::string hexadecimal(int number) {
  char text[8];
  std::snprintf(text, sizeof text, "%x", number);
  return text;
}

std::string row_of(const std::string& text) { return "<row r='1'><c r='A1' t='inlineStr'><is><t>" + text + "</t></is></c></row>"; }
std::string table_of(const std::string& rows) { return "<table:table table:name='Mai'>" + rows + "</table:table>"; }
std::string repeated(const std::string& text, int times) {
  std::string all;
  all.reserve(text.size() * static_cast<std::size_t>(times));
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

Parts with_part(Parts parts, const std::string& name, const std::string& content) {
  parts.emplace_back(name, content);
  return parts;
}

const Parts good = xlsx_parts("<row r='1'><c r='A1'><v>1</v></c></row>");

struct Hostile {
  const char* name;
  std::function<std::string()> make;
  std::vector<std::string> codes;  // any of them
};

const std::vector<Hostile>& hostile_files() {
  static const std::vector<Hostile> all = {
      {"bomb of 150 MB of spaces", [] { return zip_of(xlsx_parts(row_of(std::string(150'000'000, ' ')))); }, {"file.expands"}},
      {"bomb that states 10 bytes", [] { return zip_of(xlsx_parts(row_of(std::string(30'000'000, ' '))), 10); }, {"file.expands", "file.unreadable"}},
      {"bomb of shared strings", [] {
         return zip_of(with_part(good, "xl/sharedStrings.xml", "<sst>" + repeated("<si><t>x</t></si>", 3'000'000) + "</sst>"));
       }, {"read", "file.expands"}},  // a part that nothing refers to is not inflated
      {"size that lies upwards", [] { return zip_of(good, 0xFFFFFFF0u); }, {"file.unreadable", "file.expands"}},
      {"bomb in ODS", [] { return zip_of(ods_parts(table_of(std::string(150'000'000, ' ')))); }, {"file.expands"}},
      {"a thousand million rows", [] {
         return zip_of(ods_parts(table_of("<table:table-row table:number-rows-repeated='1000000000'><table:table-cell "
                                          "office:value-type='float' office:value='7'/></table:table-row>")));
       }, {"file.rows"}},
      {"a thousand million columns", [] {
         return zip_of(ods_parts(table_of("<table:table-row><table:table-cell table:number-columns-repeated='1000000000' "
                                          "office:value-type='float' office:value='7'/></table:table-row>")));
       }, {"file.columns"}},
      {"a row far to the right", [] { return zip_of(xlsx_parts("<row r='1'><c r='XFD1'><v>7</v></c></row>")); }, {"file.columns"}},
      {"20 001 rows", [] { return repeated("a;7\n", 20'001); }, {"file.rows"}},
      {"two entries of one name", [] { return zip_of(with_part(good, good.back().first, good.back().second)); }, {"file.unreadable"}},
      {"60 000 entries", [] {
         Parts parts = good;
         for (int i = 0; i < 60'000; ++i) parts.emplace_back(hexadecimal(i), "");
         return zip_of(parts);
       }, {"file.entries"}},
      {"archive behind a program", [] { return "MZ\x01\x02\x03" + std::string(200, '\x01') + zip_of(good); }, {"file.type"}},
      {"archive behind a text", [] { return "Bonjour,\n" + zip_of(good); }, {"file.type"}},
      {"archive behind another", [] { return zip_of(good) + zip_of(xlsx_parts("")); }, {"file.unreadable"}},
      {"archive cut in the middle", [] { auto bytes = zip_of(good); return bytes.substr(0, bytes.size() / 2); }, {"file.unreadable"}},
      {"archive without its end", [] { auto bytes = zip_of(good); return bytes.substr(0, bytes.size() - 10); }, {"file.unreadable"}},
      {"archive and bytes behind it", [] { return zip_of(good) + std::string(5000, 'x'); }, {"file.unreadable"}},
      {"macros of Excel", [] { return zip_of(with_part(good, "xl/vbaProject.bin", "x")); }, {"file.macro"}},
      {"macros of LibreOffice", [] { return zip_of(with_part(ods_parts(""), "Basic/Standard/script-lb.xml", "x")); }, {"file.macro"}},
      {"encrypted workbook", [] { return std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") + std::string(5000, '\0'); }, {"file.legacy"}},
      {"encrypted entry", [] { auto bytes = zip_of(good); bytes[bytes.rfind("PK\x01\x02") + 8] |= 1; return bytes; }, {"file.legacy"}},
      {"encrypted document", [] {
         return zip_of(with_part(ods_parts(""), "META-INF/manifest.xml", "<m:manifest xmlns:m='m'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"));
       }, {"file.legacy"}},
      {"entities of entities", [] {
         auto parts = good;
         std::string lol = "<!DOCTYPE lolz [<!ENTITY a 'ha'>";
         for (char c = 'b'; c < 'l'; ++c) lol += std::string("<!ENTITY ") + c + " '" + repeated(std::string("&") + static_cast<char>(c - 1) + ";", 10) + "'>";
         parts.back().second = lol + "]><worksheet>&k;</worksheet>";
         return zip_of(parts);
       }, {"file.doctype"}},
      {"entity of another file", [] {
         auto parts = ods_parts("");
         parts.back().second = "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/hostname'>]>" + parts.back().second;
         return zip_of(parts);
       }, {"file.doctype"}},
      {"elements 100 000 deep", [] { return zip_of(xlsx_parts(repeated("<a>", 100'000) + repeated("</a>", 100'000))); }, {"file.unreadable"}},
      {"one attribute of 20 MB", [] { return zip_of(xlsx_parts("<row r='1' x='" + std::string(20'000'000, 'x') + "'/>")); }, {"file.expands"}},
      {"a million merged ranges", [] {
         return zip_of(xlsx_parts("<row r='1'><c r='A1'><v>1</v></c></row>", "<mergeCells>" + repeated("<mergeCell ref='A1:B2'/>", 1'000'000) + "</mergeCells>"));
       }, {"file.expands"}},
      {"an archive inside an archive", [] { return zip_of({{"inside.zip", zip_of(good)}}); }, {"file.type"}},
      {"quotes only", [] { return std::string(5'000'000, '"'); }, {"read"}},
      {"one line of separators", [] { return std::string(5'000'000, ';') + "x"; }, {"file.columns"}},
      {"zeros only", [] { return std::string(5'000'000, '\0'); }, {"file.type", "file.empty"}},
  };
  return all;
}

}  // namespace

TEST_CASE("Files made to hurt get one clear answer, in little memory and time", "[read][hostile]") {
  for (const auto& file : hostile_files()) {
    const auto answer = read_apart(file.make);
    INFO(file.name << ": " << answer.code << ", " << answer.memory_kb / 1024 << " MB, " << answer.seconds << " s");
    CHECK(answer.alive);
    CHECK(std::find(file.codes.begin(), file.codes.end(), answer.code) != file.codes.end());
    CHECK(answer.memory_kb < memory_kb_max);
    CHECK(answer.seconds < seconds_max);
  }
}
