"""What deploy/ says can be run: its commands are the tool's, its settings are read somewhere."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from przystan.config.cli import build_parser

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
SETTINGS = (ROOT / "docs" / "reference" / "settings.md").read_text()
ELSEWHERE = {"PRZYSTAN_BACKUP_ARGUMENTS", "PRZYSTAN_ENGINE_WEBSOCKET"}


def parses(words: list[str]) -> None:
    build_parser().parse_args(words)


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_a_unit_runs_a_command_of_the_tool(unit: Path) -> None:
    text = unit.read_text()
    commands = re.findall(r"^Exec\w+=(.*)$", text, re.MULTILINE)
    assert commands
    for command in commands:
        program, *words = shlex.split(
            command.replace("$PRZYSTAN_BACKUP_ARGUMENTS", "--recipient age1x"))
        assert program == "/opt/przystan/bin/przystan"
        parses(words)
    # Who serves pages never knows the owner's login.
    owns = "owner.env" in text
    assert owns == (unit.stem.rpartition("-")[2] in {"migrate", "backup", "follow", "rehearsal"})
    assert "NoNewPrivileges=yes" in text
    assert "User=przystan" in text


def test_each_timer_has_its_service() -> None:
    timers = {path.stem for path in (DEPLOY / "systemd").glob("*.timer")}
    assert timers
    assert timers <= {path.stem for path in UNITS}


def test_settings_of_the_examples_are_read_by_the_product() -> None:
    for name in ("przystan.env.example", "owner.env.example"):
        for setting in re.findall(r"^([A-Z_]+)=", (DEPLOY / name).read_text(), re.MULTILINE):
            assert setting in ELSEWHERE or f"`{setting}`" in SETTINGS, setting


def test_the_containers_run_commands_of_the_tool() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    ours = [s for s in services.values() if "command" in s]
    assert len(ours) >= 4
    for service in ours:
        parses(service["command"])
        owns = "owner.env" in service["env_file"]
        assert owns == (service["command"][0] in {"migrate", "backup"})


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_understands_the_units() -> None:
    done = subprocess.run(["systemd-analyze", "verify", *map(str, UNITS)],
                          capture_output=True, text=True)
    # The program is not installed here; that it is missing may be the only complaint.
    others = [line for line in done.stderr.splitlines()
              if "is not executable" not in line and "/deploy/systemd/" in line]
    assert not others
    assert "Unknown" not in done.stderr


def test_the_proxy_ends_tls_forges_nothing_and_writes_no_address_of_a_page() -> None:
    text = (DEPLOY / "nginx.conf").read_text()
    assert re.findall(r"ssl_protocols (.*);", text) == ["TLSv1.2 TLSv1.3"]
    clear, secret = text.split("listen 443")
    assert "proxy_pass" not in clear
    assert re.search(r"location ~ \^/\(api\|edge\)/ \{ return 403; \}", clear)
    assert secret.count("X-Forwarded-For $remote_addr;") == secret.count("X-Forwarded-For")
    form = re.search(r"log_format office (.*?);", text, re.DOTALL)
    assert form
    assert not re.search(r"\$(request|request_uri|uri|args|http_referer)\b", form[1])
    assert re.findall(r"access_log (.*);", text) == ["/var/log/nginx/przystan.log office"]
