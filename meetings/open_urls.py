"""Addresses of this floor that the contract fixes outside /meetings/."""

from django.urls import path

from meetings.views import rsvp, telling

urlpatterns = [
    path("rsvp/<str:token>/", rsvp.rsvp, name="rsvp"),
    path("rsvp/<str:token>/details/", telling.link_details, name="rsvp_details"),
    path("rsvp/<str:token>/right/", telling.link_right, name="rsvp_right"),
    path("rsvp/<str:token>/ring/", rsvp.ring, name="rsvp_ring"),
    path("rsvp/<str:token>/meeting.ics", rsvp.calendar, name="rsvp_calendar"),
]
