// position: where a lot stands at a date, and why.
#include "commands.hpp"
#include "json_shapes.hpp"
#include "values.hpp"

namespace clausier::cli {
namespace {

void print(const Console& console, const Position& position) {
  const auto hours = [&](std::optional<WorkTime> time) { return time ? french_hours(*time) : console.say("cli.unknown"); };
  console.print_message("cli.position.state", {{"state", console.say("state." + std::string(lot_state_code(position.state)))},
                                               {"until", french_date(position.cutoff.worked_until)},
                                               {"recorded", app::french_instant(position.cutoff.recorded_until)}});
  if (position.owed)
    console.print_message("cli.position.owed",
                          {{"owed", hours(position.owed)}, {"due", hours(position.due)}, {"missing", hours(position.missing)}});
  console.print_message("cli.position.hours", {{"declared", hours(position.hours.declared)},
                                               {"counted", hours(position.hours.counted)},
                                               {"pending", hours(position.hours.pending)},
                                               {"rejected", hours(position.hours.rejected)},
                                               {"uncountable", hours(position.hours.uncountable)}});
}

// What follows from it, for who may read it.
void print(const Console& console, const Outlook& outlook) {
  if (outlook.rhythm.at_end) console.print_message("cli.position.rhythm", {{"at_end", french_hours(*outlook.rhythm.at_end)}});
  if (outlook.penalties && !outlook.penalties->penalties.empty())
    console.print_message("cli.position.proposal", {{"total", french_money(outlook.penalties->total)}});
}

}  // namespace

int show_position(const Invocation& invocation, const PositionArguments& arguments) {
  const auto& console = invocation.console;
  Values values(console);
  values.required("--lot", arguments.lot);
  values.date("--until", arguments.until, Date::from_days(0));
  const auto recorded_until = values.instant("--recorded-until", arguments.recorded_until);
  if (!values.ok()) return values.wrong_usage();
  const auto desk = open_desk(invocation, DataDirectory::existing);
  if (!desk) return console.refuse(desk.refusal());

  auto& services = *desk.value().services;
  const auto lot = LotId::parse(arguments.lot);
  if (!lot) return console.refuse({"cli.lot.unknown", {{"lot", arguments.lot}}});
  const auto found = app::position_at(services, desk.value().actor, *lot, values.date("--until", arguments.until, services.today()),
                                      recorded_until);
  if (!found && found.refusal().code == "not_found") return console.refuse({"cli.lot.unknown", {{"lot", arguments.lot}}});
  if (!found) return console.refuse(found.refusal());
  const auto& position = found.value().position;
  print(console, position);
  print(console, found.value().outlook);
  if (arguments.explain && !console.json())
    for (const auto& step : found.value().explanation.steps()) console.print("  " + step.id + "  " + sentence_of(console.wording(), step));
  console.print_json(position_json(console.wording(), found.value()));
  return exit_code::done;
}

}  // namespace clausier::cli
