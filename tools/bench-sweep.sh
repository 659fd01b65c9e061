#!/usr/bin/env bash
# Measures the sweep of all clocks over many open needs on PostgreSQL: tools/bench-sweep.sh [ROWS] [PER CENT NEWLY LATE]
# First the rows are made in the database itself, then: a sweep that finds some newly late, and one that finds nothing new.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${1:-1000000} late=${2:-1}
work=$(mktemp -d); chmod 755 "$work"
cleanup() { [ -d "$work/pg/data" ] && tools/postgres.sh stop "$work/pg"; rm -rf "$work"; }
trap cleanup EXIT
dotnet build tools/Modular.Tools -c Release -v q -nologo -clp:NoSummary
tool="$PWD/tools/Modular.Tools/bin/Release/net10.0/Modular.Tools"
export DataFolder=$work/data Database__Kind=Postgres Database__Connection; Database__Connection=$(tools/postgres.sh start "$work/pg")
"$tool" demo >/dev/null
sql() { psql -h 127.0.0.1 -p "$(grep -oE 'Port=[0-9]+' <<<"$Database__Connection" | cut -d= -f2)" -U modular postgres -qAt -c "$1"; }
"$tool" job needs.sweep >/dev/null
columns=$(sql "SELECT string_agg(quote_ident(column_name), ',') FROM information_schema.columns WHERE table_schema = 'needs' AND table_name = 'need' AND column_name NOT IN ('id', 'number', 'source_ref', 'state', 'due_on', 'escalation', 'risk_told_on', 'escalated_on')")
sql "INSERT INTO needs.need (id, number, source_ref, state, due_on, escalation, $columns)
     SELECT 9000000000000000000 + g, 'B-' || g, 'bench:' || g, 'InHandling', CASE WHEN g % 100 < $late THEN CURRENT_DATE - 2 ELSE CURRENT_DATE + 200 END, 0, $columns
     FROM generate_series(1, $rows) g CROSS JOIN LATERAL (SELECT * FROM needs.need ORDER BY id OFFSET g % 500 LIMIT 1) n" >/dev/null
sql "ANALYZE needs.need"
echo "== $(sql "SELECT count(*) FROM needs.need WHERE state = 'InHandling'") open needs, $late per cent newly late"
"$tool" job needs.sweep
"$tool" job needs.sweep
