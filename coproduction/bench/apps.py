from django.apps import AppConfig


class BenchConfig(AppConfig):
    """Bench."""

    name = "coproduction.bench"
    label = "bench"
