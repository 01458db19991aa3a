"""The site map. Each floor keeps its own addresses; those with a token or a contract of their own stand here."""

from django.contrib import admin
from django.urls import include, path

from coproduction import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),  # answered by its middleware, before sessions
    path("", include("coproduction.home.urls")),
    path("", include("coproduction.dashboards.urls")),
    path("", include("projects.open_urls")),
    path("", include("meetings.open_urls")),
    path("members/", include("members.urls")),
    path("meetings/", include("meetings.urls")),
    path("projects/", include("projects.urls")),
    path("demo/", include("coproduction.story.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
