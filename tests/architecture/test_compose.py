"""The office in containers with three databases says what deploy/ha says for three hosts."""

from __future__ import annotations

import configparser
import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from przystan.config.cli import build_parser

DEPLOY = Path(__file__).parents[2] / "deploy"
HERE, HA = DEPLOY / "compose", DEPLOY / "ha"
COMPOSE: dict[str, Any] = yaml.safe_load((HERE / "ha.yaml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
NAMES = ("db1", "db2", "db3")
SCRIPTS = sorted(HERE.glob("*.sh"))


def settings(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^(\w+)=(.*)$", path.read_text(), re.MULTILINE))


def test_there_are_three_of_each_that_decide_and_several_that_serve() -> None:
    images = Counter(s["image"].partition(":")[0] for s in SERVICES.values())
    assert images["quay.io/coreos/etcd"] == images["przystan-database"] == 3
    for name in ("pages", "worker"):
        assert SERVICES[name]["deploy"]["replicas"] >= 2
    first, last = map(int, re.findall(r":(\d+)-(\d+):8000$", SERVICES["pages"]["ports"][0])[0])
    assert last - first + 1 == SERVICES["pages"]["deploy"]["replicas"]


def test_every_name_leads_somewhere() -> None:
    volumes = {v.partition(":")[0] for s in SERVICES.values() for v in s.get("volumes", ())}
    assert volumes == set(COMPOSE["volumes"])
    secrets = {name for s in SERVICES.values() for name in s.get("secrets", ())}
    assert secrets == set(COMPOSE["secrets"])
    read = {name for script in SCRIPTS
            for name in re.findall(r"\$\(of (\w+)\)", script.read_text())}
    assert read == secrets
    for service in SERVICES.values():
        assert set(service.get("depends_on", ())) <= set(SERVICES)
        for file in service.get("env_file", ()):
            assert (HERE / f"{file}.example").resolve().is_file(), file
    copied = re.search(r"^COPY (.*) /etc/przystan/$",
                       (HERE / "Containerfile.database").read_text(), re.MULTILINE)
    assert copied
    assert {HERE / name for name in copied[1].split()} >= {*SCRIPTS, HERE / "pgbouncer.ini"}
    assert all((HERE / name).is_file() for name in copied[1].split())


def test_our_services_run_commands_of_the_tool_and_only_owners_know_the_owners_login() -> None:
    ours = {n: s for n, s in SERVICES.items() if s["image"] == "przystan"}
    assert set(ours) == {"migrate", "pages", "worker", "follow"}
    for name, service in ours.items():
        build_parser().parse_args(service["command"])
        assert ("owner.env" in service["env_file"]) == (name in {"migrate", "follow"}), name


def test_etcd_agrees_as_on_three_hosts() -> None:
    example = settings(HA / "etcd.example")
    for number, name in enumerate(NAMES, start=1):
        here = SERVICES[f"etcd{number}"]["environment"]
        assert set(here) == set(example)
        assert here["ETCD_NAME"] == name
        for key in ("ETCD_DATA_DIR", "ETCD_INITIAL_CLUSTER_STATE"):
            assert here[key] == example[key]
        peer = here["ETCD_INITIAL_ADVERTISE_PEER_URLS"]
        assert peer == f"http://etcd{number}:2380"
        assert f"{name}={peer}" in here["ETCD_INITIAL_CLUSTER"].split(",")
        assert here["ETCD_ADVERTISE_CLIENT_URLS"] == f"http://etcd{number}:2379"
        hosts = SERVICES[name]["environment"]["PATRONI_ETCD3_HOSTS"].split(",")
        assert f"etcd{number}:2379" in hosts


def test_patroni_decides_as_on_three_hosts() -> None:
    here = yaml.safe_load((HERE / "patroni.yml").read_text())
    example = yaml.safe_load((HA / "patroni.yml.example").read_text())
    assert here["scope"] == example["scope"]
    assert here["bootstrap"]["dcs"] == example["bootstrap"]["dcs"]
    assert here["bootstrap"]["initdb"] == example["bootstrap"]["initdb"]
    ours, theirs = here["postgresql"], example["postgresql"]
    for key in ("data_dir", "bin_dir"):
        assert ours[key] == theirs[key]
    assert set(ours["callbacks"]) == set(theirs["callbacks"])
    assert {k: v["username"] for k, v in ours["authentication"].items()} == {
        k: v["username"] for k, v in theirs["authentication"].items()}
    # The same may enter, here without TLS and from the network that all containers share.
    plain = {re.sub(r"hostssl", "host", line).replace("10.0.0.0/24", "samenet")
             for line in theirs["pg_hba"] if "127.0.0.1" not in line}
    assert set(ours["pg_hba"]) == plain
    for name in NAMES:
        environment = SERVICES[name]["environment"]
        assert environment["PATRONI_NAME"] == SERVICES[name]["hostname"] == name
        assert environment["PATRONI_POSTGRESQL_CONNECT_ADDRESS"] == f"{name}:5432"
        assert environment["PATRONI_RESTAPI_CONNECT_ADDRESS"] == f"{name}:8008"


def test_the_example_of_patroni_lets_pgbouncer_in_and_has_the_tls_that_it_asks_for() -> None:
    postgres = yaml.safe_load((HA / "patroni.yml.example").read_text())["postgresql"]
    bouncer = pool(HA / "pgbouncer.ini.example")
    host, port = re.findall(r"host=(\S+) port=(\d+)", bouncer["databases"]["przystan"])[0]
    addresses, _, own_port = postgres["listen"].rpartition(":")
    assert host in addresses.split(",")
    assert port == own_port
    assert any(f" {host}/32 " in line for line in postgres["pg_hba"])
    assert any(line.startswith("hostssl") for line in postgres["pg_hba"])
    assert postgres["parameters"]["ssl"] == "on"


def pool(path: Path) -> configparser.ConfigParser:
    found = configparser.ConfigParser(comment_prefixes=(";",), interpolation=None)
    found.read(path)
    return found


def test_pgbouncer_pools_as_on_three_hosts() -> None:
    here, example = pool(HERE / "pgbouncer.ini"), pool(HA / "pgbouncer.ini.example")
    own = {"listen_addr", "pidfile"}
    assert here["databases"] == example["databases"]
    assert {k: v for k, v in here["pgbouncer"].items() if k not in own} == {
        k: v for k, v in example["pgbouncer"].items() if k not in own}


@pytest.mark.parametrize("name", ["database.env", "owner.env"])
def test_the_addresses_are_those_of_the_page_with_the_containers_names(name: str) -> None:
    page = (DEPLOY / "README.md").read_text()
    for key, address in settings(HERE / f"{name}.example").items():
        told = re.search(
            rf"^{'DATABASE_POOLER_URL' if 'POOLER' in key else 'DATABASE_URL'}=(.*)$",
            page, re.MULTILINE)
        assert told
        assert parse_qs(urlsplit(address).query) == parse_qs(urlsplit(told[1]).query), key
        hosts = urlsplit(address).netloc.rpartition("@")[2].split(",")
        assert [host.partition(":")[0] for host in hosts] == list(NAMES)
        assert {host.partition(":")[2] for host in hosts} == (
            {"6432"} if "POOLER" in key else {""})


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_shell_understands_the_scripts(script: Path) -> None:
    done = subprocess.run(["sh", "-n", str(script)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_pgbouncer_follows_the_leader(tmp_path: Path) -> None:
    """By a program that stands for it and stays: begun once, ended when the role is lost."""
    began, pid = tmp_path / "began", tmp_path / "pgbouncer.pid"
    program = tmp_path / "pgbouncer"
    program.write_text(f"#!/bin/sh\necho x >> {began}\nsleep 60 & echo $! > {pid}\n")
    program.chmod(0o755)
    script = tmp_path / "follows.sh"
    script.write_text((HERE / "pgbouncer-follows.sh").read_text().replace(
        "/tmp/pgbouncer.pid", str(pid)))

    def told(*words: str) -> None:
        subprocess.run(["sh", str(script), *words, "przystan"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       env={"PATH": f"{tmp_path}:/usr/bin:/bin"})

    told("on_start", "replica")
    assert not began.exists()
    told("on_role_change", "primary")
    told("on_start", "primary")
    assert began.read_text() == "x\n"
    running = int(pid.read_text())
    told("on_role_change", "replica")
    assert not pid.exists()
    told("on_start", "primary")
    told("on_stop", "primary")
    assert not pid.exists()
    assert began.read_text() == "x\nx\n"
    assert not Path(f"/proc/{running}").exists() or "Z" in Path(
        f"/proc/{running}/stat").read_text().rpartition(")")[2].split()[0]
