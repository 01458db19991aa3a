from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Dashboards."""

    name = "coproduction.dashboards"
    label = "dashboards"
