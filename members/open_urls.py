"""The addresses of this floor that are open to everybody: asking to join, complaining, and saying that a wording is not right."""

from django.urls import path

from members.views import delivery_reports, information, join, page_wordings

urlpatterns = [
    path("join/", join.join, name="join"),
    path("complain/", information.complain, name="complain"),
    path("post/reports/", delivery_reports.delivery_reports, name="delivery_reports"),
    path("wording/", page_wordings.wording_say, name="wording_say"),
    path("join/thank-you/", join.join_done, name="join_done"),
]
