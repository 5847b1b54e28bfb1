"""The staff's report and figures."""

from django.urls import path

from przystan.reporting.views import figures, published

app_name = "reporting"
urlpatterns = [
    path("", figures.report, name="report"),
    path("monthly/", figures.monthly, name="monthly"),
    path("file/<str:kind>.<str:ending>", figures.report_file, name="file"),
    path("figures/", figures.figures, name="figures"),
    path("figures/<str:code>/", figures.figure, name="figure"),
    path("published/", published.publications, name="publications"),
    path("published/propose/", published.propose, name="propose"),
    path("published/<int:publication_id>/", published.publication, name="publication"),
    path("published/<int:publication_id>/decide/", published.decide, name="decide"),
]
