"""Empties the demonstration, history included, so that the story can begin anew.

Rows are deleted, not truncated: readers and the worker go on with the old story until the new one commits.
"""

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from members.models import Heartbeat, Job

STAYS = {"contenttypes.contenttype", "auth.permission", "auth.group"}


class NotADemonstration(RuntimeError):
    """This site holds real people; nothing was touched."""


def everything(*, keep=None):
    """Every row of ours, but heartbeats and the job that is at work. Raises NotADemonstration."""
    if not settings.DEMO:
        raise NotADemonstration
    with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '60s'")
        Job.objects.exclude(pk=keep.pk if keep else None).delete()
        Job.objects.update(asked_by=None)
        for table in _tables():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 — names of our own models


def _tables():
    """Foreign keys are checked at the commit, so the order does not matter."""
    for model in apps.get_models(include_auto_created=True):
        kept = model in (Job, Heartbeat) or model._meta.label_lower in STAYS
        if model._meta.managed and not model._meta.proxy and not kept:
            yield model._meta.db_table
