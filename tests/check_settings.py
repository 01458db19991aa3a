"""The site's settings and the migration linter, for `make check` alone."""

from coproduction.settings import *  # noqa: F403
from coproduction.settings import INSTALLED_APPS, SILENCED_SYSTEM_CHECKS

INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "ground.W001"]  # the check brings its own servers
