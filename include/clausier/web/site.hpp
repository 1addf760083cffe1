#pragma once
// The whole site of Clausier: use cases behind pages. handle() needs no socket; a Server puts it on one.
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "clausier/app/services.hpp"
#include "clausier/web/application.hpp"

namespace clausier::web {

struct SiteOptions {
  std::filesystem::path templates;  // pages, partials and static/
  std::filesystem::path schemas = {};  // XSD offered for download
  bool https = false;               // reached over TLS, through a proxy
  std::string software_version = {};
  std::function<void(const std::string& line)> log = {};  // standard error when empty
};

class Site {
public:
  // services must outlive the site.
  Site(app::Services& services, const SiteOptions& options);
  ~Site();
  const Application& application() const;
  Response handle(Request request) const { return application().handle(std::move(request)); }
  // Every route with its roles, for the matrix of rights and the site map.
  const std::vector<Route>& routes() const;

private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace clausier::web
