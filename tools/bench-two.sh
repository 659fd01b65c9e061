#!/usr/bin/env bash
# Two versions side by side, both hosts at once and asked in turn: tools/bench-two.sh BEFORE sqlite|postgres [ROWS]
# BEFORE is another checkout (git worktree add FOLDER COMMIT). Prints for each page, before and after: requests/s, and the
# milliseconds of processor of host and database for a request, median and least of ROUNDS (7) times SECONDS_EACH (2).
# Needs wrk and, for postgres, PostgreSQL. Everything on loopback.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/bench-common.sh
before=$(cd "${1:?usage: tools/bench-two.sh BEFORE sqlite|postgres [ROWS]}" && pwd)
kind=${2:?sqlite or postgres} rows=${3:-30000} rounds=${ROUNDS:-7} each=${SECONDS_EACH:-2}
work=$(mktemp -d); chmod 755 "$work"
declare -A root=([before]=$before [after]=$PWD) host=() port=() cookie=()
cleanup() {
  for v in before after; do
    [ -z "${host[$v]:-}" ] || kill "${host[$v]}" 2>/dev/null || true
    [ -d "$work/$v/pg/data" ] && "$PWD/tools/postgres.sh" stop "$work/$v/pg" || true
  done
  rm -rf "$work"
}
trap cleanup EXIT

prepare() { # VERSION: a demonstration with ROWS imported needs, and its host
  local v=$1 dir=$work/$1 tool password
  mkdir -p "$dir"; chmod 755 "$dir"
  (cd "${root[$v]}" && dotnet build host -c Release -v q -nologo -clp:NoSummary -p:UseSharedCompilation=false && dotnet build tools/Modular.Tools -c Release -v q -nologo -clp:NoSummary -p:UseSharedCompilation=false)
  tool=${root[$v]}/tools/Modular.Tools/bin/Release/net10.0/Modular.Tools
  export DataFolder=$dir/data
  if [ "$kind" = postgres ]; then export Database__Kind=Postgres Database__Connection; Database__Connection=$("$PWD/tools/postgres.sh" start "$dir/pg"); fi
  "$tool" demo >"$dir/demo.log"
  [ -f "$work/needs.csv" ] || "$tool" make-needs "$rows" "$work/needs.csv"
  "$tool" import "$work/needs.csv" --unit YH --errors "$dir/errors.csv" >/dev/null || true
  "$tool" job needs.sweep >/dev/null
  password=$(awk '$1 == "district" { print $2 }' "$dir/demo.log")
  port[$v]=$((20000 + RANDOM % 20000))
  Logging__LogLevel__Default=Warning Limits__PublicPerMinute=1000000000 dotnet "${root[$v]}/host/bin/Release/net10.0/Modular.Host.dll" --contentRoot "${root[$v]}/host" --urls "http://127.0.0.1:${port[$v]}" >"$dir/host.log" 2>&1 &
  host[$v]=$!
  until_ready "http://127.0.0.1:${port[$v]}" "${host[$v]}" "$dir/host.log"
  script_of_asking "http://127.0.0.1:${port[$v]}" "$dir/jar.form" "$dir/create.lua"
  cookie[$v]=$(sign_in "http://127.0.0.1:${port[$v]}" district "$password" "$dir/jar")
}

used() { # VERSION: processor ticks of the host and of its database
  local database=
  [ "$kind" != postgres ] || database=$(database_of "$work/$1/pg")
  ticks "${host[$1]}" $database
}

asked() { # VERSION SECONDS PATH [SCRIPT]: what wrk says
  local how=(-H "Cookie: ${cookie[$1]}")
  [ -z "${4:-}" ] || how=(-s "$work/$1/$4")
  wrk -t1 -c16 -d"${2}s" "${how[@]}" "http://127.0.0.1:${port[$1]}$3"
}

page() { # NAME PATH [SCRIPT]
  : >"$work/figures"
  # Both are compiled and warm before anything counts.
  for v in before after; do asked $v 4 "$2" ${3:-} >/dev/null; done
  for round in $(seq 1 "$rounds"); do
    for v in before after; do
      local t0 t1 line
      t0=$(used $v)
      line=$(asked $v "$each" "$2" ${3:-} | awk '/requests in/ { n = $1 } /Requests\/sec/ { r = $2 } /Non-2xx/ { bad = 1 } END { print n, r, bad + 0 }')
      t1=$(used $v)
      echo "$v $line $((t1 - t0))" >>"$work/figures"
    done
  done
  for v in before after; do
    awk -v v=$v '$1 == v { print $5 * 10 / $2, $3, $4 }' "$work/figures" | sort -n | awk -v n="$1" -v v=$v '
      { ms[NR] = $1; rate += $2; bad += $3 }
      END { printf "%-26s %-7s %7.0f requests/s   %.2f ms median, %.2f ms least%s\n", n, v, rate / NR, ms[int((NR + 1) / 2)], ms[1], bad ? "   NOT GOOD" : "" }'
  done
}

quiet() { # VERSION: waits until what runs at the start is done, two minutes at most
  local t0 t1
  for second in $(seq 2 2 120); do
    t0=$(used "$1")
    sleep 2
    t1=$(used "$1")
    [ $((t1 - t0)) -gt 6 ] || break
  done
  echo "$1: quiet after $second s"
}

for v in before after; do prepare $v; done
for v in before after; do quiet $v; done
echo "== $kind, $rows rows, both hosts at once, $rounds times $each s in turn; load $(cut -d' ' -f1 /proc/loadavg)"
page "list" /needs
page "list of one state" "/needs?state=InHandling"
page "search, two characters" "/needs?q=%E5%81%9C%E8%BD%A6"
page "smallest page, signed in" /
page "tracking form (public)" /track
page "create (resident's form)" /ask create.lua
