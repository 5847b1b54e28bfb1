"""The audit."""

from django.urls import path

from przystan.platform.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.lines, name="list"),
    path("seen/", views.seen, name="seen"),
    path("verify/", views.verify, name="verify"),
]
