"""The drills' settings with the naive views beside the pages: protections taken away, to show that a drill would notice."""

from tests.drills.settings import *  # noqa: F403

ROOT_URLCONF = "tests.drills.naive"
