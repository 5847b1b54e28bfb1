"""Walk a caller through the helpline: one pure step for every thing that happens.

The engine, the preview in the browser and `przystan helpline walk` all take these steps, so that
what is tried is what is heard.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from przystan.rooms.calls.types.helpline import (
    AskHours,
    Asking,
    AskStatus,
    Caller,
    Digits,
    Effect,
    Enqueue,
    HangUp,
    Heard,
    Listen,
    Node,
    NodeKind,
    OfficeHours,
    Pressed,
    Say,
    SayText,
    Silence,
    Spoken,
    StatusAnswer,
    TakeCallBack,
    Tree,
)

WAIT_SECONDS = 6.0
"""How long a menu waits for a key: the usual first-digit time of an IVR is 5 to 10 s."""

MOST_SILENCES = 2
"""After this many repeats of a menu without a key the caller goes where `give_up` says."""

MOST_MISTAKES = 3
"""After this many keys that lead nowhere, or numbers that are none, the caller goes there too."""

NUMBER_DIGITS = 20
PIN_DIGITS = 8
"""More digits than any case number or PIN has are dropped and the caller is asked anew."""

FORGOT_LANGUAGE = "pl"

Step = tuple[Caller, tuple[Effect, ...]]


def enter_helpline(tree: Tree, *, language: str = "") -> Step:
    """Begin at the start; a line with its own language passes the language menu by."""
    node = tree.nodes[tree.start]
    if language and node.kind is NodeKind.LANGUAGE:
        return _enter(tree, Caller(node=tree.start, language=language), node.next)
    return _enter(tree, Caller(node="", language=language), tree.start)


def step_helpline(tree: Tree, caller: Caller, heard: Heard) -> Step:
    """Take one thing that happened and say where the caller stands now and what is to be done."""
    node = tree.nodes[caller.node]
    match heard:
        case Pressed():
            return _press(tree, caller, node, heard.key)
        case Silence():
            return _be_silent(tree, caller, node)
        case OfficeHours():
            return _enter(tree, caller, node.next if heard.is_open else node.closed)
        case StatusAnswer():
            return _tell_status(tree, caller, node, heard)
        case Spoken():
            return _go_on(tree, caller, node)


# --- entering a place


def _enter(tree: Tree, caller: Caller, to: str) -> Step:
    node = tree.nodes[to]
    caller = replace(
        caller, node=to, asking=Asking.NOTHING, number="", typed=Digits(), silences=0,
        mistakes=0, trail=(*caller.trail, to),
    )
    return _ENTRIES[node.kind](tree, caller, node)


def _said(node: Node, caller: Caller) -> tuple[Effect, ...]:
    return (Say(node.prompt, caller.language or FORGOT_LANGUAGE),) if node.prompt else ()


def _language_menu(tree: Tree, caller: Caller, node: Node) -> Step:
    spoken = tuple(Say(node.prompt, language) for language in tree.languages)
    return caller, (*spoken, Listen(WAIT_SECONDS))


def _menu(tree: Tree, caller: Caller, node: Node) -> Step:
    del tree
    return caller, (*_said(node, caller), Listen(WAIT_SECONDS))


def _say(tree: Tree, caller: Caller, node: Node) -> Step:
    """A place that only speaks goes on when it has spoken; a key cuts it short."""
    del tree
    return caller, (*_said(node, caller), Listen(0))


def _hours(tree: Tree, caller: Caller, node: Node) -> Step:
    del tree, node
    return caller, (AskHours(),)


def _status(tree: Tree, caller: Caller, node: Node) -> Step:
    del tree, node
    return _ask(caller, Asking.NUMBER)


def _call_back(tree: Tree, caller: Caller, node: Node) -> Step:
    del tree
    return caller, (TakeCallBack(caller.language), *_said(node, caller), HangUp())


def _queue(tree: Tree, caller: Caller, node: Node) -> Step:
    del tree
    join = Enqueue(node.queue, caller.language or FORGOT_LANGUAGE,
                   replace(node.route, place=node.id))
    return caller, (*_said(node, caller), join)


def _hang_up(tree: Tree, caller: Caller, node: Node) -> Step:
    came = caller.trail[-2] if len(caller.trail) > 1 else ""
    before = tree.nodes.get(came)
    is_closed = before is not None and before.kind is NodeKind.HOURS
    return caller, (*_said(node, caller), HangUp(is_closed=is_closed))


_ENTRIES: dict[NodeKind, Callable[[Tree, Caller, Node], Step]] = {
    NodeKind.LANGUAGE: _language_menu, NodeKind.MENU: _menu, NodeKind.SAY: _say,
    NodeKind.HOURS: _hours, NodeKind.STATUS: _status, NodeKind.CALL_BACK: _call_back,
    NodeKind.QUEUE: _queue, NodeKind.HANG_UP: _hang_up,
}


# --- what happens at a place


def _go_on(tree: Tree, caller: Caller, node: Node) -> Step:
    return _enter(tree, caller, node.next) if node.kind is NodeKind.SAY else (caller, ())


def _press(tree: Tree, caller: Caller, node: Node, key: str) -> Step:
    if node.kind is NodeKind.STATUS:
        return _type(tree, caller, key)
    if node.kind is NodeKind.SAY:
        return _enter(tree, caller, node.next)
    to = node.keys.get(key)
    if to is None:
        return _mistake(tree, caller, node)
    if node.kind is NodeKind.LANGUAGE:
        return _enter(tree, replace(caller, language=to), node.next)
    return _enter(tree, caller, to)


def _mistake(tree: Tree, caller: Caller, node: Node) -> Step:
    if node.kind not in (NodeKind.MENU, NodeKind.LANGUAGE):
        return caller, ()
    caller = replace(caller, mistakes=caller.mistakes + 1, silences=0)
    if caller.mistakes >= MOST_MISTAKES:
        return _enter(tree, caller, tree.give_up)
    again = _ENTRIES[node.kind](tree, caller, node)[1]
    sorry = Say("not-understood", caller.language or FORGOT_LANGUAGE)
    return caller, (sorry, *again)


def _be_silent(tree: Tree, caller: Caller, node: Node) -> Step:
    if node.kind is NodeKind.SAY:
        return _go_on(tree, caller, node)
    if node.kind is NodeKind.STATUS and caller.typed:
        return _type(tree, caller, "#")
    if node.kind not in (NodeKind.MENU, NodeKind.LANGUAGE, NodeKind.STATUS):
        return caller, ()
    caller = replace(caller, silences=caller.silences + 1)
    if caller.silences > MOST_SILENCES:
        return _enter(tree, caller, tree.give_up)
    if node.kind is NodeKind.STATUS:
        return _ask(caller, caller.asking)
    return caller, _ENTRIES[node.kind](tree, caller, node)[1]


# --- case number and PIN


def _ask(caller: Caller, what: Asking) -> Step:
    caller = replace(caller, asking=what, typed=Digits())
    return caller, (Say(f"ask-{what}", caller.language or FORGOT_LANGUAGE), Listen(WAIT_SECONDS))


def _type(tree: Tree, caller: Caller, key: str) -> Step:
    """Take digits until #; * goes back a step; too many digits begin anew."""
    if key == "*":
        return _ask(caller, Asking.NUMBER)
    if key == "#":
        return _typed(tree, caller)
    typed = Digits(caller.typed.reveal() + key)
    most = NUMBER_DIGITS if caller.asking is Asking.NUMBER else PIN_DIGITS
    if len(typed) > most:
        return _ask_again(tree, caller)
    return replace(caller, typed=typed, silences=0), (Listen(WAIT_SECONDS),)


def _typed(tree: Tree, caller: Caller) -> Step:
    if not caller.typed:
        return _ask_again(tree, caller)
    if caller.asking is Asking.NUMBER:
        return _ask(replace(caller, number=caller.typed.reveal()), Asking.PIN)
    question = AskStatus(caller.number, caller.typed, caller.language or FORGOT_LANGUAGE)
    return replace(caller, asking=Asking.NOTHING, typed=Digits()), (question,)


def _ask_again(tree: Tree, caller: Caller) -> Step:
    caller = replace(caller, mistakes=caller.mistakes + 1)
    if caller.mistakes >= MOST_MISTAKES:
        return _enter(tree, caller, tree.give_up)
    after, effects = _ask(caller, caller.asking)
    return after, (Say("not-understood", caller.language or FORGOT_LANGUAGE), *effects)


def _tell_status(tree: Tree, caller: Caller, node: Node, answer: StatusAnswer) -> Step:
    language = caller.language or FORGOT_LANGUAGE
    said: Effect = (
        Say(answer.prompt, language) if answer.prompt else SayText(answer.text, language))
    after, effects = _enter(tree, caller, node.next)
    return after, (said, *effects)
