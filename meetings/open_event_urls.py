"""The public addresses of conferences and away days, and the private one of each registration."""

from django.urls import path

from meetings.views import events, registering, registration
from members.web import all_of_module

urlpatterns = all_of_module(
    "conference",
    [
        path("events/", events.events, name="events"),
        path("events/<slug:slug>/", events.event, name="event"),
        path("events/<slug:slug>/register/", registering.register, name="event_register"),
        path("events/<slug:slug>/thank-you/", events.thanks, name="event_thanks"),
        path("events/<slug:slug>/event.ics", events.calendar, name="event_calendar"),
        path("registration/<str:token>/", registration.registration, name="registration"),
        path("registration/<str:token>/cancel/", registration.cancel, name="registration_cancel"),
        path("registration/<str:token>/change/", registration.change, name="registration_change"),
    ],
)
