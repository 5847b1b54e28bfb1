"""Addresses of screens that need two or more rooms, under /office/."""

from django.urls import path

from przystan.journeys import views
from przystan.journeys.advisory import views as advisory_views

app_name = "journeys"
urlpatterns = [
    path("person/<int:person_id>/", views.person, name="person"),
    path("person/<int:person_id>/visit/", views.record_visit, name="record_visit"),
    path("desk/", advisory_views.desk, name="desk"),
    path("desk/alive/", advisory_views.desk_alive, name="desk_alive"),
    path("desk/<int:person_id>/", advisory_views.desk_person, name="desk_person"),
    path("card/<int:card_id>/print/", advisory_views.card_print, name="card_print"),
    path("registers/", advisory_views.registers, name="registers"),
]
