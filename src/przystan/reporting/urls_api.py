"""The interface for programs."""

from django.urls import path

from przystan.reporting.views import api

app_name = "api"
urlpatterns = [
    path("openapi.json", api.openapi_document, name="openapi"),
    path("v1/figures", api.figures, name="figures"),
    path("v1/figures/<str:code>", api.figure, name="figure"),
    path("v1/figures/<str:code>/months", api.months, name="months"),
    path("v1/measures", api.measures, name="measures"),
    path("v1/publications", api.publications, name="publications"),
    path("v1/publications/<int:publication_id>", api.publication, name="publication"),
    path("<path:rest>", api.nothing, name="nothing"),
]
