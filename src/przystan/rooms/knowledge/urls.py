"""Addresses of knowledge; public_urlpatterns are open to everybody."""

from django.urls import path

from przystan.rooms.knowledge import views

app_name = "knowledge"
urlpatterns = [
    path("", views.status_list, name="list"),
    path("<slug:slug>/<str:language>/", views.edit, name="edit"),
]
public_urlpatterns = [
    path("procedures/", views.start, name="start"),
    path("<str:language>/procedures/<slug:slug>/", views.procedure, name="procedure"),
]
