"""The addresses that programs read; loaded by the first of them (program_door_views)."""

from django.urls import path

from coproduction.dashboards.program_views import api

urlpatterns = [path("api/v1/", api.urls)]
