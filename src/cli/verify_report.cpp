// verify-report: whether a file comes from this base, and whether the same question still gives it.
#include "clausier/app/reports.hpp"

#include "commands.hpp"
#include "json_shapes.hpp"

namespace clausier::cli {
namespace {

const char* sentence_of(app::Rebuilt rebuilt) {
  switch (rebuilt) {
    case app::Rebuilt::same: return "cli.verify_report.same";
    case app::Rebuilt::other: return "cli.verify_report.other";
    case app::Rebuilt::impossible: return "cli.verify_report.impossible";
  }
  return "cli.verify_report.impossible";
}

}  // namespace

int verify_report(const Invocation& invocation, const std::string& file) {
  const auto& console = invocation.console;
  if (file.empty()) return console.wrong_usage("cli.verify_report.needed");
  const auto desk = open_desk(invocation, DataDirectory::existing);
  if (!desk) return console.refuse(desk.refusal());
  const auto bytes = content_of(file);
  if (!bytes) return console.refuse({"cli.file.unreadable", {{"file", file}}});
  auto& services = *desk.value().services;
  const auto sha256 = app::sha256_hex(*bytes);
  const auto known = app::find_report(services, sha256);
  const auto rebuilt = known ? app::rebuild_report(services, sha256) : app::Rebuilt::impossible;
  if (known) {
    console.print_message("cli.verify_report.known", {{"file", file},
                                                      {"title", known->title},
                                                      {"created", app::french_instant(known->created_at)},
                                                      {"worked", french_date(known->parameters.worked_until)},
                                                      {"recorded", app::french_instant(*known->parameters.recorded_until)},
                                                      {"rules", known->rulebook_version}});
    console.print_message(sentence_of(rebuilt));
  } else {
    console.print_message("cli.verify_report.unknown", {{"file", file}, {"sha256", sha256}});
  }
  console.print_json(verify_report_json(file, sha256, known, rebuilt));
  return known ? exit_code::done : exit_code::refused;
}

}  // namespace clausier::cli
