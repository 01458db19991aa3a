"""The Celery app and the one house clock.

Celery is a nudge and never the truth: its one task carries nothing, what is due stands in Postgres,
and losing the broker loses nothing (reliability, sections 0 and 1.3). The web process never imports this module.
"""

import gc
import os

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduction.settings")

from django.conf import settings  # noqa: E402 — the line above names the settings

app = Celery("coproduction")
app.conf.update(
    broker_url=settings.REDIS_URL,
    imports=["members.post.tasks"],
    timezone="UTC",
    enable_utc=True,
    task_ignore_result=True,  # and no result backend
    task_serializer="json",
    accept_content=["json"],
    task_time_limit=120,
    task_soft_time_limit=90,
    task_acks_late=False,  # the tick carries nothing worth a second delivery
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=200,
    worker_max_memory_per_child=400_000,
    worker_send_task_events=False,
    worker_enable_remote_control=False,  # liveness is the age of the oldest due letter, never `inspect ping`
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": 3600,
        "socket_timeout": 10,
        "socket_connect_timeout": 3,
        "socket_keepalive": True,
        "health_check_interval": 25,
    },
    beat_max_loop_interval=5,
    beat_schedule={
        "tick": {"task": "members.post.tasks.tick", "schedule": 10.0, "options": {"expires": 25}},
    },
)


@signals.setup_logging.connect
def keep_our_logging(**_):
    """Django's LOGGING holds here too, so that no line bypasses the cleaning of tokens."""
    from django.utils.log import configure_logging

    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)


@signals.worker_ready.connect
def worker_is_alive(**_):
    from members.post import heartbeats

    heartbeats.start(name="worker")


@signals.beat_init.connect
def beat_is_alive(**_):
    from members.post import heartbeats

    heartbeats.start(name="beat")


@signals.worker_init.connect
def share_what_is_loaded(**kwargs):
    """Before the worker's children begin: what is loaded by now stays one for all of them."""
    gc.collect()
    gc.freeze()
