"""Saying where one stands from the link in a letter, without a session: for whoever has a voice and no sign-in (DEC-04 to 08)."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from members.models import Person
from members.permissions import by_link
from members.post import links
from members.rules import Refused
from projects.models import TAKE_BACK, Decision, Objection, TextVersion, Voice, Way
from projects.queries import agreeing as asks
from projects.queries.texts import version_of
from projects.views.positions import form_for, save

KEPT = ("moved_because", "may_be_named")  # asked on their own, after the answer


@dataclass(frozen=True)
class Asked:
    """One voice of one decision, as far as whoever holds its link may know: nobody else's answer is among it."""

    person: Person
    decision: Decision
    heard: asks.Heard
    version: TextVersion


def by_token(token, *, now):
    """What is behind a live link of somebody who still has this voice; None, with no hint why, when there is nothing."""
    link = links.find(token, purpose="decision", now=now)
    word, _, number = link.about.partition(":") if link else ("", "", "")
    voice = Voice.objects.filter(pk=number).first() if word == "voice" else None
    if voice is None or not asks.speaks_for(voice, link.person_id, day=timezone.localdate(now)):
        return None
    found = Decision.objects.select_related("agreement__body", "agreement__project", "body", "project")
    decision = asks.with_voices(found.filter(pk=voice.decision_id, agreement__isnull=False)).get()
    standing = asks.standing_of(decision)
    if decision.opened_at is None or standing.version is None:
        return None
    heard = next(each for each in standing.heard if each.voice.pk == voice.pk)
    return Asked(link.person, decision, heard, version_of(decision.agreement, standing.version.number))


@login_not_required
def decision_by_link(request, token):
    """GET shows the text and changes nothing; a press says where they stand. Unknown, ended and revoked links look the same."""
    now = timezone.now()
    asked = by_token(token, now=now)
    if asked is None:
        return render(request, "projects/no_invitation.html", status=404)
    form = _form(request, asked, now=now)
    refused = ""
    if form.is_bound and form.is_valid():
        try:
            save(request, form, asked.decision, asked.heard.voice, actor=by_link(asked.person), now=now)
            return HttpResponseRedirect(request.path, status=303)
        except Refused as no:
            refused = str(no)
            asked = by_token(token, now=now) or asked  # the text as it holds now, with what was typed beside it
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "projects/decision_by_link.html", _shown(asked, form, refused, now=now), status=status)


def _form(request, asked, *, now):
    """What is not on the button that was pressed stays as it was said."""
    typed, before = None, asked.heard.position
    if request.method == "POST":
        typed = request.POST.copy()
        if before is not None and "moved_because" not in typed and asked.decision.way != Way.WEIGH:
            typed.update({name: getattr(before, name) for name in KEPT})
    is_open = asks.is_open(asked.decision, now=now)
    return form_for(request, asked.decision, asked.heard, asked.version, entering=False, is_open=is_open, typed=typed)


def _shown(asked, form, refused, *, now):
    position = asked.heard.position
    is_open = asks.is_open(asked.decision, now=now)
    return {
        "person": asked.person, "decision": asked.decision, "agreement": asked.decision.agreement, "version": asked.version,
        "moved": _moved(position, form), "wrong": {name: form.errors.get(name, []) for name in ("words", "moved_because")},
        "voice": asked.heard.voice, "heard": asked.heard, "position": position, "form": form, "refused": refused,
        "weighs": asked.decision.way == Way.WEIGH, "is_open": is_open,
        "may_answer": is_open or (position is not None and position.is_taken_back),
        "choices": _choices(asked, form), "takes_back": form.is_bound and form.data.get("option") == TAKE_BACK,
        "answered": [each for each in asked.heard.objections if each.answer or each.state == Objection.State.WITHDRAWN],
    }  # fmt: skip


def _moved(position, form):
    """What stands in the box for what made them move, which opens when it holds anything: typed a moment ago, or saved."""
    typed = form.data if form.is_bound else {name: getattr(position, name, "") for name in KEPT}
    words = typed.get("moved_because", "")
    return {"words": words, "may_be_named": typed.get("may_be_named"), "is_open": bool(words)}


def _choices(asked, form):
    """(option, what stands in its box, whether the box is open): what was typed stays, and else what was said before."""
    said = asked.heard.position
    chosen, words = (said.option, said.words) if said else ("", "")
    if form.is_bound:
        chosen, words = form.data.get("option", ""), form.data.get("words", "")
    return [
        (option, words if option.key == chosen else "", form.is_bound and option.key == chosen)
        for option in asked.decision.method.options
    ]
