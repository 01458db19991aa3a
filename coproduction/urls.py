"""The site map. Each floor keeps its own addresses; those with a token or a contract of their own stand here."""

from django.urls import include, path

from coproduction import health, security_txt, views
from coproduction.watching import views as watching
from members.admin import site as technical_records
from members.views import finding

urlpatterns = [
    path("components/", views.components, name="components"),
    path(".well-known/security.txt", security_txt.security_txt, name="security_txt"),
    path("find/", finding.find, name="find"),
    path("healthz", health.healthz, name="healthz"),  # answered by its middleware, before sessions
    path("metrics", watching.metrics, name="metrics"),
    path("", include("coproduction.home.urls")),
    path("", include("coproduction.dashboards.urls")),
    path("", include("projects.open_urls")),
    path("", include("meetings.open_urls")),
    path("", include("meetings.open_event_urls")),
    path("", include("meetings.day_open_urls")),
    path("", include("members.open_urls")),
    path("", include("coproduction.guides.urls")),
    path("members/settings/", include("coproduction.site_settings.urls")),
    path("members/", include("members.urls")),
    path("meetings/", include("meetings.urls")),
    path("projects/", include("projects.urls")),
    path("demo/", include("coproduction.story.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", technical_records.urls),
]

handler400 = "coproduction.views.bad_request"
handler403 = "coproduction.views.permission_denied"
handler404 = "coproduction.views.page_not_found"
handler500 = "coproduction.views.server_error"
