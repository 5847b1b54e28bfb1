#!/bin/sh
# Give Patroni its passwords, PgBouncer the office's, and begin.
set -eu
umask 077
of() { cat "/run/secrets/$1"; }
PATRONI_SUPERUSER_PASSWORD=$(of superuser_password)
PATRONI_REPLICATION_PASSWORD=$(of replication_password)
PATRONI_REWIND_PASSWORD=$(of rewind_password)
export PATRONI_SUPERUSER_PASSWORD PATRONI_REPLICATION_PASSWORD PATRONI_REWIND_PASSWORD
printf '"przystan_office" "%s"\n' "$(of office_password)" > /etc/pgbouncer/userlist.txt
exec /opt/patroni/bin/patroni /etc/przystan/patroni.yml
