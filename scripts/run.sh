#!/bin/bash
# Builds Clausier and serves it, with the samples loaded when there is no base yet.
# Usage: scripts/run.sh [--data DIR] [options of "clausier serve"]
#        scripts/run.sh --once [--data DIR]    the same work without serving, and the reports
set -euo pipefail
cd "$(dirname "$0")/.."

# Through sudo, only the packages are root’s: what is built and loaded is made by, and stays with, who asked.
if [ "$(id -u)" -eq 0 ] && [ -n "${SUDO_USER:-}" ] && sudo -u "$SUDO_USER" test -w .; then
  scripts/setup.sh
  exec sudo -u "$SUDO_USER" -H scripts/run.sh "$@"
fi

once=no
data=data
options=()
while [ $# -gt 0 ]; do
  case $1 in
    --once) once=yes ;;
    --data) [ $# -gt 1 ] || { echo "--data attend un dossier" >&2; exit 2; }
      data=$2; shift ;;
    --help) sed -n '2,4s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) options+=("$1") ;;
  esac
  shift
done

if [ "$once" = yes ] && [ ${#options[@]} -gt 0 ]; then
  echo "--once ne prend pas d’autre option que --data : ${options[*]}" >&2
  exit 2
fi

scripts/setup.sh
scripts/build.sh release clausier
clausier=build/release/clausier

if [ "$once" = yes ]; then
  exec python3 scripts/once.py "$clausier" "$data"
fi

parent=$(dirname "$data")
mkdir -p "$parent"
exec 9< "$parent"  # one demonstration at a time
flock 9
if [ -e "$data/clausier.sqlite" ]; then
  echo "La base $data/clausier.sqlite est déjà là. Ses comptes :"
  "$clausier" user list --data "$data"
  echo "Mot de passe perdu : $clausier user reset --data $data --email ADRESSE"
else
  "$clausier" demo --data "$data"
fi
exec 9<&-
exec "$clausier" serve --data "$data" "${options[@]}"
