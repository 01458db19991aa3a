"""The front page, the home of every role, and two short pages for everybody."""

from django.urls import path

from coproduction.home import conference_views, views
from members.web import all_of_module

urlpatterns = [
    path("", views.home, name="home"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    *all_of_module(
        "conference",
        [
            path("events/mine/", conference_views.conferences, name="my_conferences"),
            path("events/mine/<int:pk>/", conference_views.my_registration, name="my_registration"),
        ],
    ),
]
