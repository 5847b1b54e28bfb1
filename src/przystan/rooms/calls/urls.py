"""Addresses of calls, under /office/calls/."""

from django.urls import path

from przystan.rooms.calls.views import (
    contacts,
    helpline,
    helpline_edit,
    measures,
    planning,
    recording,
    tasks,
    wallboard,
)

app_name = "calls"
urlpatterns = [
    path("", contacts.contact_list, name="list"),
    path("contacts/<int:contact_id>/", contacts.contact_card, name="contact"),
    path("contacts/<int:contact_id>/wrap-up/", contacts.wrap_up, name="wrap_up"),
    path("contacts/<int:contact_id>/remove/", contacts.remove, name="remove"),
    path("wallboard/", wallboard.wallboard, name="wallboard"),
    path("contacts/<int:contact_id>/recordings/<int:recording_id>/", recording.hear, name="hear"),
    path("recording/", recording.policies, name="recording"),
    path("wallboard/listen/", recording.listen, name="listen"),
    path("tasks/", tasks.task_list, name="tasks"),
    path("tasks/<int:task_id>/", tasks.task_card, name="task"),
    path("tasks/<int:task_id>/accept/", tasks.accept, name="accept_task"),
    path("metrics/", measures.metrics, name="metrics"),
    path("abandoned/", measures.abandoned, name="abandoned"),
    path("topics/", measures.topics, name="topics"),
    path("staffing/", planning.staffing, name="staffing"),
    path("forecast/", planning.forecast, name="forecast"),
    path("helpline/", helpline.helpline, name="helpline"),
    path("helpline/edit/", helpline.edit, name="edit_helpline"),
    path("helpline/place/", helpline_edit.place, name="helpline_place"),
    path("helpline/place/remove/", helpline_edit.remove_place, name="remove_helpline_place"),
    path("helpline/hours/", helpline_edit.hours, name="helpline_hours"),
    path("helpline/text/", helpline_edit.prompt, name="helpline_prompt"),
    path("helpline/record/", helpline_edit.record, name="record_helpline"),
    path("helpline/sound/<str:name>/<str:language>/", helpline_edit.sound, name="helpline_sound"),
    path("helpline/try/", helpline.try_it, name="try_helpline"),
    path("helpline/<int:version_id>/release/", helpline.release, name="release_helpline"),
    path("ledger/", contacts.ledger, name="ledger"),
    path("imports/", contacts.import_list, name="imports"),
    path("imports/<int:run_id>/", contacts.import_card, name="import"),
]
