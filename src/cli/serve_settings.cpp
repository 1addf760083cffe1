#include "serve_settings.hpp"

#include <Poco/AutoPtr.h>
#include <Poco/Exception.h>
#include <Poco/Util/PropertyFileConfiguration.h>

#include <algorithm>
#include <charconv>
#include <vector>

namespace clausier::cli {
namespace {

using Properties = Poco::AutoPtr<Poco::Util::PropertyFileConfiguration>;

std::vector<std::string> items(const std::string& text) {
  std::vector<std::string> parts;
  std::string part;
  for (const char c : text + ",") {
    if (c == ',' && !part.empty()) parts.push_back(std::move(part));
    if (c == ',') part.clear();
    else if (c != ' ') part += c;
  }
  return parts;
}

bool read_number(std::string_view text, int& value) {
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc{} && end == text.data() + text.size();
}

// "127.0.0.1:8080", "[::1]:8080"
bool read_listen(const std::string& text, web::ServerOptions& options) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return false;
  int port = 0;
  if (!read_number(std::string_view(text).substr(colon + 1), port) || port < 0 || port > 65535) return false;
  options.address = text.substr(0, colon);
  if (options.address.front() == '[' && options.address.back() == ']') options.address = options.address.substr(1, options.address.size() - 2);
  options.port = static_cast<std::uint16_t>(port);
  return true;
}

Outcome<Done> read_properties(const std::string& file, std::string& listen, ServeSettings& settings) {
  Properties properties;
  try {
    properties = new Poco::Util::PropertyFileConfiguration(file);
  } catch (const Poco::Exception&) {
    return Refusal{"cli.config.unreadable", {{"file", file}}};
  }
  Poco::Util::AbstractConfiguration::Keys keys;
  properties->keys(keys);
  auto& server = settings.server;
  for (const auto& key : keys) {
    const std::string value = properties->getString(key);
    bool good = true;
    if (key == "listen") listen = listen.empty() ? value : listen;
    else if (key == "hosts") good = !(server.hosts = items(value)).empty();
    else if (key == "proxies") server.proxies = items(value);
    else if (key == "https") { good = value == "yes" || value == "no"; settings.https = value == "yes"; }
    else if (key == "threads") good = read_number(value, server.threads) && server.threads > 0;
    else if (key == "connections_per_address_max") good = read_number(value, server.connections_per_address_max) && server.connections_per_address_max > 0;
    else good = false;
    if (!good) return Refusal{"cli.config.value", {{"key", key}, {"value", value}}};
  }
  return Done{};
}

}  // namespace

Outcome<ServeSettings> serve_settings(const std::string& listen, const std::string& config) {
  ServeSettings settings;
  std::string address = listen;
  if (!config.empty())
    if (const auto read = read_properties(config, address, settings); !read) return read.refusal();
  if (address.empty()) address = "127.0.0.1:8080";
  if (!read_listen(address, settings.server)) return Refusal{"cli.usage.listen", {{"value", address}}};
  auto& hosts = settings.server.hosts;
  if (std::find(hosts.begin(), hosts.end(), settings.server.address) == hosts.end()) hosts.push_back(settings.server.address);
  return settings;
}

}  // namespace clausier::cli
