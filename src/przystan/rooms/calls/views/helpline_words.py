"""The helpline's places, ways and faults in the reader's language."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from przystan.rooms.calls import public as calls

# What rules/helpline_tree.py says, as a pattern, and how it is said on screens.
FAULTS = (
    (r"there is no place '(?P<what>.*)'", gettext_lazy("there is no place %(what)s")),
    (r"says nothing", gettext_lazy("says nothing")),
    (r"leads nowhere", gettext_lazy("leads nowhere")),
    (r"does not say where a caller goes when the office is closed",
     gettext_lazy("does not say where a caller goes when the office is closed")),
    (r"there is no topic '(?P<what>.*)'", gettext_lazy("there is no topic %(what)s")),
    (r"there is no branch '(?P<what>.*)'", gettext_lazy("there is no branch %(what)s")),
    (r"only a queue has a topic, a branch, a priority and waits",
     gettext_lazy("only a queue has a topic, a branch, a priority and waits")),
    (r"a priority and its reason come together",
     gettext_lazy("a priority and its reason come together")),
    (r"'(?P<what>.*)' is no reason for a priority",
     gettext_lazy("%(what)s is no reason for a priority")),
    (r"the wait for the branch is shorter than that for the topic",
     gettext_lazy("the wait for the branch is shorter than that for the topic")),
    (r"names no queue", gettext_lazy("names no queue")),
    (r"offers no key", gettext_lazy("offers no key")),
    (r"'(?P<what>.*)' is no key of a telephone",
     gettext_lazy("%(what)s is no key of a telephone")),
    (r"no key chooses (?P<what>.*)", gettext_lazy("no key chooses %(what)s")),
    (r"a key chooses (?P<what>.*), which the helpline does not speak",
     gettext_lazy("a key chooses %(what)s, which the helpline does not speak")),
    (r"no caller can get here", gettext_lazy("no caller can get here")),
    (r"no way leads to an operator, a call-back or the end",
     gettext_lazy("no way leads to an operator, a call-back or the end")),
    (r"goes round by itself for ever", gettext_lazy("goes round by itself for ever")),
    (r"has no text in (?P<what>.*)", gettext_lazy("has no text in %(what)s")),
    (r"has no text", gettext_lazy("has no text")),
    (r"is over (?P<most>\d+) letters in (?P<what>.*)",
     gettext_lazy("is over %(most)s letters in %(what)s")),
    (r"(?P<hole>\{.*) cannot be told in (?P<what>.*)",
     gettext_lazy("%(hole)s cannot be told in %(what)s")),
    (r"is never said", gettext_lazy("is never said")),
)
THEN = {
    "queue": gettext_lazy("waits for an operator"), "hang up": gettext_lazy("the call ends"),
    "look at the clock": gettext_lazy("the clock is asked"),
    "look the case up": gettext_lazy("the case is looked up"),
    "note the call-back": gettext_lazy("the call-back is noted"),
}
WAYS = {"next": gettext_lazy("then"), "closed": gettext_lazy("when closed")}


def fault_words(fault):
    """Say where a fault is and what is wrong."""
    where = re.sub(r"^prompt (.*)$", lambda m: _("text %(name)s") % {"name": m[1]}, fault.where)
    for pattern, words in FAULTS:
        found = re.fullmatch(pattern, fault.problem)
        if found:
            return where, str(words) % found.groupdict()
    return where, fault.problem


def then_words(step):
    """Say what follows a step of a trial."""
    return ", ".join(str(THEN.get(word, word)) for word in step.then.split(", ") if word)


def route_words(route):
    """Say what a queue place asks for its callers; "" when nothing."""
    staff = calls.connected_staff()
    words = []
    if route.topic:
        words.append(_("topic: %(topic)s (%(seconds)s s)") % {
            "topic": staff.topics().get(route.topic, route.topic), "seconds": route.skill_seconds})
    if route.branch:
        words.append(_("branch: %(branch)s (%(seconds)s s)") % {
            "branch": staff.branches().get(route.branch, route.branch),
            "seconds": route.branch_seconds})
    if route.priority:
        words.append(_("priority %(number)s: %(reason)s") % {
            "number": route.priority, "reason": calls.priority_label(route.priority_reason)})
    return ", ".join(words)


def way_words(way):
    """Say one way out of a place: the key, or when it is taken by itself, and where it leads."""
    return f"{WAYS.get(way.key, way.key)} → {way.to}"
