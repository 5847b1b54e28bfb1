"""What passes."""

from django.urls import path

from przystan.platform.retention import views

app_name = "retention"
urlpatterns = [
    path("", views.page, name="page"),
    path("run/", views.run, name="run"),
]
