"""Addresses of documents, under /office/documents/."""

from django.urls import path

from przystan.rooms.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.reading_list, name="list"),
    path("read/", views.read, name="read"),
]
