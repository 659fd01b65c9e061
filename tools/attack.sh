#!/usr/bin/env bash
# Attacks a host it starts itself on loopback with demo data, and says what held: tools/attack.sh [--postgres] [--hosts 2] [--tls]
# --postgres: a private PostgreSQL, or the empty database that ATTACK_POSTGRES names. --hosts 2: two hosts on it.
# --tls: behind an nginx of its own with a certificate made for the run. Exit code 1 when something is not held.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d); chmod 755 "$work"
cleanup() { [ -d "$work/pg/data" ] && tools/postgres.sh stop "$work/pg"; rm -rf "$work"; }
trap cleanup EXIT
options=()
while [ $# -gt 0 ]; do
  case $1 in
    --postgres) connection=${ATTACK_POSTGRES:-$(PG_OPTIONS="-c fsync=off" tools/postgres.sh start "$work/pg")}; options+=(--postgres "$connection") ;;
    --hosts) options+=(--hosts "$2"); shift ;;
    --tls) options+=(--tls) ;;
    *) echo "usage: tools/attack.sh [--postgres] [--hosts 2] [--tls]" >&2; exit 2 ;;
  esac
  shift
done
dotnet build host -nologo -v q -clp:NoSummary
dotnet build tools/Modular.Attack -nologo -v q -clp:NoSummary
dotnet tools/Modular.Attack/bin/Debug/net10.0/Modular.Attack.dll "$PWD/host/bin/Debug/net10.0/Modular.Host.dll" "${options[@]}"
