#!/bin/bash
# Configures a preset and builds targets of it, one build at a time: run.sh and test.sh may be started
# together. Usage: scripts/build.sh PRESET [TARGET…]
set -euo pipefail
cd "$(dirname "$0")/.."

preset=$1
shift
mkdir -p build
if [ ! -w build ] || { [ -e build/.lock ] && [ ! -w build/.lock ]; }; then
  echo "Le dossier build appartient à un autre compte (construit par root ?) : rendez-le à ce compte, ou effacez-le." >&2
  exit 1
fi
exec 9> build/.lock
flock --nonblock 9 || { echo "Une autre construction est en cours : attente." >&2; flock 9; }
log=build/$preset.log
started=$SECONDS
[ -x "build/$preset/clausier" ] || echo "Construction dans build/$preset : quelques minutes la première fois." >&2
if ! { cmake --preset "$preset" && cmake --build "build/$preset" --parallel "$(nproc)" ${1:+--target "$@"}; } > "$log" 2>&1; then
  tail -n 60 "$log" >&2
  echo "La construction a échoué ; le détail est dans $log." >&2
  exit 1
fi
[ $((SECONDS - started)) -lt 10 ] || echo "Construit en $((SECONDS - started)) s." >&2
