"""The guided chooser: at most seven questions from a wish to the procedures that fit."""

from __future__ import annotations

from collections.abc import Mapping

# Question → answer → what follows: the next question, or the procedures that fit.
TREE: Mapping[str, Mapping[str, str | tuple[str, ...]]] = {
    "want": {
        "stay": "citizen", "card": ("residence-card",),
        "work_permit": ("work-permit", "work-declaration"),
        "invite": ("invitation",), "travel": ("travel-document", "identity-documents"),
        "polish": ("citizenship", "polish-card"),
    },
    "citizen": {
        "eu": ("eu-citizen-registration", "eu-family-card"), "ukr": "ukr",
        "war": ("ukr-status",), "other": "length",
    },
    "ukr": {"year": ("ukr-residence-card", "temporary-residence-and-work"), "less": "length"},
    "length": {"short": "short", "long": "reason", "always": "ground"},
    "short": {
        "visa": ("visa-extension",), "summoned": ("short-term-circumstances",),
        "other": ("visa-extension", "short-term-circumstances"),
    },
    "reason": {
        "work": "work", "study": "study", "family": "family",
        "business": ("business",), "other": "other",
    },
    "work": {
        "usual": ("temporary-residence-and-work",), "high": ("highly-qualified-work",),
        "season": ("seasonal-work",), "delegated": ("delegated-work",),
        "transfer": ("intra-corporate-transfer",), "unsure": (
            "temporary-residence-and-work", "highly-qualified-work", "seasonal-work"),
    },
    "study": {
        "studies": ("studies",), "research": ("research",), "graduate": ("graduate-job-search",),
        "training": ("training-or-volunteering",),
    },
    "other": {
        "trafficking": ("victims-of-trafficking",), "papers": ("identity-documents",),
        "unsure": ("other-circumstances",),
    },
    "family": {
        "pole": ("family-of-polish-citizen",), "foreigner": ("family-reunification",),
        "eu": ("eu-family-card", "eu-citizen-registration"),
    },
    "ground": {
        "origin": ("permanent-residence", "polish-card"), "family": ("permanent-residence",),
        "years": ("eu-long-term-resident",), "unsure": (
            "permanent-residence", "eu-long-term-resident"),
    },
}
FIRST = "want"
MOST_QUESTIONS = 7


def walk(answers: Mapping[str, str]) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Follow answers from the first question: those that led on, the next one, what fits.

    An answer that its question does not know, or that belongs to a way not taken, is not counted.
    Exactly one of the next question ("" when there is none) and the procedures is given.
    """
    question = FIRST
    taken: list[str] = []
    while True:
        follows = TREE[question].get(answers.get(question, ""))
        if follows is None:
            return tuple(taken), question, ()
        taken.append(question)
        if not isinstance(follows, str):
            return tuple(taken), "", follows
        question = follows


def ends() -> frozenset[str]:
    """Return every procedure to which the chooser may lead."""
    return frozenset(
        slug for answers in TREE.values() for follows in answers.values()
        if not isinstance(follows, str) for slug in follows)
