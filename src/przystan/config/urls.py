"""Every address of the office."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

OFFICE_ROOMS = ("people", "finance", "cases", "advisory", "calls", "reception", "records",
                "documents", "training", "knowledge")

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
for room in OFFICE_ROOMS:
    if find_spec(f"przystan.rooms.{room}") and find_spec(f"przystan.rooms.{room}.urls"):
        urlpatterns.append(path(f"office/{room}/", include(f"przystan.rooms.{room}.urls")))
if find_spec("przystan.journeys.urls"):
    urlpatterns.append(path("office/", include("przystan.journeys.urls")))
if settings.IS_DEMO and find_spec("przystan.demo.urls"):
    urlpatterns.append(path("demo/", include("przystan.demo.urls")))
