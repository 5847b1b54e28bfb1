"""Addresses of advisory, under /office/advisory/."""

from django.urls import path

from przystan.rooms.advisory.views import cards as views

app_name = "advisory"
urlpatterns = [
    path("", views.advisory_list, name="list"),
    path("cards/<int:card_id>/", views.card, name="card"),
    path("cards/<int:card_id>/sign/", views.sign, name="sign"),
    path("visits/<int:visit_id>/services/", views.add_service, name="add_service"),
    path("visits/<int:visit_id>/close/", views.close_visit, name="close_visit"),
    path("services/<int:service_id>/remove/", views.remove_service, name="remove_service"),
]
