#!/bin/bash
# One run, one table: how many rows a second each reader takes from the same timesheet. Figures are compared within
# one run only. Usage: bench/timesheets/run.sh [ROWS, default 10000]
set -euo pipefail
cd "$(dirname "$0")/../.."
rows=${1:-10000}
files=$(mktemp -d)
trap 'rm -rf "$files"' EXIT

[ -d bench/timesheets/node_modules ] || (cd bench/timesheets && npm ci --silent)
cmake --preset release -DCLAUSIER_BENCH=ON > /dev/null
cmake --build build/release --target bench_timesheets > /dev/null
/usr/bin/python3 bench/timesheets/make_files.py "$files" "$rows"
{
  echo "reader;rows;rows a second;milliseconds"
  build/release/bench/bench_timesheets "$files"
  /usr/bin/python3 bench/timesheets/peers.py "$files"
  node bench/timesheets/peers.mjs "$files"
} | column -t -s ';'
