"""The one address of this floor that is open to everybody: asking to join."""

from django.urls import path

from members.views import join

urlpatterns = [
    path("join/", join.join, name="join"),
    path("join/thank-you/", join.join_done, name="join_done"),
]
