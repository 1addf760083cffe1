// verify: recomputes stored totals, chains and hashes; says what it checked.
#include "commands.hpp"
#include "json_shapes.hpp"

namespace clausier::cli {

int verify_data(const Invocation& invocation) {
  const auto& console = invocation.console;
  const auto desk = open_desk(invocation, DataDirectory::existing);
  if (!desk) return console.refuse(desk.refusal());
  const auto found = app::verify(*desk.value().services);
  console.print_message("cli.verify.checked", {{"entries", french_integer(found.entries)},
                                               {"totals", french_integer(found.totals)},
                                               {"standings", french_integer(found.standings)},
                                               {"originals", french_integer(found.originals)},
                                               {"audit", french_integer(found.audit)}});
  if (found.purged > 0) console.print_message("cli.verify.purged", {{"n", french_integer(found.purged)}});
  for (const auto& difference : found.differences) console.print("  " + difference);
  console.print_message(found.ok ? "cli.verify.ok" : "cli.verify.differs",
                        {{"n", std::to_string(found.differences.size())}});
  console.print_json(verify_json(found));
  return found.ok ? exit_code::done : exit_code::refused;
}

}  // namespace clausier::cli
