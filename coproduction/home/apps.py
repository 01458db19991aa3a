from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Home."""

    name = "coproduction.home"
    label = "home"
