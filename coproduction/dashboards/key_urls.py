"""The addresses of keys for programs, and the door that programs come in by."""

from django.urls import path

from coproduction.dashboards import key_views, program_door_views

urlpatterns = [
    path("dashboard/keys/", key_views.keys, name="keys"),
    path("dashboard/keys/new/", key_views.key_new, name="key_new"),
    path("dashboard/keys/<int:pk>/end/", key_views.key_end, name="key_end"),
    path("dashboard/keys/addresses/", key_views.key_guide, name="key_guide"),
    path("dashboard/keys/openapi.json", key_views.key_openapi, name="key_openapi"),
    path("api/v1/<path:asked>", program_door_views.come_in, name="programs"),
]
