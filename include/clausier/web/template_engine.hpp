#pragma once
// Pages are mustache templates filled with a View. Text is escaped, always: a template cannot ask
// for anything else, only a value of type Html goes in as it stands. A key is looked for in the
// nearest object of the view, then among the shared ones, never further out; one that is in
// neither is a bug and throws. Beside every list "lots" stands "has_lots": is there any?
#include <concepts>
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "clausier/web/html.hpp"

namespace clausier::web {

// What a template is filled with: a tree of texts, booleans, markup, lists and objects. An empty
// text, false and an empty list do not open a section. There is no number: the page decides how a
// number is written (wording.hpp).
class View {
public:
  using Members = std::map<std::string, View, std::less<>>;
  using Items = std::vector<View>;

  View() : value_(Members{}) {}  // an empty object
  View(std::string text);
  View(const char* text) : View(std::string(text)) {}
  View(std::string_view text) : View(std::string(text)) {}
  View(Html markup) : value_(std::move(markup)) {}
  template <std::same_as<bool> Bool>  // nothing turns into a bool on the way here
  View(Bool flag) : value_(flag) {}
  static View list(Items items = {});
  template <class Range, class Function>
  static View list_of(const Range& range, Function view_of) {
    Items items;
    for (const auto& item : range) items.push_back(view_of(item));
    return list(std::move(items));
  }

  // Of an object; a key given twice is replaced. Chains: View().set("a", "1").set("b", true).
  View& set(std::string key, View value);
  View& add(View item);  // of a list
  const View* find(std::string_view key) const;

  const std::variant<Members, Items, std::string, bool, Html>& value() const { return value_; }

private:
  std::variant<Members, Items, std::string, bool, Html> value_;
};

struct TemplateError : std::logic_error {
  using std::logic_error::logic_error;
};

class TemplateEngine {
public:
  // Loads every *.html of the folder; "_name.html" is the partial {{> name}}. Throws TemplateError
  // for an unescaped tag, an attribute value without quotes, a style attribute, an unknown partial
  // or one that contains itself.
  explicit TemplateEngine(const std::filesystem::path& folder);

  // shared: keys that are visible in every section of the template. Safe from several threads.
  std::string render(std::string_view name, const View& view, const View& shared = {}) const;
  bool has(std::string_view name) const { return templates_.find(name) != templates_.end(); }
  std::vector<std::string> names() const;

private:
  std::map<std::string, std::string, std::less<>> templates_;  // partials already put in
};

}  // namespace clausier::web
