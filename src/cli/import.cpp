// import FILE…: plans, then applies all or nothing.
#include <fstream>

#include "clausier/app/imports.hpp"
#include "commands.hpp"
#include "json_shapes.hpp"
#include "values.hpp"

namespace clausier::cli {
namespace {

namespace fs = std::filesystem;

// Why a file cannot even be opened, "" when it can.
std::string fault_of(const std::string& file) {
  std::error_code fault;
  const auto status = fs::status(file, fault);
  if (!fs::exists(status)) return "file.missing";
  if (fs::is_directory(status)) return "file.directory";
  return fs::is_regular_file(status) && std::ifstream(file).is_open() ? "" : "file.denied";
}

std::vector<app::ImportedFile> unreadable_among(const std::vector<std::string>& files) {
  std::vector<app::ImportedFile> unreadable;
  for (const auto& file : files) {
    const std::string code = fault_of(file);
    if (code.empty()) continue;
    app::ImportedFile faulty;
    faulty.name = file;
    faulty.findings.push_back(finding(code, {}, file));
    unreadable.push_back(std::move(faulty));
  }
  return unreadable;
}

// What became of the records; of an import that is not applied, what would have become of them.
void print_counts(const Console& console, const app::ImportedFile& file, bool applied) {
  const auto& n = file.counts;
  const char* message = applied ? "cli.import.file" : file.records > 0 ? "cli.import.planned" : "cli.import.unread";
  console.print_message(message, {{"file", file.name},
                                  {"format", console.wording().has("format." + file.format) ? console.say("format." + file.format) : ""},
                                  {"records", french_integer(file.records)},
                                  {"new", french_integer(n.created)},
                                  {"amended", french_integer(n.amended)},
                                  {"unchanged", french_integer(n.unchanged)},
                                  {"duplicate", french_integer(n.duplicate)},
                                  {"doubtful", french_integer(n.doubtful)},
                                  {"refused", french_integer(n.refused)},
                                  {"skipped", french_integer(n.skipped)}});
}

void print(const Console& console, const ImportResult& result) {
  if (console.json()) {
    write_import_json(console.wording(), result, [&](std::string_view part) { console.print_json_part(part); });
    return;
  }
  const auto print_finding = [&](const Finding& fault) {
    if (fault.severity != Severity::info) console.print("  " + finding_text(console.wording(), fault));
  };
  for (std::size_t rank = 0; rank < result.files.size(); ++rank) {
    print_counts(console, result.files[rank], result.id.has_value());
    for (const auto& fault : result.files[rank].findings) print_finding(fault);
    if (result.each_record_finding) result.each_record_finding(rank, print_finding);
  }
}

int refuse_files(const Console& console, const ImportResult& result) {
  print(console, result);
  bool planned = false;
  for (const auto& file : result.files) {
    planned = planned || file.records > 0;
    for (const auto& fault : file.findings)
      if (fault.severity == Severity::error)
        console.tell("cli.file.refused", {{"file", file.name}, {"why", console.say(fault.code, fault.parameters)}});
  }
  console.tell(planned ? "cli.import.nothing.planned" : "cli.import.nothing");
  return exit_code::refused;
}

// Tells an import that is planned or applied, and discards the plan that will not be applied.
int tell_result(const Invocation& invocation, const Desk& desk, const ImportArguments& arguments, const app::ImportView& view) {
  const auto& console = invocation.console;
  auto& services = *desk.services;
  const bool applied = view.state == app::ImportState::applied;
  auto files = view.files;  // the base keeps names, the terminal repeats what was given: two folders can hold one name
  for (std::size_t rank = 0; rank < files.size(); ++rank) files[rank].name = arguments.files.at(rank);
  const ImportResult result{arguments.dry_run, applied ? std::optional(view.id) : std::nullopt, files,
                            [&](std::size_t file, const ImportResult::OnFinding& on_finding) {
                              app::each_record_finding(services, desk.actor, view.id, file, on_finding);
                            }};
  const int code = view.refused ? refuse_files(console, result) : exit_code::done;
  if (!view.refused) {
    print(console, result);
    console.print_message(applied ? "cli.import.applied" : "cli.import.dry", {{"id", view.id.text()}});
  }
  if (applied) return code;
  if (const auto gone = app::discard_import(services, desk.actor, view.id); !gone) console.tell(gone.refusal().code);
  return code;
}

int finish(const Invocation& invocation, const Desk& desk, const ImportArguments& arguments, ImportId id) {
  auto& services = *desk.services;
  auto view = app::view_import(services, desk.actor, id);
  if (view && !arguments.dry_run && !view.value().refused) view = app::apply_import(services, desk.actor, id);
  if (!view) return invocation.console.refuse(view.refusal());
  return tell_result(invocation, desk, arguments, view.value());
}

}  // namespace

int import_files(const Invocation& invocation, const ImportArguments& arguments) {
  const auto& console = invocation.console;
  if (arguments.files.empty()) return console.wrong_usage("cli.usage.required", {{"option", "FILE"}});
  Values values(console);
  const app::ImportOptions options{values.departments("--departments", arguments.departments), arguments.social_only};
  if (!values.ok()) return values.wrong_usage();
  if (auto faulty = unreadable_among(arguments.files); !faulty.empty())
    return refuse_files(console, {arguments.dry_run, std::nullopt, std::move(faulty), {}});
  const auto desk = open_desk(invocation, DataDirectory::created);
  if (!desk) return console.refuse(desk.refusal());

  std::vector<app::IncomingFile> files;
  for (const auto& file : arguments.files) files.push_back({fs::path(file).filename().string(), file});
  Progress progress(console, "cli.import.progress");
  const auto id = app::plan_import(*desk.value().services, desk.value().actor, files,
                                   options,
                                   [&](std::int64_t records) { progress.at(records); });
  if (!id) return console.refuse(id.refusal());
  return finish(invocation, desk.value(), arguments, id.value());
}

}  // namespace clausier::cli
