"""`/demo/mailbox/`: what left this demonstration instead of being sent: emails, and lines for calls, texts and letters."""

from datetime import timedelta

from csp.decorators import csp_replace
from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin

from coproduction.story.signin import demonstration_only
from members.models import Letter
from members.models.channel import Way
from members.post import kinds
from members.web import paginate

LEFT = [Letter.State.SENT, Letter.State.SENDING, Letter.State.UNCERTAIN]
HOW = {Way.EMAIL: "Email", Way.TEXT: "Text to send", Way.PHONE: "Call to make", Way.POST: "Letter to post"}
JUST_NOW = timedelta(minutes=30)
LETTER_STYLES = {"style-src": ["'unsafe-inline'"], "script-src": ["'none'"], "frame-ancestors": ["'self'"]}


def outgoing(*, now):
    """Every message with its words, newest first; a text, call or letter counts from when it was handed over.

    What left in the last half hour stands on top, and with it what the time buttons sent, dated on days to come; among
    these the one noted last comes first, for whoever has just pressed something looks here for what it sent.
    """
    return (
        Letter.objects.filter(state__in=LEFT)
        .exclude(subject="")
        .select_related("person")
        .annotate(at=Coalesce("sent_at", "due_at"))
        .annotate(lately=Case(When(at__gt=now - JUST_NOW, then=F("pk")), default=Value(0)))
        .order_by(F("lately").desc(), F("at").desc(), "-pk")
    )


@demonstration_only
def mailbox(request):
    page = paginate(request, outgoing(now=timezone.now()).defer("text", "html", "attachments", "sealed"))
    for letter in page:
        _describe(letter)
    return render(request, "demo/mailbox.html", {"page": page})


@demonstration_only
@csp_replace({"frame-src": ["'self'"]})
def letter(request, pk):
    """One message, drawn and as text; its links work."""
    found = get_object_or_404(outgoing(now=timezone.now()), pk=pk)
    _describe(found)
    return render(request, "demo/letter.html", {"letter": found})


@demonstration_only
@xframe_options_sameorigin
@csp_replace(LETTER_STYLES)
def letter_page(request, pk):
    """The email as its reader sees it, to stand in a frame: no scripts, links open the whole window."""
    found = get_object_or_404(outgoing(now=timezone.now()).exclude(html=""), pk=pk)
    return HttpResponse(found.html.replace("<head>", '<head><base target="_top">', 1))


def _describe(letter):
    letter.how = HOW[letter.way]
    letter.kind_words = kinds.words(letter.kind)
