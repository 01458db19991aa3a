"""What I need to take part: a person's own page, the same page in their name, and whom to ask again."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from members.actions import consents, passports, reads
from members.forms.passports import PassportForm
from members.models.consent import Consent, How
from members.permissions import Permission, require
from members.queries import access
from members.queries import consent as consent_queries
from members.rules import consent as consent_rules
from members.views.person import find
from members.web import form_page, needs, page, paginate, refusals_answered, refusals_into

WHAT = "what you need to take part"
PEOPLE_SHOWN = 25


@refusals_answered
def my_access(request):
    """Every signed-in person's own passport; the consent is asked on the same page, first."""
    person, now = request.actor.person, timezone.now()
    if request.POST.get("do") == "agree":
        consents.give(
            person=person, consent=Consent.LIVED_EXPERIENCE, how=How.ONLINE, actor=request.actor, now=now
        )  # fmt: skip
        return redirect("members:my_access")
    return _passport(request, person, request.actor, own=True, here=reverse("members:my_access"), now=now)


@needs(Permission.SEE_CONTACT)
@refusals_answered
def passport(request, pk):
    """The same in somebody's name, while they are on the telephone. That it was opened is noted for them to see."""
    person, now = find(request, pk), timezone.now()
    require(request.actor, Permission.SEE_PASSPORT, within=person)
    here = reverse("members:passport", args=[pk])
    return _passport(request, person, request.actor.at_the_desk_for(person), own=False, here=here, now=now)


def _passport(request, person, actor, *, own, here, now):
    if not access.may_keep(person):
        return _ask_first(request, person, own=own, here=here)
    known = access.needs_of(person)
    if not own:
        reads.note(person=person, what=WHAT, actor=request.actor, now=now)
    if request.POST.get("do") == "same":
        passports.nothing_changed(person=person, actor=actor, now=now)
        messages.success(request, "Thank you. We ask again in a year, and you can change it at any time.")
        return redirect(here)
    form = PassportForm(request.POST or None, known=known)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            passports.save(person=person, needs=form.needs, actor=actor, now=now)
            messages.success(request, "Saved. It holds for every meeting from now on, and for our letters.")
            return redirect(here)
    context = {"person": person, "own": own, "known": known, "passport": access.passport_of(person)}
    context |= {"today": timezone.localdate(now), "has_usual": own and bool(access.usual_of(person))}
    return form_page(request, "members/passport.html", form, context)


def _ask_first(request, person, *, own, here):
    """Nothing is asked before they agreed that we keep the answers."""
    wording = consent_queries.wordings().get(Consent.LIVED_EXPERIENCE)
    asked = consent_rules.ASKED[Consent.LIVED_EXPERIENCE]
    context = {
        "person": person, "own": own, "here": here, "words": wording.words if wording else asked.words,
        "why": wording.why if wording else asked.why,
    }  # fmt: skip
    return page(request, "members/passport_first.html", context)


@needs(Permission.SEE_CONTACT)
def overview(request):
    """Whom nobody has asked yet, and whose passport is due to be looked at again."""
    today = timezone.localdate()
    due = list(access.to_review(day=today)[:PEOPLE_SHOWN])
    context = {
        "asked_not": paginate(request, access.not_asked(), per_page=PEOPLE_SHOWN),
        "overdue": [each for each in due if each.review_on <= today],
        "soon": [each for each in due if each.review_on > today],
    }
    return page(request, "members/access.html", context)
