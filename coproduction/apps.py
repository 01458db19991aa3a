from django.apps import AppConfig
from django.conf import settings

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
        from coproduction.watching import letters, troubles
        from members.post import clock

        if settings.SENTRY_DSN:
            from coproduction.watching import sentry

            sentry.start(settings.SENTRY_DSN)
        letters.register_kinds()
        clock.register(troubles.plan_due)
        door_log.listen()
        quick_migrations.note_triggers_only()
        quick_migrations.draw_only_what_is_new()
        quick_migrations.keep_what_is_swappable()
        quick_migrations.copy_what_may_change()
