"""Texts people agree on: the list, one text, its versions and what is different, what to take back, ratified, published."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.models import Body
from members.permissions import Permission, can, require
from members.web import form_page, needs, once, page, paginate, post_only, refusals_answered, refusals_into
from projects.actions import texts
from projects.forms.texts import AgreementForm, StepForm, VersionForm
from projects.models import Agreement, Comment, Decision, Objection, Ratification, Voice
from projects.queries import agreeing as asks
from projects.queries import texts as reads

SEE, KEEP = Permission.SEE_AGREEMENTS, Permission.KEEP_AGREEMENTS
WITH = ("body", "project__team", "owner", "published_version", "agreed_version")


def one(request, pk, *, keep=False):
    """A text this actor may see, and if asked, look after."""
    found = get_object_or_404(Agreement.objects.visible_to(request.actor).select_related(*WITH), pk=pk)
    if keep:
        require(request.actor, KEEP, within=found)
    return found


@needs(SEE)
def agreements(request):
    """All texts, the newest first."""
    found = Agreement.objects.visible_to(request.actor).select_related("body").newest()
    return page(request, "projects/agreements.html", {"page": paginate(request, found, per_page=30)})


@needs(SEE)
def agreement(request, pk):
    """One text: its clauses beside their plain twins, how far it is, who has taken it on, what was said."""
    actor, now, found = request.actor, timezone.now(), one(request, pk)
    version = reads.current_version(found)
    versions = list(found.versions.order_by("-number"))
    decisions = list(Decision.objects.visible_to(actor).filter(agreement=found).order_by("-pk"))
    mine = [voice for voice in asks.mine_waiting(actor, now=now) if voice.decision.agreement_id == found.pk]
    remarks = list(reads.comments_of(found)) if version is None else []
    taken = reads.taken_up_in(versions)
    context = {
        "agreement": found,
        "version": version,
        "versions": versions,
        "history": [(each, taken.get(each.pk, [])) for each in versions],
        "keeps": can(actor, KEEP, within=found),
        "decisions": decisions,
        "mine": mine,
        "asked_now": any(each.opened_at and not each.outcome and each.closes_at > now for each in decisions),
        "phrases": remarks,
        "said": Comment.objects.filter(agreement=found, same_as=None).count(),
        "ratifications": _ratifications(found),
        "may_ratify": found.agreed_at is not None and (can(actor, KEEP, within=found) or bool(actor.organisation_ids)),
        "steps": list(found.steps.order_by("-moved_at", "-pk")),
        "step_form": StepForm(initial={"step": found.step}),
        "of_network": found.body.sort == Body.Sort.NETWORK,
    }
    return page(request, "projects/agreement.html", context)


def _ratifications(agreement):
    """Every organisation that has a voice, with what it did; silent ones are named too."""
    done = Ratification.objects.filter(version__agreement=agreement).select_related("organisation", "version")
    rows = list(done.order_by("organisation__name", "-version__number", "pk"))
    have = {row.organisation_id for row in rows}
    voices = Voice.objects.filter(decision__agreement=agreement, organisation__isnull=False).exclude(
        organisation__in=have
    )
    silent = list(voices.order_by("organisation__name").values_list("organisation__name", flat=True).distinct())
    return {"done": rows, "silent": silent} if agreement.agreed_at else {"done": rows, "silent": []}


@needs(KEEP)
@once
@refusals_answered
def agreement_new(request):
    now = timezone.now()
    form = AgreementForm(request.POST or None, actor=request.actor, day=timezone.localdate(now))
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            made = texts.begin(actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, "Begun. Now gather phrases, or write the first version.")
            return redirect("projects:agreement", made.pk)
    return form_page(request, "projects/agreement_form.html", form)


@needs(KEEP)
@once
@refusals_answered
def agreement_edit(request, pk):
    found, now = one(request, pk, keep=True), timezone.now()
    begin = {name: getattr(found, name) for name in ("title", "about", "review_on")}
    begin |= {name: getattr(found, f"{name}_id") for name in ("body", "project", "owner")}
    form = AgreementForm(request.POST or None, initial=begin, actor=request.actor, day=timezone.localdate(now))
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            texts.put_right(agreement=found, actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("projects:agreement", pk)
    return form_page(request, "projects/agreement_form.html", form, {"agreement": found})


@post_only
@needs(KEEP)
@refusals_answered
def agreement_step(request, pk):
    found = one(request, pk, keep=True)
    texts.move(agreement=found, step=request.POST.get("step", ""), actor=request.actor, now=timezone.now())
    messages.success(request, "Moved.")
    return redirect("projects:agreement", pk)


@needs(KEEP)
@once
@refusals_answered
def version_new(request, pk):
    """The next version, clause by clause."""
    found = one(request, pk, keep=True)
    before = reads.current_version(found)
    remarks = Comment.objects.filter(agreement=found).open().in_order()
    objections = Objection.objects.filter(voice__decision__agreement=found).exclude(
        state__in=[Objection.State.INTEGRATED, Objection.State.WITHDRAWN]
    )
    form = VersionForm(
        request.POST or None, before=before, remarks=remarks, objections=objections.order_by("raised_at", "pk")
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            made = texts.write(agreement=found, actor=request.actor, now=timezone.now(), **form.facts())
            messages.success(request, f"Version {made.number} stands. Whoever has a voice is asked about it anew.")
            return redirect("projects:agreement", pk)
    return form_page(request, "projects/version_new.html", form, {"agreement": found, "before": before})
