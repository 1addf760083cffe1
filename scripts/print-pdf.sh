#!/bin/sh
# Prints a report page as PDF with headless Chromium. The server never starts a process: this is for
# the person at the keyboard, or for cron.
# Usage: scripts/print-pdf.sh REPORT.html [OUTPUT.pdf]
#   REPORT.html comes from `clausier report --format html`, or from « Page à imprimer » on the site.
set -eu
[ $# -ge 1 ] || { sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2; }
page=$1
pdf=${2:-${page%.html}.pdf}
[ -r "$page" ] || { echo "cannot read $page" >&2; exit 1; }
browser=
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then browser=$name; break; fi
done
[ -n "$browser" ] || { echo "no Chromium found: install chromium, or print the page from any browser" >&2; exit 1; }
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
# Root, as in a container, cannot use the sandbox of Chromium; the page holds no script and loads nothing.
set -- --headless --disable-gpu --no-pdf-header-footer --user-data-dir="$profile" --print-to-pdf="$pdf"
[ "$(id -u)" -ne 0 ] || set -- "$@" --no-sandbox
"$browser" "$@" "file://$(cd "$(dirname "$page")" && pwd)/$(basename "$page")" 2>/dev/null
[ -s "$pdf" ] || { echo "Chromium wrote no PDF" >&2; exit 1; }
echo "$pdf"
