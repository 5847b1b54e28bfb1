"""What phone and counters ask about staff: who may serve a procedure, and where."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.utils.translation import get_language

from przystan.platform.accounts import public as accounts
from przystan.platform.sites import public as sites
from przystan.rooms.knowledge import public as knowledge
from przystan.rooms.training import public as training


class OfficeStaff:
    """Staff by their certificates and grants, and the portal's procedures as topics.

    An operator signs on under their username, which no other user has.
    """

    def topics(self) -> Mapping[str, str]:
        """Return every procedure: slug → title in the reader's language."""
        found = knowledge.list_procedures(language=(get_language() or "pl")[:2])
        return {procedure.slug: procedure.text.title for procedure in found}

    def branches(self) -> Mapping[str, str]:
        """Return every branch: code → name."""
        return dict(sites.branch_choices())

    def competent(self, *, topic: str, language: str, on: date) -> frozenset[str]:
        """Name those whose certificates let them serve a procedure in a language on a day."""
        ids = {c.user_id for c in training.who_may_serve(
            procedure=topic, language=language, on=on)}
        return frozenset(u.username for u in _users() if u.id in ids) if ids else frozenset()

    def branches_of(self, *, names: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Return the branches in which each may take calls, of those limited to some."""
        found = {}
        for user in _users():
            held = {branch for _id, role, _unit, branch in user.roles
                    if accounts.Permission.CALLS_OPERATE in accounts.ROLE_PERMISSIONS[
                        accounts.Role(role)]}
            if user.username in names and held and None not in held:
                found[user.username] = frozenset(b for b in held if b)
        return found


def _users() -> tuple[accounts.UserSummary, ...]:
    return tuple(u for u in accounts.list_users() if u.is_active)
