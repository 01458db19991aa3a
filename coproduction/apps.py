from django.apps import AppConfig


class CoproductionConfig(AppConfig):
    """The roof: composes the floors."""

    name = "coproduction"
    verbose_name = "Same Table"

    def ready(self):
        from coproduction import (
            checks,  # noqa: F401 — registers the checks
            door_log,
            quick_migrations,
        )

        door_log.listen()
        quick_migrations.note_triggers_only()
        quick_migrations.draw_only_what_is_new()
