"""Addresses of cases."""

from django.urls import path

from przystan.rooms.cases import views

app_name = "cases"
urlpatterns = [
    path("", views.case_list, name="list"),
    path("open/", views.open_case, name="open"),
    path("<int:case_id>/", views.case, name="case"),
    path("<int:case_id>/advance/", views.advance, name="advance"),
    path("<int:case_id>/status-code/", views.issue_code, name="issue_code"),
    path("<int:case_id>/status-code/withdraw/", views.withdraw_code, name="withdraw_code"),
]
