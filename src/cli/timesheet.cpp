// timesheet check, timesheet post: a firm's month on a lot. Posting declares; only a facilitator decides.
#include <filesystem>

#include "clausier/app/contracts.hpp"
#include "commands.hpp"
#include "json_shapes.hpp"
#include "values.hpp"

namespace clausier::cli {
namespace {

struct Sheet {  // what was asked, read and found
  std::string file_name;
  std::string bytes;
  TimesheetSubject subject;
  Siret firm;
};

// The firm asked for, or the only one that may declare on the lot.
Outcome<app::Organisation> firm_on(const app::LotView& lot, const app::Actor& actor, std::optional<Siret> asked) {
  if (!asked && actor.role == app::Role::contractor && actor.organisation) asked = actor.organisation->siret;
  if (!asked && lot.grants.size() != 1) return Refusal{"cli.usage.firm"};
  for (const auto& grant : lot.grants)
    if (!asked || grant.firm.siret == *asked) return grant.firm;
  return Refusal{"cli.firm.unknown", {{"firm", asked ? asked->digits() : ""}}};
}

Outcome<Sheet> sheet_of(const Desk& desk, const TimesheetArguments& arguments, Month month, std::optional<Siret> firm_asked) {
  const auto bytes = content_of(arguments.file);
  if (!bytes) return Refusal{"cli.file.unreadable", {{"file", arguments.file}}};
  const auto lot_id = LotId::parse(arguments.lot);
  if (!lot_id) return Refusal{"cli.lot.unknown", {{"lot", arguments.lot}}};
  const auto lot = app::view_lot(*desk.services, desk.actor, *lot_id);
  if (!lot) return Refusal{"cli.lot.unknown", {{"lot", arguments.lot}}};
  const auto firm = firm_on(lot.value(), desk.actor, firm_asked);
  if (!firm) return firm.refusal();
  return Sheet{std::filesystem::path(arguments.file).filename().string(), *bytes, {*lot_id, firm.value().id, month},
               firm.value().siret};
}

TimesheetResult result_of(const Sheet& sheet) {
  return {sheet.file_name, app::sha256_hex(sheet.bytes), sheet.subject.lot, sheet.subject.month, sheet.firm};
}

TimesheetResult result_of(const Sheet& sheet, const app::TimesheetReading& reading) {
  auto result = result_of(sheet);
  result.rows = reading.rows;
  result.persons = reading.persons;
  result.declared = reading.declared;
  result.findings = reading.findings;
  result.already_received = reading.already_received;
  return result;
}

void print(const Console& console, const TimesheetResult& result) {
  console.print_message("cli.timesheet.read", {{"file", result.file},
                                               {"rows", std::to_string(result.rows)},
                                               {"persons", std::to_string(result.persons)},
                                               {"hours", french_hours(result.declared)}});
  if (console.json()) return;
  for (const auto& found : result.findings) console.print("  " + finding_text(console.wording(), found));
}

int refuse_sheet(const Console& console, const TimesheetResult& result, const std::optional<PostedTimesheet>& posted) {
  print(console, result);
  console.tell("cli.timesheet.faulty", {{"n", std::to_string(count_of(result.findings, Severity::error))}});
  console.print_json(timesheet_json(console.wording(), result, posted));
  return exit_code::refused;
}

// A file that is refused before it is read (empty, too large) is a finding like any other here.
int refuse_unread(const Console& console, const Sheet& sheet, const Refusal& refusal, const std::optional<PostedTimesheet>& posted) {
  if (!refusal.code.starts_with("file.")) return console.refuse(refusal);
  auto result = result_of(sheet);
  result.findings.push_back(finding(refusal.code, {}, "", refusal.parameters));
  return refuse_sheet(console, result, posted);
}

// What both commands begin with; then the work, on a sheet that can be read.
template <class Work>
int with_sheet(const Invocation& invocation, const TimesheetArguments& arguments, Work work) {
  const auto& console = invocation.console;
  Values values(console);
  values.required("FILE", arguments.file);
  values.required("--lot", arguments.lot);
  const auto month = values.month("--month", arguments.month);
  const auto firm = values.siret("--firm", arguments.firm);
  if (!values.ok()) return values.wrong_usage();
  const auto desk = open_desk(invocation, DataDirectory::existing);
  if (!desk) return console.refuse(desk.refusal());
  const auto sheet = sheet_of(desk.value(), arguments, *month, firm);
  if (sheet) return work(desk.value(), sheet.value());
  const auto& refusal = sheet.refusal();
  return refusal.code == "cli.usage.firm" ? console.wrong_usage(refusal.code) : console.refuse(refusal);
}

void tell_receipt(const Console& console, const app::Receipt& receipt) {
  const auto& head = receipt.head;
  if (head.replaced_at)
    return console.print_message("cli.timesheet.replaced", {{"id", head.id.text()}, {"replaced", app::french_instant(*head.replaced_at)}});
  console.print_message(receipt.already_posted ? "cli.timesheet.already" : "cli.timesheet.posted",
                        {{"id", head.id.text()},
                         {"n", std::to_string(receipt.entries_added)},
                         {"reversed", std::to_string(receipt.entries_reversed)}});
}

int confirm(const Console& console, const Desk& desk, const Sheet& sheet, const app::TimesheetReading& reading) {
  const auto confirmed = app::confirm_timesheet(*desk.services, desk.actor, reading.head.id, true);
  if (!confirmed) {
    // Another file of the same month came between: what the site says of its pages means nothing here.
    const bool overtaken = confirmed.refusal().code == "timesheet.state";
    return console.refuse(overtaken ? Refusal{"cli.timesheet.overtaken"} : confirmed.refusal());
  }
  const auto& receipt = confirmed.value();
  auto result = result_of(sheet, reading);
  if (receipt.already_posted) result.already_received = receipt.head.received_at;
  print(console, result);
  tell_receipt(console, receipt);
  const auto entries = receipt.already_posted ? 0 : receipt.entries_added;
  console.print_json(timesheet_json(console.wording(), result, PostedTimesheet{reading.head.id, entries}));
  return exit_code::done;
}

}  // namespace

int check_timesheet(const Invocation& invocation, const TimesheetArguments& arguments) {
  const auto& console = invocation.console;
  return with_sheet(invocation, arguments, [&](const Desk& desk, const Sheet& sheet) {
    const auto reading = app::check_timesheet_file(*desk.services, desk.actor, sheet.subject, sheet.file_name, sheet.bytes);
    if (!reading) return refuse_unread(console, sheet, reading.refusal(), std::nullopt);
    const auto result = result_of(sheet, reading.value());
    if (!reading.value().can_confirm) return refuse_sheet(console, result, std::nullopt);
    print(console, result);
    console.print_message("cli.timesheet.acceptable");
    console.print_json(timesheet_json(console.wording(), result, std::nullopt));
    return exit_code::done;
  });
}

int post_timesheet(const Invocation& invocation, const TimesheetArguments& arguments) {
  const auto& console = invocation.console;
  return with_sheet(invocation, arguments, [&](const Desk& desk, const Sheet& sheet) {
    auto& services = *desk.services;
    // A file with faults is refused before anything is kept of it; one that came before has its own answer.
    const auto checked = app::check_timesheet_file(services, desk.actor, sheet.subject, sheet.file_name, sheet.bytes);
    if (!checked) return refuse_unread(console, sheet, checked.refusal(), PostedTimesheet{});
    if (!checked.value().can_confirm && !checked.value().already_received)
      return refuse_sheet(console, result_of(sheet, checked.value()), PostedTimesheet{});
    const auto received = app::receive_timesheet(services, desk.actor, sheet.subject, sheet.file_name, sheet.bytes, app::FormerFile::known);
    if (!received) return refuse_unread(console, sheet, received.refusal(), PostedTimesheet{});
    const auto reading = app::view_timesheet(services, desk.actor, received.value().timesheet);
    if (!reading) return console.refuse(reading.refusal());
    const bool draft = reading.value().head.state == app::TimesheetState::draft;
    if (draft && !reading.value().can_confirm) {  // the draft of somebody else, who corrects it on the site
      auto result = result_of(sheet, reading.value());
      result.already_received = reading.value().head.received_at;
      return refuse_sheet(console, result, PostedTimesheet{});
    }
    return confirm(console, desk, sheet, reading.value());
  });
}

}  // namespace clausier::cli
