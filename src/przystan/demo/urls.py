"""The demo's own address."""

from django.urls import path

from przystan.demo import views

app_name = "demo"
urlpatterns = [path("sign-in/", views.sign_in, name="personas")]
