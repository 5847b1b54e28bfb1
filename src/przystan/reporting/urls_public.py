"""The public statistics."""

from django.urls import path

from przystan.reporting.views import everybody, figures

app_name = "statistics"
urlpatterns = [
    path("", figures.statistics, name="report"),
    path("report.pdf", figures.statistics_pdf, name="pdf"),
    path("figures.csv", figures.statistics_csv, name="csv"),
    path("figures.json", figures.statistics_json, name="json"),
    path("figures/<str:code>/", figures.statistics_figure, name="figure"),
    path("published/", everybody.public_list, name="publications"),
    path("published/<int:publication_id>/", everybody.public_publication, name="publication"),
]
