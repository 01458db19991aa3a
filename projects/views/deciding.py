"""Decisions: the register, one decision with its result, asking, opening, laying open, closing, what came of it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.permissions import Permission, can
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into
from projects.actions import deciding
from projects.agreeing_rules import require_to_keep
from projects.forms.deciding import EACH_PERSON, DecisionForm, OutcomeForm, ReviewForm, VoiceForm
from projects.models import Decision, Way
from projects.queries import agreeing as asks
from projects.queries.result import shown
from projects.queries.texts import current_version
from projects.views.texts import KEEP, SEE, one

LONDON = ZoneInfo("Europe/London")


def one_decision(request, pk, *, keep=False):
    """A decision this actor may see, with everything about it; if asked, one they look after."""
    found = Decision.objects.visible_to(request.actor)
    found = found.select_related("agreement__project__team", "agreement__body", "body", "project", "owner", "meeting")
    decision = get_object_or_404(asks.with_voices(found), pk=pk)
    if keep:
        require_to_keep(request.actor, decision)
    return decision


@needs(SEE)
def decision(request, pk):
    """One decision: what is asked, where one's own voice stands, and as far as one may read it, everybody's."""
    found, now = one_decision(request, pk), timezone.now()
    standing = asks.standing_of(found)
    seen = shown(standing, request.actor)
    own = [each for each in standing.heard if can(request.actor, Permission.TAKE_POSITION, within=each.voice)]
    context = {
        "decision": found, "agreement": found.agreement, "standing": standing, "shown": seen, "own": own,
        "is_open": asks.is_open(found, now=now), "keeps": seen.keeps, "weighs": found.way == Way.WEIGH,
        "review_is_due": found.review_on is not None and found.review_on <= timezone.localdate(now),
        "review_form": ReviewForm(auto_id="review-%s") if seen.keeps else None,
    }  # fmt: skip
    return page(request, "projects/decision.html", context)


def _facts(form):
    said = dict(form.cleaned_data)
    closes = datetime.combine(said.pop("closes_on") + timedelta(days=1), time(), tzinfo=LONDON)
    who, bodies, staff = said.pop("who", ""), said.pop("bodies", ()), said.pop("staff", False)
    by_person = {"bodies": bodies, "staff": staff} if who == EACH_PERSON else {}
    return {**said, "closes_at": closes}, by_person


@needs(KEEP)
@once
@refusals_answered
def decision_new(request, pk):
    """A question about a text."""
    text, now = one(request, pk, keep=True), timezone.now()
    begin = {
        "question": f"Do we agree on “{text.title}”?", "way": Way.CONSENT, "who": "organisations", "quorum": 1,
        "private_first": True, "names_shown": True, "closes_on": timezone.localdate(now) + timedelta(days=28),
    }  # fmt: skip
    form = DecisionForm(request.POST or None, initial=begin)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            facts, whose = _facts(form)
            made = deciding.ask(agreement=text, **whose, actor=request.actor, now=now, **facts)
            messages.success(request, "Written down. Nobody is asked until you open it.")
            return redirect("projects:decision", made.pk)
    return form_page(
        request, "projects/decision_form.html", form, {"agreement": text, "version": current_version(text)}
    )


@needs(KEEP)
@once
@refusals_answered
def decision_edit(request, pk):
    """How it is decided, while nobody has answered; afterwards only until when."""
    found, now = one_decision(request, pk, keep=True), timezone.now()
    if found.way == Way.NOTED:
        return redirect("projects:decision_note_edit", pk)
    names = ("question", "why", "way", "quorum", "enough_percent", "private_first", "names_shown")
    begin = {name: getattr(found, name) for name in names}
    begin["closes_on"] = timezone.localdate(found.closes_at - timedelta(seconds=1))
    form = DecisionForm(request.POST or None, initial=begin, changing=True)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            facts, _ = _facts(form)
            deciding.put_right(decision=found, actor=request.actor, now=now, **facts)
            messages.success(request, "Saved.")
            return redirect("projects:decision", pk)
    return form_page(request, "projects/decision_form.html", form, {"decision": found, "agreement": found.agreement})


STEPS = {
    "open": (deciding.open_it, "Open. Everybody who has a voice is asked, each by their own way."),
    "reveal": (deciding.reveal, "All answers are laid open."),
    "close": (deciding.close, "Closed. Whoever takes it back may still answer, marked as late."),
}


@post_only
@needs(KEEP)
@refusals_answered
def decision_step(request, pk):
    """Open it, lay the answers open, close it."""
    found = one_decision(request, pk, keep=True)
    do, sentence = STEPS.get(request.POST.get("step", ""), STEPS["reveal"])
    do(decision=found, actor=request.actor, now=timezone.now())
    messages.success(request, sentence)
    return redirect("projects:decision", pk)


@needs(KEEP)
@once
@refusals_answered
def decision_decide(request, pk):
    """What came of it."""
    found = one_decision(request, pk, keep=True)
    standing = asks.standing_of(found)
    begin = {"lived_experience": "decided" if standing.lived.answered else "none"}
    begin["outcome"] = "" if not standing.is_enough else "dissent" if standing.left else "agreed"
    form = OutcomeForm(request.POST or None, initial=begin)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            deciding.decide(decision=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Written down. Everybody who had a voice hears of it.")
            return redirect("projects:decision", pk)
    return form_page(request, "projects/decision_decide.html", form, {"decision": found, "standing": standing})


@needs(KEEP)
@once
@refusals_answered
def decision_voice(request, pk):
    """One more voice."""
    found = one_decision(request, pk, keep=True)
    form = VoiceForm(request.POST or None, actor=request.actor)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            deciding.add_voice(decision=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Added.")
            return redirect("projects:decision", pk)
    return form_page(request, "projects/decision_voice.html", form, {"decision": found})
