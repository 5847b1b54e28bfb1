"""Addresses of training."""

from django.urls import path

from przystan.rooms.training.views import sessions as views

app_name = "training"
urlpatterns = [
    path("", views.session_list, name="list"),
    path("add/", views.add_session, name="add"),
    path("<int:session_id>/", views.session, name="session"),
]
