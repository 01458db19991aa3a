from django.apps import AppConfig


class StoryConfig(AppConfig):
    """The demonstration story, and the pages on which it is tried out."""

    name = "coproduction.story"
    label = "story"

    def ready(self):
        from coproduction.story import clockwork
        from members.post import jobs

        jobs.register(clockwork.ADVANCE, clockwork.advance)
        jobs.register(clockwork.RESET, clockwork.begin_anew)
