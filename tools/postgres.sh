#!/usr/bin/env bash
# A private PostgreSQL on loopback for tests and measuring: tools/postgres.sh start FOLDER | stop FOLDER
# start prints the connection string. PostgreSQL does not run as root, so as root it runs as the user postgres.
set -euo pipefail
folder=${2:?usage: tools/postgres.sh start|stop FOLDER}
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
[ -x "${bin:-}/initdb" ] || { echo "PostgreSQL is not installed (Debian: apt-get install postgresql)" >&2; exit 3; }
as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid postgres --regid postgres --init-groups -- env -C / "$@"; else "$@"; fi; }
case $1 in
  start)
    mkdir -p "$folder"; [ "$(id -u)" != 0 ] || chown postgres "$folder"; chmod 755 "$folder"
    port=${PGPORT:-$(python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])' 2>/dev/null || echo $((20000 + RANDOM % 20000)))}
    as "$bin/initdb" -D "$folder/data" -U modular --auth=trust --encoding=UTF8 --locale=C.UTF-8 >"$folder/init.log"
    # One role must give a password, so that a wrong one can be tried.
    as sed -i "1i host all guarded 127.0.0.1/32 scram-sha-256" "$folder/data/pg_hba.conf"
    as "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" -o "-c listen_addresses=127.0.0.1 -p $port -c unix_socket_directories=$folder -c shared_buffers=${PG_BUFFERS:-256MB} -c max_connections=400 ${PG_OPTIONS:-}" start >/dev/null
    echo "Host=127.0.0.1;Port=$port;Username=modular;Password=any;Database=postgres" ;;
  stop) as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null ;;
esac
