"""Reads of targets: what a figure reached by the day that it was due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from przystan.reporting.queries.figures import PROJECT, compute
from przystan.reporting.types import Figure
from przystan.rooms.finance import public as finance


@dataclass(frozen=True)
class TargetState:
    """A target with the figure as of its day, or as of today while that is ahead.

    `achieved` is 1 when the target is met; None where there is no way from baseline to target.
    """

    target: finance.Target
    figure: Figure
    achieved: Decimal | None
    is_due: bool

    @property
    def is_reached(self) -> bool:
        """Whether the figure is at the target or beyond."""
        return self.figure.value >= self.target.value


def target_states(
    *, as_of: date, at: datetime, project: str = PROJECT
) -> tuple[TargetState, ...]:
    """Return the targets known at an instant with what was achieved. Raises ProjectNotFound."""
    found = []
    for target in finance.list_targets(code=project, at=at):
        day = min(as_of, target.due_on)
        figure = compute(codes=[target.figure], as_of=day, project=project)[0]
        found.append(TargetState(
            target, figure, finance.achieved(figure.value, target.baseline, target.value),
            as_of >= target.due_on))
    return tuple(found)
