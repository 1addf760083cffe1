#pragma once
// The subcommands: one function each, texts as they were typed, the exit code as result.
#include <optional>
#include <string>
#include <vector>

#include "desk.hpp"

namespace clausier::cli {

struct ServeArguments {
  std::string listen;  // "" = as configured, else 127.0.0.1:8080
  std::string config;
};
int serve(const Invocation&, const ServeArguments&);

int demo(const Invocation&);

struct ImportArguments {
  std::vector<std::string> files;
  bool dry_run = false;
  std::string departments;  // codes between commas
  bool social_only = false;
};
int import_files(const Invocation&, const ImportArguments&);

struct ContractsArguments {
  std::string programme;
  std::string buyer;
  std::string search;
  bool followed = false;
};
int list_contracts(const Invocation&, const ContractsArguments&);

struct TimesheetArguments {
  std::string file;
  std::string lot;
  std::string month;
  std::string firm;
};
int check_timesheet(const Invocation&, const TimesheetArguments&);
int post_timesheet(const Invocation&, const TimesheetArguments&);

struct PositionArguments {
  std::string lot;
  std::string until;
  std::string recorded_until;
  bool explain = false;
};
int show_position(const Invocation&, const PositionArguments&);

struct ReportArguments {
  std::string kind;
  std::string format;
  std::string until;
  std::string recorded_until;
  std::string contract;
  std::string lot;
  std::string programme;
  std::string buyer;
  std::string firm;
  std::string person;
  std::string output;
};
int write_report(const Invocation&, const ReportArguments&);

struct UserArguments {
  std::string role;
  std::string email;
  std::string organisation;
};
int add_user(const Invocation&, const UserArguments&);
int reset_user(const Invocation&, const UserArguments&);
int list_users(const Invocation&);

int verify_data(const Invocation&);

int verify_report(const Invocation&, const std::string& file);

}  // namespace clausier::cli
