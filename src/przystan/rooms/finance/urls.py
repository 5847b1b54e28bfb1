"""Addresses of finance."""

from django.urls import path

from przystan.rooms.finance import views

app_name = "finance"
urlpatterns = [
    path("", views.project_list, name="list"),
    path("<str:code>/", views.project, name="project"),
    path("<str:code>/expenditure/", views.add_expenditure, name="add_expenditure"),
    path("<str:code>/payment/", views.add_payment, name="add_payment"),
    path("<str:code>/settlement/", views.add_settlement, name="add_settlement"),
]
