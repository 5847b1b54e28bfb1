"""The lock on one case, under which whatever is done to it is done."""

from __future__ import annotations

from przystan.rooms.cases import models
from przystan.rooms.cases.queries.cases import CaseNotFound


def lock_case(case_id: int) -> models.Case:
    """Lock a case until the end of the transaction and return it. Raises CaseNotFound."""
    case = models.Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        raise CaseNotFound(case_id)
    return case
