#!/bin/bash
# Runs every fuzz target over seeds from the project's own samples; stops at the first crash, memory over 512 MB or
# input slower than 5 s. Usage: tests/fuzz/run.sh BUILD_DIRECTORY [SECONDS_EACH, default 60] [READER…]
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$1 seconds=${2:-60}
readers=("${@:3}")
[ ${#readers[@]} -gt 0 ] || readers=(csv xlsx ods timesheet tracker decp_json decp_xml decp_csv notice)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Seeds of a kind: files of these folders with these endings, under their own kind of name.
seeds() {  # KIND, endings separated by |, folders…
  local kind=$1 endings=$2 sample
  mkdir -p "$work/$kind"
  while IFS= read -r -d '' sample; do
    cp "$sample" "$work/$kind/$(echo "$sample" | tr / _)"
  done < <(find "${@:3}" -type f -regextype posix-extended -regex ".*\.($endings)" -size -64k -print0)
}
seeds sheets 'csv|txt|xlsx|ods' tests/read/quirks tests/read/fixtures samples/timesheets
seeds contracts_json json samples/contracts
seeds contracts_xml xml samples/contracts
seeds contracts_csv csv tests/fuzz/seeds
seeds notices xml tests/read/fixtures/notices
# The parts of the archives too: mutations inside them are not stopped by a checksum.
while IFS= read -r -d '' archive; do
  part=$work/sheets/$(echo "$archive" | tr / _).part
  case $archive in
    *.xlsx) python3 -m zipfile -e "$archive" "$work/part" && cp "$work"/part/xl/worksheets/sheet1.xml "$part" 2>/dev/null || true ;;
    *.ods) python3 -m zipfile -e "$archive" "$work/part" && cp "$work/part/content.xml" "$part" 2>/dev/null || true ;;
  esac
  rm -rf "$work/part"
done < <(find tests/read/quirks tests/read/fixtures -type f \( -name '*.xlsx' -o -name '*.ods' \) -print0)

for reader in "${readers[@]}"; do
  case $reader in
    decp_*) kind=contracts_${reader#decp_} ;;
    notice) kind=notices ;;
    *) kind=sheets ;;
  esac
  mkdir "$work/found-$reader"
  echo "fuzz_$reader : $(find "$work/$kind" -type f | wc -l) graines, $seconds s"
  "$build/tests/fuzz/fuzz_$reader" -max_total_time="$seconds" -rss_limit_mb=512 -timeout=5 -max_len=65536 -print_final_stats=1 \
    -artifact_prefix="$build/crash-$reader-" "$work/found-$reader" "$work/$kind" 2>"$build/fuzz-$reader.log" || {
      tail -40 "$build/fuzz-$reader.log" >&2
      exit 1
    }
  grep -E 'stat::(number_of_executed_units|peak_rss_mb)' "$build/fuzz-$reader.log"
done
