"""Where one voice stands: said here or entered for somebody; objections answered and taken back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.permissions import Permission, can
from members.web import Refused, form_page, needs, once, post_only, refusals_answered, refusals_into
from projects.actions import agreeing, objecting
from projects.agreeing_rules import stamp_of
from projects.forms.deciding import ObjectionForm, PositionForm, WeighForm
from projects.models import Came, Objection, TextVersion, Way
from projects.queries import agreeing as asks
from projects.queries.texts import version_of
from projects.views.deciding import one_decision
from projects.views.texts import KEEP


@needs(Permission.TAKE_POSITION)
@once
@refusals_answered
def position(request, pk, voice_id):
    """One voice says where it stands; whoever looks after the decision enters it for somebody."""
    decision, now = one_decision(request, pk), timezone.now()
    standing = asks.standing_of(decision)
    heard = next((each for each in standing.heard if each.voice.pk == voice_id), None)
    if heard is None or decision.agreement is None:
        raise Http404
    own = can(request.actor, Permission.TAKE_POSITION, within=heard.voice)
    if not own and not asks.may_keep(request.actor, decision):
        raise Http404
    version = version_of(decision.agreement, standing.version.number)
    form = form_for(request, decision, heard, version, entering=not own, is_open=asks.is_open(decision, now=now))
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            known = None if own else request.POST.get("known")
            save(request, form, decision, heard.voice, known=known, actor=request.actor, now=now)
            messages.success(request, "Saved. It can be changed until it closes.")
            return redirect("projects:decision", pk)
    context = {
        "decision": decision,
        "voice": heard.voice,
        "version": version,
        "own": own,
        "known": stamp_of(heard.position),
        "said": heard if heard.position and heard.option and not own else None,
        "weighs": decision.way == Way.WEIGH,
    }
    return form_page(request, "projects/position.html", form, context)


def form_for(request, decision, heard, version, *, entering, is_open, typed=None):
    """The method's own form, with what was said before; `typed` instead of what the page posted."""
    typed, more = typed or request.POST or None, {"entering": entering, "can_be_late": not is_open}
    before = heard.position
    if decision.way == Way.WEIGH:
        given = {each.clause_id: each.weight for each in before.weights.all()} if before else {}
        clauses = enumerate(version.clauses.all(), start=1)
        begin = {f"theme_{number}": given.get(clause.pk) for number, clause in clauses}
        return WeighForm(typed, initial=begin, version=version, **more)
    names = ("option", "words", "back_by", "moved_because", "may_be_named")
    begin = {name: getattr(before, name) for name in names} if before else {}
    return PositionForm(typed, initial=begin, decision=decision, has_moved=bool(heard.earlier), **more)


def save(request, form, decision, voice, *, known=None, actor, now):
    """On the version the page showed; Refused when another has taken its place."""
    number = request.POST.get("version", "")
    versions = TextVersion.objects.filter(agreement=decision.agreement)
    version = versions.filter(pk=number).first() if number.isdecimal() and len(number) < 15 else None
    if version is None:
        raise Refused("We could not see which version this is about. Please read the text once more and answer again.")
    same = {"voice": voice, "version": version, "known": known, "actor": actor, "now": now, **form.by_way()}
    if decision.way == Way.WEIGH:
        return agreeing.weigh(weights=form.weights(), **same)
    said = {name: value for name, value in form.cleaned_data.items() if name != "came_by"}
    return agreeing.take(**same, **said)


def _objection(request, pk):
    found = Objection.objects.select_related("voice__person", "version")
    objection = get_object_or_404(found, pk=pk)
    decision = one_decision(request, objection.voice.decision_id)
    own = can(request.actor, Permission.TAKE_POSITION, within=objection.voice)
    if not own and not asks.may_keep(request.actor, decision):
        raise Http404
    return objection, decision


@needs(KEEP)
@once
@refusals_answered
def objection_answer(request, pk):
    """Worked in, or not, because."""
    objection, decision = _objection(request, pk)
    form = ObjectionForm(request.POST or None, initial={"state": Objection.State.NOT, "answer": objection.answer})
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            objecting.answer_objection(
                objection=objection, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, "Answered. Whoever raised it hears of it.")
            return redirect("projects:decision", decision.pk)
    return form_page(request, "projects/objection_answer.html", form, {"objection": objection, "decision": decision})


@post_only
@needs(Permission.TAKE_POSITION)
@refusals_answered
def objection_withdraw(request, pk):
    """Whoever raised it takes it back, here or by telling somebody."""
    objection, decision = _objection(request, pk)
    way = request.POST.get("came_by", Came.HERE)
    came_by = way if way in Came.values else Came.HERE
    objecting.withdraw(objection=objection, came_by=came_by, actor=request.actor, now=timezone.now())
    messages.success(request, "Taken back.")
    return redirect("projects:decision", decision.pk)
