"""The pages that say what went wrong, and the gallery of components. Pages of what broke ask neither database nor session."""

import errno
import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import format_html

from coproduction import gallery, nothing_lost, reference
from coproduction.home import reading
from members import charity

DISK_FULL = "53100"  # what Postgres says
WITH_A_NUMBER = (403, 500, 503, 507)  # where somebody who rings is helped by a look into the log
TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
PLAIN = (
    "<!doctype html><html lang=en-GB><title>Something went wrong</title><h1>Something went wrong on our side</h1>"
    "<p>Please try again in a few minutes, or ring the involvement team on {}. In a crisis: {}</p><p>{}</p></html>"
)


def error_page(status, template=None, context=None):
    """The page for that status; should even the template fail, one sentence with the telephone number."""
    number = reference.of_this_request() if status in WITH_A_NUMBER else ""
    try:
        page = render_to_string(template or f"{status}.html", {"reference": number, **(context or {})})
    except Exception:  # whatever broke, somebody still needs the telephone number
        page = format_html(PLAIN, charity.known().phone, charity.known().emergency_words, number)
    return HttpResponse(page, status=status)


def bad_request(request, exception=None):
    if isinstance(exception, TOO_BIG):
        return error_page(413)
    return error_page(400)


def permission_denied(request, exception=None):
    charity.current()  # nothing is broken here: the number to ring is today's, also in a process that has drawn no page yet
    return error_page(403, context={"reading": reading.classes(request)})


def page_not_found(request, exception=None):
    charity.current()
    return error_page(404, context={"reading": reading.classes(request)})


def server_error(request):
    """500; 503 when the database does not answer, 507 when the disk is full."""
    wrong = sys.exc_info()[1]
    if getattr(getattr(wrong, "__cause__", None), "pgcode", None) == DISK_FULL:
        return error_page(507)
    if isinstance(wrong, OperationalError | InterfaceError):
        return error_page(503)
    if isinstance(wrong, OSError) and wrong.errno in (errno.ENOSPC, errno.EDQUOT):
        return error_page(507)
    return error_page(500)


def csrf_failure(request, reason=""):
    """The form was older than the last sign-in, or cookies are off; what was typed is kept where that is safe."""
    return error_page(403, "403_csrf.html", {"kept": nothing_lost.keep_refused_post(request)})


@login_not_required
def components(request):
    """The gallery: every component in every state."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    if request.method == "POST":  # the answer buttons may be tried out; nothing is kept
        choices = [{**c, "chosen": c["fields"].get("mode") == request.POST.get("mode")} for c in gallery.CHOICES]
        return render(request, "components/_gallery_answer.html", {"choices": choices, "answered": True})
    return render(request, "components/gallery.html", {**gallery.examples(), "answered": False})
