"""Users and break-glass access."""

from django.urls import path

from przystan.platform.accounts import views

app_name = "accounts"
urlpatterns = [
    path("users/", views.users, name="users"),
    path("users/add/", views.add_user, name="add_user"),
    path("users/<int:user_id>/", views.user, name="user"),
    path("users/<int:user_id>/change/", views.change_user, name="change_user"),
    path("again/", views.again, name="again"),
    path("stay/", views.stay, name="stay"),
    path("password/<str:code>/", views.first_password, name="first_password"),
    path("break-glass/", views.break_glass, name="break_glass"),
]
