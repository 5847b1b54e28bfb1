"""Which rows of cases pass: by rules that the administrator may change."""

from django.utils.translation import gettext_noop as _

from przystan.platform.retention.types import Passing

PASSING = (
    Passing(
        code="cases.status_attempts",
        label=_("Tries to hear a case's status"),
        table="cases_statusattempt",
        due="at < %(before)s",
        days=90,
        least_days=2,
        basis=_("GDPR, art. 5(1)(e): the lock-out counts within a day"),
    ),
)
