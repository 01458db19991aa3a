"""The addresses of this floor that are open to everybody: asking to join, and complaining."""

from django.urls import path

from members.views import delivery_reports, information, join

urlpatterns = [
    path("join/", join.join, name="join"),
    path("complain/", information.complain, name="complain"),
    path("post/reports/", delivery_reports.delivery_reports, name="delivery_reports"),
    path("join/thank-you/", join.join_done, name="join_done"),
]
