"""Every address of the office."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from przystan.config import crawlers, views
from przystan.journeys import urls as journeys_urls
from przystan.rooms.advisory import urls as advisory_urls
from przystan.rooms.knowledge import urls as knowledge_urls
from przystan.rooms.reception import urls as reception_urls
from przystan.rooms.records import urls as records_urls
from przystan.rooms.training import urls as training_urls

OFFICE_ROOMS = ("people", "finance", "cases", "advisory", "calls", "reception", "records",
                "documents", "training", "knowledge")

handler403 = views.forbidden
handler500 = views.server_error
urlpatterns = [
    path("", views.root, name="root"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("office/", views.office, name="office"),
    path("search/", views.search, name="search"),
    path("office/", include("przystan.journeys.urls")),
    path("office/reporting/", include("przystan.reporting.urls")),
    path("statistics/", include("przystan.reporting.urls_public")),
    path("api/", include("przystan.reporting.urls_api")),
    path("office/system/", include("przystan.platform.accounts.urls")),
    path("office/system/audit/", include("przystan.platform.audit.urls")),
    path("office/system/outbox/", include("przystan.platform.outbox.urls")),
    path("office/system/retention/", include("przystan.platform.retention.urls")),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
for place in ("platform.ui", *(f"rooms.{room}" for room in OFFICE_ROOMS)):
    if find_spec(f"przystan.{place}.urls"):
        name = place.rpartition(".")[2]
        urlpatterns.append(path(f"office/{name}/", include(f"przystan.{place}.urls")))
# What a room shows to everybody stands in its urls.py as public_urlpatterns.
urlpatterns += [
    path("", include((knowledge_urls.public_urlpatterns, "portal"))),
    path("", include((journeys_urls.public_urlpatterns, "offices"))),
    path("", include((advisory_urls.public_urlpatterns, "voices"))),
    path("", include((reception_urls.public_urlpatterns, "hall"))),
    path("", include((training_urls.public_urlpatterns, "verify"))),
    path("", include((records_urls.device_urlpatterns, "devices"))),
]
if settings.IS_DEMO and find_spec("przystan.demo.urls"):
    urlpatterns.append(path("demo/", include("przystan.demo.urls")))
