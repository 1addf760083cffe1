#!/bin/bash
# Pages under load, over a generated base: at a fixed rate while a timesheet of 20 000 lines is being checked, then as fast
# as answers come, beside nginx with the same bytes and Flask with one query a page. Needs wrk, nginx, gunicorn, Flask.
# Usage: bench/http/run.sh FOLDER [LOTS 20000] [ENTRIES 10000000] [OFFICES 100] [RATE 200] [SECONDS 30]
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$(mkdir -p "$1" && cd "$1" && pwd)
lots=${2:-20000} entries=${3:-10000000} offices=${4:-100} rate=${5:-200} seconds=${6:-30}
base=$folder/base port=18180 nginx_port=18181 flask_port=18182
export VISITORS=$base/visitors.txt BASE=$base/clausier.sqlite

cmake --preset release -DCLAUSIER_BENCH=ON > /dev/null
cmake --build build/release --target clausier bench_http_base > /dev/null
build/release/bench/bench_http_base "$base" "$lots" "$entries" "$offices"
[ -f "$folder/releve.csv" ] || /usr/bin/python3 bench/timesheets/make_files.py "$folder" 20000

started=()
trap 'kill "${started[@]}" 2> /dev/null || true' EXIT
answers() { for _ in $(seq 600); do curl -s -o /dev/null "http://127.0.0.1:$1/" && return; sleep 0.2; done; return 1; }
build/release/clausier serve --data "$base" --listen "127.0.0.1:$port" > "$folder/serve.log" 2>&1 &
started+=($!)
server=$!
answers $port

load() { TITLE=$1 wrk -t"$2" -c"$3" -d"${seconds}s" -s bench/http/requests.lua "http://127.0.0.1:$4" | grep requests/s; }

# The public check of a file, again and again. The server limits each client and each neighbourhood: they change.
check_timesheets() {
  local n=0
  while true; do
    n=$((n + 1))
    curl -s -o /dev/null -w '%{http_code}\n' --interface "127.$((n % 250 + 1)).0.1" -H "Origin: http://127.0.0.1:$port" -F mois=2026-05 \
      -F "fichier=@$folder/releve.csv;type=text/csv" "http://127.0.0.1:$port/verifier" >> "$folder/checked.txt"
  done
}

RATE=$rate THREADS=2 load "$rate requests/s" 2 20 $port
: > "$folder/checked.txt"
check_timesheets & started+=($!); checking=$!
RATE=$rate THREADS=2 load "$rate requests/s, a timesheet of 20 000 lines being checked" 2 20 $port
kill $checking
echo "  timesheets checked meanwhile, by status: $(sort "$folder/checked.txt" | uniq -c | tr -s ' \n' ' ')"
# Searches are limited by person: left out of what asks as fast as it can.
for page in /tableau /lots; do PAGES=$page load "Clausier, $page" 1 8 $port; done
grep -i '^VmHWM' "/proc/$server/status" | sed 's/^VmHWM:/  memory of the server at most:/'

# The same bytes, as files.
mkdir -p "$folder/www/tableau" "$folder/www/lot" "$folder/www/recherche"
read -r token lot < "$VISITORS"
for pair in "tableau /tableau" "lot $lot" "recherche /marches?texte=travaux"; do
  set -- $pair
  curl -s -H "Cookie: __Host-sid=$token" "http://127.0.0.1:$port$2" > "$folder/www/$1/index.html"
done
cat > "$folder/nginx.conf" <<CONF
worker_processes 2; pid $folder/nginx.pid; error_log $folder/nginx.log; daemon off;
events {}
http { access_log off; client_body_temp_path $folder; proxy_temp_path $folder; fastcgi_temp_path $folder; uwsgi_temp_path $folder; scgi_temp_path $folder;
  default_type text/html; server { listen 127.0.0.1:$nginx_port; root $folder/www; location / { try_files \$uri/index.html =404; } } }
CONF
nginx -c "$folder/nginx.conf" & started+=($!)
(cd bench/http && exec gunicorn --log-level warning -w 2 -b "127.0.0.1:$flask_port" flask_page:application 2> "$folder/flask.log") & started+=($!)
answers $nginx_port; answers $flask_port
PAGES=plain load "nginx, the same bytes" 1 8 $nginx_port
PAGES=plain load "Flask, one query a page" 1 8 $flask_port
