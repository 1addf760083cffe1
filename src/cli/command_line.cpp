// The one file that knows CLI11: options in, one function of commands.hpp out.
#include "command_line.hpp"

#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>
#include <memory>

#include "commands.hpp"
#include "share.hpp"

namespace clausier::cli {
namespace {

struct CommonArguments {
  std::string data = "./data";
  std::string share;
  std::string as;
  bool json = false;
};

using Work = std::function<int(const Invocation&)>;

class Parser {
public:
  explicit Parser(const Wording& wording) : wording_(wording), app_(wording.say("cli.help"), "clausier") {
    dress(app_);
    app_.set_version_flag("--version", CLAUSIER_VERSION, say("version"));
    app_.footer(say("example") + "\n  " + say("import.example"));
    app_.require_subcommand(0, 1);  // a missing one is told in French below
    add_serve();
    add_demo();
    add_import();
    add_contracts();
    add_timesheet();
    add_position();
    add_report();
    add_user();
    add_verify();
    add_verify_report();
  }

  // Throws CLI::ParseError: help asked for, or wrong usage.
  void parse(int argc, char** argv) { app_.parse(argc, argv); }
  int exit(const CLI::ParseError& error) const { return app_.exit(error); }

  const CommonArguments& common() const { return common_; }
  const Work& work() const { return work_; }
  // The first word that belongs to no option, "" when there is none.
  std::string stray() const {
    for (const auto* app = &app_; app != nullptr; app = chosen(*app))
      if (const auto words = app->remaining(); !words.empty()) return words.front();
    return "";
  }

private:
  static const CLI::App* chosen(const CLI::App& app) {
    const auto subcommands = app.get_subcommands();
    return subcommands.empty() ? nullptr : subcommands.front();
  }

  std::string say(const std::string& key) const { return wording_.say("cli.help." + key); }

  void dress(CLI::App& app) const {
    app.set_help_flag("-h,--help", say("help"));
    app.allow_extras();
    auto formatter = std::make_shared<CLI::Formatter>();
    for (const auto* label : {"Usage", "OPTIONS", "SUBCOMMAND", "SUBCOMMANDS", "Positionals", "REQUIRED"})
      formatter->label(label, say(std::string("label.") + label));
    formatter->column_width(34);
    app.formatter(std::move(formatter));
  }

  CLI::App& command(CLI::App& parent, const std::string& name, const std::string& key) {
    auto& sub = *parent.add_subcommand(name, say(key));
    dress(sub);
    sub.group(say("label.commands"));
    sub.option_defaults()->group(say("label.options"));
    sub.footer(say("example") + "\n  " + say(key + ".example"));
    text(sub, "--data", common_.data, "data", "DIR");
    text(sub, "--share", common_.share, "share", "DIR");
    sub.add_flag("--json", common_.json, say("json"));
    return sub;
  }

  void text(CLI::App& sub, const std::string& option, std::string& value, const std::string& key, const std::string& type) const {
    sub.add_option(option, value, say(key))->type_name(type);
  }
  void author(CLI::App& sub) { text(sub, "--as", common_.as, "as", "EMAIL"); }
  void runs(CLI::App& sub, Work work) {
    sub.callback([this, work = std::move(work)] { work_ = work; });
  }
  // A command made of others: without one of them it is wrong usage.
  CLI::App& family(const std::string& name) {
    auto& parent = *app_.add_subcommand(name, say(name));
    dress(parent);
    parent.group(say("label.commands"));
    parent.footer(say("example") + "\n  " + say(name + ".example"));
    parent.require_subcommand(0, 1);
    return parent;
  }

  void add_serve() {
    auto& sub = command(app_, "serve", "serve");
    text(sub, "--listen", serve_.listen, "listen", "ADDRESS:PORT");
    text(sub, "--config", serve_.config, "config", "FILE");
    runs(sub, [this](const Invocation& i) { return serve(i, serve_); });
  }

  void add_demo() {
    runs(command(app_, "demo", "demo"), [](const Invocation& i) { return demo(i); });
  }

  void add_import() {
    auto& sub = command(app_, "import", "import");
    sub.add_option("FILE", import_.files, say("import.file"))->type_name("");
    sub.add_flag("--dry-run", import_.dry_run, say("dry_run"));
    // One text, cut here: an option that takes a list would swallow the file after it.
    text(sub, "--departments", import_.departments, "departments", "59,62");
    sub.add_flag("--social-only", import_.social_only, say("social_only"));
    author(sub);
    runs(sub, [this](const Invocation& i) { return import_files(i, import_); });
  }

  void add_contracts() {
    auto& sub = command(app_, "contracts", "contracts");
    text(sub, "--programme", contracts_.programme, "programme", "CODE");
    text(sub, "--buyer", contracts_.buyer, "buyer", "SIRET");
    text(sub, "--search", contracts_.search, "search", "WORDS");
    sub.add_flag("--followed", contracts_.followed, say("followed"));
    author(sub);
    runs(sub, [this](const Invocation& i) { return list_contracts(i, contracts_); });
  }

  void add_timesheet() {
    auto& parent = family("timesheet");
    const auto add = [&](const std::string& name, int (*command_of)(const Invocation&, const TimesheetArguments&)) {
      auto& sub = command(parent, name, "timesheet." + name);
      sub.add_option("FILE", timesheet_.file, say("timesheet.file"))->type_name("");
      text(sub, "--lot", timesheet_.lot, "lot", "ID");
      text(sub, "--month", timesheet_.month, "month", "2026-05");
      text(sub, "--firm", timesheet_.firm, "firm", "SIRET");
      author(sub);
      runs(sub, [this, command_of](const Invocation& i) { return command_of(i, timesheet_); });
    };
    add("check", check_timesheet);
    add("post", post_timesheet);
  }

  void add_position() {
    auto& sub = command(app_, "position", "position");
    text(sub, "--lot", position_.lot, "lot", "ID");
    text(sub, "--until", position_.until, "until", "DATE");
    text(sub, "--recorded-until", position_.recorded_until, "recorded_until", "INSTANT");
    sub.add_flag("--explain", position_.explain, say("explain"));
    author(sub);
    runs(sub, [this](const Invocation& i) { return show_position(i, position_); });
  }

  void add_report() {
    auto& sub = command(app_, "report", "report");
    text(sub, "--kind", report_.kind, "kind", "contract|portfolio|programme|firm|office|ledger|attestation|missing|statement");
    text(sub, "--format", report_.format, "format", "xlsx|xml|csv|json|html");
    text(sub, "--until", report_.until, "until", "DATE");
    text(sub, "--recorded-until", report_.recorded_until, "recorded_until", "INSTANT");
    text(sub, "--contract", report_.contract, "contract", "ID");
    text(sub, "--lot", report_.lot, "lot", "ID");
    text(sub, "--programme", report_.programme, "programme", "CODE");
    text(sub, "--buyer", report_.buyer, "buyer", "SIRET");
    text(sub, "--firm", report_.firm, "holder", "SIRET");
    text(sub, "--person", report_.person, "person", "REF");
    text(sub, "--output", report_.output, "output", "FILE");
    author(sub);
    runs(sub, [this](const Invocation& i) { return write_report(i, report_); });
  }

  void add_user() {
    auto& parent = family("user");
    auto& add = command(parent, "add", "user.add");
    text(add, "--role", user_.role, "role", "ROLE");
    text(add, "--email", user_.email, "email", "EMAIL");
    text(add, "--organisation", user_.organisation, "organisation", "SIRET");
    author(add);
    runs(add, [this](const Invocation& i) { return cli::add_user(i, user_); });
    auto& reset = command(parent, "reset", "user.reset");
    text(reset, "--email", user_.email, "email", "EMAIL");
    author(reset);
    runs(reset, [this](const Invocation& i) { return reset_user(i, user_); });
    auto& list = command(parent, "list", "user.list");
    author(list);
    runs(list, [](const Invocation& i) { return list_users(i); });
  }

  void add_verify() {
    runs(command(app_, "verify", "verify"), [](const Invocation& i) { return verify_data(i); });
  }

  void add_verify_report() {
    auto& sub = command(app_, "verify-report", "verify_report");
    sub.add_option("FILE", verified_file_, say("verify_report.file"))->type_name("");
    runs(sub, [this](const Invocation& i) { return verify_report(i, verified_file_); });
  }

  const Wording& wording_;
  CLI::App app_;
  CommonArguments common_;
  ServeArguments serve_;
  ImportArguments import_;
  ContractsArguments contracts_;
  TimesheetArguments timesheet_;
  PositionArguments position_;
  ReportArguments report_;
  UserArguments user_;
  std::string verified_file_;
  Work work_;
};

// --share and --json are looked for before anything is parsed: the help and the messages come from
// the share, and a mistake on the command line is told the way that was asked for.
std::optional<std::filesystem::path> given_share(int argc, char** argv) {
  constexpr std::string_view option = "--share";
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == option && i + 1 < argc) return argv[i + 1];
    if (word.starts_with(option) && word.substr(option.size()).starts_with('=')) return word.substr(option.size() + 1);
  }
  return std::nullopt;
}

bool asks_json(int argc, char** argv) {
  return std::any_of(argv + 1, argv + argc, [](const char* word) { return std::string_view(word) == "--json"; });
}

// The name of the option stands before the colon of CLI11's own message.
int tell_wrong_usage(const Console& console, const CLI::ParseError& error) {
  const std::string what = error.what();
  return console.wrong_usage("cli.usage.value", {{"option", what.substr(0, what.find(':'))}});
}

int run_with(const app::Share& share, int argc, char** argv) {
  const Wording wording = load_messages(share);
  const Console console(wording, asks_json(argc, argv));
  Parser parser(wording);
  try {
    parser.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    return parser.exit(asked);
  } catch (const CLI::ParseError& error) {
    return tell_wrong_usage(console, error);
  }
  if (const auto stray = parser.stray(); !stray.empty()) return console.wrong_usage("cli.usage.stray", {{"word", stray}});
  if (!parser.work()) return console.wrong_usage("cli.usage.command");
  try {
    return parser.work()({console, share, parser.common().data, parser.common().as});
  } catch (const std::exception& fault) {
    return console.fault(fault.what());
  }
}

}  // namespace

int run(int argc, char** argv) {
  try {
    const auto given = given_share(argc, argv);
    const auto share = find_share(given);
    if (share) return run_with(*share, argc, argv);
    // The only words that cannot come from the catalogue: it has not been found.
    std::cerr << "clausier : dossier des modèles et des migrations introuvable"
              << (given ? " : " + given->string() : "") << " (--share DIR)\n";
    return exit_code::refused;
  } catch (const std::exception& fault) {
    std::cerr << "clausier : " << fault.what() << '\n';
    return exit_code::internal_fault;
  }
}

}  // namespace clausier::cli
