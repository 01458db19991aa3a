"""Why did, or didn't, they get it? Every letter to one person, one letter in full, and a member's own."""

from django.contrib import messages
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.actions import post as actions
from members.emails.copies import COPY
from members.models import ContactTask, Letter, Person
from members.models.channel import Way
from members.models.contact import TOLD
from members.models.letter import LetterState
from members.permissions import Permission
from members.post import abouts, kinds, links, story_of
from members.web import needs, next_page, once, page, paginate, post_only, refusals_answered

MOST_FOUND, CALLS_SHOWN = 50, 20


def rows_of(found, *, for_staff):
    """Letters as lines of a list: what, how, how it stands; `found` is a page of letters."""
    letters = list(found)
    names = abouts.of((letter.about for letter in letters), own=not for_staff)
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
        "tries": story_of.tries_of(letter) + story_of.reports_of(letter),
        "with_a_person": with_a_person,
        "what": _what(letter, waits or with_a_person),
        "may_hold": waits and not letter.on_hold,
        "may_let_go": (waits and letter.on_hold) or letter.reason == actions.SKIPPED,
        "guest": kinds.find(letter.kind).to_name(letter) if actions.is_to_a_guest(letter) else "",
        "may_repeat": (letter.person_id or actions.is_to_a_guest(letter))
        and not letter.is_sensitive
        and letter.state not in (LetterState.WAITING, LetterState.SENDING),
        "links": links.kept_links(letter.text),
        "may_ring": letter.person_id and not letter.is_sensitive and not hasattr(letter, "task"),
    }
    return page(request, "members/message.html", context)


def _what(letter, is_to_come) -> str:
    """The heading above its words: nothing is called sent that never left."""
    if is_to_come:
        return "What they will be told"
    return {
        LetterState.FAILED: "What could not be sent", LetterState.WITHHELD: "What was not sent",
        LetterState.SENDING: "What is being sent", LetterState.UNCERTAIN: "What may not have arrived",
    }.get(letter.state, "What was sent")  # fmt: skip


def my_messages(request):
    """Everything the charity sent to the person who is signed in, or would have sent: emails, texts, letters and calls.

    Looking for words is a POST, so that what somebody looks for stands in no address and no log.
    """
    person = request.user
    left = _mine(request).select_related("task").order_by(Coalesce("sent_at", "due_at").desc(), "-pk")
    words = request.POST.get("q", "").replace("\x00", "").strip()[:100]
    if words:
        found, rest = left.filter(Q(subject__icontains=words) | Q(text__icontains=words))[:MOST_FOUND], None
    else:
        found = rest = paginate(request, left, per_page=20)
    context = {
        "found": rest,
        "q": words,
        "rows": rows_of(found, for_staff=False),
        "calls": calls_made_to(person) if rest is None or rest.number == 1 else [],
        "essential_only": person.essential_post_only_at,
    }
    return page(request, "members/my_messages.html", context)


def my_message(request, pk):
    """One of one's own, as it was sent, to read again or to print."""
    letter = get_object_or_404(_mine(request).select_related("task"), pk=pk)
    context = {"row": rows_of([letter], for_staff=False)[0], "letter": letter}
    return page(request, "members/my_message.html", context)


def _mine(request):
    """What left or was told, or why it was not; copies for a supporter are the supporter's."""
    own = Letter.objects.filter(person=request.actor.person_id).exclude(state=LetterState.WAITING)
    return own.exclude(kind=COPY)


def calls_made_to(person):
    """Calls and texts that no letter stood behind: when we rang, and about what."""
    told = ContactTask.objects.filter(person=person, letter=None, outcome__in=TOLD).exclude(closed_at=None)
    return told.order_by("-closed_at", "-pk")[:CALLS_SHOWN]


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
