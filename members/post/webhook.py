"""Delivery reports that a mail provider sends by itself, read by django-anymail for whichever provider it is.

Off unless BOUNCE_WEBHOOK names one; anymail asks for the secret before it reads anything.
"""

import json
import re
from urllib.parse import urlsplit

from anymail.signals import EventType, RejectReason
from django.conf import settings

from members.models.delivery_report import Sort, WayIn
from members.post import bounces, failures

OUR_ID = re.compile(r"[0-9a-f]{32}@[A-Za-z0-9.-]+")
HARD = {RejectReason.INVALID, RejectReason.BOUNCED}


def view():
    """Anymail's view for the provider that is named; None when there is none."""
    provider = urlsplit(settings.BOUNCE_WEBHOOK).scheme.replace("-", "_")
    if not provider:
        return None
    from anymail import (
        urls,
    )  # every provider's view, and what they are made of: 10 MB that a site without one needs not carry

    return next((each.callback for each in urls.urlpatterns if each.name == f"{provider}_tracking_webhook"), None)


def report_of(event) -> bounces.Report | None:
    """What anymail's event says, as a report like any other; None when it is not about a letter that did not arrive."""
    sort = _sort(event)
    if sort is None:
        return None
    return bounces.Report(
        sort=sort, way_in=WayIn.WEBHOOK, recipient=event.recipient or "", message_id=message_id_of(event),
        status=_status(event),
    )  # fmt: skip


def message_id_of(event) -> str:
    """Our own Message-ID: providers that give letters a number of their own still repeat it somewhere."""
    words = (
        f"{event.message_id or ''} {json.dumps(event.esp_event, default=str)} {json.dumps(event.metadata, default=str)}"
    )
    ours = (found for found in OUR_ID.findall(words) if found.partition("@")[2] == settings.MAIL_DOMAIN)
    found = next(ours, "")
    return f"<{found}>" if found else ""


def _status(event) -> str:
    found = failures.STATUS.search(event.mta_response or event.description or "")
    return found[0] if found else ""


def _sort(event):
    if event.event_type == EventType.DEFERRED:
        return Sort.LATE
    if event.event_type not in (EventType.BOUNCED, EventType.REJECTED, EventType.FAILED):
        return None
    by_number = failures.sort_of(_status(event))
    if by_number:
        return by_number
    return Sort.HARD if event.reject_reason in HARD and not _status(event) else Sort.SOFT
