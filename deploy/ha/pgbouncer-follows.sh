#!/bin/sh
# /etc/patroni/pgbouncer-follows.sh: Patroni calls it with what happens and the role that follows.
# A pooler remembers what its server said of itself while it could be written to, and would go on
# promising it. So it listens where PostgreSQL leads, and nowhere else. The user postgres may call
# systemctl for this one service (polkit, or sudo with exactly these two lines).
case "$1 $2" in
on_stop*) sudo systemctl stop pgbouncer ;;
*primary) sudo systemctl start pgbouncer ;;
*) sudo systemctl stop pgbouncer ;;
esac
