"""The addresses of the settings, under /members/settings/; accounts and absences are in `members.urls`."""

from django.urls import path

from coproduction.site_settings import charity_views, history_views, picture_views, post_views, thing_views
from coproduction.site_settings.things import SORTS

urlpatterns = [
    path("", charity_views.settings, name="settings"),
    path("charity/", charity_views.charity_facts, name="settings_charity"),
    path("charity/history/", history_views.charity_history, name="settings_charity_history"),
    path("logo/", charity_views.charity_logo, name="settings_logo"),
    path("logo/<slug:stamp>/", charity_views.logo, name="logo"),
    path("words/", charity_views.words, name="settings_words"),
    path("modules/", charity_views.modules, name="settings_modules"),
    path("test-letter/", post_views.test_letter, name="settings_test_letter"),
    path("trial/", post_views.trial_mode, name="settings_trial"),
    path("started/", charity_views.list_away, name="settings_list_away"),
    path("venues/<int:pk>/pictures/", picture_views.venue_pictures, name="settings_venues_pictures"),
    path("kinds/usual/", thing_views.kinds_usual, name="settings_kinds_usual"),
]
for key in SORTS:
    sort = {"sort": key}
    urlpatterns += [
        path(f"{key}/", thing_views.things, sort, name=f"settings_{key}"),
        path(f"{key}/new/", thing_views.thing_new, sort, name=f"settings_{key}_new"),
        path(f"{key}/<int:pk>/", thing_views.thing_edit, sort, name=f"settings_{key}_edit"),
        path(f"{key}/<int:pk>/history/", history_views.thing_history, sort, name=f"settings_{key}_history"),
        path(f"{key}/<int:pk>/retire/", thing_views.thing_retire, sort, name=f"settings_{key}_retire"),
    ]
