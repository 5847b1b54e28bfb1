"""The outbox."""

from django.urls import path

from przystan.platform.outbox import views

app_name = "outbox"
urlpatterns = [path("", views.messages, name="list")]
