#!/bin/bash
# A ledger of a million lines of 12 columns, one process a writer: lines a second, memory and size, and the ratios to the
# bare loop of the same format. Needs python3-openpyxl, python3-xlsxwriter, Node 18. Usage: bench/reports/run.sh [LINES] [ROUNDS 3]
set -euo pipefail
cd "$(dirname "$0")/../.."
lines=${1:-1000000} rounds=${2:-3}
files=$(mktemp -d)
trap 'rm -rf "$files"' EXIT

[ -d bench/timesheets/node_modules ] || (cd bench/timesheets && npm ci --silent)
cmake --preset release -DCLAUSIER_BENCH=ON > /dev/null
cmake --build build/release --target bench_reports > /dev/null
one_round() {
  for format in xlsx csv xml; do
    for who in bare product; do build/release/bench/bench_reports $who $format "$files/out.$format" "$lines"; done
  done
  for who in xlsxwriter openpyxl csv; do /usr/bin/python3 bench/reports/peers.py $who "$files/out.$who" "$lines"; done
  node bench/reports/peer.mjs "$files/out.xlsx" "$lines"
}
for _ in $(seq "$rounds"); do one_round; done | /usr/bin/python3 bench/reports/table.py
