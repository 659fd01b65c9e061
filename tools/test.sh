#!/usr/bin/env bash
# Checks the format, builds with warnings as errors and runs all tests: on SQLite, on a private PostgreSQL, in real Chromium.
# A missing database or browser is skipped loudly here and is a failure with CI=true. Ends with "N passed, N failed[, N skipped]".
set -uo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d); chmod 755 "$work"
cleanup() { [ -d "$work/pg/data" ] && tools/postgres.sh stop "$work/pg"; rm -rf "$work"; }
trap cleanup EXIT
if ! { dotnet tool restore >"$work/tools" 2>&1 || { cat "$work/tools"; false; }; } || ! dotnet csharpier check .; then
  echo "The format differs: run dotnet csharpier format ."; echo "0 passed, 1 failed"; exit 1
fi
dotnet build Modular.slnx -nologo -v q -clp:NoSummary || { echo "The build failed."; echo "0 passed, 1 failed"; exit 1; }
if [ -z "${MODULAR_TEST_POSTGRES:-}" ]; then
  if connection=$(PG_OPTIONS="-c fsync=off -c full_page_writes=off -c max_wal_size=256MB" tools/postgres.sh start "$work/pg"); then export MODULAR_TEST_POSTGRES=$connection; else echo "SKIPPED: everything on PostgreSQL (see above)"; fi
fi
export MODULAR_CHROMIUM=${MODULAR_CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[ -n "$MODULAR_CHROMIUM" ] || echo "SKIPPED: everything in the browser: no Chromium was found (Debian: apt-get install chromium fonts-noto-cjk)"
passed=0 failed=0 skipped=0
mkdir "$work/tmp"
for project in ${TESTS:-Kernel Plugins Tools Architecture Needs Projects Partners Appraisal Journeys Matrix Browser}; do
  TMPDIR=$work/tmp dotnet test "tests/$project" --no-build -nologo -v q --logger "console;verbosity=minimal" 2>&1 | tee "$work/out" | grep -vE '^(Test run for|A total of|Starting test|$)'
  line=$(grep -E '(Passed|Failed|Skipped)! +- Failed:' "$work/out" | tail -1)
  if [ -z "$line" ]; then echo "$project: the test run did not end"; failed=$((failed + 1)); continue; fi
  number() { sed -E "s/.*$1: +([0-9]+).*/\1/" <<<"$line"; }
  passed=$((passed + $(number Passed))) failed=$((failed + $(number Failed))) skipped=$((skipped + $(number Skipped)))
done
echo
[ "$skipped" = 0 ] && echo "$passed passed, $failed failed" || echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
