"""Asking people to a piece of work: the words, a look at who gets it and how, the sending, and their answers."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from members import charity
from members.permissions import Permission, require
from members.queries.training import who_is_trained
from members.web import form_page, next_page, page, post_only, refusals_answered, refusals_into
from members.words import plural
from projects import asking_rules, queries, rules
from projects.actions import asking, asking_again
from projects.forms.asking import AskForm
from projects.forms.people import Picker
from projects.models import Invitation, Opportunity, Outcome, Project, Reply, Turn, Waves, work_offer
from projects.queries.asked import held_back_by_payments, notice_given
from projects.queries.settling import settles
from projects.views import offering

WORDS = (
    "title", "what", "starts_on", "when_words", "place", "support", "offer", "content_note", "wellbeing_person", "needs_course", "or_train",
    "answer_by",
)  # fmt: skip


@refusals_answered
def ask(request, pk):
    """Three steps on one address: write, look, send. Nothing is kept or sent before the last press."""
    now = timezone.now()
    project = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
    require(request.actor, Permission.INVITE_TO_WORK, within=project)
    rules.check_purpose(project)
    picker = Picker(request.actor, day=timezone.localdate(now), post=request.POST or None, hats=False)
    block = offering.Block(request, now=now)
    if picker.is_step or request.POST.get("step") == "change":
        typed = {name: value for name, value in request.POST.items() if name in WORDS}
        typed["or_train"] = request.POST.get("or_train", "")
        block.not_checked_yet()
        return _written(request, project, AskForm(initial=typed, picker=picker, now=now), block)
    form = AskForm(request.POST or None, picker=picker, now=now)
    if form.is_valid() & block.is_valid():
        if request.POST.get("step") != "send":
            return _looked_at(request, project, form, block)
        said = {name: form.cleaned_data[name] for name in (*WORDS, "people")}
        token = request.POST.get("once", "").replace("\x00", "")[:60] or None
        with refusals_into(form):
            opportunity = asking.ask(project=project, token=token, actor=request.actor, now=now, **said)
            block.keep(opportunity)
            messages.success(
                request, charity.said_of_letters("Your invitations are on their way, to each person by their own way.")
            )
            return redirect("projects:opportunity", pk=opportunity.pk)
    return _written(request, project, form, block)


def _written(request, project, form, block):
    context = {"project": project, "picker": form.picker, "offer_form": block.form}
    response = form_page(request, "projects/ask.html", form, context)
    response.status_code = 422 if block.form is not None and block.form.errors else response.status_code
    return response


def _looked_at(request, project, form, block):
    rows = queries.who_would_be_asked(form.cleaned_data["people"], now=timezone.now())
    thanked = block.looked_at(form.cleaned_data["people"])
    as_asked = {name: form.cleaned_data[name] for name in WORDS}
    draft = Opportunity(**as_asked)
    context = {
        "project": project,
        "said": form.cleaned_data
        | {"when_said": draft.when_said, "offer_said": work_offer.in_one(draft.offer, thanked["offer"])},
        "differs": work_offer.differs(draft, thanked["offer"]),
        "sent": [(name, request.POST.get(name, "")) for name in WORDS] + block.typed,
        **thanked,
        "people": form.picker.people,
        "asked": [row for row in rows if not row.left_out],
        "left_out": [row for row in rows if row.left_out],
        "send_words": f"Send {plural(sum(not row.left_out for row in rows), 'invitation')}",
    }
    return page(request, "projects/ask_preview.html", context)


def _find(request, pk):
    found = Opportunity.objects.visible_to(request.actor).select_related("project__team", "asked_by")
    opportunity = get_object_or_404(found, pk=pk)
    require(request.actor, Permission.INVITE_TO_WORK, within=opportunity)
    return opportunity


def _how_it_goes_on(found, invitations, *, now):
    """The waves, what is to settle, who has heard what came of it, and whether places are free."""
    said = settles(found, now=now)
    done = (Outcome.CHOSEN, Outcome.STEPPED_ASIDE)
    chosen = [each for each in invitations if each.outcome == Outcome.CHOSEN]
    conflicts = [each for each in invitations if getattr(each, "conflict", None)]
    return {
        "waves": Waves.objects.filter(opportunity=found).select_related("started_by").first(),
        "in_queue": (in_queue := Turn.objects.filter(opportunity=found, looked_at=None).count()),
        "held_back": held_back_by_payments(found) if in_queue else 0,
        "said": said,
        "conflicts": conflicts,
        "free_places": (found.places or 0) - len(chosen) if found.told_at and not found.done_at else 0,
        "heard": [each for each in invitations if each.outcome in done] if found.done_at else [],
        "notice_given": notice_given(found),
    }


def opportunity(request, pk):
    """One piece of work and who answered what; answers by telephone are recorded here."""
    now = timezone.now()
    found = _find(request, pk)
    invitations = list(found.invitations.select_related("person", "recorded_by", "conflict").in_order())
    trained = who_is_trained(found, [each.person_id for each in invitations], day=timezone.localdate(now))
    groups = [
        (words, tone, [each for each in invitations if each.answer == answer])
        for answer, words, tone in (
            (Reply.YES, "Yes", "leaf"),
            (Reply.INTERESTED, "Tell me more", ""),
            (Reply.SILENT, "No answer yet", "sun"),
            (Reply.NO, "Not this time", "plain"),
        )
    ]
    context = {
        "opportunity": found,
        "groups": groups,
        "asked": len(invitations),
        "trained": trained,
        "closed": found.is_closed(now=now),
        "status": found.status(now=now),
        **_how_it_goes_on(found, invitations, now=now),
        "only_thanks": [asking_rules.THANKS],
        "missing": asking_rules.what_the_brief_lacks(found, now=now) if found.sent_at is None else [],
        "not_asked": 0 if found.is_closed(now=now) else asking_again.not_asked(found).count(),
    }
    return page(request, "projects/opportunity.html", context)


@refusals_answered
def ask_more(request, pk):
    """Further people for the same piece of work."""
    now = timezone.now()
    found = _find(request, pk)
    picker = Picker(request.actor, day=timezone.localdate(now), post=request.POST or None, hats=False)
    rows = queries.who_would_be_asked(picker.people, opportunity=found, now=now) if picker.people else []
    if request.method == "POST" and request.POST.get("step") == "send" and not picker.is_step and picker.people:
        added = asking.ask_more(opportunity=found, people=picker.people, actor=request.actor, now=now)
        messages.success(request, "Nobody new was asked." if not added else f"{added} more asked.")
        return redirect("projects:opportunity", pk=pk)
    context = {"opportunity": found, "picker": picker, "rows": rows, "form": AskForm(picker=picker, now=now)}
    return page(request, "projects/ask_more.html", context)


@post_only
@refusals_answered
def ask_now(request, pk):
    """The trial is over: whoever was not asked in it is asked."""
    count = asking_again.ask_now(opportunity=_find(request, pk), actor=request.actor, now=timezone.now())
    words = f"{plural(count, 'invitation is,invitations are')} on {'its' if count == 1 else 'their'} way."
    messages.success(request, words if count else "Everybody was asked already.")
    return redirect("projects:opportunity", pk=pk)


@post_only
@refusals_answered
def answer_for(request, pk):
    """Somebody answered by telephone or in person; staff write it down in their name."""
    found = Invitation.objects.visible_to(request.actor).select_related("opportunity__project", "person")
    invitation = get_object_or_404(found, pk=pk)
    actor = request.actor.at_the_desk_for(invitation.person)
    asking.answer(invitation=invitation, answer=request.POST.get("answer", ""), actor=actor, now=timezone.now())
    messages.success(request, f"{invitation.person.name}'s answer is written down.")
    return redirect(next_page(request, default=reverse("projects:opportunity", args=[invitation.opportunity_id])))


@post_only
@refusals_answered
def close(request, pk):
    """No more answers."""
    found = _find(request, pk)
    asking.close(opportunity=found, actor=request.actor, now=timezone.now())
    messages.success(request, "Closed. Those who said yes or asked for more are being told.")
    return redirect("projects:opportunity", pk=pk)


@refusals_answered
def cancel(request, pk):
    """It is not going ahead: asks first, then tells everybody who has the invitation and did not say no."""
    found = _find(request, pk)
    if request.method == "POST":
        because = request.POST.get("because", "").replace("\x00", "")[:300]
        asking.cancel(opportunity=found, because=because, actor=request.actor, now=timezone.now())
        messages.success(request, "It is cancelled. Those who have the invitation are being told.")
        return redirect("projects:opportunity", pk=pk)
    return page(request, "projects/cancel.html", {"opportunity": found})
