#!/usr/bin/env bash
# Adds a migration for every context and both databases: tools/add-migration.sh NAME [module...]
# The designer files are folded into the migrations, so that a migration is one file.
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?usage: tools/add-migration.sh NAME [module...]}; shift
modules=("$@"); [ ${#modules[@]} -gt 0 ] || modules=(kernel needs projects partners appraisal)
dotnet tool restore >/dev/null
dotnet build tools/migrations -v q -nologo -p:UseSharedCompilation=false -p:RunAnalyzers=false
for module in "${modules[@]}"; do
  project=modules/$module; [ "$module" = kernel ] && project=shared-kernel/Modular.Kernel
  context=${module^}Db
  for provider in Sqlite Postgres; do
    folder=Data/Migrations/$provider
    dotnet ef migrations add "$name" --no-build --project "$project" --startup-project tools/migrations --context "$context$provider" --output-dir "$folder" > "${TMPDIR:-/tmp}/migration.$$" || { cat "${TMPDIR:-/tmp}/migration.$$" >&2; exit 1; }
    for designer in "$project/$folder"/*.Designer.cs; do
      migration=${designer%.Designer.cs}.cs
      id=$(basename "$migration" .cs)
      sed -i -E "s/^    (public )?partial class $name : Migration/    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof($context$provider))]\n    [Migration(\"$id\")]\n    internal partial class $name : Migration/" "$migration"
      sed -i -E 's/^using Microsoft.EntityFrameworkCore.Migrations;/&\nusing '"$(grep -hoE '^using Modular[A-Za-z.]*(Data|Store);' "$designer" | head -1 | sed 's/using //;s/;//')"';/' "$migration"
      rm "$designer"
    done
    echo "$module $provider: $name"
  done
done
