"""Addresses of calls, under /office/calls/."""

from django.urls import path

from przystan.rooms.calls import views

app_name = "calls"
urlpatterns = [
    path("", views.contact_list, name="list"),
    path("contacts/<int:contact_id>/", views.contact_card, name="contact"),
    path("contacts/<int:contact_id>/wrap-up/", views.wrap_up, name="wrap_up"),
    path("contacts/<int:contact_id>/remove/", views.remove, name="remove"),
    path("ledger/", views.ledger, name="ledger"),
    path("imports/", views.import_list, name="imports"),
    path("imports/<int:run_id>/", views.import_card, name="import"),
]
