#!/bin/bash
# Everything: installs what is missing, builds, runs all tests, browser included, then the fast ones under
# the sanitizers. Ends with the closing line of the tests. Usage: scripts/test.sh
set -euo pipefail
cd "$(dirname "$0")/.."

SANITIZED=(domain read report write)

scripts/setup.sh tests
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
echo
grep -h 'tests passed' build/dev-tests.log | sed 's/$/ (sous surveillance)/' || true
grep -h 'tests passed' build/release-tests.log
exit $status
