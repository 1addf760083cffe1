#include <catch2/catch.hpp>

#include <fstream>
#include <set>
#include <sstream>
#include <thread>

#include "places.hpp"
#include "toy_site.hpp"

using namespace clausier::web;

namespace {

using Files = std::map<std::string, std::string>;

// A folder of templates that lasts as long as the test.
class Folder {
public:
  explicit Folder(const Files& files)
      : path_(SpooledFile().path().string() + "-templates") {
    std::filesystem::create_directories(path_);
    for (const auto& [name, text] : files) std::ofstream(path_ / name) << text;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

std::string rendered(const std::string& text, const View& view, const View& shared = {}) {
  const Folder folder(Files{{"page.html", text}});
  return TemplateEngine(folder.path()).render("page", view, shared);
}

bool loads(const std::string& text) {
  const Folder folder(Files{{"page.html", text}});
  try {
    TemplateEngine engine(folder.path());
    return true;
  } catch (const TemplateError&) {
    return false;
  }
}

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

int count_of(const std::string& text, std::string_view what) {
  int count = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("Text is escaped wherever it comes from", "[web][template]") {
  for (const auto* payload : {"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
                              "<!--", "]]>", "&lt;script&gt;", "</title><script>", "\x01<b>", "{{name}}", "{{{name}}}"}) {
    const auto page = rendered("<p title=\"{{name}}\">{{name}}</p>", View().set("name", payload));
    INFO(page);
    CHECK(page.find('<', 1) == page.rfind("</p>"));
    CHECK(page.find("<b>") == std::string::npos);
    CHECK(std::count(page.begin(), page.end(), '"') == 2);
    CHECK(page.find('\'') == std::string::npos);
  }
  CHECK(rendered("{{name}}", View().set("name", "a & b < c > \"d\" 'e'")) == "a &amp; b &lt; c &gt; &quot;d&quot; &#39;e&#39;");
}

TEST_CASE("Punctuation keeps its space on the line, markup and values stay as they are", "[web][template]") {
  CHECK(rendered("<a title=\"a ; b\">Compte{{#name}} : {{name}}{{/name}} ; oui ?</a>", View().set("name", "x : y")) ==
        "<a title=\"a ; b\">Compte\u00A0: x : y\u202F; oui\u202F?</a>");
}

TEST_CASE("Only markup of ours goes in as it stands", "[web][template]") {
  CHECK(rendered("{{chart}}", View().set("chart", Html::from_own_markup("<svg/>"))) == "<svg/>");
  CHECK(rendered("{{chart}}", View().set("chart", "<svg/>")) == "&lt;svg/&gt;");
}

TEST_CASE("Markup is made in the few files that may make it", "[web][template]") {
  const std::set<std::string> allowed = {"charts.cpp", "page.cpp"};
  int examined = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(clausier::test::source_folder() / "src" / "web")) {
    if (!entry.is_regular_file()) continue;
    ++examined;
    const auto text = text_of(entry.path());
    if (count_of(text, "from_own_markup(") == count_of(text, "from_own_markup(\"\")")) continue;  // nothing is harmless
    INFO(entry.path());
    CHECK(allowed.count(entry.path().filename().string()) == 1);
  }
  CHECK(examined > 10);
}

TEST_CASE("A key is looked for in its own section, not further out", "[web][template]") {
  const View rows = View::list({View().set("name", "A"), View().set("label", "B")});
  const View view = View().set("name", "page").set("rows", rows);
  CHECK_THROWS_AS(rendered("{{#rows}}{{name}}{{/rows}}", view), TemplateError);
  CHECK_THROWS_AS(rendered("{{absent}}", view), TemplateError);
  CHECK_THROWS_AS(rendered("{{^absent}}x{{/absent}}", view), TemplateError);
}

TEST_CASE("Shared keys are seen everywhere, and a section's own come first", "[web][template]") {
  const View view = View().set("rows", View::list({View().set("name", "A"), View().set("name", "B").set("token", "own")}));
  CHECK(rendered("{{#rows}}{{name}}-{{token}} {{/rows}}", view, View().set("token", "t")) == "A-t B-own ");
}

TEST_CASE("Empty texts, false and empty lists close a section", "[web][template]") {
  const View view = View().set("empty", "").set("no", false).set("none", View::list()).set("yes", true).set("text", "x").set("drawing", Html::from_own_markup(""));
  CHECK(rendered("{{#empty}}a{{/empty}}{{#no}}b{{/no}}{{#none}}c{{/none}}{{#yes}}d{{/yes}}{{#text}}{{text}}{{/text}}{{#drawing}}e{{/drawing}}", view) == "dx");
  CHECK(rendered("{{^empty}}a{{/empty}}{{^no}}b{{/no}}{{^none}}c{{/none}}{{^yes}}d{{/yes}}", view) == "abc");
}

TEST_CASE("A member of an object is reached by its path", "[web][template]") {
  const View view = View().set("lot", View().set("buyer", View().set("name", "Ville")));
  CHECK(rendered("{{lot.buyer.name}}{{#lot.buyer}} de {{name}}{{/lot.buyer}}", view) == "Ville de Ville");
  CHECK_THROWS_AS(rendered("{{lot.seller.name}}", view), TemplateError);
}

TEST_CASE("A template that could let text out of its place does not load", "[web][template]") {
  CHECK(loads("<a href=\"{{path}}\">{{label}}</a>"));
  CHECK_FALSE(loads("{{{raw}}}"));
  CHECK_FALSE(loads("{{& raw}}"));
  CHECK_FALSE(loads("{{=<% %>=}}"));
  CHECK_FALSE(loads("<a href={{path}}>x</a>"));
  CHECK_FALSE(loads("<p style=\"color: red\">x</p>"));
  CHECK_FALSE(loads("{{> missing}}"));
  CHECK_FALSE(loads("{{#open}}x"));
  CHECK_FALSE(loads("{{open"));
}

TEST_CASE("Partials are put in where they are called, and cannot contain themselves", "[web][template]") {
  const Folder good(Files{{"page.html", "{{#rows}}{{> row}}{{/rows}}"}, {"_row.html", "[{{name}}]\n"}});
  const View view = View().set("rows", View::list({View().set("name", "A"), View().set("name", "B")}));
  CHECK(TemplateEngine(good.path()).render("page", view) == "[A][B]");
  const Folder endless(Files{{"_a.html", "{{> b}}"}, {"_b.html", "{{> a}}"}});
  CHECK_THROWS_AS(TemplateEngine(endless.path()), TemplateError);
}

TEST_CASE("One engine serves several threads", "[web][template]") {
  const Folder folder(Files{{"page.html", "{{#rows}}<i>{{name}}</i>{{/rows}}"}});
  const TemplateEngine engine(folder.path());
  const View view = View().set("rows", View::list({View().set("name", "A"), View().set("name", "B")}));
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int n = 0; n < 4; ++n)
    threads.emplace_back([&] {
      for (int turn = 0; turn < 200; ++turn)
        if (engine.render("page", view) != "<i>A</i><i>B</i>") ++wrong;
    });
  for (auto& thread : threads) thread.join();
  CHECK(wrong == 0);
}

TEST_CASE("Every template of the project loads", "[web][template]") {
  const TemplateEngine engine(toy::templates_folder);
  CHECK(engine.has("layout"));
  CHECK(engine.has("error"));
}

TEST_CASE("What surrounds a list is shown once, and only when the list holds something", "[web][template]") {
  const std::string page = "{{#has_lots}}<ul>{{#lots}}<li>{{.}}</li>{{/lots}}</ul>{{/has_lots}}{{^has_lots}}aucun{{/has_lots}}";
  CHECK(rendered(page, View().set("lots", View::list({"1", "2"}))) == "<ul><li>1</li><li>2</li></ul>");
  CHECK(rendered(page, View().set("lots", View::list())) == "aucun");
  CHECK(rendered(page, View().set("lots", View::list({"1"})).set("has_lots", false)) == "aucun");
}
