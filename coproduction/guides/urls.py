"""The guides' addresses; those of the data-protection pack stand among the settings."""

from django.urls import path

from coproduction.guides import views

urlpatterns = [
    path("guides/", views.guides, name="guides"),
    path("guides/<slug:name>/", views.guide, name="guide"),
    path("members/settings/information/", views.data_papers, name="settings_data"),
    path("members/settings/information/<slug:name>/", views.data_paper, name="settings_data_paper"),
]
