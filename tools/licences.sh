#!/usr/bin/env bash
# Writes docs/licences.md again after packages changed. Fails on a licence that is unknown or not allowed.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet restore Modular.slnx -nologo -v q
[ -d host/client/node_modules ] || (cd host/client && npm ci --no-audit --no-fund --silent)
node tools/licences.mjs
