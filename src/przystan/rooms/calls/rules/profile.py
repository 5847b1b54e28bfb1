"""Read a profile: what one dialplan means. Pure: the text of the file is read elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from przystan.rooms.calls.types import Profile


class BadProfile(ValueError):
    """The profile does not say what the fold needs; the message names the key."""


def read_profile(content: Mapping[str, object]) -> Profile:
    """Build a profile from the tables of its TOML file.

    Shape: the keys documented in `asterisk-classic.toml`. Raises BadProfile, naming the key.
    """
    return Profile(
        name=_text(content, "name"),
        incoming_contexts=_names(content, "incoming.contexts"),
        lines=_languages(content, "incoming.lines"),
        language_contexts=_names(content, "helpline.language_menu"),
        helpline_contexts=_languages(content, "helpline.contexts"),
        queue_contexts=_languages(content, "queue.contexts"),
        queue_exit_contexts=_names(content, "queue.exit_contexts"),
        queue_applications=_names(content, "queue.applications"),
        closed_contexts=_names(content, "closed.contexts"),
        operator_channel=_pattern(content, "operators.channel"),
        operator_contexts=_names(content, "operators.contexts"),
        outgoing_number=_pattern(content, "operators.outgoing_number"),
        unit_channel=_pattern(content, "units.channel"),
        unit_extensions=_names(content, "units.extensions"),
        return_extensions=_names(content, "units.return_to_queue"),
        unit_contexts=_names(content, "units.contexts"),
        trunk_channel=_pattern(content, "trunks.channel"),
        timezone=_text(content, "timezone"),
        unit_names=_unit_names(content),
    )


def _value(content: Mapping[str, object], path: str) -> object:
    value: object = content
    for key in path.split("."):
        if not isinstance(value, Mapping) or key not in value:
            raise BadProfile(f"the profile does not say {path}")
        value = value[key]
    return value


def _text(content: Mapping[str, object], path: str) -> str:
    value = _value(content, path)
    if not isinstance(value, str) or not value:
        raise BadProfile(f"{path} in the profile must be a text, not {value!r}")
    return value


def _names(content: Mapping[str, object], path: str) -> frozenset[str]:
    value = _value(content, path)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BadProfile(f"{path} in the profile must be a list of texts, not {value!r}")
    return frozenset(value)


def _languages(content: Mapping[str, object], path: str) -> dict[str, str]:
    value = _value(content, path)
    if not isinstance(value, Mapping) or not all(isinstance(v, str) for v in value.values()):
        raise BadProfile(f"{path} in the profile must map names to languages, not {value!r}")
    return {str(key): str(language) for key, language in value.items()}


def _unit_names(content: Mapping[str, object]) -> dict[str, str]:
    units = content.get("units")
    named = isinstance(units, Mapping) and "names" in units
    return _languages(content, "units.names") if named else {}


def _pattern(content: Mapping[str, object], path: str) -> re.Pattern[str]:
    text = _text(content, path)
    try:
        return re.compile(text)
    except re.error as error:
        raise BadProfile(f"{path} in the profile is not a pattern: {error}") from error


@lru_cache(maxsize=256)
def _station(pattern: re.Pattern[str], stem: str) -> str | None:
    found = pattern.match(stem)
    return None if found is None else found.group(1)


def operator_of(profile: Profile, channel: str) -> str | None:
    """Name the operator whose phone this channel is, or None."""
    return _station(profile.operator_channel, channel.rpartition("-")[0] + "-")


def unit_of(profile: Profile, channel: str) -> str | None:
    """Name the unit (its extension) whose phone this channel is, or None."""
    return _station(profile.unit_channel, channel.rpartition("-")[0] + "-")


def is_trunk(profile: Profile, channel: str) -> bool:
    """Say whether the channel leads outside the office."""
    return profile.trunk_channel.match(channel) is not None
