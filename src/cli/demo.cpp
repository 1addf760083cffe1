// demo: loads the samples into an empty data directory. The base is built in a folder of its own inside
// the directory and moved up when complete: an interrupted run leaves nothing that looks like a base.
#include <algorithm>

#include "commands.hpp"
#include "demo_story.hpp"
#include "json_shapes.hpp"

namespace clausier::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view under_way = ".demo-under-way";

bool empty(const fs::path& directory) {
  if (!fs::exists(directory)) return true;
  if (!fs::is_directory(directory)) return false;
  return std::all_of(fs::directory_iterator(directory), fs::directory_iterator{},
                     [](const fs::directory_entry& entry) { return entry.path().filename() == under_way; });
}

// clausier.sqlite comes last: with it the base is there.
void move_up(const fs::path& from, const fs::path& to) {
  const fs::path base = "clausier.sqlite";
  for (const auto& entry : fs::directory_iterator(from))
    if (entry.path().filename() != base) fs::rename(entry.path(), to / entry.path().filename());
  fs::rename(from / base, to / base);
  fs::remove_all(from);
}

std::size_t width_of(std::string_view text) {  // letters, not bytes
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

std::string padded(std::string text, std::size_t width) {
  const auto length = width_of(text);
  if (length < width) text.append(width - length, ' ');
  return text;
}

void print_accounts(const Console& console, const std::vector<DemoAccount>& accounts) {
  const auto role_of = [&](const DemoAccount& account) { return console.say("cli.role." + std::string(app::role_code(account.role))); };
  std::size_t role_width = 0, email_width = 0;
  for (const auto& account : accounts) {
    role_width = std::max(role_width, width_of(role_of(account)));
    email_width = std::max(email_width, width_of(account.email));
  }
  console.print_message("cli.demo.accounts");
  for (const auto& account : accounts)
    console.print("  " + padded(role_of(account), role_width) + "  " + padded(account.email, email_width) + "  " +
                  account.password + "  " + console.say("cli.demo.look." + std::string(app::role_code(account.role))));
  console.print_message("cli.demo.once");
}

}  // namespace

int demo(const Invocation& invocation) {
  const auto& console = invocation.console;
  if (!empty(invocation.data)) return console.refuse({"cli.demo.not_empty", {{"directory", invocation.data.string()}}});
  const fs::path building = invocation.data / under_way;
  fs::remove_all(building);
  fs::create_directories(building);
  fs::permissions(invocation.data, fs::perms::owner_all);

  Progress progress(console, "cli.demo.progress");
  DemoLoaded loaded;
  {
    const auto services = app::open_services(building, invocation.share);
    loaded = replay_samples(*services, invocation.share.samples, [&](std::int64_t events) { progress.at(events); });
  }
  move_up(building, invocation.data);
  console.print_message("cli.demo.loaded", {{"contracts", std::to_string(loaded.contracts)},
                                            {"clauses", std::to_string(loaded.clauses)},
                                            {"people", std::to_string(loaded.people)},
                                            {"timesheets", std::to_string(loaded.timesheets)},
                                            {"decisions", french_integer(loaded.decisions)},
                                            {"closures", std::to_string(loaded.closures)}});
  print_accounts(console, loaded.accounts);
  console.print_json(demo_json(loaded));
  return exit_code::done;
}

}  // namespace clausier::cli
