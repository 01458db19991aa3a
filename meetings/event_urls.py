"""Conferences and away days for those who run them, under /meetings/events/."""

from django.urls import path

from meetings.views import bringing, gathering_steps, gatherings, registrations
from members.web import all_of_module

urlpatterns = all_of_module(
    "conference",
    [
        path("", gatherings.gatherings_list, name="gatherings"),
        path("new/", gatherings.gathering_new, name="gathering_new"),
        path("people/", registrations.registrations_list, name="registrations"),
        path("people/<int:pk>/", registrations.registration, name="registration"),
        path("people/<int:pk>/do/", registrations.registration_do, name="registration_do"),
        path("people/<int:pk>/edit/", registrations.registration_edit, name="registration_edit"),
        path("people/<int:pk>/history/", registrations.registration_history, name="registration_history"),
        path("<int:pk>/", gatherings.gathering, name="gathering"),
        path("<int:pk>/edit/", gatherings.gathering_edit, name="gathering_edit"),
        path("<int:pk>/state/", gathering_steps.gathering_state, name="gathering_state"),
        path("<int:pk>/cancel/", gathering_steps.gathering_cancel, name="gathering_cancel"),
        path("<int:pk>/afterwards/", gathering_steps.gathering_afterwards, name="gathering_afterwards"),
        path("<int:pk>/heads/", gathering_steps.gathering_heads, name="gathering_heads"),
        path("<int:pk>/copy/", gathering_steps.gathering_copy, name="gathering_copy"),
        path("<int:pk>/history/", gatherings.gathering_history, name="gathering_history"),
        path("<int:pk>/people/new/", registrations.registration_new, name="registration_new"),
        path("<int:pk>/form.pdf", registrations.paper_form, name="paper_form"),
        path("<int:pk>/bring/", bringing.bring, name="bring"),
    ],
)
