"""Addresses of people, under /office/people/."""

from django.urls import path

from przystan.rooms.people import views

app_name = "people"
urlpatterns = [
    path("", views.person_list, name="list"),
    path("register/", views.register, name="register"),
    path("<int:person_id>/", views.card, name="card"),
    path("<int:person_id>/merge/", views.merge, name="merge"),
    path("<int:person_id>/merges/<int:merge_id>/undo/", views.undo_merge, name="undo_merge"),
]
