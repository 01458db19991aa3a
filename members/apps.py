from django.apps import AppConfig


class MembersConfig(AppConfig):
    """The ground floor: people, what they may do, how they are reached."""

    name = "members"
    verbose_name = "People"
