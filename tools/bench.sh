#!/usr/bin/env bash
# Measures import and pages on one database: tools/bench.sh sqlite|postgres [ROWS] [CSV]
# Prints: rows/s and peak memory of the import; start to first page; memory at rest; requests/s, p50, p99 at 16 connections.
# Needs wrk (Debian: apt-get install wrk) and, for postgres, PostgreSQL. Everything on loopback; SECONDS_EACH=8.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/bench-common.sh
kind=${1:?usage: tools/bench.sh sqlite|postgres [ROWS] [CSV]} rows=${2:-100000} file=${3:-} each=${SECONDS_EACH:-8}
work=$(mktemp -d); chmod 755 "$work"; port=$((20000 + RANDOM % 20000)); host=
cleanup() { [ -z "$host" ] || kill "$host" 2>/dev/null || true; [ -d "$work/pg/data" ] && tools/postgres.sh stop "$work/pg"; rm -rf "$work"; }
trap cleanup EXIT
dotnet build host -c Release -v q -nologo -clp:NoSummary && dotnet build tools/Modular.Tools -c Release -v q -nologo -clp:NoSummary
tool="$PWD/tools/Modular.Tools/bin/Release/net10.0/Modular.Tools"
export DataFolder=$work/data
if [ "$kind" = postgres ]; then export Database__Kind=Postgres Database__Connection; Database__Connection=$(tools/postgres.sh start "$work/pg"); fi
"$tool" demo >"$work/demo.log"
[ -n "$file" ] || { file=$work/needs.csv; "$tool" make-needs "$rows" "$file"; }
echo "== $kind, $rows rows"
/usr/bin/time -f "import: %e s whole, peak %M kB" "$tool" import "$file" --unit YH --errors "$work/errors.csv" 2> >(grep -a 'import:' >&2) || true
# What is old enough to be late is escalated now, not while pages are measured.
"$tool" job needs.sweep
password=$(awk '$1 == "district" { print $2 }' "$work/demo.log")
started=$(date +%s%N)
Logging__LogLevel__Default=Warning Limits__PublicPerMinute=1000000000 Limits__CodesPerMinute=1000000000 dotnet host/bin/Release/net10.0/Modular.Host.dll --contentRoot "$PWD/host" --urls "http://127.0.0.1:$port" >"$work/host.log" 2>&1 &
host=$!
until_ready "http://127.0.0.1:$port" $host "$work/host.log"
echo "start to first page: $((($(date +%s%N) - started) / 1000000)) ms"
jar=$work/jar
cookie=$(sign_in "http://127.0.0.1:$port" district "$password" "$jar")
number=$(curl -s -b "$jar" "http://127.0.0.1:$port/needs" | grep -oE 'XQ-[0-9]{4}-[0-9]{6}' | head -1)
database() { [ "$kind" != postgres ] || database_of "$work/pg"; }
page() { # NAME PATH; behind the figures: processor time per request in the host and in the database
  wrk -t1 -c16 -d4s -H "Cookie: $cookie" "http://127.0.0.1:$port$2" >/dev/null
  local h0 d0 h1 d1; h0=$(ticks $host); d0=$(ticks $(database))
  wrk -t1 -c16 -d"${each}s" --latency -H "Cookie: $cookie" "http://127.0.0.1:$port$2" | awk -v n="$1" '/50%/ {p50=$2} /99%/ {p99=$2} /Requests\/sec/ {r=$2} /Non-2xx/ {bad=" NOT GOOD: " $0} /requests in/ {all=$1} END {printf "%-28s %8.0f requests/s   p50 %8s   p99 %8s%s\n%d\n", n, r, p50, p99, bad, all}' >"$work/line"
  h1=$(ticks $host); d1=$(ticks $(database)); all=$(tail -1 "$work/line")
  head -1 "$work/line"
  awk -v h=$((h1 - h0)) -v d=$((d1 - d0)) -v n="$all" 'BEGIN { printf "%-28s processor time each: host %.2f ms, database %.2f ms\n", "", h * 10 / n, d * 10 / n }'
}
sleep 2; echo "memory at rest: $(awk '/VmRSS/ { printf "%.0f MB", $2 / 1024 }' /proc/$host/status)"
page "list" /needs
page "list, filtered by state" "/needs?state=InHandling"
page "list, filtered by unit" "/needs?unit=5"
page "search, two characters" "/needs?q=%E5%81%9C%E8%BD%A6"
page "need page" "/needs/$number"
page "tracking form (public)" /track
page "home (public)" /
t=$(curl -s -c "$jar.form" "http://127.0.0.1:$port/ask" | tee "$work/ask.html" | token)
unit=$(grep -oE '<option value="[0-9]+"' "$work/ask.html" | head -1 | grep -oE '[0-9]+')
printf '%s\n' "__RequestVerificationToken=$t" "Ticket={id}" "UnitId=$unit" "FromPlaceCode=False" "Public=false" "Text=小区门口路灯不亮，晚上行人摸黑走路，已经持续两个多月，希望安排人到现场看一看，谢谢。" >"$work/form"
# The tracking page itself: number and code of one request, sent as its form does.
ticket=$(grep -oE 'name="Ticket" value="[^"]+' "$work/ask.html" | sed 's/.*value="//'); [ -n "$ticket" ] || ticket=$(grep -oE 'value="[0-9a-f]{32}"' "$work/ask.html" | head -1 | grep -oE '[0-9a-f]{32}')
curl -s -o /dev/null -b "$jar.form" -c "$jar.form" --data-urlencode "__RequestVerificationToken=$t" -d "Ticket=$ticket&UnitId=$unit&FromPlaceCode=False&Public=false&Text=bench" "http://127.0.0.1:$port/ask"
curl -s -b "$jar.form" "http://127.0.0.1:$port/ask/receipt" >"$work/receipt.html"
tracked=$(grep -oE 'name="Number" value="[^"]+' "$work/receipt.html" | sed 's/.*value="//'); code=$(grep -oE 'name="Code" value="[^"]+' "$work/receipt.html" | sed 's/.*value="//')
printf '%s\n' "__RequestVerificationToken=$t" "Number=$tracked" "Code=$code" >"$work/track"
"$tool" load "http://127.0.0.1:$port/track" --name "tracking page with code" --seconds "$each" --cookie "$(grep form "$jar.form" | awk '{ print $6 "=" $7 }')" --form "$work/track" || true
"$tool" load "http://127.0.0.1:$port/ask" --name create --seconds "$each" --cookie "$(grep form "$jar.form" | awk '{ print $6 "=" $7 }')" --form "$work/form" || true
echo "memory after load: $(awk '/VmRSS/ { printf "%.0f MB", $2 / 1024 }' /proc/$host/status)"
"$tool" verify 2>/dev/null
