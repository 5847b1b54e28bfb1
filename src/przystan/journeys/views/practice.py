"""The tasks of a practised day, in a private copy of the demo office and nowhere else."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from przystan.journeys.practice import list_tasks
from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.public import public_page
from przystan.rooms.training import public as training


# Open without signing in, as the choice of personas is: the copy holds invented people only.
@public_page
@never_cache
@require_safe
def practice(request):
    if not settings.PRACTICE_SINCE:
        # In an office there are only the days that were practised.
        return redirect("training:mine")
    names = {u.username: u.display_name for u in accounts.list_users()}
    tasks = [
        {"title": training.practice_task_label(t.code), "text": t.text,
         "is_done": t.is_done, "persona": t.persona,
         "name": names.get(t.persona, t.persona)}
        for t in list_tasks(since=datetime.fromisoformat(settings.PRACTICE_SINCE))]
    return render(request, "journeys/practice.html", {
        "tasks": tasks, "done": sum(t["is_done"] for t in tasks), "whose": settings.PRACTICE_OF})
