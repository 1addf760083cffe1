#!/bin/bash
# Builds Clausier and serves it, with the samples loaded when there is no base yet.
# Usage: scripts/run.sh [--data DIR] [options of "clausier serve"]
#        scripts/run.sh --once [--data DIR]    the same work without serving, and the reports
set -euo pipefail
cd "$(dirname "$0")/.."

once=no
data=data
options=()
while [ $# -gt 0 ]; do
  case $1 in
    --once) once=yes ;;
    --data) data=${2:?--data attend un dossier}; shift ;;
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
