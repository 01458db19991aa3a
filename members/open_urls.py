"""The addresses of this floor that are open to everybody: asking to join, and complaining."""

from django.urls import path

from members.views import information, join

urlpatterns = [
    path("join/", join.join, name="join"),
    path("complain/", information.complain, name="complain"),
    path("join/thank-you/", join.join_done, name="join_done"),
]
