#pragma once
// The data directory, open, and the person the command works for.
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "clausier/app/accounts.hpp"
#include "clausier/app/actor.hpp"
#include "clausier/app/services.hpp"
#include "console.hpp"

namespace clausier::cli {

// What every command is given.
struct Invocation {
  const Console& console;
  app::Share share;
  std::filesystem::path data;
  std::string as;  // e-mail of the account that acts; "" = the operator
};

struct Desk {
  std::unique_ptr<app::Services> services;
  app::Actor actor;
};

enum class DataDirectory { existing, created };  // created: made when it is not there

// Refusals: cli.data.missing, cli.as.unknown.
Outcome<Desk> open_desk(const Invocation& invocation, DataDirectory directory);

// The code of the programme named, in small letters or capitals; "" stays "". Refusal: cli.programme.unknown.
Outcome<std::string> programme_named(const app::Services& services, const std::string& text);

std::optional<std::string> content_of(const std::filesystem::path& file);  // nothing when it cannot be read

}  // namespace clausier::cli
