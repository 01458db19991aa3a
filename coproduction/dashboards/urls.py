"""The addresses of this room."""

from django.urls import path, re_path

from coproduction.dashboards import views

urlpatterns = [
    path("dashboard/", views.dashboard, name="dashboard"),
    path("dashboard/export.csv", views.export, name="dashboard_csv"),
    re_path(r"^dashboard/picture/(?P<digest>[0-9a-f]{64})/$", views.picture, name="dashboard_picture"),
]
