#pragma once
// What a test reads in a page: its text, its links, its forms with the values they show. Written for
// the pages of this site (quoted attributes, lower-case tags), which its template engine guarantees.
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clausier::test {

inline std::string unescaped(std::string text) {
  static const std::vector<std::pair<std::string, std::string>> entities = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&#x27;", "'"}, {"&#x2F;", "/"}, {"&amp;", "&"}};
  for (const auto& [entity, letter] : entities)
    for (std::size_t at = 0; (at = text.find(entity, at)) != std::string::npos; at += letter.size()) text.replace(at, entity.size(), letter);
  return text;
}

// The words of a page, one space between them.
inline std::string text_of(const std::string& html) {
  std::string text;
  bool in_tag = false, space = false;
  for (const char c : html) {
    if (c == '<') in_tag = true;
    const bool gap = in_tag || c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!gap && space && !text.empty()) text += ' ';
    if (!gap) text += c;
    space = gap;
    if (c == '>') in_tag = false;
  }
  return unescaped(text);
}

using Attributes = std::map<std::string, std::string>;

// `from` is on the "<" of a tag; gives its attributes and leaves `from` after it.
inline Attributes attributes_at(const std::string& html, std::size_t& from) {
  Attributes found;
  std::size_t at = html.find_first_of(" >\n", from);
  while (at < html.size() && html[at] != '>') {
    const auto name_start = html.find_first_not_of(" \n\t", at);
    if (html[name_start] == '>' || html[name_start] == '/') { at = html.find('>', name_start); break; }
    const auto name_end = html.find_first_of("= \n>", name_start);
    const std::string name = html.substr(name_start, name_end - name_start);
    at = name_end;
    std::string value;
    if (html[at] == '=') {
      const auto end = html.find('"', at + 2);
      if (html[at + 1] != '"' || end == std::string::npos) throw std::logic_error("attribute without quotes: " + name);
      value = html.substr(at + 2, end - at - 2);
      at = end + 1;
    }
    found[name] = unescaped(value);
  }
  from = at + 1;
  return found;
}

template <class Visit>
void for_each_tag(const std::string& html, const std::string& name, Visit visit) {
  const std::string start = "<" + name;
  for (std::size_t at = 0; (at = html.find(start, at)) != std::string::npos;) {
    const char after = at + start.size() < html.size() ? html[at + start.size()] : '\0';
    if (after != ' ' && after != '>' && after != '\n') { ++at; continue; }
    const auto attributes = attributes_at(html, at);
    visit(attributes, at);
  }
}

// Addresses of this site that the page leads to by a link, without their fragment.
inline std::set<std::string> links_of(const std::string& html) {
  std::set<std::string> links;
  for_each_tag(html, "a", [&](const Attributes& a, std::size_t) {
    const auto href = a.find("href");
    if (href != a.end() && href->second.starts_with("/")) links.insert(href->second.substr(0, href->second.find('#')));
  });
  return links;
}

using FormValues = std::vector<std::pair<std::string, std::string>>;

struct PageForm {
  std::string method, action;
  bool multipart = false;
  FormValues values;                // what a browser would send if nothing were touched
  std::set<std::string> names;      // every field it has
};

inline void add_inputs(const std::string& html, PageForm& form) {
  for_each_tag(html, "input", [&](const Attributes& a, std::size_t) {
    const auto name = a.find("name");
    if (name == a.end()) return;
    form.names.insert(name->second);
    const std::string type = a.contains("type") ? a.at("type") : "text";
    const bool ticked = type != "radio" && type != "checkbox" ? true : a.contains("checked");
    if (type != "file" && type != "submit" && ticked) form.values.emplace_back(name->second, a.contains("value") ? a.at("value") : "");
  });
  for_each_tag(html, "button", [&](const Attributes& a, std::size_t) {
    if (a.contains("name")) form.names.insert(a.at("name"));
  });
  for_each_tag(html, "textarea", [&](const Attributes& a, std::size_t at) {
    form.names.insert(a.at("name"));
    form.values.emplace_back(a.at("name"), unescaped(html.substr(at, html.find("</textarea>", at) - at)));
  });
  for_each_tag(html, "select", [&](const Attributes& a, std::size_t at) {
    form.names.insert(a.at("name"));
    const std::string options = html.substr(at, html.find("</select>", at) - at);
    std::string chosen;
    bool first = true;
    for_each_tag(options, "option", [&](const Attributes& o, std::size_t) {
      if (first || o.contains("selected")) chosen = o.contains("value") ? o.at("value") : "";
      first = false;
    });
    form.values.emplace_back(a.at("name"), chosen);
  });
}

inline std::vector<PageForm> forms_of(const std::string& html) {
  std::vector<PageForm> forms;
  for_each_tag(html, "form", [&](const Attributes& a, std::size_t at) {
    PageForm form{a.contains("method") ? a.at("method") : "get", a.at("action"), a.contains("enctype"), {}, {}};
    add_inputs(html.substr(at, html.find("</form>", at) - at), form);
    forms.push_back(std::move(form));
  });
  return forms;
}

}  // namespace clausier::test
