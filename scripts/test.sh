#!/bin/bash
# Everything: installs what is missing, builds, runs all tests, browser included, then the fast ones under
# the sanitizers. Ends with the closing line of the tests. With --long, the readers are fuzzed too, a minute each,
# and a report of 1,100,000 lines is written and read back.
# Usage: scripts/test.sh [--long]
set -euo pipefail
cd "$(dirname "$0")/.."

# Through sudo, only the packages are root’s: what is built and loaded is made by, and stays with, who asked.
if [ "$(id -u)" -eq 0 ] && [ -n "${SUDO_USER:-}" ] && sudo -u "$SUDO_USER" test -w .; then
  scripts/setup.sh tests
  exec sudo -u "$SUDO_USER" -H scripts/test.sh "$@"
fi

case "${1:-}" in
  "" | --long) ;;
  *) echo "Usage : scripts/test.sh [--long]" >&2; exit 2 ;;
esac
long=${1:-}

SANITIZED=(domain read report write)

scripts/setup.sh tests ${long:+long}
scripts/build.sh release
scripts/build.sh dev "${SANITIZED[@]/#/test_}"

status=0
run_tests() {
  ctest --test-dir "build/$1" --parallel "$(nproc)" --output-on-failure --no-tests=error "${@:2}" | tee "build/$1-tests.log" || status=1
}
echo "Tests rapides, mémoire et comportements indéfinis surveillés :"
run_tests dev --label-regex "^($(IFS='|'; echo "${SANITIZED[*]}"))\$"
echo "Tous les tests :"
run_tests release
if [ -n "$long" ]; then
  echo "Lecteurs soumis à des fichiers tirés au hasard :"
  scripts/build.sh fuzz fuzzers
  tests/fuzz/run.sh build/fuzz 60 || status=1
  echo "Un rapport de 1 100 000 lignes du registre :"
  /usr/bin/python3 tests/long/ledger_test.py build/release/clausier || status=1
  echo "Serveur tué 200 fois à chaque sorte de moment :"
  python3 tests/robustness/killed.py build/release/clausier "$PWD" 200 || status=1
fi
echo
grep -h 'tests passed' build/dev-tests.log | sed 's/$/ (sous surveillance)/' || true
grep -h 'tests passed' build/release-tests.log
exit $status
