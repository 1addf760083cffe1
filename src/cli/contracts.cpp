// contracts: what the base holds, and what of it is followed.
#include "commands.hpp"
#include "json_shapes.hpp"
#include "values.hpp"

namespace clausier::cli {
namespace {

void print(const Console& console, const app::ContractLine& contract) {
  std::string programmes;
  for (const auto& tag : contract.programmes)
    programmes += " [" + tag.code + (tag.confirmed ? "]" : console.say("cli.contract.suggested") + "]");
  console.print_message("cli.contract", {{"id", contract.id.text()},
                                         {"date", contract.notified_on ? french_date(*contract.notified_on) : console.say("cli.unknown")},
                                         {"amount", contract.amount ? french_money(*contract.amount) : console.say("cli.unknown")},
                                         {"buyer", contract.buyer_name.empty() ? contract.buyer_siret : contract.buyer_name},
                                         {"object", contract.object},
                                         {"followed", contract.followed ? console.say("cli.contract.followed") : ""},
                                         {"programmes", programmes}});
  for (const auto& lot : contract.lots)
    console.print_message(lot.has_clause ? "cli.lot.clause" : "cli.lot",
                          {{"id", lot.id.text()}, {"number", lot.number.empty() ? "—" : lot.number}, {"label", lot.label}});
}

}  // namespace

int list_contracts(const Invocation& invocation, const ContractsArguments& arguments) {
  const auto& console = invocation.console;
  Values values(console);
  app::ContractQuery query;
  query.words = arguments.search;
  query.buyer_siret = values.siret_or_siren("--buyer", arguments.buyer);
  query.followed_only = arguments.followed;
  query.per_page = 0;
  if (!values.ok()) return values.wrong_usage();
  const auto desk = open_desk(invocation, DataDirectory::existing);
  if (!desk) return console.refuse(desk.refusal());
  const auto programme = programme_named(*desk.value().services, arguments.programme);
  if (!programme) return console.refuse(programme.refusal());
  query.programme = programme.value();

  const auto found = app::search_contracts(*desk.value().services, desk.value().actor, query);
  if (!found) return console.refuse(found.refusal());
  const auto& lines = found.value().lines;
  if (!console.json())
    for (const auto& line : lines) print(console, line);
  console.print_message("cli.contracts.count", {{"n", std::to_string(lines.size())}});
  console.print_json(contracts_json(lines));
  return exit_code::done;
}

}  // namespace clausier::cli
