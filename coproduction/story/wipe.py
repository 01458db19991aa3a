"""Empties the demonstration, history included, so that the story can begin anew.

Rows are deleted, not truncated: readers and the worker go on with the old story until the new one commits.
"""

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from members.models import Job

STAYS = {  # no person in them; and what the worker writes all the time is left to it
    "contenttypes.contenttype",
    "auth.permission",
    "auth.group",
    "dashboards.chartpicture",
    "members.heartbeat",
    "members.job",
}
LAST = "sessions.session"  # goes last, so that nobody who reads on meanwhile waits for us


class NotADemonstration(RuntimeError):
    """This site holds real people; nothing was touched."""


def everything():
    """Every row of ours but sessions and jobs. Raises NotADemonstration."""
    if not settings.DEMO:
        raise NotADemonstration
    Job.objects.exclude(asked_by=None).update(asked_by=None)
    with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 — names of our own models


def what_is_left(*, keep):
    """Sessions, which sign everybody out, and jobs that are over, but for the one at work."""
    Session.objects.all().delete()
    Job.objects.filter(state__in=[Job.State.DONE, Job.State.FAILED]).exclude(pk=keep.pk).delete()


def _tables():
    """Foreign keys are checked at the commit, so the order does not matter."""
    for model in apps.get_models(include_auto_created=True):
        kept = model._meta.label_lower in STAYS or model._meta.label_lower == LAST
        if model._meta.managed and not model._meta.proxy and not kept:
            yield model._meta.db_table
