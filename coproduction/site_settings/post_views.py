"""Whether post works, tried by a letter to oneself; and a site that is only being tried out."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from members import charity
from members.actions import charity as actions
from members.actions import trying
from members.models import Channel, Letter
from members.models.letter import LetterState
from members.permissions import Permission, can
from members.post import abouts, failures, story_of, trial
from members.views.messages import rows_of
from members.web import needs, once, page, paginate, refusals_answered
from members.words import plural

RUN = Permission.RUN_SITE
FEW, LISTED = 5, 30
ON_ITS_WAY = (LetterState.WAITING, LetterState.SENDING)


@needs(RUN)
@refusals_answered
def test_letter(request):
    """A letter to oneself by the real way; the page says what became of it, and looks again by itself where it can."""
    if request.method == "POST":
        trying.write_to_oneself(actor=request.actor, now=timezone.now())
        return redirect("settings_test_letter")
    mine = Letter.objects.filter(person=request.actor.person, kind=failures.TEST_LETTER).order_by("-pk")
    rows = [(letter, story_of.state_of(letter)) for letter in mine[:FEW]]
    email = Channel.objects.filter(person=request.actor.person, way=Channel.Way.EMAIL).order_by("rank", "pk").first()
    context = {
        "rows": rows,
        "moving": any(letter.state in ON_ITS_WAY for letter, _ in rows),
        "address": email.address if email else "",
    }
    return page(request, "settings/test_letter.html", context, partial="settings/_test_letter.html")


@needs(RUN)
@once
@refusals_answered
def trial_mode(request):
    """What a trial is, what it kept back, and the press that begins or ends it."""
    if request.method == "POST":
        now = timezone.now()
        if request.POST.get("trial") == "begin":
            actions.begin_trial(actor=request.actor, now=now)
            messages.success(request, "This is a trial now. Letters, texts and calls reach staff only.")
        else:
            left = actions.end_trial(actor=request.actor, now=now)
            words = f" {plural(left, 'letter').capitalize()} that waited will not leave either." if left else ""
            messages.success(request, f"The trial is over. From now on everybody is reached.{words}")
        return redirect("settings_trial")
    row = charity.row()
    there = _kept_back(row)
    context = {"row": row, "how_many": len(there)}
    if can(request.actor, Permission.SEE_POST):
        found = paginate(
            request, trial.withheld().visible_to(request.actor).select_related("person", "task"), per_page=20
        )
        context |= {"kept_back": there[:LISTED], "found": found, "rows": rows_of(found, for_staff=True)}
    return page(request, "settings/trial.html", context)


def _kept_back(row) -> list:
    """What letters of this trial were about and is still there: reminders of it go to everybody once the trial is over.

    Their names are titles of meetings, subjects and questions of people: for those who may see post, for others a number.
    """
    if not row.is_trial:
        return []
    about = trial.withheld().filter(due_at__gte=row.trial_since).exclude(about="").order_by("about")
    found = abouts.of(about.values_list("about", flat=True).distinct()[:200])
    return sorted((each for each in found.values() if each.url), key=lambda each: each.words)
