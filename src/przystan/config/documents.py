"""./dev docs: the pages that are made from the code, so that they cannot lie.

Settings, permissions, commands, ports, the record of processing, figures, the house's diagram. A
test compares every page with what this module would write.
"""

from __future__ import annotations

import argparse
import ast
import configparser
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

ENVIRONMENT = re.compile(
    r'(?:environ\.get|setdefault)\(\s*"([A-Z0-9_]+)"(?:, "([^"]*)")?')
MEANINGS = {
    "DATABASE_POOLER_URL": "the office's login by way of PgBouncer in transaction mode, for the "
                           "pages alone; all else goes by DATABASE_URL, which leads to PostgreSQL",
    "DATABASE_URL": "the office's login to PostgreSQL, several hosts with commas; without it the "
                    "embedded server is used",
    "DATABASE_OWNER_URL": "the owner's login, which migrates; DATABASE_URL when left out",
    "DATABASE_OFFICE_URL": "whose rights a migration grants: set by the runner",
    "DJANGO_SETTINGS_MODULE": "which settings: demo, production, test",
    "PRZYSTAN_ADDRESS": "how people reach the office: the beginning of links in messages",
    "PRZYSTAN_TICKET_PRINTERS": "ticket printers of the halls by branch: SZ=host:9100,KO=host; "
                                "without it tickets are simulated in the demo, and wait elsewhere",
    "PRZYSTAN_CHROMIUM": "the browser of the browser tests, when it is not called chromium",
    "PRZYSTAN_CLIENT_ADDRESS_HEADER": "where the asker's network address stands; behind a proxy "
                                      "HTTP_X_FORWARDED_FOR, whose last part is the proxy's",
    "PRZYSTAN_PRACTICE_OF": "who practises in this private copy of the demo office",
    "PRZYSTAN_PRACTICE_SINCE": "since when, as ISO 8601; without it there are no tasks",
    "PRZYSTAN_CLOCK_OFFSET": "seconds by which a demo office's clock is shifted",
    "PRZYSTAN_GS1_PREFIX": "the office's GS1 company prefix, 6 to 12 digits: folders get tag "
                           "numbers GDTI-96 with it; without one, numbers of the closed profile "
                           "(the demo uses GS1's documentation prefix)",
    "PRZYSTAN_DOCUMENT_DEVICE_URL": "the web service of the document authenticity device; without "
                                    "it the demo simulates one, and elsewhere its reports are "
                                    "taken as files",
    "PRZYSTAN_ENGINE_AMI_PORT": "the telephony engine's manager port",
    "PRZYSTAN_ENGINE_WEBSOCKET": "Where operators' browsers reach the engine as telephones; behind "
                                 "TLS a wss:// address that a proxy leads to its /ws.",
    "PRZYSTAN_ENGINE_HOME": "the telephony engine's folder; engine under PRZYSTAN_HOME when left "
                            "out",
    "PRZYSTAN_ENGINE_HOST": "the address on which the telephony engine listens",
    "PRZYSTAN_ENGINE_HTTP_PORT": "the telephony engine's HTTP and WebSocket port",
    "PRZYSTAN_ENGINE_SIP_PORT": "the telephony engine's SIP port",
    "PRZYSTAN_HOME": "where state lives: environment, embedded database, static files",
    "PRZYSTAN_IDLE_MINUTES": "minutes without an act after which a member of staff signs in again; "
                             "0 for never",
    "PRZYSTAN_HOSTS": "names under which the office may be reached, with commas",
    "PRZYSTAN_LABEL_PRINTERS": "label printers by branch: SZ=host:9100,KO=host; without it "
                               "labels are simulated in the demo, and wait elsewhere",
    "PRZYSTAN_MAILBOX": "where letters by e-mail come to: imaps://user@host/INBOX, or "
                        "file:///folder with .eml files",
    "PRZYSTAN_MAILBOX_PASSWORD": "the password of that mailbox",
    "PRZYSTAN_MAIL_FROM": "the sender of the office's mail",
    "PRZYSTAN_DATA_LICENCE": "the address of the licence of published figures",
    "PRZYSTAN_OFFICE": "the office's name on every page",
    "PRZYSTAN_PGBIN": "the folder of PostgreSQL's programs for the embedded server",
    "PRZYSTAN_POOL": "database connections a process may hold",
    "PRZYSTAN_BADGE_KEY": "64 hexadecimal digits; signs training badges, none is issued without it",
    "PRZYSTAN_PSEUDONYM_KEY": "32 characters or more; makes pseudonyms of persons: never change it",
    "PRZYSTAN_PYTHON": "the Python that ./dev shall use",
    "PRZYSTAN_SECRET_KEY": "at least 50 random characters; a production office needs it",
    "PRZYSTAN_SMS_GATEWAY": "the name of the gateway that hands incoming SMS over",
    "PRZYSTAN_SMS_INCOMING_SECRET": "the secret by which that gateway signs them; without it "
                                    "/sms/incoming/ answers 404",
    "PRZYSTAN_SMS_TOKEN": "the SMS gateway's token",
    "PRZYSTAN_SMS_URL": "the SMS gateway's address; without it SMS are simulated in the demo, "
                        "and wait elsewhere",
    "PRZYSTAN_SMTP_HOST": "the mail server; without it mail is simulated in the demo, and waits "
                          "elsewhere",
    "PRZYSTAN_SMTP_PASSWORD": "the mail server's password",
    "PRZYSTAN_SMTP_PORT": "the mail server's port",
    "PRZYSTAN_SMTP_TLS": "1 for STARTTLS, 0 without",
    "PRZYSTAN_FIGURES_KEPT_SECONDS":
        "after how many seconds a screen's figures are counted again; 0: whenever it is opened",
    "PRZYSTAN_MAIL_FILES_MB": "how many megabytes of files a letter may carry",
    "PRZYSTAN_SMTP_USER": "the mail server's user",
}
NOTE = "This page is made from the code by `./dev docs`.\n"


def pages(root: Path) -> dict[str, str]:
    """Return every made page by its path under docs/."""
    made = {
        "reference/settings.md": _settings(root), "reference/permissions.md": _permissions(),
        "reference/commands.md": _commands(), "reference/ports.md": _ports(root),
        "reference/processing.md": _processing(), "figures/README.md": _figures(),
    }
    house = (root / "docs" / "house.md").read_text("utf-8")
    made["house.md"] = re.sub(
        r"(<!-- diagram -->\n).*?(<!-- end -->)",
        lambda m: m[1] + _diagram(root) + m[2], house, flags=re.S)
    return made


def write_pages(root: Path) -> int:
    """Write every made page and say how many."""
    made = pages(root)
    for name, text in made.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    print(f"{len(made)} pages")
    return 0


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _settings(root: Path) -> str:
    found: dict[str, str] = {}
    for path in [*sorted((root / "src" / "przystan").rglob("*.py")), root / "dev"]:
        if "tests" not in path.parts and path.name != "documents.py":
            text = path.read_text("utf-8")
            found |= {name: default for name, default in ENVIRONMENT.findall(text)
                      if name.startswith(("PRZYSTAN_", "DATABASE_", "DJANGO_"))}
    found["PRZYSTAN_PYTHON"] = ""
    rows = [(f"`{name}`", MEANINGS[name], f"`{default}`" if default else "")
            for name, default in sorted(found.items())]
    return f"# Settings\n\n{NOTE}\n" + _table(("variable", "meaning", "default"), rows)


def _permissions() -> str:
    from przystan.platform.accounts.types import (
        BOUND_TO_BRANCH,
        PERSONAL_DATA,
        ROLE_PERMISSIONS,
        Permission,
    )

    rows = [
        (f"`{p.value}`", "yes" if p in PERSONAL_DATA else "",
         "yes" if p in BOUND_TO_BRANCH else "",
         ", ".join(sorted(r.value for r, held in ROLE_PERMISSIONS.items() if p in held)))
        for p in Permission
    ]
    about = (
        "A role is granted within a unit and a branch, or across all. Whoever holds a permission "
        "that opens personal data signs in with a second factor. Bound to the branch: acts on a "
        "folder, a case, a ticket of its own branch alone; what is not bound acts on the whole "
        "office's.\n\n"
    )
    header = ("permission", "opens personal data", "bound to the branch", "roles")
    return f"# Permissions\n\n{NOTE}\n{about}" + _table(header, rows)


def _commands() -> str:
    from przystan.config.cli import build_parser

    parts = []
    for name, parser in _parsers(build_parser(), "przystan"):
        help_text = parser.format_help().replace(parser.prog, name)
        parts.append(f"## {name}\n\n```\n{help_text.strip()}\n```\n")
    return f"# Commands\n\n{NOTE}\n" + "\n".join(parts)


def _parsers(
    parser: argparse.ArgumentParser, name: str
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield name, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for child, inner in action.choices.items():
                yield from _parsers(inner, f"{name} {child}")


def _ports(root: Path) -> str:
    rows = []
    for path in sorted((root / "src" / "przystan").rglob("ports.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            bases = [ast.unparse(b) for b in node.bases] if isinstance(node, ast.ClassDef) else []
            if isinstance(node, ast.ClassDef) and "Protocol" in bases:
                module = ".".join(path.relative_to(root / "src" / "przystan").parts[:-1])
                said = (ast.get_docstring(node) or "").split("\n")[0]
                rows.append((f"`{module}.{node.name}`", said))
    return f"# Ports\n\n{NOTE}\n" + _table(("port", "what it is"), rows)


def _processing() -> str:
    from przystan.config.passing import all_passing
    from przystan.config.processing import activities

    about = (
        "The record of processing (GDPR, art. 30), from what each room declares beside its tables "
        "(`types/processing.py`, `models/passing.py`). Grounds and terms are the product's "
        "assumption until the office's data protection officer confirms them; the controller, the "
        "officer and the transfers are the office's to add.\n\n")
    parts = [
        f"## {a.name}\n\n- Purpose: {a.purpose}\n- Persons: {a.subjects}\n- Ground: {a.basis}\n"
        f"- Recipients: {a.recipients}\n- Kept: {a.kept}\n\n" + _table(("column", "holds"), [
            (f"`{name}`", held.value) for name, held in sorted(a.columns.items())])
        for a in activities()]
    passing = _table(
        ("what", "table", "how", "days", "basis"),
        [(p.label, f"`{p.table}`", "emptied" if p.empties else "deleted", str(p.days), p.basis)
         for p in all_passing()])
    return (f"# Record of processing\n\n{NOTE}\n{about}" + "\n".join(parts)
            + "\n## What passes by itself\n\nThe first rules; an administrator sets others from a "
            f"day on (Data retention), each with its basis.\n\n{passing}")


def _figures() -> str:
    from przystan.reporting.catalogue import DEFINITIONS

    parts = [
        f"## {d.label}\n\n`{d.code}`, version {d.version}, in force from "
        f"{d.in_force_from.isoformat()}, in {d.unit}.\n\n{d.meaning}\n\n- Includes: {d.includes}\n"
        f"- Excludes: {d.excludes}\n- Source: {d.source}\n- One row is one {d.row_kind}.\n\n"
        f"```sql\n{d.sql.strip()}\n```\n"
        for d in DEFINITIONS
    ]
    return (
        f"# Figures\n\n{NOTE}\nEach figure is the sum of its rows' amounts as of the end of an "
        "office day. Its hash is the SHA-256 of the rows in the order of their ids: eight bytes, "
        "big-endian and signed, for the id, and where amounts are summed eight more for the "
        "amount in hundredths. `przystan figures --explain CODE` prints the rows.\n\n"
        + "\n".join(parts)
    )


def _diagram(root: Path) -> str:
    contracts = configparser.ConfigParser()
    contracts.read(root / ".importlinter")
    lines = ["```mermaid", "flowchart TD"]
    for section in ("importlinter:contract:house", "importlinter:contract:rooms"):
        rows = [
            [name.strip() for name in line.split("|")]
            for line in contracts[section]["layers"].strip().splitlines()
        ]
        title = "house" if section.endswith("house") else "rooms"
        lines.append(f"  subgraph {title}_layers[{title}]")
        for upper, lower in zip(rows, rows[1:]):
            lines += [f"    {a} --> {b}" for a in upper for b in lower]
        lines.append("  end")
    return "\n".join([*lines, "```"]) + "\n"
