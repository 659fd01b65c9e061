#!/usr/bin/env bash
# An example client of the JSON interface: sends one need in, then asks where it stands.
# tools/api-client.sh ADDRESS KEY UNIT-CODE "TEXT"     (the key comes from the administrator's page "API keys")
set -euo pipefail
address=${1:?usage: api-client.sh ADDRESS KEY UNIT-CODE TEXT} key=${2:?} unit=${3:?} text=${4:?}
# The same key for the same matter: sent twice it is still one need.
once=$(printf '%s|%s' "$unit" "$text" | sha256sum | cut -c1-32)
body=$(printf '%s' "$text" | node -e 'let t="";process.stdin.on("data",d=>t+=d).on("end",()=>console.log(JSON.stringify({text:t,unit:process.argv[1]})))' "$unit")
made=$(curl -sS --fail-with-body -X POST "$address/api/v1/needs" -H "Authorization: Bearer $key" -H "Idempotency-Key: $once" -H "Content-Type: application/json" --data "$body")
echo "$made"
number=$(node -e 'console.log(JSON.parse(process.argv[1]).number)' "$made")
curl -sS --fail-with-body "$address/api/v1/needs/$number" -H "Authorization: Bearer $key"; echo
