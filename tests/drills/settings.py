"""The site's settings, and one more app that knows the drills' own kind of letter."""

from coproduction.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.drills.kind"]  # noqa: F405
