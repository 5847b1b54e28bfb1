"""Addresses of reception; public_urlpatterns are open to everybody."""

from django.urls import path

from przystan.rooms.reception import views

app_name = "reception"
urlpatterns = [
    path("", views.ticket_list, name="list"),
    path("take/", views.take_ticket, name="take"),
    path("call/", views.call_next, name="call"),
    path("<int:ticket_id>/", views.ticket, name="ticket"),
    path("<int:ticket_id>/move/", views.move, name="move"),
]
public_urlpatterns = [path("display/<str:branch>/", views.display, name="display")]
