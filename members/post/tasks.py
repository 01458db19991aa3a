"""What Celery runs: one tick, which carries nothing and may run twice, late, or beside another (house, *The clock*)."""

import time

from celery import shared_task
from django.utils import timezone

from members.post import clock, jobs

JOB_SECONDS = 40  # no new job is begun after this


@shared_task(name="members.post.tasks.tick", ignore_result=True)
def tick() -> None:
    """Plan what is due, deliver it, then do the longer work that waits."""
    began = time.monotonic()
    clock.tick(now=timezone.now())
    while time.monotonic() - began < JOB_SECONDS and jobs.work_one(now=timezone.now()):
        pass
