"""At the desk: everybody who registered, one of them, and writing somebody down from the telephone or a paper form."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings import registration_form
from meetings.actions import check_in, registrations
from meetings.day_rules import door_closes
from meetings.forms.registration_whole import DeskForm, initial_of
from meetings.gathering_counts import standing_of
from meetings.gathering_offered import Offered
from meetings.models import Category, Gathering, Registration, RegistrationState
from meetings.registration_list import REGISTRATIONS
from meetings.views.day_finding import chosen
from meetings.views.gatherings import gathering_for
from members import lists
from members.models import Person
from members.models.person import sort_key
from members.permissions import Permission, Role, can, require
from members.web import (
    form_page,
    history_page,
    needs,
    once,
    page,
    post_only,
    refusals_answered,
    refusals_into,
    row_id,
    typed,
)

WAY_OF = {"phone": "phone"}  # whoever rings is rung, unless they say otherwise
SEE, WRITE = Permission.SEE_ANSWERS, Permission.ANSWER_FOR
DO = {
    "cancel": (registrations.cancel, "is off the list"),
    "back": (registrations.come_back, "is on the list again"),
    "take": (registrations.take_offer, "has the place"),
    "place": (registrations.give_place, "has a place"),
    "let_in": (registrations.let_in, "is on the list"),
}


@needs(SEE)
def registrations_list(request):
    """Everybody who registered, for one event or for all, as far as this role may see."""
    today = timezone.localdate()
    found = Registration.objects.visible_to(request.actor)
    if answer := lists.answered(request, REGISTRATIONS, found, day=today):
        return answer
    shown = lists.shown(request, REGISTRATIONS, found, day=today)
    chosen = shown.asked.chosen.get("event", "")
    event = Gathering.objects.visible_to(request.actor).filter(pk=row_id(chosen)).first()
    labels = _labels()
    for row in shown.rows:
        row.labels = [labels.get(slug, slug) for slug in row.categories]
    return lists.page(request, "meetings/registrations.html", shown, {"event": event})


def _labels() -> dict[str, str]:
    return dict(Category.objects.values_list("slug", "label"))


def registration_for(request, pk, permission=SEE):
    """A registration this actor may see (404), and may do this with (403)."""
    seen = Registration.objects.visible_to(request.actor).select_related("gathering", "person", "brought_by")
    found = get_object_or_404(seen, pk=pk)
    require(request.actor, permission, within=found.gathering)
    return found


@needs(SEE)
def registration(request, pk):
    """One registration: how it stands, what they told us, what can be done."""
    found = registration_for(request, pk)
    labels = _labels()
    words = typed(request, "who")
    writes = can(request.actor, WRITE, within=found.gathering)
    people = []
    if words and writes:
        people = list(
            Person.objects.visible_to(request.actor).filter(sort_name__contains=sort_key(words)).by_name()[:8]
        )
    now = timezone.now()
    closed = door_closes(found.gathering) <= now
    context = {
        "registration": found,
        "gathering": found.gathering,
        "was": found.gathering.starts_at <= now and found.state != RegistrationState.DOUBTFUL,
        "closed": closed,
        "puts_right": not closed or request.actor.role == Role.COORDINATOR,
        "categories": [labels.get(slug, slug) for slug in found.categories],
        "said": found.wants.said(),
        "workshops": list(found.workshops.select_related("session").order_by("session__starts_at", "session")),
        "writes": writes,
        "who": words,
        "people": people,
    }
    return page(request, "meetings/registration_desk.html", context)


@post_only
@needs(WRITE)
@refusals_answered
def registration_do(request, pk):
    """One press: cancel, put back, say yes for them, give a place by hand, let in what was doubtful, or remove it."""
    now = timezone.now()
    found = registration_for(request, pk, WRITE)
    done = request.POST.get("do", "")
    if done == "remove":
        registrations.remove(registration=found, actor=request.actor, now=now)
        messages.success(request, "Removed. Nothing of it stays.")
        return redirect("meetings:gathering", found.gathering_id)
    if done == "match":
        person = chosen(Person.objects.visible_to(request.actor), request.POST.get("person", ""))
        registrations.match(registration=found, person=person, actor=request.actor, now=now)
        messages.success(request, f"This registration stands on the page of {person} too.")
    elif done == "unmatch":
        registrations.match(registration=found, person=None, actor=request.actor, now=now)
        messages.success(request, "It stands on nobody's page now.")
    elif done in ("there", "not_there"):
        check_in.put_right(registration=found, came=done == "there", actor=request.actor, now=now)
        messages.success(request, "Saved. The numbers of the day follow.")
    elif done in DO:
        action, words = DO[done]
        action(registration=found, actor=request.actor, now=now)
        messages.success(request, f"{found.name} {words}.")
    return redirect("meetings:registration", pk)


@needs(WRITE)
@once
@refusals_answered
def registration_new(request, pk):
    """From the telephone or a paper form, one after the other: the page comes back empty, with who was written down."""
    now = timezone.now()
    gathering = gathering_for(request, pk, WRITE)
    came_by = request.GET.get("came_by", "phone")
    offered = Offered(gathering)
    form = DeskForm(request.POST or None, offered=offered, initial={"came_by": came_by, "way": WAY_OF.get(came_by, "")})
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            came_by = form.cleaned_data["came_by"]
            made = registrations.write_down(
                gathering=gathering, asked=form.asked, came_by=came_by, actor=request.actor, now=now
            )
            messages.success(request, f"{made.name}: {made.get_state_display().lower()}. The next one, please.")
            return redirect(f"{reverse('meetings:registration_new', args=[pk])}?came_by={came_by}")
    context = {"gathering": gathering, "standing": standing_of(gathering, now=now), "told": False}
    return form_page(request, "meetings/registration_new.html", form, context)


@needs(WRITE)
@refusals_answered
def registration_edit(request, pk):
    """Change what somebody told us, in their name."""
    found = registration_for(request, pk, WRITE)
    initial = {**initial_of(found, with_needs=True), "came_by": found.came_by}
    form = DeskForm(request.POST or None, offered=Offered(found.gathering), initial=initial)
    del form.fields["came_by"]
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            registrations.change(registration=found, asked=form.asked, actor=request.actor, now=timezone.now())
            messages.success(request, "Saved.")
            return redirect("meetings:registration", pk)
    context = {"registration": found, "gathering": found.gathering, "told": False}
    return form_page(request, "meetings/registration_edit.html", form, context)


@needs(SEE)
def registration_history(request, pk):
    found = registration_for(request, pk)
    return history_page(request, found, title=found.name, back=reverse("meetings:registration", args=[pk]))


@require_safe
@needs(WRITE)
def paper_form(request, pk):
    """An empty form to print, for people who would rather write by hand."""
    gathering = gathering_for(request, pk, WRITE)
    pdf = registration_form.draw(gathering, offered=Offered(gathering), now=timezone.now())
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{gathering.slug}-form.pdf"'
    return answer
