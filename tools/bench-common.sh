# Shared by the scripts that measure a running host; sourced, not run.

# The antiforgery token of the page on the standard input.
token() { grep -oE '__RequestVerificationToken" type="hidden" value="[^"]+' | head -1 | sed 's/.*value="//'; }

# PID...: processor ticks (10 ms) used so far, with those of ended children.
ticks() {
  for p in "$@"; do cut -d' ' -f14-17 "/proc/$p/stat" 2>/dev/null || true; done |
    awk '{ s += $1 + $2 + $3 + $4 } END { print s + 0 }'
}

# FOLDER: the processes of the PostgreSQL that tools/postgres.sh started there.
database_of() { pgrep -P "$(head -1 "$1/data/postmaster.pid")" | xargs; }

# ADDRESS PID LOG: waits until the host answers; where it ended instead, prints its log and fails.
until_ready() {
  until curl -s -o /dev/null "$1/"; do
    kill -0 "$2" || { cat "$3"; return 1; }
    sleep 0.02
  done
}

# ADDRESS ACCOUNT PASSWORD JAR: signs in and prints the cookies as a header's value.
sign_in() {
  local t
  t=$(curl -s -c "$4" "$1/sign-in" | token)
  curl -s -o /dev/null -b "$4" -c "$4" --data-urlencode "Input.Name=$2" --data-urlencode "Input.Password=$3" \
    --data-urlencode "__RequestVerificationToken=$t" "$1/sign-in"
  grep -E 'session|form' "$4" | awk '{ printf "%s=%s; ", $6, $7 }'
}

# ADDRESS JAR FILE: reads the resident's form once and writes a script for wrk that sends it, a new request each time.
script_of_asking() {
  local page t unit
  page=$(curl -s -c "$2" "$1/ask")
  t=$(token <<<"$page")
  unit=$(grep -oE '<option value="[0-9]+"' <<<"$page" | head -1 | grep -oE '[0-9]+')
  cat >"$3" <<LUA
local function encoded(text)
  return (text:gsub("[^%w]", function(c) return string.format("%%%02X", c:byte()) end))
end
local start, count = os.time(), 0
local rest = "&__RequestVerificationToken=" .. encoded("$t") .. "&UnitId=$unit&FromPlaceCode=False&Public=false&Text="
  .. encoded("小区门口路灯不亮，晚上行人摸黑走路，已经持续两个多月，希望安排人到现场看一看，谢谢。")
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["Cookie"] = "$(grep form "$2" | awk '{ printf "%s=%s; ", $6, $7 }')"
request = function()
  count = count + 1
  return wrk.format(nil, nil, nil, string.format("Ticket=%016x%016x", start, count) .. rest)
end
LUA
}
