"""Where a mail provider tells us what came back; nothing is there unless BOUNCE_WEBHOOK is set."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from members.post import bounces, webhook

log = logging.getLogger(__name__)


@csrf_exempt
@login_not_required
def delivery_reports(request):
    """The secret first; then each report is believed or left alone (members/post/bounces.py)."""
    hook = webhook.view()
    if hook is None:
        raise Http404
    try:
        return hook(request)
    except SuspiciousOperation:
        log.warning("a delivery report without our secret was refused")
        return HttpResponse(status=403)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError):
        log.warning("a delivery report that cannot be read was refused")
        return HttpResponse(status=400)


def hear(sender, event, esp_name, **kwargs) -> None:
    """Receiver of anymail's `tracking`, which its view announces inside the request."""
    report = webhook.report_of(event)
    if report is not None:
        bounces.take(report, now=timezone.now())
