#!/usr/bin/env bash
# Measures background work on both databases: asked and done a second, wait until begun, idle processor, recovery after kill -9.
# tools/bench-jobs.sh [N]. Needs PostgreSQL. Everything on loopback.
set -euo pipefail
cd "$(dirname "$0")/.."
many=${1:-1000} work=$(mktemp -d); chmod 755 "$work"
cleanup() { [ -d "$work/pg/data" ] && tools/postgres.sh stop "$work/pg"; rm -rf "$work"; }
trap cleanup EXIT
dotnet build tests/Benchmarks -c Release -v q -nologo -clp:NoSummary
MODULAR_TEST_POSTGRES=$(tools/postgres.sh start "$work/pg"); export MODULAR_TEST_POSTGRES
for kind in Sqlite Postgres; do tests/Benchmarks/bin/Release/net10.0/Modular.Benchmarks jobs "$kind" "$many" | grep "^$kind"; done
