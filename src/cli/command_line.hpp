#pragma once

namespace clausier::cli {

// Reads the command line, runs the subcommand and gives the exit code: 0 done, 1 refused, 2 wrong
// usage, 70 internal fault. Never throws.
int run(int argc, char** argv);

}  // namespace clausier::cli
