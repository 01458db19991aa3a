"""/metrics for Prometheus, only with METRICS_TOKEN: numbers about the site, none about anybody (docs/decisions/0071)."""

import hmac

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.db.models.functions import Now
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coproduction.copies.standing import HEARTBEAT
from coproduction.watching.figures import figures
from members.models import Heartbeat

PROGRAMS = ("web", "worker", "beat", "dispatch", "delivery")
TEXT = "text/plain; version=0.0.4; charset=utf-8"


@login_not_required
@require_safe
def metrics(request):
    """As if it were not there unless switched on; then for whoever brings the token."""
    if not settings.METRICS_TOKEN:
        raise Http404
    brought = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if not hmac.compare_digest(brought.encode(), settings.METRICS_TOKEN.encode()):
        return HttpResponse(
            "This needs a token.\n", status=401, headers={"WWW-Authenticate": "Bearer"}, content_type=TEXT
        )
    return HttpResponse("".join(_lines(now=timezone.now())), content_type=TEXT)


def _lines(*, now):
    found = figures(now=now)
    oldest = (now - found.oldest_due).total_seconds() if found.oldest_due else 0
    ages = {name: age.total_seconds() for name, age in Heartbeat.objects.values_list("name", Now() - F("at"))}
    copy = ages.get(HEARTBEAT)
    yield from _gauge("letters_waiting", "Letters that wait to leave.", found.waiting)
    yield from _gauge("letters_failed", "Letters of the last seven days that could not be sent.", found.failed)
    yield from _gauge("letters_uncertain", "Letters of the last seven days that may not have arrived.", found.uncertain)
    yield from _gauge("oldest_due_seconds", "How long the oldest email waits that could leave.", oldest)
    yield from _gauge("jobs_waiting", "Work that waits for the worker.", found.jobs_waiting)
    yield from _gauge("jobs_failed", "Work that stopped for good.", found.jobs_failed)
    yield from _gauge("disk_free_bytes", "Room on the disk.", found.room.free_bytes)
    yield from _gauge("disk_free_ratio", "Room on the disk, as a part of one.", found.room.free)
    if copy is not None:
        yield from _gauge("last_copy_age_seconds", "Since the last copy of the site.", copy)
    yield "# HELP sametable_heartbeat_age_seconds Since the last sign of life.\n# TYPE sametable_heartbeat_age_seconds gauge\n"
    for name in PROGRAMS:
        if name in ages:
            yield f'sametable_heartbeat_age_seconds{{program="{name}"}} {ages[name]:.1f}\n'


def _gauge(name, words, value):
    yield f"# HELP sametable_{name} {words}\n# TYPE sametable_{name} gauge\nsametable_{name} {round(value, 3)}\n"
