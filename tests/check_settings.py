"""The site's settings and the migration linter, for `make check` alone."""

from coproduction.settings import *  # noqa: F403
from coproduction.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]
