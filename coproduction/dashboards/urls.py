"""The addresses of this room."""

from django.urls import include, path, re_path

from coproduction.dashboards import (
    care_views,
    equality_views,
    framework_views,
    gathering_views,
    measures_views,
    pathway_views,
    priority_views,
    pulse_views,
    quality_views,
    team_views,
    views,
)

urlpatterns = [
    path("dashboard/", views.dashboard, name="dashboard"),
    path("dashboard/export.csv", views.export, {"kind": "csv"}, name="dashboard_csv"),
    path("dashboard/export.xlsx", views.export, {"kind": "xlsx"}, name="dashboard_xlsx"),
    path("dashboard/export.json", views.export, {"kind": "json"}, name="dashboard_json"),
    path("dashboard/questions/", views.questions, name="dashboard_questions"),
    path("dashboard/quality/", quality_views.data_quality, name="data_quality"),
    path("dashboard/", include("coproduction.dashboards.report_urls")),
    path("", include("coproduction.dashboards.key_urls")),
    path("dashboard/measures/", measures_views.all_figures, name="dashboard_measures"),
    path("dashboard/teams/", team_views.teams, name="dashboard_teams"),
    path("dashboard/pathways/", pathway_views.came_by, name="came_by"),
    path("dashboard/frameworks/", framework_views.of_charity, name="frameworks"),
    path("projects/<int:pk>/frameworks/", framework_views.of_project, name="project_frameworks"),
    path("projects/<int:pk>/looked-after/", care_views.of_project, name="project_care"),
    path("dashboard/pulse/", pulse_views.over_the_year, name="pulse_year"),
    path("meetings/<int:pk>/pulse/results/", pulse_views.results, name="pulse_results"),
    path("dashboard/equality/", equality_views.equality_totals, name="equality_totals"),
    path("dashboard/equality/publish/", equality_views.equality_publish, name="equality_publish"),
    re_path(r"^dashboard/picture/(?P<digest>[0-9a-f]{64})/$", views.picture, name="dashboard_picture"),
    path("dashboard/gatherings/<int:pk>/", gathering_views.gathering_evaluation, name="gathering_evaluation"),
    path("projects/decisions/<int:pk>/priorities/", priority_views.weighed, name="priorities"),
    path("what-happened/<slug:slug>/", gathering_views.what_happened, name="what_happened"),
]
