"""The staff's report and figures."""

from django.urls import path

from przystan.reporting import views

app_name = "reporting"
urlpatterns = [
    path("", views.report, name="report"),
    path("figures/", views.figures, name="figures"),
    path("figures/<str:code>/", views.figure, name="figure"),
]
