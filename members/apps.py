from django.apps import AppConfig


class MembersConfig(AppConfig):
    """The ground floor: people, what they may do, how they are reached."""

    name = "members"
    verbose_name = "People"

    def ready(self):
        from members import emails, files, what_we_keep
        from members.post import backend, clock, tidying

        backend.register_kinds()
        clock.register(tidying.plan_due)
        clock.register(files.plan_due)
        emails.register_kinds()
        what_we_keep.register_all()
        self._consents()

    def _consents(self):
        """What lies behind consents, and how much post somebody wants."""
        from members.actions import behind

        behind.register_all()
