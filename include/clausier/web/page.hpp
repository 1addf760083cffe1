#pragma once
// A page inside the layout: one h1, the title of the window, the menu, the breadcrumbs, the footer.
#include <functional>
#include <string>
#include <vector>

#include "clausier/domain/wording.hpp"
#include "clausier/web/assets.hpp"
#include "clausier/web/http.hpp"
#include "clausier/web/template_engine.hpp"

namespace clausier::web {

struct Link {
  std::string label = {};
  std::string path = {};
};

// What surrounds every page for one visitor; given by the application.
struct Frame {
  std::vector<Link> menu = {};  // the one under which the address asked for falls is marked as current
  std::string user_name = {};   // empty: nobody is signed in
  std::string accessibility = "non conforme";  // the legal mention (RGAA): set by the operator after an audit
};

struct Page {
  std::string template_name = {};
  std::string title = {};      // the h1
  View content = {};
  std::string context = {};    // "Marché 2026-014": second part of the window's title
  std::vector<Link> crumbs = {};  // the way here, without this page
  std::string notice = {};     // what has just been done, said once (role=status)
  bool has_errors = false;     // "Erreur : " in the window's title
  int status = 200;
};

class Renderer {
public:
  // Everything given must outlive the renderer.
  Renderer(const TemplateEngine& templates, const Wording& wording, const Assets& assets,
           std::function<Frame(const Request&)> frame_of);
  Response page(const Request& request, const Page& page) const;
  // For ApplicationParts::error_page. 404 shows no number: what does not exist and what is not
  // yours must be the same page to the letter.
  Response error_page(const Request& request, int status, const Parameters& parameters) const;
  const Wording& wording() const { return wording_; }

private:
  const TemplateEngine& templates_;
  const Wording& wording_;
  const Assets& assets_;
  std::function<Frame(const Request&)> frame_of_;
};

}  // namespace clausier::web
