"""The site's settings with the bare views beside the pages; used by the benchmark's own server only."""

from coproduction.settings import *  # noqa: F403

ROOT_URLCONF = "coproduction.bench.urls"

REGISTRATIONS_FROM_ONE_ADDRESS = 10**9  # everybody comes from the same machine here; they are counted all the same
