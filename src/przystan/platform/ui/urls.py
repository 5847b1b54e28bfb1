"""Addresses of ui."""

from django.urls import path

from przystan.platform.ui import views

app_name = "ui"
urlpatterns = [path("", views.gallery, name="gallery")]
