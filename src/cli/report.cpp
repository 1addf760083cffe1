// report: the same question with both dates fixed gives the same bytes.
#include <fstream>
#include <iostream>

#include "clausier/write/table_file.hpp"
#include "commands.hpp"
#include "json_shapes.hpp"
#include "values.hpp"

namespace clausier::cli {
namespace {

template <class I>
bool read_id(const std::string& text, std::optional<I>& id) {
  if (text.empty()) return true;
  id = I::parse(text);
  return id.has_value();
}

bool write_file(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream stream(file, std::ios::binary);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  return stream.good();
}

// What the kind of report is about must be said.
void check_perimeter(Values& values, const ReportArguments& arguments) {
  if ((arguments.kind == "contract" || arguments.kind == "attestation") && arguments.lot.empty()) values.required("--contract", arguments.contract);
  if (arguments.kind == "programme") values.required("--programme", arguments.programme);
  if (arguments.kind == "statement") values.required("--person", arguments.person);
  if (arguments.kind == "firm") values.required("--firm", arguments.firm);
}

// Lines are written as they come: the file is made under its own name, never held.
int write_ledger(const Invocation& invocation, const Desk& desk, const app::ReportParameters& asked, const std::string& file) {
  const auto& console = invocation.console;
  Progress progress(console, "cli.report.progress");
  const auto written = app::write_ledger_report(*desk.services, desk.actor, asked, file,
                                                [&](const app::LedgerProgress& at) { progress.at(at.lines); });
  if (!written) return console.refuse(written.refusal());
  const auto& report = written.value();
  console.print_message("cli.report.written", {{"file", file},
                                               {"bytes", french_integer(static_cast<std::int64_t>(report.size_bytes))},
                                               {"sha256", report.sha256}});
  console.print_json(ledger_json(asked, report, file));
  return exit_code::done;
}

int write_ledger_or_refuse(const Invocation& invocation, const Desk& desk, const app::ReportParameters& asked, const std::string& output) {
  if (output == "-") return invocation.console.wrong_usage("cli.usage.output.ledger");
  const std::string file = output.empty() ? "lignes-" + asked.worked_until.iso() + "." + asked.format : output;
  try {
    return write_ledger(invocation, desk, asked, file);
  } catch (const write::UnwritableFile&) {
    return invocation.console.refuse({"cli.file.unwritable", {{"file", file}}});
  }
}

}  // namespace

int write_report(const Invocation& invocation, const ReportArguments& arguments) {
  const auto& console = invocation.console;
  Values values(console);
  app::ReportParameters asked{values.one_of("--kind", arguments.kind, {"contract", "portfolio", "programme", "office", "firm", "ledger", "attestation", "missing", "statement", "pathways"}),
                              values.one_of("--format", arguments.format, {"xlsx", "xml", "csv", "json", "html"}),
                              values.date("--until", arguments.until, Date::from_days(0)),
                              values.instant("--recorded-until", arguments.recorded_until),
                              {},
                              {},
                              "",
                              values.siret_or_siren("--buyer", arguments.buyer),
                              values.siret_or_siren("--firm", arguments.firm),
                              arguments.person};
  check_perimeter(values, arguments);
  if (arguments.output == "-" && console.json()) return console.wrong_usage("cli.usage.output");
  if (!values.ok()) return values.wrong_usage();
  const auto desk = open_desk(invocation, DataDirectory::existing);
  if (!desk) return console.refuse(desk.refusal());
  const auto programme = programme_named(*desk.value().services, arguments.programme);
  if (!programme) return console.refuse(programme.refusal());
  asked.programme = programme.value();
  if (!read_id(arguments.contract, asked.contract))
    return console.refuse({"cli.contract.unknown", {{"contract", arguments.contract}}});
  if (!read_id(arguments.lot, asked.lot)) return console.refuse({"cli.lot.unknown", {{"lot", arguments.lot}}});
  if (arguments.until.empty()) asked.worked_until = desk.value().services->today();

  if (asked.kind == "ledger") return write_ledger_or_refuse(invocation, desk.value(), asked, arguments.output);

  const auto built = app::build_report(*desk.value().services, desk.value().actor, asked);
  if (!built) return console.refuse(built.refusal());
  const std::string file = arguments.output.empty() ? built.value().file_name : arguments.output;
  if (file == "-") {
    std::cout.write(built.value().bytes.data(), static_cast<std::streamsize>(built.value().bytes.size()));
    return exit_code::done;
  }
  if (!write_file(file, built.value().bytes)) return console.refuse({"cli.file.unwritable", {{"file", file}}});
  console.print_message("cli.report.written", {{"file", file},
                                               {"bytes", french_integer(static_cast<std::int64_t>(built.value().bytes.size()))},
                                               {"sha256", built.value().sha256}});
  console.print_json(report_json(asked, built.value(), file));
  return exit_code::done;
}

}  // namespace clausier::cli
