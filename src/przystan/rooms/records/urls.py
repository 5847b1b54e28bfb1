"""Addresses of records."""

from django.urls import path

from przystan.rooms.records import views

app_name = "records"
urlpatterns = [
    path("", views.folder_list, name="list"),
    path("register/", views.register, name="register"),
    path("places/", views.places, name="places"),
    path("tagging/", views.tagging, name="tagging"),
    path("<int:folder_id>/", views.folder, name="folder"),
    path("<int:folder_id>/pass/", views.pass_folder, name="pass"),
    path("<int:folder_id>/label/", views.label, name="label"),
    path("<int:folder_id>/remove/", views.remove, name="remove"),
]
