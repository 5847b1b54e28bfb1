"""Try a helpline without an engine: keys in, what a caller would hear out."""

from __future__ import annotations

from collections.abc import Iterator

from przystan.rooms.calls.rules.helpline import Step, enter_helpline, step_helpline
from przystan.rooms.calls.types.helpline import (
    AskHours,
    AskStatus,
    Caller,
    Effect,
    Enqueue,
    HangUp,
    Heard,
    Listen,
    OfficeHours,
    Pressed,
    Say,
    SayText,
    Silence,
    Spoken,
    StatusAnswer,
    TakeCallBack,
    Tree,
    TrialStep,
)

MOST_STEPS = 200


def try_helpline(
    *, tree: Tree, keys: str, language: str = "", status: str = "status-unavailable"
) -> tuple[TrialStep, ...]:
    """Walk through a tree with keys as typed and list what happens, ending with the keys.

    `keys`: digits, * and #, commas between prompts (they change nothing), - for silence; the words
    `open` and `closed` say what the hour is. A case's status is answered by the prompt `status`.
    """
    is_open = "closed" not in keys
    pressed = list(_keys(keys))
    return tuple(_walk(tree, enter_helpline(tree, language=language), pressed, is_open, status))


def _keys(text: str) -> Iterator[str]:
    for part in text.split(","):
        if part.strip() not in ("open", "closed"):
            yield from (key for key in part if key in "0123456789*#-")


def _walk(
    tree: Tree, step: Step, keys: list[str], is_open: bool, status: str
) -> Iterator[TrialStep]:
    caller, effects = step
    shown = ""
    for _number in range(MOST_STEPS):
        told = TrialStep(
            pressed=shown, place=caller.node, language=caller.language,
            heard=" ".join(_spoken(tree, effects)), then=_then(effects),
            said=tuple((e.prompt, e.language) for e in effects if isinstance(e, Say)))
        is_over = any(isinstance(e, Enqueue | HangUp) for e in effects)
        heard, pressed = _next(caller, effects, keys, is_open, status)
        if told.heard or told.then or is_over or heard is None:
            yield told  # digits of a number are shown together
            shown = ""
        if is_over or heard is None:
            return
        shown += pressed
        caller, effects = step_helpline(tree, caller, heard)


def _spoken(tree: Tree, effects: tuple[Effect, ...]) -> Iterator[str]:
    for effect in effects:
        if isinstance(effect, Say):
            yield tree.prompts.get(effect.prompt, {}).get(effect.language, f"[{effect.prompt}]")
        elif isinstance(effect, SayText):
            yield effect.text


def _then(effects: tuple[Effect, ...]) -> str:
    words = {Enqueue: "queue", HangUp: "hang up", AskHours: "look at the clock",
             AskStatus: "look the case up", TakeCallBack: "note the call-back"}
    return ", ".join(words[type(e)] for e in effects if type(e) in words)


def _next(
    caller: Caller, effects: tuple[Effect, ...], keys: list[str], is_open: bool, status: str
) -> tuple[Heard | None, str]:
    for effect in effects:
        if isinstance(effect, AskHours):
            return OfficeHours(is_open), "open" if is_open else "closed"
        if isinstance(effect, AskStatus):
            return StatusAnswer(prompt=status), "…"
        if isinstance(effect, Listen) and not effect.seconds:
            return Spoken(), ""
    if not keys:
        return None, ""
    key = keys.pop(0)
    if key == "-":
        return Silence(), "-"
    return Pressed(key), "•" if caller.asking == "pin" and key.isdigit() else key
