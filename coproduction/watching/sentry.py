"""Errors to a Sentry of the charity's own choice, only with SENTRY_DSN: what broke and where, nothing about anybody.

The library is imported here alone, so that a site without it carries none of it.
"""

import logging

import sentry_sdk
from sentry_sdk.integrations.celery import CeleryIntegration
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.integrations.logging import LoggingIntegration

from coproduction import reference
from coproduction.logs import clean

DROPPED = ("user", "extra", "breadcrumbs", "contexts", "server_name", "modules", "threads")


def options(dsn: str) -> dict:
    """No personal data, no local variables, no bodies, no breadcrumbs, no timings; whatever is left is cleaned."""
    return {
        "dsn": dsn,
        "send_default_pii": False,
        "include_local_variables": False,
        "max_request_body_size": "never",
        "max_breadcrumbs": 0,
        "traces_sample_rate": None,
        "default_integrations": False,  # the others note queries, web addresses and log lines
        "auto_enabling_integrations": False,
        "auto_session_tracking": False,
        "send_client_reports": False,
        "integrations": [
            DjangoIntegration(transaction_style="function_name", middleware_spans=False),
            CeleryIntegration(),
            LoggingIntegration(level=None, event_level=logging.ERROR),
        ],
        "before_send": scrub,
    }


def start(dsn: str) -> None:
    """Called once when the app is ready."""
    sentry_sdk.init(**options(dsn))


def scrub(event: dict, hint=None) -> dict:
    """The same event without anything a person typed, is called, or was sent as a link."""
    for name in DROPPED:
        event.pop(name, None)
    request = event.pop("request", None)
    if request:
        event["request"] = {
            "method": request.get("method", "")
        }  # never the address: the page's name says where it broke
    for each in (event.get("exception") or {}).get("values") or ():
        each.pop("value", None)  # it may be what was typed, or a name; our own log has it, by the reference
        for frame in (each.get("stacktrace") or {}).get("frames") or ():
            frame.pop("vars", None)
    if "logentry" in event:
        event["logentry"] = {"message": clean(str(event["logentry"].get("message") or ""))}
    asked = reference.asked()
    if asked is not None:
        event["tags"] = {"reference": asked.reference, "page": asked.page, "role": asked.role}
    else:
        event.pop("tags", None)
    return event
