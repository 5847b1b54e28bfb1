"""Addresses of screens that need two or more rooms, under /office/."""

from django.urls import path

from przystan.journeys import views

app_name = "journeys"
urlpatterns = [
    path("person/<int:person_id>/", views.person, name="person"),
    path("person/<int:person_id>/visit/", views.record_visit, name="record_visit"),
]
