"""The public way in: somebody asks to join, without an account and with as little as is needed (MEM-01)."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from members import lists
from members.actions import enquiries
from members.forms.joining import JoinForm
from members.models import Channel
from members.post import window
from members.rules import clean_address
from members.rules.joining import WORKING_DAYS, State
from members.web import form_page, page, refusals_into

SEALED = "join"  # what anybody may open here; nothing else of ours opens on a public page
REPEATED_FOR = 600  # seconds; whoever opens the page later, on this device or another, reads no address


@csrf_exempt  # it acts for nobody who is signed in, and a browser that keeps no cookies must not lose what was typed
@login_not_required
def join(request):
    """The form, the telephone and the postal address. Whatever was typed stays while something is missing."""
    form = JoinForm(request.POST or None)
    if form.is_valid():
        try:
            with refusals_into(form):
                enquiries.ask(now=timezone.now(), **form.cleaned_data)
                return redirect(_thanks(form.cleaned_data["way"], form.cleaned_data["address"]))
        except enquiries.TooMany as no:
            form.add_error(None, str(no))
    return form_page(request, "members/join.html", form)


def _thanks(way, address):
    """What they gave goes along sealed: the page can repeat it without a cookie, and nobody reads it in a history."""
    said = {"way": way, "to": lists.seal(clean_address(way, address), what=SEALED)}
    return f"{reverse('join_done')}?{urlencode(said)}"


@login_not_required
def join_done(request):
    """Thank you, where and by when somebody is in touch; the same words whoever it was."""
    way = request.GET.get("way", "")
    to = lists.unseal(request.GET.get("to", ""), what=SEALED, good_for=REPEATED_FOR)
    by = window.working_days_after(timezone.localdate(), WORKING_DAYS[State.ENQUIRY])
    return page(
        request, "members/join_done.html", {"way": way if way in Channel.Way.values else "", "by": by, "to": to}
    )
