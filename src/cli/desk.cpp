#include "desk.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <set>
#include <sstream>

namespace clausier::cli {

namespace fs = std::filesystem;

Outcome<Desk> open_desk(const Invocation& invocation, DataDirectory directory) {
  if (directory == DataDirectory::existing && !fs::exists(invocation.data / "clausier.sqlite"))
    return Refusal{"cli.data.missing", {{"directory", invocation.data.string()}}};
  Desk desk{app::open_services(invocation.data, invocation.share), app::operator_actor()};
  desk.services->software_version = CLAUSIER_VERSION;
  if (invocation.as.empty()) return desk;
  auto actor = app::actor_by_email(*desk.services, invocation.as);
  if (!actor) return Refusal{"cli.as.unknown", {{"email", invocation.as}}};
  desk.actor = std::move(*actor);
  return desk;
}

Outcome<std::string> programme_named(const app::Services& services, const std::string& text) {
  std::string code = text, known;
  std::transform(code.begin(), code.end(), code.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  std::set<std::string> codes;
  for (const auto& rule : services.reference.programme_rules) codes.insert(rule.programme);
  if (code.empty() || codes.contains(code)) return code;
  for (const auto& each : codes) known += (known.empty() ? "" : ", ") + each;
  return Refusal{"cli.programme.unknown", {{"programme", text}, {"known", known}}};
}

std::optional<std::string> content_of(const fs::path& file) {
  if (!fs::is_regular_file(file)) return std::nullopt;
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream bytes;
  if (stream.peek() != std::ifstream::traits_type::eof()) bytes << stream.rdbuf();  // an empty file is content
  if (stream.bad() || !stream.is_open()) return std::nullopt;
  return bytes.str();
}

}  // namespace clausier::cli
