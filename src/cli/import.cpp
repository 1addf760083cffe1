// import FILE…: plans, then applies all or nothing.
#include <fstream>

#include "commands.hpp"
#include "json_shapes.hpp"
#include "values.hpp"

namespace clausier::cli {
namespace {

namespace fs = std::filesystem;

bool readable(const std::string& file) {
  std::error_code fault;
  return fs::is_regular_file(file, fault) && std::ifstream(file).is_open();
}

// What there is to say of files that could not even be opened.
std::vector<app::ImportedFile> unreadable_among(const std::vector<std::string>& files) {
  std::vector<app::ImportedFile> missing;
  for (const auto& file : files)
    if (!readable(file)) missing.push_back({file, "", "", 0, {}, {finding("file.unreadable", {}, file)}});
  return missing;
}

void print(const Console& console, const ImportResult& result) {
  for (const auto& file : result.files) {
    const auto& n = file.counts;
    console.print_message("cli.import.file", {{"file", file.name},
                                              {"format", file.format},
                                              {"records", french_integer(file.records)},
                                              {"new", french_integer(n.created)},
                                              {"amended", french_integer(n.amended)},
                                              {"unchanged", french_integer(n.unchanged)},
                                              {"duplicate", french_integer(n.duplicate)},
                                              {"doubtful", french_integer(n.doubtful)},
                                              {"refused", french_integer(n.refused)},
                                              {"skipped", french_integer(n.skipped)}});
    if (console.json()) continue;
    for (const auto& fault : file.findings)
      if (fault.severity != Severity::info) console.print("  " + finding_text(console.wording(), fault));
  }
}

int refuse_files(const Console& console, const ImportResult& result) {
  print(console, result);
  for (const auto& file : result.files)
    for (const auto& fault : file.findings)
      if (fault.severity == Severity::error && fault.place.record == 0)
        console.tell("cli.file.refused", {{"file", file.name}, {"why", console.say(fault.code, fault.parameters)}});
  console.tell("cli.import.nothing");
  console.print_json(import_json(console.wording(), result));
  return exit_code::refused;
}

int finish(const Invocation& invocation, const Desk& desk, const ImportArguments& arguments, ImportId id) {
  const auto& console = invocation.console;
  auto& services = *desk.services;
  auto view = app::view_import(services, desk.actor, id);
  if (!view) return console.refuse(view.refusal());
  if (arguments.dry_run || view.value().refused) {
    if (const auto gone = app::discard_import(services, desk.actor, id); !gone) return console.refuse(gone.refusal());
  } else {
    view = app::apply_import(services, desk.actor, id);
    if (!view) return console.refuse(view.refusal());
  }
  const bool applied = view.value().state == app::ImportState::applied;
  const ImportResult result{arguments.dry_run, applied ? std::optional(id) : std::nullopt, view.value().files};
  if (view.value().refused) return refuse_files(console, result);
  print(console, result);
  console.print_message(applied ? "cli.import.applied" : "cli.import.dry", {{"id", id.text()}});
  console.print_json(import_json(console.wording(), result));
  return exit_code::done;
}

}  // namespace

int import_files(const Invocation& invocation, const ImportArguments& arguments) {
  const auto& console = invocation.console;
  if (arguments.files.empty()) return console.wrong_usage("cli.usage.required", {{"option", "FILE"}});
  if (auto missing = unreadable_among(arguments.files); !missing.empty())
    return refuse_files(console, {arguments.dry_run, std::nullopt, std::move(missing)});
  const auto desk = open_desk(invocation, DataDirectory::created);
  if (!desk) return console.refuse(desk.refusal());

  std::vector<app::IncomingFile> files;
  for (const auto& file : arguments.files) files.push_back({fs::path(file).filename().string(), file});
  Progress progress(console, "cli.import.progress");
  const auto id = app::plan_import(*desk.value().services, desk.value().actor, files,
                                   {arguments.departments, arguments.social_only},
                                   [&](std::int64_t records) { progress.at(records); });
  if (!id) return console.refuse(id.refusal());
  return finish(invocation, desk.value(), arguments, id.value());
}

}  // namespace clausier::cli
