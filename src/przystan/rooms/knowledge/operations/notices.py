"""Publishing and ending what the office tells everybody, and counting whom it reached."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.pages import public as pages
from przystan.rooms.knowledge import models
from przystan.rooms.knowledge.types import NewNotice, NewOutreach


class NoticeNotPossible(Exception):
    """The Polish text is missing, or the notice ends before it begins."""

    message = _("Write the Polish title and text, and let it end after it begins.")


class NoticeNotFound(Exception):
    """There is no such notice, or it has ended."""


def publish_notice(*, notice: NewNotice, actor: Actor, at: datetime) -> int:
    """Publish a notice with its texts and return its id. Raises NoticeNotPossible."""
    has_polish = any(t.language == "pl" and t.title.strip() and t.body.strip()
                     for t in notice.texts)
    if not has_polish or (notice.ends_on and notice.ends_on < notice.starts_on):
        raise NoticeNotPossible(notice.kind)
    row = models.Notice.objects.create(
        kind=notice.kind.value, audience=notice.audience, starts_on=notice.starts_on,
        ends_on=notice.ends_on, source=notice.source, is_confirmed=notice.is_confirmed,
        published_at=at, published_by=actor.name)
    models.NoticeText.objects.bulk_create([
        models.NoticeText(notice=row, language=t.language, title=t.title.strip(),
                          body=t.body.strip())
        for t in notice.texts])
    audit.record(actor=actor, at=at, action="knowledge.publish_notice",
                 subject=f"knowledge.notice:{row.pk}")
    pages.announce_change(at=at)
    return row.pk


def end_notice(*, notice_id: int, on: date, actor: Actor, at: datetime) -> None:
    """Show a notice on no day after this one. Raises NoticeNotFound."""
    row = models.Notice.objects.select_for_update().filter(pk=notice_id).first()
    if row is None or (row.ends_on and row.ends_on <= on):
        raise NoticeNotFound(notice_id)
    row.ends_on = max(on, row.starts_on)
    row.save(update_fields=["ends_on"])
    audit.record(actor=actor, at=at, action="knowledge.end_notice",
                 subject=f"knowledge.notice:{notice_id}")
    pages.announce_change(at=at)


def record_outreach(*, outreach: NewOutreach, actor: Actor, at: datetime) -> int:
    """Record an event or leaflets that were given out, and how many persons they reached."""
    row = models.Outreach.objects.create(
        kind=outreach.kind.value, title=outreach.title, day=outreach.day,
        language=outreach.language, reached=outreach.reached, recorded_at=at,
        recorded_by=actor.name)
    audit.record(actor=actor, at=at, action="knowledge.record_outreach",
                 subject=f"knowledge.outreach:{row.pk}")
    return row.pk
