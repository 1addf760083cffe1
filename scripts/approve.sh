#!/bin/sh
# Rewrites the golden files of tests/golden with what the programs write now. Read the difference
# before committing it: an approved file is a promise.
# Usage: scripts/approve.sh [build directory, default build/release]
set -eu
cd "$(dirname "$0")/.."
build=${1:-build/release}
found=no
for program in "$build"/tests/test_*; do
  [ -f "$program" ] && [ -x "$program" ] || continue
  found=yes
  # A failing test does not keep the others from being approved; the usual run shows it again.
  CLAUSIER_APPROVE=1 "$program" || true
done
if [ "$found" = no ]; then
  echo "no test program under $build/tests: build first" >&2
  exit 1
fi
git --no-pager diff --stat -- tests/golden
