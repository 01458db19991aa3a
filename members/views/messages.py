"""Why did, or didn't, they get it? Every letter to one person, one letter in full, and a member's own."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.actions import post as actions
from members.models import Letter, Person
from members.models.channel import Way
from members.models.letter import LetterState
from members.permissions import Permission
from members.post import abouts, kinds, story_of
from members.web import needs, next_page, once, page, paginate, post_only, refusals_answered


def rows_of(found, *, for_staff):
    """Letters as lines of a list: what, how, how it stands; `found` is a page of letters."""
    letters = list(found)
    names = abouts.of(letter.about for letter in letters)
    return [
        {
            "letter": letter,
            "title": letter.subject or kinds.words(letter.kind),
            "kind": kinds.words(letter.kind),
            "about": names.get(letter.about),
            "state": story_of.state_of(letter, task=getattr(letter, "task", None), for_staff=for_staff),
            "by": story_of.BY[letter.way],
        }
        for letter in letters
    ]


@needs(Permission.SEE_POST)
def person_messages(request, pk):
    """Everything noted for one person, newest first, sent or not."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    found = paginate(
        request, Letter.objects.visible_to(request.actor).filter(person=person).select_related("task").newest()
    )
    context = {"person": person, "found": found, "rows": rows_of(found, for_staff=True)}
    return page(request, "members/person_messages.html", context)


@needs(Permission.SEE_POST)
def message(request, pk):
    """One letter: how it stands, by which rule, what was tried, what was sent, and what can be done."""
    letters = Letter.objects.visible_to(request.actor).select_related("person", "task")
    letter = get_object_or_404(letters, pk=pk)
    waits = letter.state == LetterState.WAITING
    with_a_person = letter.state == LetterState.SENDING and letter.way != Way.EMAIL
    context = {
        "letter": letter,
        "title": letter.subject or kinds.words(letter.kind),
        "state": story_of.state_of(letter, task=getattr(letter, "task", None)),
        "why_this_way": story_of.why_this_way(letter),
        "rule": story_of.rule_of(letter),
        "about": abouts.one(letter.about),
        "tries": story_of.tries_of(letter),
        "with_a_person": with_a_person,
        "what": "What they will be told" if waits or with_a_person else "What was sent",
        "may_hold": waits and not letter.on_hold,
        "may_let_go": (waits and letter.on_hold) or letter.reason == actions.SKIPPED,
        "may_repeat": letter.person_id
        and not letter.is_sensitive
        and letter.state not in (LetterState.WAITING, LetterState.SENDING),
        "may_ring": letter.person_id and not letter.is_sensitive and not hasattr(letter, "task"),
    }
    return page(request, "members/message.html", context)


def my_messages(request):
    """Everything the charity sent to the person who is signed in, or would have sent."""
    person = request.user
    left = Letter.objects.filter(person=person).exclude(state=LetterState.WAITING)
    found = paginate(request, left.select_related("task").newest(), per_page=20)
    context = {"found": found, "rows": rows_of(found, for_staff=False), "essential_only": person.essential_post_only_at}
    return page(request, "members/my_messages.html", context)


@post_only
def my_post(request):
    """A member chooses: everything, or essential letters only."""
    wanted = request.POST.get("post") == "essential"
    actions.essential_only(person=request.user, wanted=wanted, actor=request.actor, now=timezone.now())
    messages.success(
        request, "From now on you only get what you must know." if wanted else "You get all our letters again."
    )
    return redirect(next_page(request, default="/members/my-messages/"))


def _letter(request, pk):
    return get_object_or_404(Letter.objects.visible_to(request.actor).select_related("person"), pk=pk)


@post_only
@needs(Permission.HOLD_POST)
@once
@refusals_answered
def send_again(request, pk):
    again = actions.send_again(letter=_letter(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, "It leaves again now. This is the new letter.")
    return redirect("members:message", again.pk)


@post_only
@needs(Permission.HOLD_POST)
@refusals_answered
def ring_instead(request, pk):
    task = actions.ring_instead(letter=_letter(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, f"A call to {task.person} is on the list.")
    return redirect("members:calls_and_letters")


def _change(request, pk, action, sentence):
    letter = _letter(request, pk)
    action(letter=letter, actor=request.actor, now=timezone.now())
    messages.success(request, sentence)
    return redirect(next_page(request, default=f"/members/messages/{letter.pk}/"))


@post_only
@needs(Permission.HOLD_POST)
@refusals_answered
def hold(request, pk):
    return _change(request, pk, actions.hold, "On hold. It waits until somebody lets it go.")


@post_only
@needs(Permission.HOLD_POST)
@refusals_answered
def let_go(request, pk):
    return _change(request, pk, actions.let_go, "It may leave again.")


@post_only
@needs(Permission.HOLD_POST)
@refusals_answered
def skip(request, pk):
    return _change(request, pk, actions.skip, "Skipped. It will not be sent.")
