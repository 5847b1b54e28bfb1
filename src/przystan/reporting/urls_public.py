"""The public statistics."""

from django.urls import path

from przystan.reporting.views import everybody, figures, opendata

app_name = "statistics"
urlpatterns = [
    path("", figures.statistics, name="report"),
    path("report.pdf", figures.statistics_pdf, name="pdf"),
    path("figures.csv", figures.statistics_csv, name="csv"),
    path("figures.json", figures.statistics_json, name="json"),
    path("figures/<str:code>/", figures.statistics_figure, name="figure"),
    path("data/", opendata.data, name="data"),
    path("data/catalogue.jsonld", opendata.dcat, name="dcat"),
    path("data/definitions.json", opendata.definitions, name="definitions"),
    path("data/figures.<str:ending>", opendata.latest, name="latest"),
    path("data/figures-<str:as_of>.<str:ending>", opendata.day_file, name="day_file"),
    path("published/", everybody.public_list, name="publications"),
    path("published/<int:publication_id>/figures.<str:ending>", opendata.publication_file,
         name="publication_file"),
    path("published/<int:publication_id>/", everybody.public_publication, name="publication"),
]
