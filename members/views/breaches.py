"""A lost device, or a letter that went wrong: who is affected, how each may be reached safely, and what to do now (DP-10)."""

from datetime import datetime

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.actions import breaches as actions
from members.actions import door, private_links
from members.forms.breaches import BreachForm, DecideForm
from members.models import Breach, Person
from members.permissions import Permission
from members.post import abouts
from members.queries import access
from members.queries import breaches as queries
from members.rules.access import only_in_words
from members.web import form_page, needs, once, page, paginate, post_only, refusals_answered, refusals_into
from members.words import plural

HANDLE = Permission.HANDLE_BREACH


@needs(HANDLE)
def breaches(request):
    """Whose was it? And what was written down before. What is looked for stands in no address."""
    words = request.POST.get("q", "").replace("\x00", "").strip()[:100]
    context = {
        "words": words,
        "found": queries.people(words),
        "rows": paginate(request, Breach.objects.select_related("person").order_by("-noticed_at", "-pk"), per_page=20),
        "now": timezone.now(),
    }
    return page(request, "members/breaches.html", context)


@needs(HANDLE)
@once
def breach_new(request, pk):
    """What happened, and since when somebody knows."""
    person, now = get_object_or_404(Person.objects.filter(erased_at=None), pk=pk), timezone.now()
    here = timezone.localtime(now)
    letters = queries.letters_that_left(person, now=now)
    initial = {"noticed_on": here.date(), "noticed_at": here.time().replace(second=0, microsecond=0)}
    form = BreachForm(
        request.POST or None,
        letters=letters.model.objects.filter(pk__in=[each.pk for each in letters]),
        initial=initial,
    )
    if form.is_valid():
        with refusals_into(form):
            said = form.cleaned_data
            noticed_at = timezone.make_aware(datetime.combine(said["noticed_on"], said["noticed_at"]))
            breach = actions.note(
                sort=said["sort"], person=person, words=said["words"], letter=said["letter"], noticed_at=noticed_at,
                actor=request.actor, now=now,
            )  # fmt: skip
            return redirect("members:breach", breach.pk)
    return form_page(request, "members/breach_new.html", form, {"person": person})


@needs(HANDLE)
def breach(request, pk):
    """Everything on one page, to work down and to print; a post says what was decided."""
    breach = get_object_or_404(Breach.objects.select_related("person", "decided_by"), pk=pk)
    now = timezone.now()
    form = DecideForm(request.POST or None, initial={"decision": breach.decision, "reason": breach.reason})
    if form.is_valid():
        with refusals_into(form):
            actions.decide(breach=breach, actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, "Written down.")
            return redirect("members:breach", pk)
    day, person = timezone.localdate(now), breach.person
    people = paginate(request, queries.affected(breach, day=day), per_page=50)
    only = access.only_ways([each.pk for each in people])
    for each in people:
        each.only = only_in_words(only.get(each.pk))
    context = {
        "breach": breach,
        "person": person,
        "is_over": now > breach.tell_by,
        "hours_left": max(0, int((breach.tell_by - now).total_seconds() // 3600)),
        "letters": queries.letters_of(breach).select_related("person").newest()[:5],
        "visits": [(visit, door.device(visit.user_agent)) for visit in queries.visits(person)],
        "links": _links(person, now=now, since=breach.links_revoked_at),
        "roles": queries.roles_of(person, day=day),
        "beside": queries.beside(breach, day=day),
        "people": people,
    }
    return form_page(request, "members/breach.html", form, context)


def _links(person, *, now, since):
    """Each link of theirs that opens a page without sign-in."""
    rows = list(queries.live_links(person, now=now))
    names = abouts.of(row.about for row in rows)
    said = [
        private_links.Opens(getattr(names.get(row.about), "words", "") or row.purpose, row.expires_at) for row in rows
    ]
    return said + private_links.standing(person=person, now=now, since=since)


@post_only
@needs(HANDLE)
@refusals_answered
def breach_shut(request, pk):
    """Signed out everywhere, or every link taken back."""
    breach = get_object_or_404(Breach, pk=pk)
    who = {"breach": breach, "actor": request.actor, "now": timezone.now()}
    if request.POST.get("what") == "links":
        messages.success(request, f"{plural(actions.revoke_links(**who), 'link').capitalize()} taken back.")
    else:
        messages.success(request, f"Signed out: {plural(actions.sign_out(**who), 'visit')} ended.")
    return redirect("members:breach", pk)
