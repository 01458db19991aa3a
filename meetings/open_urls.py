"""Addresses of this floor that the contract fixes outside /meetings/."""

from django.urls import path

from meetings.views import (
    after,
    agenda,
    date_answers,
    feed,
    rsvp,
    sent_views,
    series_dates,
    since,
    telling,
    venue_pictures,
)

urlpatterns = [
    path("calendar/<str:secret>.ics", feed.feed, name="calendar_feed"),
    path("dates/<str:token>/", date_answers.dates_link, name="dates"),
    path("places/<str:stored>/", venue_pictures.picture, name="venue_picture"),
    path("rsvp/<str:token>/", rsvp.rsvp, name="rsvp"),
    path("rsvp/<str:token>/details/", telling.link_details, name="rsvp_details"),
    path("rsvp/<str:token>/right/", telling.link_right, name="rsvp_right"),
    path("rsvp/<str:token>/dates/", series_dates.rsvp_dates, name="rsvp_dates"),
    path("rsvp/<str:token>/views/", sent_views.link_views, name="rsvp_views"),
    path("rsvp/<str:token>/ring/", rsvp.ring, name="rsvp_ring"),
    path("rsvp/<str:token>/agenda/", agenda.link_agenda, name="rsvp_agenda"),
    path("rsvp/<str:token>/agenda/mine/", agenda.link_agenda_mine, name="rsvp_agenda_mine"),
    path("rsvp/<str:token>/meeting.ics", rsvp.calendar, name="rsvp_calendar"),
    path("rsvp/<str:token>/since/", since.link_since, name="rsvp_since"),
    path("after/<str:token>/", after.after, name="after"),
    path("after/<str:token>/pulse/", after.after_pulse, name="after_pulse"),
    path("after/<str:token>/check-in/", after.after_check_in, name="after_check_in"),
    path("after/<str:token>/correct/", after.after_correct, name="after_correct"),
    path("after/<str:token>/actions/<int:pk>/", after.after_action, name="after_action"),
]
