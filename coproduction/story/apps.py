from django.apps import AppConfig


class StoryConfig(AppConfig):
    """Story."""

    name = "coproduction.story"
    label = "story"
