#include "clausier/web/template_engine.hpp"

#include <kainjow/mustache.hpp>

#include <algorithm>

#include "clausier/domain/wording.hpp"
#include "text_file.hpp"

namespace clausier::web {
namespace {

namespace mustache = kainjow::mustache;

// Goes before the markup of an Html value on its way through the library, so that the escape
// function knows it. No text can hold it: control characters are taken out of texts.
constexpr char markup_mark = '\x01';

std::string without_controls(std::string text) {
  std::erase_if(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7F;
  });
  return text;
}

std::string escaped_unless_markup(const std::string& value) {
  if (!value.empty() && value.front() == markup_mark) return value.substr(1);
  return escape_html(value);
}

mustache::data library_data(const View& view) {
  struct Converter {
    mustache::data operator()(const View::Members& members) const {
      mustache::data object(mustache::data::type::object);
      for (const auto& [key, member] : members) {
        object.set(key, library_data(member));
        const auto* items = std::get_if<View::Items>(&member.value());
        if (items && !members.contains("has_" + key)) object.set("has_" + key, mustache::data(!items->empty()));
      }
      return object;
    }
    mustache::data operator()(const View::Items& items) const {
      mustache::data list(mustache::data::type::list);
      for (const auto& item : items) list.push_back(library_data(item));
      return list;
    }
    mustache::data operator()(const std::string& text) const {
      return text.empty() ? mustache::data(false) : mustache::data(text);
    }
    mustache::data operator()(bool flag) const { return mustache::data(flag); }
    mustache::data operator()(const Html& html) const {
      return html.markup().empty() ? mustache::data(false) : mustache::data(markup_mark + html.markup());
    }
  };
  return std::visit(Converter(), view.value());
}

// The library would look for a key in every enclosing section, and print nothing when there is
// none. A list row without a name would then silently show the page's.
class StrictContext : public mustache::basic_context<std::string> {
public:
  StrictContext(std::string_view template_name, const mustache::data& view, const mustache::data& shared)
      : template_name_(template_name), shared_(shared) {
    push(&view);
  }
  void push(const mustache::data* data) override { sections_.push_back(data); }
  void pop() override { sections_.pop_back(); }

  const mustache::data* get(const std::string& name) const override {
    if (name == ".") return sections_.back();
    if (const auto* found = member(nearest_object(), name)) return found;
    if (const auto* found = member(shared_, name)) return found;
    throw TemplateError("template " + template_name_ + ": nothing is called " + name + " here");
  }
  const mustache::data* get_partial(const std::string&) const override { return nullptr; }

private:
  // A section opened by a text or a boolean leaves the object around it in view.
  const mustache::data& nearest_object() const {
    const auto is_object = [](const mustache::data* data) { return data && data->is_object(); };
    return **std::find_if(sections_.rbegin(), sections_.rend(), is_object);
  }
  static const mustache::data* member(const mustache::data& object, std::string_view path) {
    const auto* at = &object;
    while (at && !path.empty()) {
      const auto name = path.substr(0, path.find('.'));
      path.remove_prefix(std::min(path.size(), name.size() + 1));
      at = at->is_object() ? at->get(std::string(name)) : nullptr;
    }
    return at;
  }

  std::string template_name_;
  const mustache::data& shared_;
  std::vector<const mustache::data*> sections_;
};

using Sources = std::map<std::string, std::string, std::less<>>;

void refuse(const std::string& name, const std::string& text, std::string_view forbidden, const char* why) {
  if (text.find(forbidden) != std::string::npos) throw TemplateError("template " + name + ": " + why);
}

void check_source(const std::string& name, const std::string& text) {
  refuse(name, text, "{{{", "text is always escaped");
  refuse(name, text, "{{&", "text is always escaped");
  refuse(name, text, "{{=", "delimiters stay as they are");
  refuse(name, text, "={{", "attribute values stand between quotes");
  refuse(name, text, " style=", "the content policy refuses style attributes");
  refuse(name, text, "<style", "the content policy refuses style elements");
  refuse(name, text, " onclick=", "the content policy refuses inline scripts");
}

// {{> name}} replaced by the partial's text, and so on inside it.
std::string with_partials(const std::string& name, const Sources& sources, int depth = 0) {
  if (depth > 8) throw TemplateError("template " + name + ": a partial contains itself");
  std::string text = sources.at(name);
  for (std::size_t at; (at = text.find("{{>")) != std::string::npos;) {
    const auto end = text.find("}}", at);
    if (end == std::string::npos) throw TemplateError("template " + name + ": unclosed tag");
    auto partial = text.substr(at + 3, end - at - 3);
    std::erase(partial, ' ');
    if (sources.find("_" + partial) == sources.end()) throw TemplateError("template " + name + ": no partial " + partial);
    auto inside = with_partials("_" + partial, sources, depth + 1);
    if (!inside.empty() && inside.back() == '\n') inside.pop_back();
    text.replace(at, end + 2 - at, inside);
  }
  return text;
}

// French punctuation set in what a person reads; markup and its attributes stay as they are written.
std::string with_french_spaces(std::string_view page) {
  std::string out;
  while (!page.empty()) {
    const auto tag = page.find('<');
    out += french_spaces(page.substr(0, tag));
    if (tag == std::string_view::npos) break;
    const auto end = page.find('>', tag);
    const auto length = end == std::string_view::npos ? page.size() - tag : end + 1 - tag;
    out += page.substr(tag, length);
    page.remove_prefix(tag + length);
  }
  return out;
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

View::View(std::string text) : value_(without_controls(std::move(text))) {}

View View::list(Items items) {
  View view;
  view.value_ = std::move(items);
  return view;
}

View& View::set(std::string key, View value) {
  std::get<Members>(value_).insert_or_assign(std::move(key), std::move(value));
  return *this;
}

View& View::add(View item) {
  std::get<Items>(value_).push_back(std::move(item));
  return *this;
}

const View* View::find(std::string_view key) const {
  const auto* members = std::get_if<Members>(&value_);
  if (!members) return nullptr;
  const auto found = members->find(key);
  return found == members->end() ? nullptr : &found->second;
}

TemplateEngine::TemplateEngine(const std::filesystem::path& folder) {
  Sources sources;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".html") sources.emplace(entry.path().stem().string(), text_of_file(entry.path()));
  for (const auto& [name, text] : sources) check_source(name, text);
  for (const auto& [name, text] : sources) {
    auto whole = with_french_spaces(with_partials(name, sources));
    const mustache::mustache parsed(whole);
    if (!parsed.is_valid()) throw TemplateError("template " + name + ": " + parsed.error_message());
    templates_.emplace(name, std::move(whole));
  }
}

std::string TemplateEngine::render(std::string_view name, const View& view, const View& shared) const {
  const auto found = templates_.find(name);
  if (found == templates_.end()) throw TemplateError("no template " + std::string(name));
  // Parsed at each call: a parsed template keeps state while it renders and cannot be shared by
  // threads, and parsing is a small part of the cost.
  mustache::mustache parsed(found->second);
  parsed.set_custom_escape(escaped_unless_markup);
  const auto data = library_data(view);
  const auto shared_data = library_data(shared);
  StrictContext context(name, data, shared_data);
  std::ostringstream page;
  parsed.render(context, page);
  if (!parsed.is_valid()) throw TemplateError("template " + found->first + ": " + parsed.error_message());
  return page.str();
}

std::vector<std::string> TemplateEngine::names() const {
  std::vector<std::string> names;
  for (const auto& entry : templates_) names.push_back(entry.first);
  return names;
}

}  // namespace clausier::web
