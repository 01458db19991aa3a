"""The words in which consent is asked: changed by the coordinator, each change a new version; who agreed before agreed to the old one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone

from members.actions import consents as actions
from members.forms.consents import RewordForm
from members.models import Consent, ConsentWording
from members.permissions import Permission
from members.queries import consent as queries
from members.rules import consent as rules
from members.web import form_page, needs, page, refusals_into


@needs(Permission.CHANGE_SETTINGS)
def wordings(request):
    """Every consent with the words in use."""
    written = queries.wordings()
    rows = [
        {
            "consent": consent,
            "words": written[consent].words if consent in written else rules.ASKED[consent].words,
            "version": written[consent].version if consent in written else 1,
        }
        for consent in Consent
    ]
    return page(request, "members/wordings.html", {"rows": rows})


@needs(Permission.CHANGE_SETTINGS)
def wording(request, consent):
    """One consent: its words, why we ask, and every earlier version."""
    if consent not in Consent.values:
        raise Http404
    consent = Consent(consent)
    versions = list(ConsentWording.objects.filter(consent=consent).select_related("written_by").order_by("-version"))
    now_is = versions[0] if versions else rules.ASKED[consent]
    form = RewordForm(request.POST or None, initial={"words": now_is.words, "why": now_is.why})
    if form.is_valid():
        with refusals_into(form):
            actions.reword(consent=consent, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved. From now on we ask in these words.")
            return redirect("members:wordings")
    return form_page(request, "members/wording.html", form, {"consent": consent, "versions": versions})
