"""Addresses of cases."""

from django.urls import path

from przystan.rooms.cases import views

app_name = "cases"
urlpatterns = [
    path("", views.case_list, name="list"),
    path("open/", views.open_case, name="open"),
    path("<int:case_id>/", views.case, name="case"),
    path("<int:case_id>/advance/", views.advance, name="advance"),
]
