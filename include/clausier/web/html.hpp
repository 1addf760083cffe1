#pragma once
// Markup that is inserted as it stands. Only our own drawing and template code makes it (a test
// lists the files); whatever comes from a person is text, and text is always escaped.
#include <string>
#include <string_view>

namespace clausier::web {

class Html {
public:
  static Html from_own_markup(std::string markup) { return Html(std::move(markup)); }
  const std::string& markup() const { return markup_; }

private:
  explicit Html(std::string markup) : markup_(std::move(markup)) {}
  std::string markup_;
};

std::string escape_html(std::string_view text);  // & < > " ' for element content and quoted attributes

}  // namespace clausier::web
