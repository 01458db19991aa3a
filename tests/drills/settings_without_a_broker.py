"""The drills' settings with the publishing view beside the pages."""

from tests.drills.settings import *  # noqa: F403

ROOT_URLCONF = "tests.drills.without_a_broker"
