#!/bin/sh
# Patroni calls it with what happens and the role that follows: PgBouncer listens where PostgreSQL
# leads, and nowhere else (deploy/ha/pgbouncer-follows.sh says why).
pid=$(cat /tmp/pgbouncer.pid 2>/dev/null || true)
case "$1 $2" in
on_stop*) lead=no ;;
*primary) lead=yes ;;
*) lead=no ;;
esac
if [ "$lead" = yes ]; then
    [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null || pgbouncer --daemon /etc/przystan/pgbouncer.ini
elif [ -n "$pid" ]; then
    kill -KILL "$pid" 2>/dev/null || true
    rm -f /tmp/pgbouncer.pid
fi
