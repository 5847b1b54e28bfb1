"""The public statistics."""

from django.urls import path

from przystan.reporting import views

app_name = "statistics"
urlpatterns = [
    path("", views.statistics, name="report"),
    path("report.pdf", views.statistics_pdf, name="pdf"),
    path("figures.csv", views.statistics_csv, name="csv"),
    path("figures.json", views.statistics_json, name="json"),
    path("figures/<str:code>/", views.statistics_figure, name="figure"),
]
