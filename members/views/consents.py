"""What somebody agreed to: each thing in plain words, given or taken back by the person or written down in their name."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from members import behind_consent, charity
from members.actions import consents as actions
from members.forms.consents import HowForm
from members.models.consent import Consent, How
from members.permissions import Permission
from members.post import abouts
from members.queries import consent as queries
from members.rules import consent as rules
from members.views.person import find
from members.web import form_page, needs, page, refusals_answered
from members.words import day

PROMISED = timedelta(days=30)


def whose(request, pk):
    """The person of the page and who acts: oneself, or the desk in somebody's name."""
    if pk is None:
        return request.actor.person, request.actor
    person = find(request, pk)
    return person, request.actor.at_the_desk_for(person)


def addresses(pk):
    """Where the pages of that person are: my own, or those of the desk."""
    own = pk is None
    return {
        "list": reverse("members:my_consents") if own else reverse("members:consents", args=[pk]),
        "one": (lambda c: reverse("members:my_consent", args=[c]))
        if own
        else (lambda c: reverse("members:consent", args=[pk, c])),
    }


def my_consents(request):
    """Every signed-in person's own page."""
    return _list(request, None)


@needs(Permission.SEE_CONTACT)
def consents(request, pk):
    """The same page, used by the desk while the person is on the telephone."""
    return _list(request, pk)


def _list(request, pk):
    person, _ = whose(request, pk)
    where = addresses(pk)
    entries, wordings = queries.last_entries(person), queries.wordings()
    clearings = {(c.consent, c.about): c for c in queries.open_clearings(person)}
    groups = [
        (title, [_row(c, "", entries, wordings, clearings, where) for c in asked if _is_asked(c)])
        for title, asked in rules.GROUPS
    ]
    single = [(c, about) for (c, about), entry in entries.items() if about and entry.given]
    names = abouts.of(about for _, about in single)
    one_by_one = {"person": person, "today": timezone.localdate()}
    context = {
        "person": person,
        "own": pk is None,
        "named_apart": behind_consent.shown_one_by_one(Consent.NAME_IN_PUBLIC, **one_by_one),
        "groups": groups,
        "single": [
            {**_row(Consent(c), about, entries, wordings, clearings, where), "event": names.get(about)}
            for c, about in sorted(single, key=lambda pair: (pair[1], pair[0]))
        ],
        "ledger": [_told(entry, names) for entry in queries.ledger(person)[:100]],
    }
    return page(request, "members/consents.html", context)


def _is_asked(consent):
    """Some are only asked when the charity uses that part of the site."""
    module = {Consent.EQUALITY: "equality", Consent.NETWORK: "network"}.get(consent)
    return module is None or charity.has(module)


def _row(consent, about, entries, wordings, clearings, where):
    asked, entry, written = rules.ASKED[consent], entries.get((consent, about)), wordings.get(consent)
    given = entry.given if entry else consent in queries.HOLDS_UNTIL_DECLINED
    clearing = clearings.get((consent, about))
    return {
        "consent": consent.value,
        "about": about,
        "label": consent.label,
        "words": written.words if written else asked.words,
        "why": written.why if written else asked.why,
        "given": given,
        "entry": entry,
        "gone_by": clearing and clearing.asked_at + PROMISED,
        "url": where["one"](consent.value),
        "more": MORE.get(consent),
    }


MORE = {  # what opens behind it, as the end of the name of the page: my_… or the desk's own
    Consent.TRUSTED_CONTACT: ("trusted_contact", "Whom we may ring"),
    Consent.SUPPORTER_COPY: ("supporter", "Who gets the same letters"),
}


def _told(entry, names):
    """One entry of the ledger for the timeline."""
    who = entry.recorded_by
    by = f", written down by {who}" if who and who.pk != entry.person_id else ""
    before = f", and {entry.witness} heard it" if entry.witness else ""
    words = f" The words were: “{entry.wording.words}” (version {entry.wording.version})." if entry.wording else ""
    event = names.get(entry.about)
    about = f" ({event.words})" if event and event.words else ""
    return {
        "when": entry.at,
        "title": f"{'Yes' if entry.given else 'Taken back'}: {entry.get_consent_display()}{about}",
        "text": f"{entry.get_how_display()}{by}{before}.{words if entry.given else ''}",
        "tone": "done" if entry.given else "not",
    }


@refusals_answered
def my_consent(request, consent):
    """One consent of one's own: what changes first, then the press."""
    return _one(request, None, consent)


@needs(Permission.SEE_CONTACT)
@refusals_answered
def consent(request, pk, consent):
    """One consent in somebody's name: what to read out, and how they told us."""
    return _one(request, pk, consent)


def _one(request, pk, name):
    if name not in Consent.values:
        raise Http404
    consent, now = Consent(name), timezone.now()
    person, actor = whose(request, pk)
    about = (request.POST or request.GET).get("about", "").replace("\x00", "")[:60]
    holds = queries.holds(person, consent, about=about)
    if consent in rules.ONE_EVENT_AT_A_TIME and not holds:
        raise Http404  # it is asked where the event is; here it can only be taken back
    form = None
    if pk is not None:
        form = HowForm(request.POST or None, day=timezone.localdate(now), besides=[person.pk, actor.person_id])
    if request.method == "POST" and (form is None or form.is_valid()):
        return _save(request, pk, consent, about, form, person=person, actor=actor, now=now)
    wording = queries.wordings().get(consent)
    asked = rules.ASKED[consent]
    context = {
        "person": person, "own": pk is None, "holds": holds, "label": consent.label, "about": about, "asked": asked,
        "event": abouts.one(about).words if about else "", "back": addresses(pk)["list"],
        "words": wording.words if wording else asked.words, "why": wording.why if wording else asked.why,
        "deleted": [behind.words for behind in behind_consent.of(consent)], "by": day(now + PROMISED),
    }  # fmt: skip
    if form is None:
        return page(request, "members/consent.html", context)
    return form_page(request, "members/consent.html", form, context)


def _save(request, pk, consent, about, form, *, person, actor, now):
    how = form.cleaned_data["how"] if form else How.ONLINE
    facts = {"person": person, "consent": consent, "how": how, "actor": actor, "now": now, "about": about}
    if request.POST.get("do") == "withdraw":
        actions.withdraw(**facts)
        messages.success(request, "Taken back. It holds from this moment, everywhere.")
    else:
        actions.give(**facts, witness=form.cleaned_data["witness"] if form else None)
        messages.success(request, "Thank you, noted. You can take it back at any time.")
        if consent in MORE:
            name = MORE[consent][0]
            return redirect(f"members:my_{name}") if pk is None else redirect(f"members:{name}", pk)
    return redirect(addresses(pk)["list"])
