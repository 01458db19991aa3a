"""The addresses of finding a date, under /meetings/dates/."""

from django.urls import path

from meetings.views import date_answers, dates

urlpatterns = [
    path("", dates.date_polls, name="date_polls"),
    path("waiting/", date_answers.dates_waiting, name="dates_waiting"),
    path("new/", dates.date_poll_new, name="date_poll_new"),
    path("<int:pk>/", dates.date_poll, name="date_poll"),
    path("<int:pk>/ask/", dates.date_poll_ask, name="date_poll_ask"),
    path("<int:pk>/people/", dates.date_poll_people, name="date_poll_people"),
    path("<int:pk>/choose/<int:option>/", dates.date_poll_choose, name="date_poll_choose"),
    path("<int:pk>/drop/", dates.date_poll_drop, name="date_poll_drop"),
    path("<int:pk>/mine/", date_answers.dates_mine, name="dates_mine"),
    path("asked/<int:pk>/", date_answers.dates_for, name="dates_for"),
    path("asked/<int:pk>/off/", dates.date_poll_off, name="date_poll_off"),
]
