#!/bin/sh
# Patroni calls it once, with the address of the first leader: the two logins and the database.
set -eu
of() { cat "/run/secrets/$1"; }
psql "$1" --quiet --set ON_ERROR_STOP=1 \
    --set owner_password="$(of owner_password)" --set office_password="$(of office_password)" <<'SQL'
CREATE ROLE przystan_owner LOGIN REPLICATION PASSWORD :'owner_password';
CREATE ROLE przystan_office LOGIN PASSWORD :'office_password';
CREATE DATABASE przystan OWNER przystan_owner;
\connect przystan
GRANT pg_read_all_data TO przystan_owner;
GRANT EXECUTE ON FUNCTION pg_create_restore_point(text), pg_switch_wal() TO przystan_owner;
SQL
