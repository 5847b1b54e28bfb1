"""Users and break-glass access."""

from django.urls import path

from przystan.platform.accounts import views

app_name = "accounts"
urlpatterns = [
    path("users/", views.users, name="users"),
    path("users/add/", views.add_user, name="add_user"),
    path("users/<int:user_id>/", views.user, name="user"),
    path("users/<int:user_id>/change/", views.change_user, name="change_user"),
    path("break-glass/", views.break_glass, name="break_glass"),
]
