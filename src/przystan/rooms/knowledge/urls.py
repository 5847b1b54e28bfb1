"""Addresses of knowledge; public_urlpatterns are open to everybody."""

from django.urls import path

from przystan.rooms.knowledge.views import chooser, editors, law, notices, offline, portal

app_name = "knowledge"
urlpatterns = [
    path("", editors.status_list, name="list"),
    path("searches/", editors.searches, name="searches"),
    path("rates/", editors.rates, name="rates"),
    path("law/", law.law, name="law"),
    path("notices/", notices.editors, name="notices"),
    path("outreach/", notices.outreach, name="outreach"),
    path("<slug:slug>/withdraw/", editors.withdraw, name="withdraw"),
    path("<slug:slug>/<str:language>/", editors.edit, name="edit"),
]
public_urlpatterns = [
    # At the root: a worker sees only addresses below its own.
    path("offline.js", offline.offline, name="offline"),
    path("procedures/", portal.start, name="start"),
    path("<str:language>/procedures/", portal.start_in, name="start_in"),
    path("choose/", chooser.choose, name="choose"),
    path("fees/", portal.fees, name="fees"),
    path("news/", notices.news, name="news"),
    path("letters/", notices.letters, name="letters"),
    path("help/", notices.help_places, name="help"),
    path("language/", portal.change_language, name="language"),
    path("<str:language>/procedures/<slug:slug>/", portal.procedure, name="procedure"),
    path("<str:language>/procedures/<slug:slug>/opinion/", portal.opinion, name="opinion"),
    path("<str:language>/checklist/<str:slugs>/", portal.checklist, name="checklist"),
]
