"""Addresses of the day of a gathering that need no account."""

from django.urls import path

from meetings.views import day_open, speaking
from members.web import all_of_module

urlpatterns = all_of_module(
    "conference",
    [
        path("day/", day_open.enter, name="day_enter"),
        path("day/<str:code>/", day_open.day_code, name="day_code"),
        path("speaking/<str:token>/", speaking.speaking, name="speaking"),
        path("speaking/<str:token>/photo/", speaking.own_photo, name="speaking_photo"),
        path("speaking/<str:token>/files/<int:pk>/", speaking.own_file, name="speaking_file"),
        path("programme/<slug:slug>/", day_open.programme, name="day_programme"),
        path("programme/<slug:slug>/photos/<int:pk>/", day_open.speaker_photo, name="speaker_photo"),
    ],
)
