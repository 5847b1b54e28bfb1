"""przystan tag: read and write tag numbers, without a database."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from przystan.config.commands.output import add_format, print_rows

if TYPE_CHECKING:
    from przystan.rooms.records import public as records


def register(subparsers: Any) -> None:
    """Add `przystan tag` and its subcommands."""
    parser = subparsers.add_parser(
        "tag", help="read and write tag numbers (GDTI-96, GIAI-96, SGLN-96, SGTIN-96)",
        epilog="Example: przystan tag decode 2C74257BF460720000000190",
    )
    commands = parser.add_subparsers(dest="tag_command", metavar="COMMAND", required=True)
    encode = commands.add_parser(
        "encode", help="tag URI to the hexadecimal digits on the tag",
        epilog="Example: przystan tag encode urn:epc:tag:gdti-96:3.0614141.12345.400. "
               "Exit status 1 when one is refused.",
    )
    encode.add_argument("uri", nargs="+", metavar="URI")
    encode.set_defaults(func=_encode, needs_database=False)
    decode = commands.add_parser(
        "decode", help="hexadecimal digits of a tag to its URI and fields",
        epilog="Example: przystan tag decode 2C74257BF460720000000190 --format json. "
               "Exit status 1 when one is refused.",
    )
    decode.add_argument("hexadecimal", nargs="+", metavar="HEX")
    decode.set_defaults(func=_decode, needs_database=False)
    for command in (encode, decode):
        add_format(command)


def _encode(options: argparse.Namespace) -> int:
    from przystan.rooms.records import public as records

    return _each(options.uri, records.read_tag_uri, options.format)


def _decode(options: argparse.Namespace) -> int:
    from przystan.rooms.records import public as records

    return _each(options.hexadecimal, records.decode_tag, options.format)


def _each(texts: list[str], read: Any, form: str) -> int:
    from przystan.rooms.records import public as records

    rows = []
    for text in texts:
        try:
            rows.append(_row(read(text)))
        except records.NotATag as wrong:
            print(f"przystan tag: {wrong}", file=sys.stderr)
    print_rows(rows, form)
    return 0 if len(rows) == len(texts) else 1


def _row(tag: records.TagNumber) -> dict[str, object]:
    from przystan.rooms.records import public as records

    return {
        "hex": records.encode_tag(tag), "uri": records.tag_uri(tag), "scheme": tag.scheme.value,
        "filter": tag.filter, "company_prefix": tag.company_prefix, "reference": tag.reference,
        "serial": tag.serial,
    }
