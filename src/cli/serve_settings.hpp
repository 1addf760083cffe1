#pragma once
// What `serve` needs to know, from the command line and from the file of --config: lines "key = value"
// with the keys listen, hosts, proxies (both comma-separated), https, threads and
// connections_per_address_max.
#include <string>

#include "clausier/domain/outcome.hpp"
#include "clausier/web/server.hpp"

namespace clausier::cli {

struct ServeSettings {
  web::ServerOptions server;
  bool https = false;
};

// `listen` "" = as configured, else 127.0.0.1:8080; it wins over the file. `config` "" = no file.
// Refusals: cli.config.unreadable, cli.config.value, cli.usage.listen.
Outcome<ServeSettings> serve_settings(const std::string& listen, const std::string& config);

}  // namespace clausier::cli
