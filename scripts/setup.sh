#!/bin/bash
# Installs what is missing on Debian 12, and says what: the Debian packages needed to build, with the
# word "tests" those needed to test, browser included, and with "long" those of the fuzz targets. Quiet
# and quick when nothing is missing. Usage: scripts/setup.sh [tests [long]]
set -euo pipefail
cd "$(dirname "$0")/.."

BUILD_PACKAGES=(g++ cmake ninja-build ccache pkg-config python3 tzdata
  libpoco-dev libsqlite3-dev libsimdjson-dev libpugixml-dev libexpat1-dev libminizip-dev zlib1g-dev libxlsxwriter-dev
  libsodium-dev libhowardhinnant-date-dev libkainjow-mustache-dev libcli11-dev catch2)
TEST_PACKAGES=(python3-openpyxl libxml2-utils fonts-dejavu-core ca-certificates)
LONG_PACKAGES=(clang libclang-rt-dev)
BROWSER_TESTS=tests/browser

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing_packages() {
  local package
  for package in "$@"; do is_installed "$package" || echo "$package"; done
}

# Programs that may come from elsewhere than Debian: only their absence counts.
missing_programs() {
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
  command -v chromium >/dev/null || echo chromium
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else
    echo "Ces paquets demandent les droits d’administration : relancez en root, ou installez sudo." >&2
    exit 1
  fi
}

# Through sudo, what is no package is made by, and stays with, who asked.
as_invoker() {
  if [ "$(id -u)" -eq 0 ] && [ -n "${SUDO_USER:-}" ] && sudo -u "$SUDO_USER" test -w .; then sudo -u "$SUDO_USER" -H "$@"
  else "$@"
  fi
}

install_packages() {
  echo "Paquets Debian manquants, installés maintenant : $*" >&2
  local lock=(-o DPkg::Lock::Timeout=600)
  as_root env DEBIAN_FRONTEND=noninteractive apt-get "${lock[@]}" -qq update >&2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get "${lock[@]}" -qq install -y --no-install-recommends "$@" >&2
}

# The modules of the browser tests follow their lockfile; a stamp remembers which one.
install_modules() {
  [ -f "$BROWSER_TESTS/package-lock.json" ] || return 0
  local stamp=$BROWSER_TESTS/node_modules/.lockfile-sha256 wanted
  wanted=$(sha256sum "$BROWSER_TESTS/package-lock.json" | cut -d' ' -f1)
  [ "$(cat "$stamp" 2>/dev/null || true)" = "$wanted" ] && return 0
  echo "Modules des tests de navigateur, installés maintenant : npm ci dans $BROWSER_TESTS" >&2
  as_invoker npm ci --prefix "$BROWSER_TESTS" --ignore-scripts --no-audit --no-fund --loglevel=error >&2
  as_invoker tee "$stamp" <<< "$wanted" > /dev/null
}

wanted=("${BUILD_PACKAGES[@]}")
programs=()
if [ "${1:-}" = tests ]; then
  wanted+=("${TEST_PACKAGES[@]}")
  mapfile -t programs < <(missing_programs)
fi
[ "${2:-}" != long ] || wanted+=("${LONG_PACKAGES[@]}")
mapfile -t missing < <(missing_packages "${wanted[@]}")
missing+=("${programs[@]}")
[ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
[ "${1:-}" != tests ] || install_modules
