"""The second negative control of D5: the broker is the cache as well, and allauth counts the attempts to sign in there."""

import os

from tests.drills.settings_without_a_broker import *  # noqa: F403

CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": os.environ["REDIS_URL"]}}
