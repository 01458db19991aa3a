from django.apps import AppConfig

from coproduction import quick_triggers


class CoproductionConfig(AppConfig):
    """The roof: composes the floors."""

    name = "coproduction"
    verbose_name = "Same Table"

    def import_models(self):
        """The first app of all: no model is there yet, of whichever app."""
        quick_triggers.know_by_name()
        super().import_models()

    def ready(self):
        from coproduction import (
            checks,  # noqa: F401 — registers the checks
            door_log,
            quick_migrations,
        )

        door_log.listen()
        quick_migrations.note_triggers_only()
        quick_migrations.draw_only_what_is_new()
